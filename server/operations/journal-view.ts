/** The journal of one day for people: newest first, filtered, in pages. */
import type { JournalEntry } from '../protocol/journal.js';
import type { JournalView } from '../protocol/operations.js';
import type { Store } from '../store/port.js';

export interface JournalFilter {
  /** `YYYY-MM-DD`, a business day of the site. */
  day: string;
  /** Id of who did it, of the person it was done to, … */
  person?: string | undefined;
  /** Number as people say it, such as `A027`. */
  ticket?: string | undefined;
  /** Id of a counter. */
  counter?: string | undefined;
  /** First part of the type, such as `ticket`. */
  kind?: string | undefined;
  /** Only entries with a lower seq. */
  before?: number | undefined;
  limit: number;
}

/** Entries read at once. */
const PAGE = 1_000;
/** Days after the one asked for on which the next entry is looked for: a hall is never shut longer. */
const LONGEST_REST_DAYS = 60;

/**
 * Reads only that day's part of the journal.
 * @param today the site's business day
 * @throws StoreDown
 */
export async function viewJournal(
  store: Pick<Store, 'entries' | 'head' | 'firstSeq'>,
  site: string,
  today: string,
  filter: JournalFilter,
): Promise<JournalView> {
  const first = await store.firstSeq(site, filter.day);
  const end = first === null ? null : await lastSeq(store, site, today, filter.day);
  if (first === null || end === null) return { lines: [], before: null, h: '' };
  const [newest] = await store.entries(site, end - 1, 1);
  const lines: JournalView['lines'] = [];
  let before = Math.min(filter.before ?? end + 1, end + 1);
  while (before > first) {
    const from = Math.max(first, before - PAGE);
    const page = await store.entries(site, from - 1, before - from);
    for (const entry of page.reverse()) {
      if (!wanted(entry, filter)) continue;
      const { seq, at, day, type, actor, data } = entry;
      if (lines.push({ seq, at, day, type, actor, data }) === filter.limit) {
        return { lines, before: seq > first ? seq : null, h: newest?.h ?? '' };
      }
    }
    before = from;
  }
  return { lines, before: null, h: newest?.h ?? '' };
}

/** The head for today; else the entry before the first of the next day on which something happened. */
export async function lastSeq(
  store: Pick<Store, 'head' | 'firstSeq'>,
  site: string,
  today: string,
  day: string,
): Promise<number | null> {
  let next = dayAfter(day);
  for (let left = LONGEST_REST_DAYS; left > 0 && next <= today; left -= 1) {
    const first = await store.firstSeq(site, next);
    if (first !== null) return first - 1;
    next = dayAfter(next);
  }
  return (await store.head(site))?.seq ?? null;
}

function wanted({ day, type, actor, data }: JournalEntry, filter: JournalFilter): boolean {
  if (day !== filter.day) return false;
  const { person, ticket, counter, kind } = filter;
  const has = (name: string, value: string): boolean =>
    Object.entries(data).some(([key, each]) => key === name && each === value);
  if (kind !== undefined && !type.startsWith(`${kind}.`)) return false;
  if (person !== undefined && actor !== person && !has('person', person)) return false;
  if (ticket !== undefined && !has('number', ticket)) return false;
  return counter === undefined || has('counter', counter) || atCounter(data, counter);
}

/** The counter that a ticket was called to, addressed to or put aside by, or that called for help. */
function atCounter(data: JournalEntry['data'], counter: string): boolean {
  if ('place' in data && typeof data.place === 'object') {
    return data.place.kind === 'counter' && data.place.id === counter;
  }
  if (!('set' in data)) return false;
  return Object.entries(data.set).some(
    ([key, value]) => ['counter', 'to', 'parkedBy'].includes(key) && value === counter,
  );
}

/** The calendar day after another one. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
