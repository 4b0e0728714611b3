import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyBoard, fold } from '../../server/domain/board.js';
import type { Board } from '../../server/protocol/board.js';
import type { Counter } from '../../server/protocol/counter.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { Context, Reply } from '../../server/store/port.js';
import { commandOf, type Given, type Sight } from '../support/commands.js';
import { configuring, contextAt, MONDAY, MORNING, SITE, siteConfig } from '../support/factories.js';
import { anyProgram } from '../support/moves.js';
import type { Move, Program } from '../support/wishes.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import type { SiteState } from '../support/site-state.js';
import { type OpenStore, redisStore } from '../support/stores.js';

const PEOPLE = 6;
const COMMANDS = 40;
const RUNS = Number(process.env['FAST_CHECK_RUNS'] ?? 30);

/** What changes the rules, or tells of paper, is left out here. */
const APART: readonly Move['wish']['name'][] = ['configure', 'endPrint'];

/** What people in the hall know of each other, from the newest reply about each thing. */
interface Known {
  tickets: Map<string, Ticket>;
  counters: Map<string, Counter>;
  /** Keys given and accepted, newest first. */
  keys: string[];
  accepted: string[];
}

interface Done {
  given: Given;
  context: Context;
  reply: Reply;
}

function learn(known: Known, reply: Reply): void {
  const tickets = reply.ok ? reply.tickets : [reply.ticket ?? []].flat();
  for (const ticket of tickets) {
    if (ticket.rev >= (known.tickets.get(ticket.id)?.rev ?? 0)) {
      known.tickets.set(ticket.id, ticket);
    }
  }
  const counter = reply.ok ? reply.counter : undefined;
  if (counter && counter.rev >= (known.counters.get(counter.id)?.rev ?? 0)) {
    known.counters.set(counter.id, counter);
  }
}

/** One person at a connection of their own, pressing on without waiting for the others. */
async function work(
  own: OpenStore,
  other: OpenStore,
  moves: readonly Move[],
  known: Known,
): Promise<Done[]> {
  const done: Done[] = [];
  for (const [index, { wish, actor, repeat }] of moves.entries()) {
    if (APART.includes(wish.name)) continue;
    const sight: Sight = {
      tickets: [...known.tickets.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      counters: [...known.counters.values()],
      day: MONDAY,
      days: [MONDAY],
      keys: known.keys,
      accepted: known.accepted,
      assists: [],
      helps: [],
      version: 1,
    };
    const given = commandOf(wish, sight);
    const key = randomUUID();
    known.keys.unshift(key);
    const context = contextAt(MORNING + index * 1_000, { key, actor, body: given.args });
    const twice = repeat.kind === 'no' ? [own] : [own, other];
    const replies = await Promise.all(twice.map(({ store }) => given.to(store, context)));
    for (const reply of replies) {
      learn(known, reply);
      if (reply.ok && !reply.replayed) known.accepted.unshift(key);
      done.push({ given, context, reply });
    }
  }
  return done;
}

function unseen(reply: Reply): unknown {
  return { ...reply, replayed: null };
}

describe('several people at once on one Redis', () => {
  let redis: TestRedis;
  const stores: OpenStore[] = [];
  beforeAll(async () => {
    redis = await startRedis();
    for (let i = 0; i < PEOPLE; i += 1) stores.push(await redisStore(redis));
  });
  afterAll(() => redis.stop());

  function at(person: number): OpenStore {
    const store = stores[person % PEOPLE];
    if (!store) throw new Error('no connection');
    return store;
  }

  async function together(programs: readonly Program[]): Promise<Done[]> {
    await redis.client().flushall();
    const rules = programs[0]?.rules ?? {};
    const { store } = at(0);
    await store.command('configure', configuring(siteConfig(rules)), contextAt(MORNING));
    await store.command('openCounter', { counter: 'c1' }, contextAt(MORNING));
    const known: Known = { tickets: new Map(), counters: new Map(), keys: [], accepted: [] };
    const all = await Promise.all(
      programs.map(({ moves }, person) => work(at(person), at(person + 1), moves, known)),
    );
    return all.flat();
  }

  const programs = fc.array(anyProgram(COMMANDS), { minLength: PEOPLE, maxLength: PEOPLE });

  it('keeps every promise about numbers, places, counters and keys', async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (all) => {
        const done = await together(all);
        const state = await at(0).dump(SITE, MONDAY);
        const journal = await at(0).store.entries(SITE, 0, 1000);
        expectNumbers(state);
        expectOnePlace(state);
        expectCountersThroughout(journal);
        expectArrivals(journal);
        for (const { given, context, reply } of done) {
          expect(unseen(await given.to(at(0).store, context))).toEqual(unseen(reply));
        }
        expect(await at(0).dump(SITE, MONDAY)).toEqual(state);
        expect(await at(0).store.entries(SITE, 0, 1000)).toEqual(journal);
      }),
      { numRuns: RUNS },
    );
  });

  it('calls one person once when everybody presses the same button', async () => {
    await redis.client().flushall();
    const { store } = at(0);
    const now = MORNING;
    await store.command('configure', configuring(siteConfig()), contextAt(now));
    await store.command('openCounter', { counter: 'c1' }, contextAt(now));
    for (let i = 0; i < 20; i += 1) {
      await store.command('issue', { group: 'justice' }, contextAt(now));
    }
    const args = { counter: 'c1' };
    const presses = Array.from({ length: 8 * PEOPLE }, (_, i) =>
      at(i).store.command('callNext', args, contextAt(now)),
    );
    const replies = await Promise.all(presses);
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = replies.filter((reply) => !reply.ok && reply.code === 'changed');
    expect(refusals).toHaveLength(8 * PEOPLE - 1);
    expect((await at(0).dump(SITE, MONDAY)).held).toEqual({ c1: ['0000000001'] });
  });
});

