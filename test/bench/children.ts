/** Processes of the bench beside this one. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** @param file beside this one */
export function forkBeside(file: string, args: readonly string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args);
}

/** Its next message. @throws Error when it ends instead */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]: unknown[]) => message),
      once(child, 'exit', { signal }).then(([code]: unknown[]) => {
        throw new Error(`a process of the bench ended with ${String(code)}`);
      }),
    ]);
  } finally {
    over.abort();
  }
}

/** Lets it go and waits until it has ended. */
export async function release(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

export interface ChildServer {
  port: number;
  stop(): Promise<void>;
}

/** Starts a small server, which sends `{ port }` when it listens. */
export async function startChild(file: string, args: readonly string[] = []): Promise<ChildServer> {
  const child = forkBeside(file, args);
  const { port } = (await nextMessage(child)) as { port: number };
  return { port, stop: () => release(child) };
}
