/** In which order several groups are visited so that the person is out soonest. */
import { type DayNow, type Forecast, type Line, forecastOf } from './flow.js';

/** Orders of so many stops are tried, all of them: 120. */
const MOST = 5;

export interface StopsPlan {
  /** Ids of the groups in the order of going there. */
  order: string[];
  /** Minutes from now until the person is done; `null` where that is not today, or nobody serves one. */
  minutes: number | null;
}

interface Stop extends Line {
  wait: Forecast;
}

/**
 * The best order, and what the order given would take. Of orders that take equally long the one given
 * stands. Groups that nobody serves come last, in the order given.
 * @param lines the groups wanted in the order wanted, at most 5; more are left as they stand
 */
export function bestOrder(
  lines: readonly Line[],
  day: DayNow,
): { best: StopsPlan; given: StopsPlan } {
  const stops = lines.map((line) => ({ ...line, wait: forecastOf(line, day) }));
  const given = planOf(stops);
  const served = stops.filter(({ counters }) => counters > 0);
  const unserved = stops.filter(({ counters }) => counters <= 0);
  if (lines.length > MOST) return { best: given, given };
  let best = planOf(served);
  for (const order of ordersOf(served)) {
    const plan = planOf(order);
    if (minutesOf(plan) < minutesOf(best)) best = plan;
  }
  const order = [...best.order, ...unserved.map(({ group }) => group)];
  return { best: { order, minutes: unserved.length > 0 ? null : best.minutes }, given };
}

/** Minutes of a plan, to compare it with others. */
export function minutesOf({ minutes }: StopsPlan): number {
  return minutes === null ? Infinity : minutes;
}

function planOf(stops: readonly Stop[]): StopsPlan {
  let passed = 0;
  for (const { wait, minutes } of stops) passed += wait(passed) + minutes;
  const order = stops.map(({ group }) => group);
  return { order, minutes: Number.isFinite(passed) ? Math.round(passed) : null };
}

function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, at) =>
    ordersOf(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}
