/** Embedded Redis servers for tests: in this process, or owned by another that can be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { createLog } from '../../server/log.js';
import { ManagedRedis } from '../../server/engine/managed-redis.js';

export const silent = createLog('silent');

/** A guard of a disk that is never full. */
export const ampleDisk = { relieve: () => Promise.resolve(false), onChange: () => () => undefined };

/** Things to take back after a test, last first. */
export class Afterwards {
  private readonly steps: (() => unknown)[] = [];
  add(step: () => unknown): void {
    this.steps.push(step);
  }
  async run(): Promise<void> {
    for (const step of this.steps.splice(0).reverse()) await step();
  }
}

/** A data folder that is removed afterwards. */
export async function dataFolder(afterwards: Afterwards): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-engine-'));
  afterwards.add(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An embedded Redis in this process, up, stopped afterwards. */
export async function startEngine(dataDir: string, afterwards: Afterwards): Promise<ManagedRedis> {
  const engine = new ManagedRedis({ dataDir, log: silent, guard: ampleDisk });
  await engine.start();
  afterwards.add(() => engine.stop());
  await engine.whenUp(10_000);
  return engine;
}

/** A plain client of an embedded Redis, closed afterwards. */
export function clientOf(socket: string, afterwards: Afterwards): Redis {
  const client = new Redis({ path: socket, retryStrategy: () => 20 });
  client.on('error', () => undefined);
  afterwards.add(() => client.disconnect());
  return client;
}

/** Resolves when the engine has entered a state after now. */
export function entered(
  engine: ManagedRedis,
  state: 'starting' | 'up' | 'down' | 'stopped',
): Promise<void> {
  return new Promise((resolve) => {
    const off = engine.onState((now) => {
      if (now !== state) return;
      off();
      resolve();
    });
  });
}

export interface OwnerProcess {
  child: ChildProcess;
  /** The next state that it prints and that is `wanted`, with Redis's process id. */
  next(wanted: string): Promise<number | null>;
}

/** Another process that owns the embedded Redis of a folder. Killed afterwards. */
export function startOwner(dataDir: string, afterwards: Afterwards): OwnerProcess {
  const script = fileURLToPath(new URL('./engine-owner.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  afterwards.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return {
    child,
    async next(wanted) {
      for (;;) {
        const line = await lines.next();
        if (line.done === true) throw new Error(`owner ended before it was ${wanted}`);
        const said = JSON.parse(line.value) as { state: string; pid: number | null };
        if (said.state === wanted) return said.pid;
      }
    },
  };
}
