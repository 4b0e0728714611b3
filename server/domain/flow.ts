/**
 * How long a line will be: people flow in as on a usual day and out as counters serve, as if they were
 * water. A forecast for hints only; nothing is promised to anybody by it. Pure, only what ES2018 knows.
 */
import type { Session } from '../protocol/config.js';
import type { RhythmAnswer } from '../protocol/rhythm.js';

/** One group's line as it is now. */
export interface Line {
  group: string;
  /** Usual minutes at the counter for one person. */
  minutes: number;
  waiting: number;
  /** Counters that serve it, each counted by its share: one that serves three groups is a third. */
  counters: number;
}

/** The day around the lines, in minutes of the local day. */
export interface DayNow {
  rhythm: RhythmAnswer;
  minute: number;
  /** When counters work; none at all: always. */
  sessions: readonly Pick<Session, 'from' | 'to'>[];
}

/**
 * Minutes that somebody would wait who joins the line so many minutes from now; `Infinity` where nobody
 * serves it, and where the day is over first.
 */
export type Forecast = (later: number) => number;

const HALF_HOUR = 30;
const DAY = 24 * 60;
/** Sums of fractions are never exact. */
const ALMOST = 1e-9;

/** People a minute that come for a group at a minute of the local day. */
export function arrivalsAt({ halfHours }: RhythmAnswer, group: string, minute: number): number {
  const from = Math.floor(minute / HALF_HOUR) * HALF_HOUR;
  const half = halfHours.find((one) => one.from === from);
  return ((half && half.groups[group]) || 0) / HALF_HOUR;
}

/** The rest of the day of a line, minute by minute: who came first is called first, in the sessions alone. */
export function forecastOf(line: Line, day: DayNow): Forecast {
  const pace = line.counters / line.minutes;
  /** By minutes from now: who stands before somebody who joins then, and how many were called until then. */
  const ahead: number[] = [];
  const called: number[] = [];
  let people = line.waiting;
  let sum = 0;
  for (let minute = day.minute; minute <= DAY; minute++) {
    ahead.push(people);
    called.push(sum);
    const served = isOpen(day, minute) ? pace : 0;
    sum += served;
    people = Math.max(0, people + arrivalsAt(day.rhythm, line.group, minute % DAY) - served);
  }
  return (later) => {
    const joins = Math.ceil(later);
    if (line.counters <= 0 || !(joins < ahead.length)) return Infinity;
    const needed = (called[joins] || 0) + (ahead[joins] || 0) - ALMOST;
    for (let at = joins; at + 1 < called.length; at++) {
      // The first minute at which the counters work and everybody before was called.
      const works = (called[at + 1] || 0) > (called[at] || 0);
      if (works && (called[at] || 0) >= needed) return Math.max(0, at - later);
    }
    return Infinity;
  };
}

function isOpen({ sessions }: DayNow, minute: number): boolean {
  return sessions.length === 0 || sessions.some(({ from, to }) => from <= minute && minute < to);
}
