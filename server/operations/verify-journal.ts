/** Whether a journal is whole: every entry follows the one before it, by its number and by its hash. */
import { follows } from '../live/chain.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { JournalVerdict } from '../protocol/operations.js';
import type { Store } from '../store/port.js';

const PAGE = 1_000;

export interface VerifyRange {
  /** First seq to look at; that of the oldest entry kept where it is lower. */
  from: number;
  /** Last seq to look at; the head where it is higher or absent. */
  to?: number | undefined;
  /** Real ms after which it stops at the end of a page and says where to go on; none without it. */
  within?: number | undefined;
}

/**
 * Looks at the entries of a site in pages. What retention trimmed is gone; the oldest entry that is
 * kept is taken as it is, as nothing before it can tell.
 * @throws StoreDown
 */
export async function verifyJournal(
  store: Pick<Store, 'entries' | 'head'>,
  site: string,
  { from, to, within }: VerifyRange,
): Promise<JournalVerdict> {
  const started = performance.now();
  // Before the entries: the journal only grows, so all up to this one must be there.
  const head = await store.head(site);
  const end = Math.min(to ?? Number.MAX_SAFE_INTEGER, head?.seq ?? 0);
  const verdict: JournalVerdict = { first: 0, last: 0, h: '', wrong: null, next: null };
  const [oldest] = await store.entries(site, 0, 1);
  // One entry earlier than asked for: by its hash the first one is proved.
  const first = Math.max(from - 1, oldest?.seq ?? 1);
  let before: JournalEntry | null = null;
  for (let after = first - 1; after < end; ) {
    const page = await store.entries(site, after, PAGE);
    for (const entry of page) {
      if (entry.seq > end) break;
      if (entry.seq !== (before?.seq ?? first - 1) + 1) {
        return { ...verdict, wrong: { seq: (before?.seq ?? first - 1) + 1, why: 'gap' } };
      }
      if (!fits(before, entry)) return { ...verdict, wrong: { seq: entry.seq, why: 'changed' } };
      before = entry;
      if (entry.seq < from) continue;
      if (verdict.first === 0) verdict.first = entry.seq;
      verdict.last = entry.seq;
      verdict.h = entry.h;
    }
    after = page.at(-1)?.seq ?? end;
    if (page.length < PAGE) break;
    if (after < end && within !== undefined && performance.now() - started > within) {
      return { ...verdict, next: after + 1 };
    }
  }
  if (head !== null && end >= from && verdict.last < end) {
    return { ...verdict, wrong: { seq: verdict.last + 1, why: 'cut' } };
  }
  if (head !== null && verdict.last === head.seq && verdict.h !== head.h) {
    return { ...verdict, wrong: { seq: head.seq, why: 'changed' } };
  }
  return verdict;
}

/** The oldest entry that is kept is taken as it is, unless it is the very first. */
function fits(before: JournalEntry | null, entry: JournalEntry): boolean {
  if (before !== null) return follows(before.h, entry);
  return entry.seq > 1 || follows('', entry);
}
