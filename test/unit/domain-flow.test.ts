import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from '../../server/domain/flow.js';
import { forecastOf } from '../../server/domain/flow.js';
import { RhythmCount } from '../../server/domain/rhythm-count.js';
import { bestOrder } from '../../server/domain/two-stops.js';
import { usualRhythm } from '../../server/domain/usual-day.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import type { RhythmAnswer } from '../../server/protocol/rhythm.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { at, MONDAY, TUESDAY } from '../support/factories.js';

const ward = await readSampleWard();
const usual = usualRhythm(ward);
const STILL: RhythmAnswer = { days: 0, source: 'usual', halfHours: [] };
const EIGHT = 8 * 60;

const day = (
  rhythm: RhythmAnswer,
  minute: number,
  ...sessions: { from: number; to: number }[]
) => ({
  ...{ rhythm, minute, sessions },
});
const line = (group: string, more: Partial<Line> = {}): Line => ({
  ...{ group, minutes: 10, waiting: 0, counters: 1 },
  ...more,
});

describe('the forecast of a line', () => {
  test('is who waits by who is served, and empties when nobody comes', () => {
    const five = line('a', { waiting: 5, counters: 2 });
    const wait = forecastOf(five, day(STILL, EIGHT));
    expect([0, 10, 60].map(wait)).toEqual([25, 15, 0]);
    expect(forecastOf(line('a', { counters: 0 }), day(STILL, EIGHT))(0)).toBe(Infinity);
  });

  test('stands still while the counters rest, and ends with the day', () => {
    const three = line('a', { waiting: 3 });
    const sessions = [
      { from: EIGHT, to: EIGHT + 20 },
      { from: EIGHT + 110, to: EIGHT + 130 },
    ];
    const wait = forecastOf(three, day(STILL, EIGHT, ...sessions));
    // Two before noon, the third and who comes then only after ninety minutes of rest.
    expect([0, 5, 20].map(wait)).toEqual([120, 115, 100]);
    expect(wait(130)).toBe(Infinity);
    expect(forecastOf(line('a', { waiting: 4 }), day(STILL, EIGHT, ...sessions))(0)).toBe(Infinity);
  });

  test('grows in the morning and shrinks at noon on a usual day', () => {
    const busy = line('chung-thuc', { minutes: 7, counters: 0.6 });
    const wait = forecastOf(busy, day(usual, 450));
    expect(wait(60)).toBeGreaterThan(5);
    expect(wait(330)).toBeLessThan(wait(60));
  });
});

const anyLines = fc.uniqueArray(
  fc.record({
    group: fc.constantFrom(...ward.groups.map(({ id }) => id)),
    minutes: fc.integer({ min: 2, max: 30 }),
    waiting: fc.nat(40),
    counters: fc.constantFrom(0, 0.5, 1, 2, 3),
  }),
  { selector: ({ group }) => group, minLength: 1, maxLength: 5 },
);

describe('the order of several stops', () => {
  test('goes first to where the line will only grow', () => {
    const long = line('chung-thuc', { waiting: 2, counters: 0.3, minutes: 7 });
    const short = line('dat-dai', { waiting: 6, counters: 1, minutes: 22 });
    const { best, given } = bestOrder([short, long], day(usual, 450));
    expect(best.order).toEqual(['chung-thuc', 'dat-dai']);
    expect(best.minutes ?? 0).toBeLessThan(given.minutes ?? 0);
  });

  test('is never worse than the one given, holds the same groups, and sends nobody early to where nobody serves', () => {
    fc.assert(
      fc.property(anyLines, fc.integer({ min: 420, max: 1_000 }), (lines, minute) => {
        const { best, given } = bestOrder(lines, day(usual, minute));
        expect([...best.order].sort()).toEqual(lines.map(({ group }) => group).sort());
        if (given.minutes !== null) expect(best.minutes ?? 0).toBeLessThanOrEqual(given.minutes);
        const served = new Set(
          lines.filter(({ counters }) => counters > 0).map((one) => one.group),
        );
        const firstUnserved = best.order.findIndex((group) => !served.has(group));
        if (firstUnserved >= 0) {
          expect(best.minutes).toBeNull();
          expect(best.order.slice(firstUnserved).some((group) => served.has(group))).toBe(false);
        }
      }),
    );
  });
});

test('a usual day is counted from the journal: who came when, for what, and how long until the first call', () => {
  const count = new RhythmCount();
  const entry = (type: string, time: string, data: object, day = MONDAY): JournalEntry =>
    ({
      seq: 1,
      at: at(day, time),
      day,
      type,
      actor: 'x',
      request: '',
      data,
      h: '',
    }) as never;
  const issued = (ticket: string, time: string, procedure?: string): void =>
    count.add(entry('ticket.issued', time, { ticket, set: { group: 'ho-tich', procedure } }), 420);
  issued('1', '08:01', 'khai-sinh');
  issued('2', '08:29');
  issued('3', '08:30');
  count.add(entry('ticket.called', '08:11', { ticket: '1', set: {} }), 420);
  count.add(entry('ticket.called', '08:49', { ticket: '2', set: {} }), 420);
  count.add(entry('ticket.called', '09:30', { ticket: '2', set: {} }), 420);
  // The next day somebody comes; on the day after that the lead only signs in.
  const next = { ticket: '4', set: { group: 'dat-dai' } };
  count.add(entry('ticket.issued', '14:00', next, TUESDAY), 420);
  count.add(entry('access.signed-in', '09:00', { person: 'p' }, '2026-11-25'), 420);
  expect(count.days).toBe(2);
  expect(count.means()).toEqual([
    {
      from: 480,
      groups: { 'ho-tich': 1 },
      waits: { 'ho-tich': 15 },
      procedures: { 'khai-sinh': 0.5 },
    },
    { from: 510, groups: { 'ho-tich': 0.5 }, waits: { 'ho-tich': null }, procedures: {} },
    { from: 840, groups: { 'dat-dai': 0.5 }, waits: { 'dat-dai': null }, procedures: {} },
  ]);
});
