/**
 * What each audience may see, strictly by the table in `protocol/audience.ts`. Servers
 * only: browsers fold what they are sent with `live-fold.ts`.
 */
import { AUDIENCE_TABLE, type Audience } from '../protocol/audience.js';
import type { Board, HallBoard, HallTicket } from '../protocol/board.js';
import { isCounterEvent, isTicketEvent } from '../protocol/event-kinds.js';
import {
  RECORD_EVENTS,
  type JournalEntry,
  type RecordEventType,
  type TicketEventType,
} from '../protocol/journal.js';
import type { LiveEvent, LiveEventType } from '../protocol/live.js';
import { isTeamEvent, type TeamEvent, type TeamEventType } from '../protocol/team.js';
import type { Ticket } from '../protocol/ticket.js';

/** A journal entry as an audience may see it, before it is given its place among the messages. */
export type AudienceEvent = LiveEvent extends infer E
  ? E extends LiveEvent
    ? Omit<E, 'prev' | 'h'>
    : never
  : never;

/** The hall's view of one ticket. */
function hallTicket(ticket: Ticket, showBadge: boolean): HallTicket {
  const { number, group, state, counter, calledAt, calls, lastCallAt, priority } = ticket;
  const badge = showBadge && priority !== null;
  return { number, group, state, counter, calledAt, calls, lastCallAt, badge };
}

/** The hall's view of the whole board. `seq` and `at` are those of the newest entry of all. */
export function hallBoard(board: Board, showBadge: boolean): HallBoard {
  const { day, seq, at, configVersion } = board;
  const hall: HallBoard = { day, seq, at, configVersion, tickets: {}, counters: {} };
  for (const ticket of Object.values(board.tickets)) {
    hall.tickets[ticket.number] = hallTicket(ticket, showBadge);
  }
  for (const { id, state, backAt } of Object.values(board.counters)) {
    hall.counters[id] = { id, state, backAt };
  }
  return hall;
}

/** The staff's view of the board: all but what citizens said of those who served them. */
export function staffBoard(board: Board): Board {
  return { ...board, ratings: {} };
}

const RECORDS: ReadonlySet<string> = new Set(RECORD_EVENTS);

/** An entry that only the journal's readers see: it reaches no screen. */
function isRecord(entry: JournalEntry): entry is JournalEntry & { type: RecordEventType } {
  return RECORDS.has(entry.type);
}

function passed<S extends object>(audience: Audience, type: LiveEventType, set: S): Partial<S> {
  const fields: readonly string[] = AUDIENCE_TABLE[audience][type] ?? [];
  const kept: Partial<S> = {};
  for (const field in set) {
    if (fields.includes(field)) kept[field] = set[field];
  }
  return kept;
}

/**
 * The hall's view of an entry; `null` when nothing is passed on. A ticket of another day is none of
 * the hall's business: its number may be somebody else's today.
 * @param board with the entry folded in already
 */
export function hallEvent(
  entry: JournalEntry,
  board: Board,
  showBadge: boolean,
): AudienceEvent | null {
  if (isRecord(entry) || !AUDIENCE_TABLE.hall[entry.type]) return null;
  const { seq, at, day } = entry;
  if (isTicketEvent(entry)) return hallTicketEvent(entry, board, showBadge);
  if (isCounterEvent(entry)) {
    const { counter, set } = entry.data;
    const kept = passed('hall', entry.type, set);
    return { seq, at, day, type: entry.type, data: { counter, set: kept } };
  }
  switch (entry.type) {
    case 'config.changed':
      return { seq, at, day, type: entry.type, data: { version: entry.data.version } };
    case 'day.opened':
      return { seq, at, day, type: entry.type, data: entry.data };
    case 'clock.confirmed':
      return { seq, at, day, type: entry.type, data: {} };
    default:
      return null;
  }
}

function hallTicketEvent(
  entry: Extract<JournalEntry, { type: TicketEventType }>,
  board: Board,
  showBadge: boolean,
): AudienceEvent | null {
  const { seq, at, day } = entry;
  const { ticket, number, set, batch } = entry.data;
  if (entry.type === 'ticket.issued') {
    const badge = showBadge && (set.priority ?? null) !== null;
    const kept = passed('hall', entry.type, { ...set, badge });
    return { seq, at, day, type: entry.type, data: { number, set: kept } };
  }
  if (!board.tickets[ticket]) return null;
  const kept = passed('hall', entry.type, set);
  const data = batch ? { number, set: kept, batch } : { number, set: kept };
  return { seq, at, day, type: entry.type, data };
}

/** What the people here did, without the places that only the journal knows. */
function teamEvent(entry: Extract<JournalEntry, { type: TeamEventType }>): TeamEvent {
  const { seq: _seq, at: _at, day: _day, request: _request, h: _h, ...team } = entry;
  return team;
}

/** The staff's view of an entry; `null` when nothing is passed on. */
export function staffEvent(entry: JournalEntry): AudienceEvent | null {
  if (isRecord(entry) || !AUDIENCE_TABLE.staff[entry.type]) return null;
  const { seq, at, day, actor, request } = entry;
  const who = { actor, request };
  if (isTeamEvent(entry)) {
    return { seq, at, day, type: entry.type, data: { team: teamEvent(entry), ...who } };
  }
  if (isCounterEvent(entry)) {
    const set = passed('staff', entry.type, entry.data.set);
    return { seq, at, day, type: entry.type, data: { ...entry.data, set, ...who } };
  }
  if (isTicketEvent(entry)) {
    const set = passed('staff', entry.type, entry.data.set);
    return { seq, at, day, type: entry.type, data: { ...entry.data, set, ...who } };
  }
  return { seq, at, day, type: entry.type, data: { ...entry.data, ...who } };
}
