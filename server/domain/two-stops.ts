/** In which order several groups are visited so that the person is out soonest. */
import type { RhythmAnswer } from '../protocol/rhythm.js';
import { type Line, waitAfter } from './flow.js';

/** Orders of so many stops are tried, all of them: 120. */
const MOST = 5;

export interface StopsPlan {
  /** Ids of the groups in the order of going there. */
  order: string[];
  /** Minutes from now until the person is done; `null` where one of them is served by nobody. */
  minutes: number | null;
}

/**
 * The best order, and what the order given would take. Of orders that take equally long the one given
 * stands. Groups that nobody serves come last, in the order given.
 * @param lines the groups wanted in the order wanted, at most 5; more are left as they stand
 * @param minute of the local day, now
 */
export function bestOrder(
  lines: readonly Line[],
  rhythm: RhythmAnswer,
  minute: number,
): { best: StopsPlan; given: StopsPlan } {
  const given = planOf(lines, rhythm, minute);
  const served = lines.filter(({ counters }) => counters > 0);
  const unserved = lines.filter(({ counters }) => counters <= 0);
  if (lines.length > MOST) return { best: given, given };
  let best = planOf(served, rhythm, minute);
  for (const order of ordersOf(served)) {
    const plan = planOf(order, rhythm, minute);
    if ((plan.minutes ?? 0) < (best.minutes ?? 0)) best = plan;
  }
  const order = [...best.order, ...unserved.map(({ group }) => group)];
  return { best: { order, minutes: unserved.length > 0 ? null : best.minutes }, given };
}

function planOf(lines: readonly Line[], rhythm: RhythmAnswer, minute: number): StopsPlan {
  let passed = 0;
  for (const line of lines) passed += waitAfter(line, rhythm, minute, passed) + line.minutes;
  const order = lines.map(({ group }) => group);
  return { order, minutes: Number.isFinite(passed) ? Math.round(passed) : null };
}

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, at) =>
    ordersOf(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}
