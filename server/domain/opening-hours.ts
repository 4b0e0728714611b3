/** Opening hours as a hall shows them. Minutes of the local day; ISO weekdays. */
import type { Session } from '../protocol/config.js';
import { daysBefore } from './days-before.js';

export type Hours = Readonly<Record<string, readonly Session[]>>;
/** A day whose hours go before those of its weekday; without sessions the site is closed. */
export interface DifferentDay {
  /** `YYYY-MM-DD` */
  date: string;
  sessions: readonly Session[];
}
export interface Calendar {
  hours: Hours;
  specialDays: readonly DifferentDay[];
}
/** A moment on the site's clock. */
export interface Moment {
  /** `YYYY-MM-DD` */
  date: string;
  weekday: number;
  minute: number;
}

/** The next opening is looked for over so many days: longer than any row of holidays. */
const LOOK_AHEAD = 60;

/** Where a moment lies within the hours. */
export type Opening =
  /** Inside a session, or the site has no hours at all. */
  | { kind: 'open' }
  /**
   * Outside: `before` the day's first session, in a `break` between two, or `after` (the day's last
   * session is over, or the day has none). `daysAhead` and `minute` name the next opening.
   */
  | { kind: 'before' | 'break' | 'after'; next: { daysAhead: number; minute: number } };

export function openingAt(calendar: Calendar, { date, weekday, minute }: Moment): Opening {
  const on = (daysAhead: number): readonly Session[] =>
    sessionsOn(calendar, daysBefore(date, -daysAhead), ((weekday - 1 + daysAhead) % 7) + 1);
  const today = on(0);
  if (today.some(({ from, to }) => from <= minute && minute < to)) return { kind: 'open' };
  const later = today.find(({ from }) => from > minute);
  if (later) {
    const kind = today[0] === later ? 'before' : 'break';
    return { kind, next: { daysAhead: 0, minute: later.from } };
  }
  for (let daysAhead = 1; daysAhead <= LOOK_AHEAD; daysAhead++) {
    const first = on(daysAhead)[0];
    if (first) return { kind: 'after', next: { daysAhead, minute: first.from } };
  }
  return { kind: 'open' };
}

/** Days that follow each other with the same sessions, as one line of a table. */
export interface HoursLine {
  fromDay: number;
  toDay: number;
  sessions: readonly Session[];
}

/** The week from Monday, without the days that have no session. */
export function hoursTable(hours: Hours): HoursLine[] {
  const lines: HoursLine[] = [];
  for (let day = 1; day <= 7; day++) {
    const sessions = sessionsOf(hours, day);
    if (sessions.length === 0) continue;
    const last = lines[lines.length - 1];
    if (last && last.toDay === day - 1 && same(last.sessions, sessions)) last.toDay = day;
    else lines.push({ fromDay: day, toDay: day, sessions });
  }
  return lines;
}

/** The sessions of a local date, earliest first: a special day's go before those of its weekday. */
export function sessionsOn(
  { hours, specialDays }: Calendar,
  date: string,
  weekday: number,
): readonly Session[] {
  const special = specialDays.filter((day) => day.date === date)[0];
  return special ? inOrder(special.sessions) : sessionsOf(hours, weekday);
}

function sessionsOf(hours: Hours, weekday: number): readonly Session[] {
  return inOrder(hours[String(weekday)] || []);
}

function inOrder(sessions: readonly Session[]): readonly Session[] {
  return sessions.slice().sort((a, b) => a.from - b.from);
}

function same(a: readonly Session[], b: readonly Session[]): boolean {
  return (
    a.length === b.length &&
    a.every((session, i) => {
      const other = b[i];
      return other !== undefined && other.from === session.from && other.to === session.to;
    })
  );
}
