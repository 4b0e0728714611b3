/** The days on which a result can be collected: by the site's hours and special days. */
import type { Session } from '../protocol/config.js';
import { daysBefore } from './days-before.js';
import { type Calendar, sessionsOn } from './opening-hours.js';

/** A row of days without a session that is longer than this never ends. */
const LOOK_AHEAD = 60;

/** ISO weekday of a local date (`YYYY-MM-DD`). */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

function sessionsOf(calendar: Calendar, date: string): readonly Session[] {
  return sessionsOn(calendar, date, weekdayOf(date));
}

/**
 * The `count`-th day after `date` on which the site is open, `YYYY-MM-DD`. A site without any hours is
 * open on each day.
 */
export function workingDayAfter(calendar: Calendar, date: string, count: number): string {
  let day = date;
  for (let passed = 0; passed < count; passed += 1) day = nextOpen(calendar, day);
  return day;
}

function nextOpen(calendar: Calendar, date: string): string {
  for (let ahead = 1; ahead <= LOOK_AHEAD; ahead += 1) {
    const day = daysBefore(date, -ahead);
    if (sessionsOf(calendar, day).length > 0) return day;
  }
  return daysBefore(date, -1);
}

/** Whether somebody who comes on this day finds the site open. */
export function isWorkingDay(calendar: Calendar, date: string): boolean {
  const never = Object.values(calendar.hours).every((sessions) => sessions.length === 0);
  return never || sessionsOf(calendar, date).length > 0;
}

/**
 * A day as somebody types it, `26/11` or `26/11/2026`, as `YYYY-MM-DD`; without a year the next such day
 * from `today` on. `null` for what is no date, or is over.
 */
export function dayTyped(text: string, today: string): string | null {
  const [, d = '', m = '', y] = /^\s*(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\s*$/.exec(text) ?? [];
  if (d === '') return null;
  const rest = `${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const years = y === undefined ? [0, 1].map((more) => Number(today.slice(0, 4)) + more) : [y];
  const days = years.map((year) => `${year}-${rest}`).filter(isDate);
  return days.find((day) => day >= today) ?? null;
}

function isDate(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
}
