/**
 * What was deleted or has expired still stands in the append-only files until they are written anew, and
 * in the last snapshot. By itself Redis does so when they have doubled: in a quiet hall, after months.
 */
import type { Redis } from 'ioredis';
import { rewritesEnded } from './append-only-copy.js';

/**
 * Begins to write both anew from what there is now; Redis does it beside its work.
 * @throws FilesMoved when a rewrite under way does not end; the client's error
 */
export async function forgetDeleted(redis: Redis): Promise<void> {
  // One that is under way may have begun before the last deletion.
  await rewritesEnded(redis);
  await redis.bgrewriteaof();
  // The snapshot follows when the rewrite is done.
  await redis.bgsave('SCHEDULE');
}
