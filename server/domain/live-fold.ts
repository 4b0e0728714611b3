/**
 * The folds that browsers run over the messages of their audience. Only what ES2018
 * knows, and no import that a small hall bundle would regret.
 */
import type { Board, HallBoard, HallTicket } from '../protocol/board.js';
import { isCounterEvent, isTicketEvent } from '../protocol/event-kinds.js';
import type { CounterPatch, PrintEventType, TicketEventType } from '../protocol/journal.js';
import type { LiveEvent, LivePatch } from '../protocol/live.js';
import { isTeamEvent } from '../protocol/team.js';
import {
  applyClock,
  applyCounter,
  applyPrintAsked,
  applyPrintEnded,
  applyTeam,
  applyTicket,
  turnPage,
} from './board.js';

/** An event without its place among the messages: the fold does not look at that. */
export type Foldable = LiveEvent extends infer E
  ? E extends LiveEvent
    ? Pick<E, 'seq' | 'at' | 'day' | 'type' | 'data'>
    : never
  : never;

const NOT_SEEN: Omit<HallTicket, 'number'> = {
  group: '',
  state: 'waiting',
  counter: null,
  calledAt: null,
  calls: 0,
  lastCallAt: null,
  badge: false,
};

export function emptyHallBoard(): HallBoard {
  return { day: '', seq: 0, at: 0, configVersion: 0, tickets: {}, counters: {} };
}

function changeHallTicket(
  hall: HallBoard,
  number: string,
  set: LivePatch<'ticket.called'>,
  issued: boolean,
): void {
  const before = issued ? { ...NOT_SEEN, number } : hall.tickets[number];
  if (before) hall.tickets[number] = { ...before, ...set };
}

function changeHallCounter(hall: HallBoard, id: string, set: CounterPatch): void {
  const before = hall.counters[id] || { id, state: 'closed' as const, backAt: null };
  const backAt = set.backAt === undefined ? before.backAt : set.backAt;
  hall.counters[id] = { id, state: set.state || before.state, backAt };
}

/** Folds one message into the hall's board: changes it in place and returns it. */
export function foldHall(hall: HallBoard, event: Foldable): HallBoard {
  const { data } = event;
  if (isCounterEvent(event)) {
    if (data.counter !== undefined && event.data.set) {
      changeHallCounter(hall, data.counter, event.data.set);
    }
  } else if (isTicketEvent(event)) {
    if (data.number !== undefined && event.data.set) {
      changeHallTicket(hall, data.number, event.data.set, event.type === 'ticket.issued');
    }
  } else if (event.type === 'day.opened') {
    hall.day = event.day;
    hall.tickets = {};
    hall.counters = {};
  } else if (event.type === 'config.changed') {
    if (data.version !== undefined) hall.configVersion = data.version;
  }
  hall.seq = event.seq;
  hall.at = event.at;
  return hall;
}

function foldTicket(board: Board, event: Foldable & { type: TicketEventType }): void {
  const { ticket, number, set, owed, from } = event.data;
  if (ticket === undefined || number === undefined || !set) return;
  applyTicket(board, event, {
    ...{ issued: event.type === 'ticket.issued', undone: event.type === 'ticket.undone' },
    ...{ ticket, number, set },
    ...(owed && { owed }),
    ...(from !== undefined && { from }),
  });
}

function foldSlip(board: Board, event: Foldable & { type: PrintEventType }): void {
  const { ticket, number, printer, copy, outcome, cause } = event.data;
  if (ticket === undefined || number === undefined) return;
  if (printer === undefined || copy === undefined) return;
  const asked = { ticket, number, printer, copy };
  if (event.type === 'print.asked') applyPrintAsked(board, event, asked);
  else if (outcome) applyPrintEnded(board, event, { ...asked, outcome, cause: cause || null });
}

/** Folds one message into the staff's board: changes it in place and returns it. */
export function foldStaff(board: Board, event: Foldable): Board {
  const { data } = event;
  if (isTicketEvent(event)) foldTicket(board, event);
  else if (isTeamEvent(event)) {
    if (data.team) applyTeam(board, event, data.team);
  } else if (isCounterEvent(event)) {
    if (data.counter !== undefined && event.data.set) {
      applyCounter(board, event, { counter: data.counter, set: event.data.set });
    }
  } else if (event.type === 'print.asked' || event.type === 'print.ended') foldSlip(board, event);
  else if (event.type === 'day.opened') turnPage(board, event.day);
  else if (event.type === 'config.changed') {
    if (data.version !== undefined) board.configVersion = data.version;
  } else if (event.type === 'clock.confirmed') {
    if (data.putBack !== undefined) applyClock(board, event, data.putBack);
  }
  board.seq = event.seq;
  board.at = event.at;
  return board;
}
