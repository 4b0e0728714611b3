/**
 * The board: today's state folded from the journal. Entries carry what changed, so folding needs no
 * rule. Runs in servers and browsers alike: only what ES2018 knows, no Node.
 */
import type { Board } from '../protocol/board.js';
import { BLANK_COUNTER } from '../protocol/counter.js';
import { isCounterEvent, isTicketEvent } from '../protocol/event-kinds.js';
import type {
  CounterPatch,
  JournalEntry,
  Owed,
  PrintAskedData,
  PrintEndedData,
  TicketEventType,
  TicketPatch,
} from '../protocol/journal.js';
import { isTeamEvent, type TeamEvent } from '../protocol/team.js';
import { BLANK_TICKET, REROUTE_REASONS, type Ticket } from '../protocol/ticket.js';
import { foldRating } from './ratings.js';
import { emptyTeam, foldTeam } from './team.js';

/** A board without anything on it. `day` is '' until the journal says which. */
export function emptyBoard(day = '', configVersion = 0): Board {
  return {
    day,
    seq: 0,
    at: 0,
    putBack: 0,
    configVersion,
    tickets: {},
    counters: {},
    owed: {},
    slips: {},
    unproven: {},
    moves: {},
    parkedAt: {},
    team: emptyTeam(),
    ratings: {},
  };
}

/** The parts of an entry that folding needs; the live protocol has them too. */
export interface Stamp {
  seq: number;
  at: number;
  day: string;
}

/** Clears the board for another day; the configuration's version stays. */
export function turnPage(board: Board, day: string): void {
  board.day = day;
  board.putBack = 0;
  board.tickets = {};
  board.counters = {};
  board.owed = {};
  board.slips = {};
  board.unproven = {};
  board.moves = {};
  board.parkedAt = {};
  board.team = emptyTeam();
  board.ratings = {};
}

export interface TicketChange {
  issued: boolean;
  undone: boolean;
  ticket: string;
  number: string;
  set: TicketPatch;
  owed?: Owed;
  /** Group that a re-routed ticket came from. */
  from?: string;
}

/** Changes a ticket; one that is not of the board's day is left alone. */
export function applyTicket(board: Board, stamp: Stamp, change: TicketChange): void {
  const { ticket: id, number, set, owed } = change;
  const fresh = change.issued && stamp.day === board.day;
  const before = fresh ? { ...BLANK_TICKET, id, number } : board.tickets[id];
  if (!before) return;
  board.tickets[id] = { ...before, ...set, rev: stamp.seq };
  followMoves(board, stamp, change, before);
  if (set.state === 'parked') board.parkedAt[id] = stamp.at;
  else if (set.state !== undefined) delete board.parkedAt[id];
  if (!owed || stamp.day !== board.day) return;
  if (owed.value > 0) board.owed[owed.group] = owed.value;
  else delete board.owed[owed.group];
}

/** A ticket's reason is lost on its next change, so moves are kept apart; one taken back is none. */
function followMoves(
  board: Board,
  { at }: Stamp,
  { ticket, undone, from, set }: TicketChange,
  before: Ticket,
): void {
  if (set.group === undefined) return;
  const moves = board.moves[ticket] ?? [];
  if (from !== undefined) {
    const given = set.reason ?? before.reason;
    const reason = REROUTE_REASONS.find((known) => known === given) ?? 'other';
    board.moves[ticket] = [...moves, { from, to: set.group, reason, at }];
  } else if (undone && moves[moves.length - 1]?.from === set.group) {
    board.moves[ticket] = moves.slice(0, -1);
  }
}

/** Changes a counter; counters of another day are another world. */
export function applyCounter(
  board: Board,
  stamp: Stamp,
  change: { counter: string; set: CounterPatch },
): void {
  if (stamp.day !== board.day) return;
  const { counter: id, set } = change;
  const before = board.counters[id] ?? { ...BLANK_COUNTER, id };
  board.counters[id] = { ...before, ...set, rev: stamp.seq };
}

