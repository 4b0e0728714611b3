/**
 * How long a line will be: people flow in as on a usual day and out as counters serve. A forecast for
 * hints only; nothing is promised to anybody by it. Pure, only what ES2018 knows.
 */
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

const HALF_HOUR = 30;
/** Minutes of one step of the forecast. */
const STEP = 5;
const DAY = 24 * 60;

/** People a minute that come for a group at a minute of the local day. */
export function arrivalsAt({ halfHours }: RhythmAnswer, group: string, minute: number): number {
  const from = Math.floor(minute / HALF_HOUR) * HALF_HOUR;
  const half = halfHours.find((one) => one.from === from);
  return ((half && half.groups[group]) || 0) / HALF_HOUR;
}

/**
 * Minutes that somebody would wait who joins the line so many minutes from now; `Infinity` where nobody
 * serves it.
 * @param minute of the local day, now
 */
export function waitAfter(line: Line, rhythm: RhythmAnswer, minute: number, later: number): number {
  if (line.counters <= 0 || !Number.isFinite(later)) return Infinity;
  const served = line.counters / line.minutes;
  let people = line.waiting;
  for (let passed = 0; passed < later; passed += STEP) {
    const step = Math.min(STEP, later - passed);
    const coming = arrivalsAt(rhythm, line.group, (minute + passed) % DAY);
    people = Math.max(0, people + (coming - served) * step);
  }
  return people / served;
}
