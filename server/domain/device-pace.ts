/**
 * How fast one kiosk or phone may give numbers. A crowd at the opening is many people who each take their
 * time; a child at play is one hand that presses the same tile again and again.
 */
const MINUTE_MS = 60_000;
/** So many minutes' numbers may be given in one go: with 6 a minute, eighteen people who came at once. */
const BURST_MINUTES = 3;
/** Nobody reads, answers, takes the slip and steps aside sooner (ms) than the next person can press. */
const HASTE_MS = 5_000;
/** A number of the group that was just asked for, sooner than that, counts as so many. */
const HASTE_COST = 4;

/** What one device took so far. */
export interface Pace {
  /** Time (ms) at which all that it took would be worked off at the site's numbers a minute. */
  due: number;
  /** When it took its newest number, and of which group. */
  at: number;
  group: string;
}

/**
 * The pace with one more number. `server/store/redis/scripts/issue.lua` reckons alike.
 * @param perMinute 0 for no limit
 */
export function paceAfter(
  before: Pace | undefined,
  { group, at }: Pick<Pace, 'group' | 'at'>,
  perMinute: number,
): Pace {
  const each = perMinute === 0 ? 0 : Math.floor(MINUTE_MS / perMinute);
  const hasty = before?.group === group && at - before.at < HASTE_MS;
  const due = Math.max(before?.due ?? 0, at) + each * (hasty ? HASTE_COST : 1);
  return { due, at, group };
}

/** Whether a pace is more than a device may have. */
export function isTooFast({ due, at }: Pace): boolean {
  return due - at > BURST_MINUTES * MINUTE_MS;
}
