import type { Worker } from 'bullmq';

/** ms of real time that a running job is given to come to its end. */
const PATIENCE = 3_000;

/**
 * Closes a worker. BullMQ waits for the running job without end; a job cut off here is taken up again
 * as stalled, which every handler bears.
 */
export async function closeWithin(worker: Pick<Worker, 'close' | 'disconnect'>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), PATIENCE);
  });
  const closing = worker.close().then(() => 'closed' as const);
  if ((await Promise.race([closing, patience])) === 'late') await worker.disconnect();
  clearTimeout(timer);
}
