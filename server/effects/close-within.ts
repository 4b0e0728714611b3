import type { Worker } from 'bullmq';
import { settledWithin } from './settled-within.js';

/** ms of real time that a running job is given to come to its end. */
export const PATIENCE = 3_000;
/** ms of real time for cutting the connections of what did not close in time. */
const CUT = 200;

/** A worker, or a queue. */
type Closable = Pick<Worker, 'close' | 'disconnect'>;

/**
 * Closes a worker or queue. BullMQ waits without end for the running job, and for a Redis that is down;
 * a job cut off here is taken up again as stalled, which every handler bears.
 * @param patience ms of real time
 */
export async function closeWithin(closable: Closable, patience = PATIENCE): Promise<void> {
  if (await settledWithin(closable.close(), patience)) return;
  await settledWithin(closable.disconnect(), CUT);
}
