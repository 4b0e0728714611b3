/** What must hold after any fault: journal, hashes, lanes and numbers tell one story. */
import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { expect } from 'vitest';
import { emptyBoard, foldDay } from '../../server/domain/board.js';
import { laneOf } from '../../server/domain/waiting.js';
import type { Board } from '../../server/protocol/board.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { RedisStore } from '../../server/store/redis/redis-store.js';
import { dump } from './redis-state.js';
import type { SiteState } from './site-state.js';

/** What callers were told: promises that must have been kept. */
export interface Promised {
  /** Number by ticket id, for each issue that was answered. */
  issued: Map<string, string>;
  /** Ids of the tickets that a counter was told to have called. */
  called: string[];
}

/** Reads the whole journal of a site. */
export async function wholeJournal(client: Redis, site: string): Promise<JournalEntry[]> {
  const store = new RedisStore({ command: client, tail: () => client });
  const journal: JournalEntry[] = [];
  for (;;) {
    const page = await store.entries(site, journal.at(-1)?.seq ?? 0, 1_000);
    journal.push(...page);
    if (page.length < 1_000) return journal;
  }
}

/** Checks that nothing is torn and that every promise was kept. Nobody may write meanwhile. */
export async function expectOneTruth(
  client: Redis,
  site: string,
  promised: Promised,
): Promise<Board> {
  const journal = await wholeJournal(client, site);
  expectChained(journal);
  // The last day as a whole: a clock put right may have opened it twice.
  const board = journal.reduce(foldDay, emptyBoard(journal.at(-1)?.day));
  const state = await dump(client, site, board.day);
  expectSameState(board, state);
  expectGapFreeNumbers(Object.values(board.tickets), state);
  expectOneCallEach(journal);
  for (const [id, number] of promised.issued) expect(board.tickets[id]?.number).toBe(number);
  const called = new Set(
    journal.flatMap((entry) => (entry.type === 'ticket.called' ? entry.data.ticket : [])),
  );
  expect(promised.called.filter((id) => !called.has(id))).toEqual([]);
  return board;
}

function expectChained(journal: readonly JournalEntry[]): void {
  let before = '';
  for (const [index, { seq, at, type, data, h }] of journal.entries()) {
    expect(seq).toBe(index + 1);
    const text = [before, seq, at, type, JSON.stringify(data)].join('\n');
    before = createHash('sha1').update(text).digest('hex').slice(0, 32);
    expect(h).toBe(before);
  }
}

function expectSameState(board: Board, state: SiteState): void {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(Object.values(board.tickets).sort(byId)).toEqual([...state.tickets].sort(byId));
  expect(Object.values(board.counters).sort(byId)).toEqual([...state.counters].sort(byId));
  expect(board.owed).toEqual(state.owed);
  const lanes: Record<string, string[]> = {};
  const held: Record<string, string[]> = {};
  const standing = (a: Ticket, b: Ticket) => a.readyAt - b.readyAt || byId(a, b);
  for (const ticket of Object.values(board.tickets).sort(standing)) {
    const lane = laneOf(ticket);
    if (lane !== null) (lanes[lane] ??= []).push(ticket.id);
    if (ticket.counter !== null && (ticket.state === 'called' || ticket.state === 'serving')) {
      (held[ticket.counter] ??= []).push(ticket.id);
    }
  }
  expect(state.lanes).toEqual(lanes);
  expect(state.held).toEqual(held);
  expect(Object.values(held).filter((tickets) => tickets.length > 1)).toEqual([]);
}

function expectGapFreeNumbers(tickets: readonly Ticket[], state: SiteState): void {
  const byLetter = new Map<string, number[]>();
  for (const { number } of tickets) {
    const letter = number.slice(0, 1);
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), Number(number.slice(1))]);
  }
  for (const [letter, given] of byLetter) {
    const count = state.numbers[letter] ?? 0;
    expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  }
}

/** Nobody is called to a second counter while the first call stands. */
function expectOneCallEach(journal: readonly JournalEntry[]): void {
  const states = new Map<string, string>();
  for (const { type, data } of journal) {
    if (!('ticket' in data) || !('set' in data)) continue;
    if (type === 'ticket.called') {
      expect(['waiting', 'parked', 'missed']).toContain(states.get(data.ticket));
    }
    if (data.set.state !== undefined) states.set(data.ticket, data.set.state);
    else if (type === 'ticket.issued') states.set(data.ticket, 'waiting');
  }
}
