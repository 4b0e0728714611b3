import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readdir, readFile, readlink } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.js';
import type { EngineFolders } from './folders.js';

/** Valkey first: where both are installed it is the one that somebody chose. */
const BINARIES = ['valkey-server', 'redis-server'] as const;

/** Full path of the server to run, or `null` when the machine has none on `searchPath` (as `PATH`). */
export async function findBinary(searchPath: string): Promise<string | null> {
  for (const name of BINARIES) {
    for (const folder of searchPath.split(delimiter).filter((part) => part !== '')) {
      const path = join(folder, name);
      const usable = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (usable) return path;
    }
  }
  return null;
}

/** Settings of the embedded Redis (`appendfsync always`: no number is lost by a power cut). */
function settings(folders: EngineFolders): string[] {
  return Object.entries({
    dir: folders.data,
    port: '0',
    unixsocket: folders.redisSocket,
    unixsocketperm: '700',
    daemonize: 'no',
    supervised: 'no',
    appendonly: 'yes',
    appendfsync: 'always',
    'aof-load-truncated': 'yes',
    save: '3600 1',
    // A snapshot is a second copy; the append-only file is the truth, so neither stops for the other.
    'stop-writes-on-bgsave-error': 'no',
    'shutdown-on-sigterm': 'nosave',
    'maxmemory-policy': 'noeviction',
    // Both would hold what a command was given: a note, a name (read by nobody, and never expiring).
    'slowlog-max-len': '0',
    'crash-log-enabled': 'no',
  }).flatMap(([name, value]) => [`--${name}`, value]);
}

/**
 * Starts a Redis that outlives its starter: in a session of its own, so that Ctrl-C in a terminal does
 * not reach it and the server can finish first.
 */
export function spawnRedis(binary: string, folders: EngineFolders, log: Log): ChildProcess {
  const child = spawn(binary, settings(folders), {
    cwd: folders.data,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => logLine(log, line));
  }
  child.unref();
  return child;
}

/** `12:M 01 Jan 2026 07:30:00.000 # text`; the mark is the level: `#` is the highest. */
const REDIS_LINE = /^\d+:\w .*? ([.\-*#]) (.*)$/;
/** Redis says the same advice about memory at every start, and its farewells, at that level too. */
const TROUBLE =
  /^(?!WARNING).*(error|fail|fatal|can't|cannot|bad |corrupt|crash|truncat|no space)/i;

function logLine(log: Log, line: string): void {
  const [, mark, text] = REDIS_LINE.exec(line) ?? [];
  if (mark === '#' && text !== undefined && TROUBLE.test(text)) log.warn(text);
  else log.debug(text ?? line);
}

/** Whether a process runs. One that died and was not yet collected by its parent does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const state = await readFile(`/proc/${pid}/stat`, 'latin1').then(
    (stat) => stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3),
    () => null,
  );
  return state !== 'Z' && state !== 'X';
}

/** Waits until a process is gone, at most `limitMs`. Returns whether it is. */
async function waitGone(pid: number, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (await isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await pause(10);
  }
  return true;
}

/** Asks a Redis to end, and ends it if it does not. Under `always` nothing acknowledged is lost by that. */
export async function endRedis(pid: number, patienceMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  if (await waitGone(pid, patienceMs)) return;
  signal(pid, 'SIGKILL');
  await waitGone(pid, patienceMs);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * The Redis or Valkey that works in a folder, found in `/proc`; two of them on one append-only file
 * would ruin it. `null` when there is none, or where there is no `/proc` (then only the socket tells).
 */
export async function redisIn(folder: string): Promise<number | null> {
  const entries = await readdir('/proc').catch(() => []);
  for (const entry of entries) {
    if (!/^\d+$/.test(entry)) continue;
    const cwd = await readlink(`/proc/${entry}/cwd`).catch(() => null);
    if (cwd !== folder) continue;
    const program = basename(await readlink(`/proc/${entry}/exe`).catch(() => ''));
    if (/redis|valkey/.test(program)) return Number(entry);
  }
  return null;
}
