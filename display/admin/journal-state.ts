/** What the section of the journal knows. */
import type { JournalLine, JournalVerdict } from '../../server/protocol/operations.js';
import type { Names } from './journal-sentences.js';

/** First parts of the types, as they can be looked for. */
export const KINDS = [
  'ticket',
  'counter',
  'print',
  'slip',
  'assist',
  'help',
  'escort',
  'sound',
  'papers',
  'service',
  'config',
  'access',
  'person',
  'device',
  'token',
  'check',
  'backup',
  'announcement',
  'printer',
  'day',
  'clock',
] as const;

export interface JournalFilter {
  /** `YYYY-MM-DD` */
  day: string;
  ticket: string;
  person: string;
  counter: string;
  kind: string;
}

export interface JournalState {
  filter: JournalFilter;
  /** `null` until the server answered. */
  lines: JournalLine[] | null;
  before: number | null;
  /** Hash of the day's newest entry. */
  h: string;
  names: Names;
  verdict: JournalVerdict | null;
  reading: boolean;
  verifying: boolean;
  saving: boolean;
}

/** Query of a page of lines; what is not looked for is left out. */
export function queryOf(filter: JournalFilter, limit: number, before: number | null): string {
  const query = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries(filter)) {
    if (typeof value === 'string' && value.trim() !== '') query.set(name, value.trim());
  }
  if (before !== null) query.set('before', String(before));
  return query.toString();
}
