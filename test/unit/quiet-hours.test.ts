import { describe, expect, test } from 'vitest';
import { quietHours } from '../../server/domain/quiet-hours.js';
import { usualRhythm } from '../../server/domain/usual-day.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';

const SESSIONS = [
  { from: 450, to: 690, issueFrom: 450, issueUntil: 690 },
  { from: 810, to: 1_020, issueFrom: 810, issueUntil: 990 },
];
const day = usualRhythm(await readSampleWard());
const clock = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

function quiet(now: number, sessions = SESSIONS): string[] {
  return quietHours(day, { id: 'ho-tich', target: 20 }, sessions, now).map(
    ({ from, until }) => `${clock(from)}–${clock(until)}`,
  );
}

describe('quiet hours', () => {
  test('of a usual day, for who comes in the rush: the end of both sessions', () => {
    expect(quiet(8 * 60 + 10)).toEqual(['10:30–11:30', '15:00–16:30']);
  });

  test('are those still to come, while numbers are given', () => {
    expect(quiet(11 * 60)).toEqual(['16:00–16:30']);
    expect(quiet(14 * 60 + 5)).toEqual(['15:00–16:30']);
    expect(quiet(16 * 60 + 30)).toEqual([]);
    expect(quiet(8 * 60, [])).toEqual([]);
  });

  test('tell the longest of their waits, and none where one is unknown', () => {
    const halfHours = [
      { from: 450, groups: { a: 20 }, waits: { a: 30 }, procedures: {} },
      { from: 480, groups: { a: 2 }, waits: { a: 4 }, procedures: {} },
      { from: 510, groups: { a: 1 }, waits: { a: 6 }, procedures: {} },
    ];
    expect(quietHours({ halfHours }, { id: 'a', target: 20 }, SESSIONS, 455)).toEqual([
      { from: 480, until: 540, wait: 6 },
    ]);
    // Few come, and wait past the target all the same.
    expect(quietHours({ halfHours }, { id: 'a', target: 6 }, SESSIONS, 455)).toEqual([
      { from: 480, until: 510, wait: 4 },
    ]);
  });

  test('of a day before there is history: everybody of it came, with the morning’s rush', () => {
    const sum = (from: number, until: number): number =>
      day.halfHours
        .filter((one) => from <= one.from && one.from < until)
        .flatMap(({ groups }) => Object.values(groups))
        .reduce((all, arrivals) => all + arrivals, 0);
    expect(sum(0, 1_440)).toBeCloseTo(120, 0);
    expect(sum(0, 720) / sum(0, 1_440)).toBeCloseTo(0.69);
  });
});
