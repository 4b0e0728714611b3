import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
/** What may run on an older Node, or before anything is installed. */
const EARLY = [
  'up.mjs',
  'check.mjs',
  'machine.mjs',
  'prepare.mjs',
  'set-up-link.mjs',
  'set-up-state.mjs',
  'tally.mjs',
  'words.mjs',
];

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'motcua-clone-'));
  for (const path of ['server/up', 'package.json', 'package-lock.json']) {
    cpSync(join(REPOSITORY, path), join(clone, path), { recursive: true });
  }
  mkdirSync(join(clone, 'bin'));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Puts a program of that name on the clone's `PATH`. */
function install(name: string): void {
  writeFileSync(join(clone, 'bin', name), '#!/bin/sh\nexit 1\n');
  chmodSync(join(clone, 'bin', name), 0o755);
}

/** What `npm run up -- --plan`, or `check`, says in a fresh clone on a machine with only the installed programs. */
function plan(env: Record<string, string> = {}, command: 'up' | 'check' = 'up'): string {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [join(clone, 'server', 'up', `${command}.mjs`), '--plan'],
    { env: { PATH: join(clone, 'bin'), ...env }, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('npm run up in a fresh clone', () => {
  test('says that it will install Redis, then the packages, then build, then start', () => {
    install('apt-get');
    const words = plan();
    const steps = [
      'install -y --no-install-recommends redis-server',
      'npm install',
      'npm run build',
    ];
    const places = [...steps, 'dist/server/main.js'].map((step) => words.indexOf(step));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test.each(['redis-server', 'valkey-server'])(
    'installs nothing more where there is %s',
    (name) => {
      install('apt-get');
      install(name);
      expect(plan()).not.toContain('apt-get');
    },
  );

  test('needs no Redis of its own where one is named', () => {
    install('apt-get');
    expect(plan({ REDIS_URL: 'redis://127.0.0.1:6379' })).not.toContain('apt-get');
  });

  test('takes the package manager that the machine has', () => {
    install('dnf');
    expect(plan()).toContain('dnf install -y valkey');
  });

  test('asks for Redis by name where there is no package manager', () => {
    expect(plan()).toContain('Please install this, then run the command again: redis-server');
  });

  test('speaks Vietnamese first', () => {
    expect(plan().split('\n').slice(0, 2)).toEqual([
      'Sẽ làm những việc sau:',
      'What will be done:',
    ]);
  });
});

describe('npm run check in a fresh clone', () => {
  const needed = [
    'redis-server',
    'chromium',
    'cc',
    'ffmpeg',
    'lame',
    'Xvfb',
    'xrandr',
    'systemd-analyze',
    'ip',
  ];

  test('says that it will install all that the tests run with', () => {
    install('apt-get');
    const words = plan({}, 'check');
    const packages = [
      'redis-server',
      'chromium',
      'gcc',
      'xvfb x11-xserver-utils',
      'ffmpeg',
      'systemd',
      'iproute2',
    ];
    for (const name of packages) {
      expect(words).toContain(`install -y --no-install-recommends ${name}`);
    }
  });

  test.each(needed)('installs one thing where only %s is missing', (missing) => {
    install('apt-get');
    for (const name of needed) if (name !== missing) install(name);
    expect(plan({}, 'check').match(/apt-get install/g)).toHaveLength(1);
  });

  test('does the rest where the system has no systemd: its tests fail there', () => {
    install('apk');
    expect(plan({}, 'check')).toContain('apk add --no-cache xvfb');
    expect(plan({}, 'check')).not.toContain('systemd');
  });
});

describe('npm run set-up-link', () => {
  const command = join(REPOSITORY, 'server', 'up', 'set-up-link.mjs');
  const make = () =>
    spawnSync(process.execPath, [command], {
      env: { DATA_DIR: join(clone, 'data'), PORT: '3100' },
      encoding: 'utf8',
    });
  const file = () => join(clone, 'data', 'set-up.json');

  test('makes a link that only its owner can read, and another one each time', () => {
    const first = make().stdout;
    const { link } = JSON.parse(readFileSync(file(), 'utf8')) as { link: string };
    expect(first).toContain(`http://127.0.0.1:3100/set-up/${link}`);
    expect(link).toMatch(/^[\w-]{32}$/);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(make().stdout).not.toContain(link);
  });

  test('keeps what was filled in', () => {
    mkdirSync(join(clone, 'data'));
    writeFileSync(
      file(),
      JSON.stringify({ link: 'x'.repeat(32), draft: { name: 'A' }, site: null }),
    );
    make();
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ draft: { name: 'A' } });
  });

  test('makes none where the ward is open', () => {
    mkdirSync(join(clone, 'data'));
    writeFileSync(file(), '{"over":true}');
    const { status, stderr } = make();
    expect(status).toBe(1);
    expect(stderr).toContain('The ward is open');
  });
});

describe('the commands that run before anything is installed', () => {
  test.each(EARLY)('%s parses on Node 18 and imports nothing that has to be installed', (name) => {
    const source = readFileSync(join(REPOSITORY, 'server', 'up', name), 'utf8');
    // Node 18 reads ES2022, top-level await included, and knows no import.meta.dirname.
    const program = parse(source, { ecmaVersion: 2022, sourceType: 'module' });
    for (const node of program.body) {
      if (node.type === 'ImportDeclaration') expect(node.source.value).toMatch(/^(node:|\.\/)/);
    }
    expect(source).not.toMatch(/import\.meta\.(dirname|filename)/);
  });

  test('are all looked at above, but for the build and what is made by hand, which run after the packages are there', () => {
    const others = readdirSync(join(REPOSITORY, 'server', 'up')).filter(
      (name) =>
        name.endsWith('.mjs') &&
        !/^(build|group-icons|make-slip-fonts|make-voices|voices)/.test(name),
    );
    expect(others.sort()).toEqual([...EARLY].sort());
  });

  test.each([
    ['18.20.4', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['24.1.0', true],
  ])('on Node %s: new enough is %s', async (version, enough) => {
    const { nodeIsNewEnough } = await import('../../server/up/machine.mjs');
    expect(nodeIsNewEnough(version)).toBe(enough);
  });
});

describe('the last line of npm run check', () => {
  const good = {
    numPassedTests: 12,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
  };

  test.each([
    ['12 passed, 0 failed', good, true],
    ['12 passed, 0 failed, 3 skipped', { ...good, numPendingTests: 2, numTodoTests: 1 }, true],
    ['12 passed, 2 failed', { ...good, numFailedTests: 2 }, false],
    ['12 passed, 1 failed', good, false],
    ['0 passed, 1 failed', null, false],
    ['0 passed, 1 failed', null, true],
    [
      '12 passed, 1 failed',
      { ...good, testResults: [{ status: 'failed', assertionResults: [] }] },
      false,
    ],
  ])('is %s', async (line, report, endedWell) => {
    const { tally, totalsLine } = await import('../../server/up/tally.mjs');
    expect(totalsLine(tally(report, endedWell))).toBe(line);
  });
});
