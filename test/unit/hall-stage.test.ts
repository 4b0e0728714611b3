import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HallBoard, HallTicket } from '../../server/protocol/board.js';
import {
  callsOf,
  EMPTY_STAGE,
  nextStage,
  type Call,
  type Stage,
} from '../../server/domain/hall-stage.js';

const call = (number: string, at: number): Call => ({
  number,
  group: 'justice',
  counter: 'c1',
  at,
  badge: false,
});

/** Plays a hall second by second. `calls` maps a number to the second of its call. */
function play(calls: Readonly<Record<string, number>>, until: number, from: Stage = EMPTY_STAGE) {
  let stage = from;
  const seen: string[][] = [];
  for (let now = 0; now <= until; now++) {
    const made = Object.entries(calls)
      .filter(([, at]) => at <= now)
      .map(([number, at]) => call(number, at * 1_000))
      .sort((a, b) => b.at - a.at || (a.number < b.number ? -1 : 1));
    stage = nextStage(stage, made, ({ at }) => now * 1_000 - at, now * 1_000);
    seen.push(stage.tiles.map(({ number }) => number));
  }
  return { seen, at: (second: number) => seen[second]?.join(' ') };
}

describe('calls that stand large', () => {
  test('one call stands alone for a minute, then the hall is quiet', () => {
    const hall = play({ A001: 0 }, 61);
    expect(hall.at(0)).toBe('A001');
    expect(hall.at(59)).toBe('A001');
    expect(hall.at(60)).toBe('');
  });

  test('calls within 20 s stand side by side, the newest left', () => {
    const hall = play({ A001: 0, H002: 6, K003: 12 }, 40);
    expect(hall.at(5)).toBe('A001');
    expect(hall.at(6)).toBe('H002 A001');
    expect(hall.at(12)).toBe('K003 H002 A001');
    expect(hall.at(19)).toBe('K003 H002 A001');
    expect(hall.at(20)).toBe('K003 H002');
  });

  test('nothing is rearranged within 5 s of a new call', () => {
    const hall = play({ A001: 0, H002: 18 }, 40);
    expect(hall.at(22)).toBe('H002 A001');
    expect(hall.at(23)).toBe('H002');
  });

  test('a call that had its 20 s makes room at once for the next one', () => {
    const hall = play({ A001: 0, H002: 30 }, 31);
    expect(hall.at(29)).toBe('A001');
    expect(hall.at(30)).toBe('H002');
  });

  test('of ten called together all have their turn, each for 5 s at least', () => {
    const ten = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`R00${i}`, 1]));
    const { seen } = play(ten, 30);
    const seconds = new Map<string, number>();
    for (const numbers of seen.slice(0, 20)) {
      expect(numbers.length).toBeLessThanOrEqual(4);
      for (const number of numbers) seconds.set(number, (seconds.get(number) ?? 0) + 1);
    }
    expect([...seconds.keys()].sort()).toEqual(Object.keys(ten).sort());
    for (const [number, shown] of seconds) expect(shown, number).toBeGreaterThanOrEqual(5);
  });

  test('a call that is taken back leaves at once', () => {
    const calls = [call('A001', 0), call('H002', 1_000)];
    const before = nextStage(EMPTY_STAGE, [...calls].reverse(), () => 1_000, 1_000);
    expect(before.tiles).toHaveLength(2);
    const after = nextStage(before, calls.slice(0, 1), () => 2_000, 2_000);
    expect(after.tiles.map(({ number }) => number)).toEqual(['A001']);
  });

  test('a recall is a new call', () => {
    const first = nextStage(EMPTY_STAGE, [call('A001', 0)], () => 0, 0);
    const quiet = nextStage(first, [call('A001', 0)], () => 61_000, 61_000);
    expect(quiet.tiles).toEqual([]);
    const again = nextStage(quiet, [call('A001', 62_000)], () => 0, 62_000);
    expect(again.tiles.map(({ number }) => number)).toEqual(['A001']);
  });

  test('a call that is made again keeps its place, however many wait for one', () => {
    const six = Array.from({ length: 6 }, (_, i) => call(`R00${i}`, 0));
    let stage = nextStage(EMPTY_STAGE, [], () => 0, 0);
    stage = nextStage(stage, six, () => 0, 0);
    const [first] = stage.tiles;
    const again = call(first?.number ?? '', 3_000);
    const calls = [again, ...six.filter(({ number }) => number !== again.number)];
    stage = nextStage(stage, calls, ({ at }) => 3_000 - at, 3_000);
    expect(stage.tiles.map(({ number }) => number)).toContain(again.number);
  });

  test('two full batches of one moment all have their turn', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => [`R0${10 + i}`, 1]);
    const { seen } = play(Object.fromEntries(twenty) as Record<string, number>, 40);
    expect(new Set(seen.flat()).size).toBe(20);
  });

  test('a screen that wakes up shows the newest four and plays nothing back', () => {
    const six = Array.from({ length: 6 }, (_, i) => call(`A00${6 - i}`, (6 - i) * 1_000));
    let stage = nextStage(EMPTY_STAGE, six, ({ at }) => 7_000 - at, 0);
    expect(stage.tiles.map(({ number }) => number)).toEqual(['A006', 'A005', 'A004', 'A003']);
    stage = nextStage(stage, six, ({ at }) => 13_000 - at, 6_000);
    expect(stage.tiles.map(({ number }) => number)).toEqual(['A006', 'A005', 'A004', 'A003']);
  });
});

