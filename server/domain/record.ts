/** What happened beside the queue, as a command of the store. */
import type { Commands } from '../protocol/commands.js';
import type { WrittenData, WrittenEventType } from '../protocol/journal.js';

/** UTF-16 units of an entry's data (2 kB). */
const MOST = 2_000;

/**
 * The arguments of `record`.
 * @throws RangeError when the data is longer than an entry may be
 */
export function recordOf<T extends WrittenEventType>(
  type: T,
  data: WrittenData[T],
): Commands['record'] {
  const text = JSON.stringify(data);
  if (text.length > MOST) throw new RangeError(`${type}: ${text.length} characters in one entry`);
  return { type, data: text };
}
