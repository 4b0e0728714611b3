/**
 * Two machines on one cable, made of network namespaces: needs no rights where users may have
 * namespaces of their own, as Debian allows.
 */
import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Machine = 'hall' | 'phone';
export const ADDRESS: Readonly<Record<Machine, string>> = {
  hall: '10.77.0.1',
  phone: '10.77.0.2',
};

const LAY_THE_CABLE = `
set -e
mount -t tmpfs tmpfs /run
ip netns add hall
ip netns add phone
ip link add cable netns hall type veth peer name cable netns phone
for machine in hall phone; do
  ip -n $machine link set lo up
  ip -n $machine link set cable up
done
ip -n hall addr add ${ADDRESS.hall}/24 dev cable
ip -n phone addr add ${ADDRESS.phone}/24 dev cable
echo laid
exec sleep infinity
`;

export class Lan {
  readonly #holder: ChildProcess;
  readonly #children: ChildProcess[] = [];

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
  }

  static async lay(): Promise<Lan> {
    const flags = ['--user', '--map-root-user', '--net', '--mount'];
    const holder = spawn('unshare', [...flags, 'sh', '-c', LAY_THE_CABLE], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const laid = once(holder.stdout, 'data');
    const failed = once(holder, 'exit').then(() => Promise.reject(new Error('no cable was laid')));
    await Promise.race([laid, failed]);
    return new Lan(holder);
  }

  /** Runs a command on a machine and waits for its end. */
  async run(machine: Machine, ...command: string[]): Promise<string> {
    const [program, ...args] = this.#at(machine, command);
    return (await run(program, args)).stdout;
  }

  /** Starts a script of this folder on a machine. */
  start(machine: Machine, script: string, ...args: string[]): Script {
    const path = new URL(script, import.meta.url).pathname;
    return new Script(this.spawn(machine, process.execPath, '--import', 'tsx', path, ...args));
  }

  /** Starts a command on a machine. */
  spawn(machine: Machine, ...command: string[]): ChildProcessByStdio<Writable, Readable, null> {
    const [program, ...args] = this.#at(machine, command);
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#children.push(child);
    return child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of [...this.#children, this.#holder]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
  }

  #at(machine: Machine, command: string[]): [string, ...string[]] {
    const inside = ['-t', String(this.#holder.pid), '-U', '-n', '-m', '--preserve-credentials'];
    const here = `--wd=${process.cwd()}`;
    return ['nsenter', ...inside, here, 'ip', 'netns', 'exec', machine, ...command];
  }
}

/** A process that speaks in lines of JSON. */
export class Script {
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  constructor(child: ChildProcess) {
    if (child.stdout === null) throw new Error('the process has no output');
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout });
  }

  say(line: object): void {
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  /** The next line of which this is true. */
  hears<T>(wanted: (line: T) => boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error('the process ended'));
      const listen = (text: string): void => {
        const line = JSON.parse(text) as T;
        if (!wanted(line)) return;
        this.#lines.off('line', listen).off('close', ended);
        resolve(line);
      };
      this.#lines.on('line', listen).once('close', ended);
    });
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