describe('no number', () => {
  /** Each quarter of a second: how many are called, and which of the newest is called again or taken back. */
  const quarter = fc.record({
    calls: fc.oneof(
      { weight: 20, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: 2, max: 10 }) },
    ),
    again: fc.option(fc.nat(6), { freq: 40 }),
    back: fc.option(fc.nat(6), { freq: 60 }),
  });

  test('is taken from the eye within 5 s, however many are called, called again and taken back', () => {
    const day = fc.array(quarter, { minLength: 240, maxLength: 240 });
    fc.assert(
      fc.property(day, (quarters) => {
        let stage: Stage = EMPTY_STAGE;
        let calls: Call[] = [];
        let made = 0;
        const since = new Map<string, number>();
        quarters.forEach((each, i) => {
          const now = i * 250;
          for (let n = 0; n < each.calls; n++) calls.unshift(call(`A${(made += 1)}`, now));
          const { [each.again ?? -1]: recalled, [each.back ?? -1]: returned } = calls;
          if (recalled) {
            calls = calls.filter((other) => other !== recalled);
            calls.unshift({ ...recalled, at: now });
          }
          if (returned) calls = calls.filter(({ number }) => number !== returned.number);
          stage = nextStage(stage, calls, ({ at }) => now - at, now);
          const tiles = stage.tiles.map(({ number }) => number);
          expect(new Set(tiles).size).toBe(tiles.length);
          expect(tiles.length).toBeLessThanOrEqual(4);
          for (const [number, at] of since) {
            if (tiles.includes(number)) continue;
            since.delete(number);
            if (calls.some((one) => one.number === number)) {
              expect(now - at).toBeGreaterThanOrEqual(5_000);
            }
          }
          for (const number of tiles) if (!since.has(number)) since.set(number, now);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('who was called', () => {
  const ticket = (number: string, more: Partial<HallTicket>): HallTicket => ({
    number,
    group: 'justice',
    state: 'called',
    counter: 'c1',
    calledAt: 1,
    calls: 1,
    lastCallAt: 1,
    badge: false,
    ...more,
  });
  const board = (...tickets: HallTicket[]): HallBoard => ({
    day: '2026-11-23',
    seq: 1,
    at: 1,
    configVersion: 1,
    tickets: Object.fromEntries(tickets.map((each) => [each.number, each])),
    counters: {},
  });

  test('is listed by the last summons, newest first, at the counters of this screen', () => {
    const calls = callsOf(
      board(
        ticket('A001', { lastCallAt: 5 }),
        ticket('A002', { state: 'done', lastCallAt: 9 }),
        ticket('A003', { counter: 'c9', lastCallAt: 7 }),
      ),
      (counter) => counter === 'c1',
    );
    expect(calls.map(({ number }) => number)).toEqual(['A002', 'A001']);
  });

  test('is listed behind all since, when it was made before the clock was put back', () => {
    const calls = callsOf(
      {
        ...board(
          ticket('A001', { lastCallAt: 9_000 }),
          ticket('A002', { lastCallAt: 5_000 }),
          ticket('A003', { lastCallAt: 5_500 }),
        ),
        at: 6_000,
      },
      () => true,
    );
    expect(calls.map(({ number }) => number)).toEqual(['A003', 'A002', 'A001']);
    const hours = -3 * 3_600_000;
    const stage = nextStage(EMPTY_STAGE, calls, ({ number }) => (number === 'A001' ? hours : 0), 0);
    expect(stage.tiles.map(({ number }) => number)).toEqual(['A003', 'A002']);
  });

  test('is not somebody who waits again, was cancelled or was never called', () => {
    const calls = callsOf(
      board(
        ticket('A001', { state: 'waiting', counter: null, calledAt: null, lastCallAt: null }),
        ticket('A002', { state: 'cancelled' }),
        ticket('A003', { state: 'parked', counter: null, calledAt: null, lastCallAt: null }),
      ),
      () => true,
    );
    expect(calls).toEqual([]);
  });
});