/** The clock was put right: line time of the board's day goes on from there. */
export function applyClock(board: Board, stamp: Stamp, putBack: number): void {
  if (stamp.day === board.day) board.putBack = putBack;
}

/** A slip was asked for: it is the ticket's newest. The same copy at another printer is one that moved. */
export function applyPrintAsked(board: Board, stamp: Stamp, asked: PrintAskedData): void {
  if (!board.tickets[asked.ticket]) return;
  const { copy, printer } = asked;
  const before = board.slips[asked.ticket];
  const from = before?.copy === copy ? (before.from ?? before.printer) : printer;
  board.slips[asked.ticket] = {
    ...{ copy, printer, outcome: 'asked', cause: null, at: stamp.at },
    ...(from !== printer && { from }),
  };
}

/** What became of a slip; for the ticket, news of one that is no longer the newest is dropped. */
export function applyPrintEnded(board: Board, stamp: Stamp, ended: PrintEndedData): void {
  if (stamp.day !== board.day) return;
  const { outcome, cause, copy, printer } = ended;
  if (outcome === 'unknown') board.unproven[printer] = (board.unproven[printer] ?? 0) + 1;
  else if (outcome !== 'failed') delete board.unproven[printer];
  const slip = board.slips[ended.ticket];
  if (slip?.copy !== copy || slip.printer !== printer) return;
  board.slips[ended.ticket] = { ...slip, outcome, cause, at: stamp.at };
}

/** What people did beside the queue. Whoever has a slip in hand has seen that its printer prints. */
export function applyTeam(board: Board, stamp: Stamp, event: TeamEvent): void {
  if (stamp.day !== board.day) return;
  foldTeam(board.team, stamp, event);
  const slip =
    event.type === 'slip.handed' && event.data.how === 'paper' && board.slips[event.data.ticket];
  if (slip) delete board.unproven[slip.printer];
}

/**
 * Folds one entry into the board: changes the board in place (it is large) and returns it. Tickets
 * and counters on it are replaced, never changed. `day.opened` of another day starts a fresh one.
 *
 * What belongs to another day than the board's is passed over, so that a day can be rebuilt from any
 * range of the journal that holds it: start with `emptyBoard(day)`, fold with `foldDay`.
 */
export function fold(board: Board, entry: JournalEntry): Board {
  if (entry.type === 'day.opened') turnPage(board, entry.data.day);
  return foldDay(board, entry);
}

/** As `fold`, but stays with the board's day: `day.opened` turns no page. */
export function foldDay(board: Board, entry: JournalEntry): Board {
  if (isTicketEvent(entry)) applyTicketEntry(board, entry);
  else if (isCounterEvent(entry)) applyCounter(board, entry, entry.data);
  else if (isTeamEvent(entry)) applyTeam(board, entry, entry);
  else foldRest(board, entry);
  board.seq = entry.seq;
  board.at = entry.at;
  return board;
}

function applyTicketEntry(
  board: Board,
  entry: Extract<JournalEntry, { type: TicketEventType }>,
): void {
  const issued = entry.type === 'ticket.issued';
  applyTicket(board, entry, { issued, undone: entry.type === 'ticket.undone', ...entry.data });
}

/** What is no event of a ticket, a counter or the people here. What is only written down changes nothing. */
function foldRest(board: Board, entry: JournalEntry): void {
  switch (entry.type) {
    case 'print.asked':
      applyPrintAsked(board, entry, entry.data);
      break;
    case 'print.ended':
      applyPrintEnded(board, entry, entry.data);
      break;
    case 'service.rated':
      if (entry.day === board.day) foldRating(board.ratings, entry, entry.data);
      break;
    case 'config.changed':
      board.configVersion = entry.data.version;
      break;
    case 'clock.confirmed':
      applyClock(board, entry, entry.data.putBack);
      break;
    default:
      break;
  }
}
