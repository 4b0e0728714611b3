/** What the section of procedures knows beside the draft. */
import type { LibraryAnswer } from '../../server/protocol/answers.js';
import type { ProcedureConfig } from '../../server/protocol/config.js';
import type { GivenProcedure } from './procedures-table.js';

/** Addresses below the section that name no procedure. */
export const IMPORT = 'import';
export const LIBRARY = 'library';

export interface ProceduresState {
  query: string;
  /** Name and group of the one that is being added. */
  added: { name: string; group: string };
  /** The file that was chosen; compared anew with each drawing, for the draft goes on. */
  file:
    | { name: string; given: readonly GivenProcedure[] }
    | { brokenAt: number }
    | 'foreign'
    | null;
  library: LibraryAnswer | null;
  /** Procedures of the library that were ticked. */
  ticked: ReadonlySet<string>;
  /** Where procedures of a group go that the site does not have, by the library's group. */
  into: Readonly<Record<string, string>>;
  /** Other names as they are being typed, line by line: an empty line must not vanish under the hand. */
  aliases: { id: string; typed: string } | null;
}

export function startProcedures(): ProceduresState {
  return {
    query: '',
    added: { name: '', group: '' },
    file: null,
    library: null,
    ticked: new Set(),
    into: {},
    aliases: null,
  };
}

/** Days after which somebody should look again whether an entry still holds. */
const STALE_DAYS = 180;
const DAY_MS = 86_400_000;

/** Whether an entry was never checked, or too long ago. @param now site time, ms */
export function isStale({ checkedOn }: Pick<ProcedureConfig, 'checkedOn'>, now: number): boolean {
  return checkedOn === null || now - Date.parse(`${checkedOn}T00:00:00Z`) > STALE_DAYS * DAY_MS;
}

/** The day at the site as `YYYY-MM-DD`. @param offset minutes east of UTC */
export function today(now: number, offset: number): string {
  return new Date(now + offset * 60_000).toISOString().slice(0, 10);
}
