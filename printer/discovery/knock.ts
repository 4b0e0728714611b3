/**
 * Whether something listens on a port: a connection is made and ended, and NOT ONE BYTE is sent. Office
 * printers listen on port 9100 too and print whatever they are sent, three bytes of a question included,
 * as a page; scanners leave these ports alone for that reason (`Exclude T:9100-9107` of Nmap's probes).
 */
import { connect } from 'node:net';

/** @returns once it is known, or `ms` are over, or the signal came */
export function isOpen(
  host: string,
  port: number,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (open: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(open);
    };
    const stop = (): void => end(false);
    // Timers come before what the network brought while the machine stood still, immediates after it.
    const timer = setTimeout(() => setImmediate(stop), ms);
    signal.addEventListener('abort', stop, { once: true });
    socket.once('connect', () => end(true));
    // It stays: a refusal can follow the end that a timer made.
    socket.on('error', stop);
  });
}

/** Does `work` for each, so many at once, until all are done or the signal came. */
export async function forEach<T>(
  all: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (each: T) => Promise<void>,
): Promise<void> {
  const rest = all.values();
  const one = async (): Promise<void> => {
    for (const each of rest) {
      if (signal.aborted) return;
      await work(each);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, one));
}
