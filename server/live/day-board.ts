import { emptyBoard, foldDay } from '../domain/board.js';
import type { Board } from '../protocol/board.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { Head, Store } from '../store/port.js';

/** Entries read at once (a larger read would hold up Redis). */
const PAGE = 1_000;
/** Newest entries that are handed on for feeds that start later. */
export const RECENT = 1_000;

/** The journal up to one entry. */
export type UpTo = Pick<Head, 'seq' | 'at' | 'day' | 'h'>;

export interface DayBoard {
  board: Board;
  /** The day's newest entries, oldest first, at most 1,000. */
  recent: JournalEntry[];
}

/**
 * Folds the day of an entry from its first entry up to that one.
 * @param version of the configuration
 * @throws StoreDown
 */
export async function readDayBoard(
  store: Store,
  site: string,
  end: UpTo,
  version: number,
): Promise<DayBoard> {
  const board = emptyBoard(end.day, version);
  let recent: JournalEntry[] = [];
  const first = (await store.firstSeq(site, end.day)) ?? end.seq;
  for (let after = first - 1; after < end.seq; ) {
    const page = await store.entries(site, after, PAGE);
    if (page.length === 0) break;
    const entries = page.filter(({ seq }) => seq <= end.seq);
    for (const entry of entries) foldDay(board, entry);
    recent = [...recent, ...entries].slice(-RECENT);
    after = page.at(-1)?.seq ?? end.seq;
  }
  board.seq = end.seq;
  board.at = end.at;
  return { board, recent };
}
