/** One row of the journal's stream as an entry. */
import { EVENT_TYPES, type EventType, type JournalEntry } from '../../protocol/journal.js';

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);

function isEventType(text: string): text is EventType {
  return TYPES.has(text);
}

/**
 * @param id `<seq>-0`
 * @param fields names and values in turn, as Redis gives them
 * @throws Error when the row was not written by this product
 */
export function parseEntry(id: string, fields: readonly string[]): JournalEntry {
  const row = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) row.set(fields[i] ?? '', fields[i + 1] ?? '');
  const field = (name: string): string => {
    const value = row.get(name);
    if (value === undefined) throw new Error(`journal entry ${id} has no ${name}`);
    return value;
  };
  const type = field('type');
  if (!isEventType(type)) throw new Error(`journal entry ${id} has the unknown type ${type}`);
  const entry = {
    seq: Number(id.slice(0, id.indexOf('-'))),
    at: Number(field('at')),
    day: field('day'),
    type,
    actor: field('actor'),
    request: field('request'),
    data: JSON.parse(field('data')) as unknown,
    h: field('h'),
  };
  // The script that wrote the row paired type and data; the compiler cannot see that from here.
  return entry as JournalEntry;
}
