import { describe, expect, test } from 'vitest';
import { hoursTable, openingAt, type DifferentDay } from '../../server/domain/opening-hours.js';
import { MONDAY } from '../support/factories.js';

const SESSIONS = [
  { from: 450, to: 690, issueFrom: 450, issueUntil: 675 },
  { from: 810, to: 1_020, issueFrom: 810, issueUntil: 990 },
];
const WEEK = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, SESSIONS]));

describe('opening hours', () => {
  const opening = (weekday: number, minute: number, specialDays: DifferentDay[] = []) => {
    const date = `2026-11-${22 + weekday}`;
    return openingAt({ hours: WEEK, specialDays }, { date, weekday, minute });
  };

  test('know before, break and after, over the weekend too', () => {
    expect(opening(1, 8 * 60)).toEqual({ kind: 'open' });
    expect(opening(1, 6 * 60)).toEqual({ kind: 'before', next: { daysAhead: 0, minute: 450 } });
    expect(opening(1, 690)).toEqual({ kind: 'break', next: { daysAhead: 0, minute: 810 } });
    expect(opening(5, 1_020)).toEqual({ kind: 'after', next: { daysAhead: 3, minute: 450 } });
    const moment = { date: MONDAY, weekday: 1, minute: 0 };
    expect(openingAt({ hours: {}, specialDays: [] }, moment)).toEqual({ kind: 'open' });
  });

  test('know holidays and days with other hours, however many stand in a row', () => {
    const off = (day: number) => ({ date: `2026-11-${day}`, sessions: [] });
    const saturday = {
      date: '2026-11-28',
      sessions: [{ from: 480, to: 660, issueFrom: 480, issueUntil: 600 }],
    };
    expect(opening(1, 8 * 60, [off(23)])).toEqual({
      kind: 'after',
      next: { daysAhead: 1, minute: 450 },
    });
    const row = [24, 25, 26, 27].map(off);
    expect(opening(1, 1_100, row).kind).toBe('after');
    expect(opening(1, 1_100, row)).toMatchObject({ next: { daysAhead: 7, minute: 450 } });
    expect(opening(1, 1_100, [...row, saturday])).toMatchObject({
      next: { daysAhead: 5, minute: 480 },
    });
    expect(opening(6, 500, [saturday])).toEqual({ kind: 'open' });
  });

  test('are a table of days that are alike', () => {
    const saturday = [{ from: 450, to: 690, issueFrom: 450, issueUntil: 675 }];
    expect(
      hoursTable({ ...WEEK, '6': saturday }).map(({ fromDay, toDay }) => [fromDay, toDay]),
    ).toEqual([
      [1, 5],
      [6, 6],
    ]);
  });
});
