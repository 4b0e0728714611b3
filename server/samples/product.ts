/** Starts the product as a process of its own, on a free port and with a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface RunningProduct {
  url: string;
  process: ChildProcess;
  /** Asks it to end (SIGTERM) and waits until it has. */
  stop(): Promise<void>;
}

interface ReadyMessage {
  ready: { url: string };
}
const isReady = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && 'ready' in message;

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/**
 * @param env added to this process's environment.
 * @param main the built entry, if not the one beside this file.
 * @throws Error when it ends before it is ready.
 */
export async function startProduct(
  env: Readonly<Record<string, string>>,
  { main = MAIN, output = 'ignore' }: { main?: string; output?: 'inherit' | 'ignore' } = {},
): Promise<RunningProduct> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...env },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve(message.ready.url);
    });
    child.once('exit', (code) => {
      reject(new Error(`the product ended with ${String(code)} before it was ready`));
    });
  });
  return {
    url,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
