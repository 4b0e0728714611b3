/** What this machine has and may do. Nothing here changes anything. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Package managers, the first that is found is used. `update` refreshes a list that may be absent. */
const MANAGERS = [
  {
    program: 'apt-get',
    update: ['apt-get', 'update'],
    install: ['apt-get', 'install', '-y', '--no-install-recommends'],
    names: {
      ...{ redis: 'redis-server', chromium: 'chromium', compiler: ['gcc', 'libc6-dev'] },
      ...{ screen: ['xvfb', 'x11-xserver-utils'], units: 'systemd', sound: ['ffmpeg', 'lame'] },
      cable: 'iproute2',
    },
    needsRoot: true,
  },
  {
    program: 'dnf',
    install: ['dnf', 'install', '-y'],
    names: {
      ...{ redis: 'valkey', chromium: 'chromium', compiler: 'gcc' },
      ...{ screen: ['xorg-x11-server-Xvfb', 'xrandr', 'xset'], units: 'systemd' },
      sound: ['ffmpeg-free', 'lame'],
      cable: 'iproute',
    },
    needsRoot: true,
  },
  {
    program: 'apk',
    install: ['apk', 'add', '--no-cache'],
    names: {
      ...{ redis: 'redis', chromium: 'chromium', compiler: 'build-base' },
      ...{ screen: ['xvfb', 'xrandr', 'xset'], sound: ['ffmpeg', 'lame'] },
      cable: 'iproute2',
    },
    needsRoot: true,
  },
  {
    program: 'brew',
    install: ['brew', 'install'],
    names: { redis: 'redis', chromium: 'chromium', compiler: 'gcc', sound: ['ffmpeg', 'lame'] },
    needsRoot: false,
  },
];

/** Debian 13 ships and patches Node 20.19. */
const OLDEST_NODE = [20, 19];

/** Whether this Node can run the product. */
export function nodeIsNewEnough(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Full path of a program, or `null` when it is not on `PATH`. */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * How to install something with the machine's package manager: `commands` to run in order, `allowed`
 * when they can be run from here (as root, or by sudo without a password). `null` without a manager, or
 * where its system has no such thing.
 * @param {'redis' | 'chromium' | 'compiler' | 'screen' | 'units' | 'sound' | 'cable'} what
 */
export function systemInstall(what) {
  const manager = MANAGERS.find(({ program }) => findProgram(program) !== null);
  if (manager?.names[what] === undefined) return null;
  const commands = [manager.update, manager.install.concat(manager.names[what])].filter(Boolean);
  if (!manager.needsRoot || process.getuid?.() === 0) return { commands, allowed: true };
  const withSudo = commands.map((command) => ['sudo', ...command]);
  return { commands: withSudo, allowed: sudoAsksNothing() };
}

function sudoAsksNothing() {
  return findProgram('sudo') !== null && spawnSync('sudo', ['-n', 'true']).status === 0;
}

/** Whether the npm packages are missing or older than the lock file. */
export function packagesAreStale() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  const lock = join(ROOT, 'package-lock.json');
  if (!existsSync(installed)) return true;
  return existsSync(lock) && statSync(lock).mtimeMs > statSync(installed).mtimeMs;
}

/** Whether the product was never built, or its sources are newer than what was built. */
export function buildIsStale() {
  const built = join(ROOT, 'dist', 'build.json');
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  const sources = ['server', 'display', 'printer'].flatMap((folder) => filesOf(join(ROOT, folder)));
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  return [...sources, ...settings.map((name) => join(ROOT, name))].some(
    (path) => existsSync(path) && statSync(path).mtimeMs > since,
  );
}

/** Every file below a folder, full paths. */
export function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  });
}