/** Unique, and without gaps: also a number that was taken back keeps its ticket. */
function expectNumbers({ tickets, numbers }: SiteState): void {
  const given = tickets.map(({ number }) => number).sort();
  const expected = Object.entries(numbers).flatMap(([letter, last]) =>
    Array.from({ length: last }, (_, i) => letter + String(i + 1).padStart(3, '0')),
  );
  expect(given).toEqual(expected.sort());
  expect(tickets.map(({ id }) => Number(id))).toEqual(tickets.map((_, i) => i + 1));
}

/** A waiting ticket stands in one lane, one at a counter is held there, all others nowhere. */
function expectOnePlace({ tickets, lanes, held }: SiteState): void {
  const places = [...Object.values(lanes), ...Object.values(held)].flat().sort();
  const somewhere = ['waiting', 'called', 'serving'];
  const expected = tickets.filter(({ state }) => somewhere.includes(state)).map(({ id }) => id);
  expect(places).toEqual(expected);
}

/**
 * After each command of the whole history: one person at a counter, or some that were called together;
 * nobody at a closed one or sent to it.
 */
function expectCountersThroughout(journal: readonly JournalEntry[]): void {
  const board = emptyBoard();
  const calls = new Map<string, string>();
  journal.forEach((entry, index) => {
    expect(entry.seq).toBe(index + 1);
    fold(board, entry);
    if (entry.type === 'ticket.called') {
      // Each call stands for itself, unless several were called by one press.
      calls.set(entry.data.ticket, entry.data.batch ? entry.request : `alone-${entry.seq}`);
    }
    if (journal[index + 1]?.request !== entry.request) expectCounters(board, calls);
  });
}

/** Whoever comes later stands behind, whatever was done to the clock. */
function expectArrivals(journal: readonly JournalEntry[]): void {
  const arrivals = journal.flatMap((entry) =>
    entry.type === 'ticket.issued' ? [entry.data.set.readyAt ?? 0] : [],
  );
  expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
}

/** @param calls by ticket, what it was called by */
function expectCounters({ tickets, counters }: Board, calls: ReadonlyMap<string, string>): void {
  const closed = (id: string | null) => (counters[id ?? '']?.state ?? 'closed') === 'closed';
  const all = Object.values(tickets);
  const held = all.filter(({ state }) => state === 'called' || state === 'serving');
  const at = held.map(({ counter }) => counter);
  const pairs = held.map(({ id, counter }) => `${counter} by ${calls.get(id)}`);
  expect(new Set(pairs).size).toBe(new Set(at).size);
  expect(at.filter(closed)).toEqual([]);
  const sent = all.filter(({ state, to }) => state === 'waiting' && to !== null);
  expect(sent.filter(({ to }) => closed(to))).toEqual([]);
}
