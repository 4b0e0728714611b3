/** Other programs that work on sound: no shell, little time, little memory, and last in the queue for the processor. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { setPriority } from 'node:os';
import { delimiter, join } from 'node:path';

/** The hall's own work goes first. */
const LAST_IN_LINE = 10;

/** Full path of a program on `PATH`; `null` where there is none. */
export function programOnPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
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

export interface ChildOrder {
  program: string;
  args: readonly string[];
  input?: Buffer;
  /** ms after which it is ended. */
  within: number;
  /** Bytes of its answer after which it is ended. */
  most: number;
}

/** What a program wrote; `null` when it failed, took too long or wrote too much. */
export function runChild({
  program,
  args,
  input,
  within,
  most,
}: ChildOrder): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    let ended = false;
    const end = (): void => {
      ended = true;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(end, within);
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > most) end();
      else parts.push(part);
    });
    const settle = (done: boolean): void => {
      clearTimeout(timer);
      resolve(done && !ended ? Buffer.concat(parts) : null);
    };
    child.once('error', () => settle(false));
    child.once('close', (code) => settle(code === 0));
    // A program that has enough, or died, closes its end: what it made of it is said by its code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    if (child.pid !== undefined) lower(child.pid);
  });
}

function lower(pid: number): void {
  try {
    setPriority(pid, LAST_IN_LINE);
  } catch {
    // It has ended already, or the system does not let us.
    return;
  }
}
