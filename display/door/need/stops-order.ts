/** What the lines of the chosen stops say: a sooner order, where the wait is short, where nobody serves. */
import { type DayNow, type Line, forecastOf } from '../../../server/domain/flow.js';
import { bestOrder, minutesOf } from '../../../server/domain/two-stops.js';
import { type Scene, type StaffGroup, groupsServed } from '../../shared/staff-site.js';

/** Less than this is within the error of the forecast. */
const WORTH = 5;
/** Further ahead nobody knows how many minutes it will be. */
export const MOST_SOONER = 60;

export interface StopsAdvice {
  /** Another order of all the groups that is better; `null` where the one chosen is good. */
  order: string[] | null;
  /** About how many minutes sooner, a multiple of five, at most an hour; 0 where it only spares a way for nothing. */
  sooner: number;
  /** The group whose wait is clearly the shortest. */
  short: string | null;
  /** Groups that no open counter serves. */
  unserved: string[];
}

/** A group's line now: a counter that serves three groups today counts as a third for each. */
export function lineOf(
  scene: Pick<Scene, 'site' | 'board' | 'load'>,
  { id, minutes }: Pick<StaffGroup, 'id' | 'minutes'>,
): Line {
  const load = scene.load?.groups[id];
  const shares = (load?.counters ?? []).map(
    (counter) => 1 / Math.max(1, groupsServed(scene, counter).length),
  );
  const counters = shares.reduce((sum, share) => sum + share, 0);
  return { group: id, minutes, waiting: load?.waiting ?? 0, counters };
}

/** @param lines of the groups chosen, in the order chosen */
export function adviceOn(lines: readonly Line[], day: DayNow): StopsAdvice {
  const served = lines.filter(({ counters }) => counters > 0);
  const unserved = lines.filter(({ counters }) => counters <= 0).map(({ group }) => group);
  const { best, given } = bestOrder(served, day);
  // Neither is done today: nothing is saved.
  const saved = best.minutes === null ? 0 : minutesOf(given) - best.minutes;
  const sooner = saved < WORTH ? 0 : Math.min(MOST_SOONER, Math.floor(saved / WORTH) * WORTH);
  const order = [...(sooner > 0 ? best : given).order, ...unserved];
  const same = order.every((group, at) => group === lines[at]?.group);
  return { order: same ? null : order, sooner, short: shortest(served, day), unserved };
}

function shortest(lines: readonly Line[], day: DayNow): string | null {
  const [first, second] = lines
    .map((line) => ({ group: line.group, wait: forecastOf(line, day)(0) }))
    .sort((one, other) => one.wait - other.wait);
  if (first === undefined || second === undefined) return null;
  return second.wait - first.wait >= WORTH ? first.group : null;
}
