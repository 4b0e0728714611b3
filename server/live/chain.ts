import { createHash } from 'node:crypto';
import type { JournalEntry } from '../protocol/journal.js';

/**
 * Whether an entry says by its hash that it follows an entry with this one (`protocol/journal.ts`).
 * @param before hash of the entry that we have, '' for the first of a journal
 */
export function follows(before: string, { seq, at, type, data, h }: JournalEntry): boolean {
  const text = [before, seq, at, type, JSON.stringify(data)].join('\n');
  return createHash('sha1').update(text).digest('hex').slice(0, 32) === h;
}
