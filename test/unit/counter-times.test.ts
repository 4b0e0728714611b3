/** Times at a counter, days of results, services left open, numbers as they are spoken: the pure rules. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { leftOpenSince } from '../../server/domain/left-open.js';
import {
  meanService,
  plausibleService,
  servedOf,
  serviceTime,
} from '../../server/domain/service-times.js';
import { spokenCounter, spokenTicket } from '../../server/domain/spoken-number.js';
import { isAttended } from '../../display/shared/desk-state.js';
import { dayTyped, isWorkingDay, workingDayAfter } from '../../server/domain/working-days.js';

const MINUTE = 60_000;
const DONE = { state: 'done', calledAt: 0, startedAt: null, endedAt: 5 * MINUTE } as const;

describe('a time at a counter', () => {
  test('is plausible unless nobody can have been served, or somebody forgot to end it', () => {
    expect(plausibleService(19_999, 7)).toBe('short');
    expect(plausibleService(20_000, 7)).toBe('plausible');
    // Four times the usual alone is no reason: a short errand may turn out a hard one.
    expect(plausibleService(29 * MINUTE, 7)).toBe('plausible');
    expect(plausibleService(45 * MINUTE, 7)).toBe('plausible');
    expect(plausibleService(45 * MINUTE + 1, 7)).toBe('long');
    // Nor are three quarters of an hour, where people usually take half of that.
    expect(plausibleService(88 * MINUTE, 22)).toBe('plausible');
    expect(plausibleService(88 * MINUTE + 1, 22)).toBe('long');
  });

  test('runs from "Đã đến", or from the walk after the call where nobody presses it', () => {
    expect(serviceTime(DONE, 30)).toBe(4.5 * MINUTE);
    expect(serviceTime({ ...DONE, startedAt: MINUTE }, 30)).toBe(4 * MINUTE);
    expect(serviceTime({ ...DONE, endedAt: 10_000 }, 30)).toBe(0);
    expect(serviceTime({ ...DONE, state: 'missed' }, 30)).toBe(null);
  });

  test('that is not plausible moves no mean', () => {
    const rules = { walkingSeconds: 30, calendar, offset: 420 };
    // 08:00 on 2026-11-19 at UTC+7.
    const eight = Date.UTC(2026, 10, 19, 1);
    const served = (from: number, minutes: number) => {
      const startedAt = eight + from * MINUTE;
      const endedAt = startedAt + minutes * MINUTE;
      return servedOf({ ...DONE, calledAt: startedAt, startedAt, endedAt }, 7, rules);
    };
    // At 11:15, when the session ends at 11:30.
    const noon = 3 * 60 + 15;
    const times = [served(0, 4), served(10, 6), served(20, 100), served(noon, 25), served(1, 0.05)];
    expect(times.map((one) => one?.is)).toEqual([
      ...['plausible', 'plausible', 'long', 'left-open', 'short'],
    ]);
    const known = times.flatMap((one) => one ?? []);
    expect(meanService(known)).toBe(5 * MINUTE);
    expect(meanService(known.slice(2))).toBe(null);
    expect(served(noon, 24)?.is).toBe('plausible');
    expect(servedOf({ ...DONE, state: 'missed' }, 7, rules)).toBe(null);
  });
});

describe('a shared device at a counter stays open', () => {
  const board = { parkedAt: {} };
  const site = { procedures: [], groups: [{ id: 'ho-tich', minutes: 14 }] };
  const stage = (kind: 'called' | 'serving', minutes: number) => ({
    stage: { kind, ticket: { group: 'ho-tich', procedure: null }, since: 0, after: false },
    scene: { board, site, now: minutes * MINUTE },
  });

  test('while somebody is served, as long as that can be meant', () => {
    const open = (desk: unknown) => isAttended(desk as Parameters<typeof isAttended>[0]);
    expect(open(stage('called', 0))).toBe(true);
    expect(open(stage('serving', 50))).toBe(true);
    expect(open(stage('serving', 57))).toBe(false);
    expect(open({ ...stage('serving', 1), stage: { kind: 'free' } })).toBe(false);
  });
});

const morning = { from: 450, to: 690, issueFrom: 450, issueUntil: 675 };
const afternoon = { from: 810, to: 1020, issueFrom: 810, issueUntil: 990 };
const week = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [morning, afternoon]]));
const calendar = {
  hours: week,
  specialDays: [
    { date: '2026-11-24', sessions: [] },
    { date: '2026-11-28', sessions: [morning] },
  ],
};

describe('the day of a result', () => {
  test('counts days on which the site is open: no weekend, no holiday, but a Saturday made up for', () => {
    // 2026-11-19 is a Thursday.
    expect(workingDayAfter(calendar, '2026-11-19', 1)).toBe('2026-11-20');
    expect(workingDayAfter(calendar, '2026-11-20', 1)).toBe('2026-11-23');
    expect(workingDayAfter(calendar, '2026-11-19', 3)).toBe('2026-11-25');
    expect(workingDayAfter(calendar, '2026-11-27', 1)).toBe('2026-11-28');
    expect(isWorkingDay(calendar, '2026-11-24')).toBe(false);
    expect(isWorkingDay(calendar, '2026-11-28')).toBe(true);
  });

  test('is any day where a site has no hours', () => {
    const none = { hours: {}, specialDays: [] };
    expect(workingDayAfter(none, '2026-11-20', 2)).toBe('2026-11-22');
    expect(isWorkingDay(none, '2026-11-22')).toBe(true);
  });

  test('is read as people type it, the next such day, and never one that is over', () => {
    const read = (text: string) => dayTyped(text, '2026-11-19');
    expect(read('26/11')).toBe('2026-11-26');
    expect(read(' 6-1 ')).toBe('2027-01-06');
    expect(read('3.12.2026')).toBe('2026-12-03');
    expect(read('18/11/2026')).toBe(null);
    for (const wrong of ['', '31/11', '26', '26/13', 'mai']) expect(read(wrong)).toBe(null);
  });
});

describe('a service that outlasts its session', () => {
  // 08:00 on 2026-11-19 at UTC+7.
  const at = (hour: number, minute: number) => Date.UTC(2026, 10, 19, hour - 7, minute);
  const asked = (since: number, now: number) => leftOpenSince(calendar, since, now, 420);

  test('is asked about ten minutes after the end, if it began before', () => {
    expect(asked(at(11, 0), at(11, 39))).toBe(null);
    expect(asked(at(11, 0), at(11, 40))).toBe(at(11, 30));
    expect(asked(at(11, 0), at(18, 0))).toBe(at(17, 0));
    expect(asked(at(11, 35), at(12, 30))).toBe(null);
    expect(asked(at(13, 31), at(16, 59))).toBe(null);
  });
});

describe('numbers are spoken', () => {
  const words = async (language: string) => {
    const file = new URL(`../../display/locales/${language}/shared.json`, import.meta.url);
    const { digit, spoken } = JSON.parse(await readFile(file, 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    return (key: string): string => {
      const [, part = '', name = ''] = key.split('.');
      return { digit, spoken }[part]?.[name] ?? key;
    };
  };

  test('tickets digit by digit, counters as Vietnamese counts', async () => {
    const say = await words('vi');
    expect(spokenTicket('A015', say)).toBe('A, không một năm');
    const spoken = [3, 10, 14, 15, 20, 21, 24, 25, 100, 105, 321].map((n) => spokenCounter(n, say));
    expect(spoken).toEqual([
      'ba',
      'mười',
      'mười bốn',
      'mười lăm',
      'hai mươi',
      'hai mươi mốt',
      'hai mươi tư',
      'hai mươi lăm',
      'một trăm',
      'một trăm lẻ năm',
      'ba trăm hai mươi mốt',
    ]);
  });

  test('in English with figures from ten on', async () => {
    const say = await words('en');
    expect(spokenTicket('A012', say)).toBe('A, zero one two');
    expect([spokenCounter(3, say), spokenCounter(12, say)]).toEqual(['three', '12']);
  });
});
