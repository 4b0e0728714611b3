/** A service that was begun before a session of the day ended and is open long after it. */
import { localTime } from './local-time.js';
import { type Calendar, sessionsOn } from './opening-hours.js';

/** Minutes after the end of a session in which somebody is simply served to the end. */
const GRACE_MINUTES = 10;
const MINUTE_MS = 60_000;

/**
 * When the session ended that a service has outlasted, ms; `null` while it is nothing to ask about.
 * @param since when the service began, ms
 * @param offset minutes east of UTC
 */
export function leftOpenSince(
  calendar: Calendar,
  since: number,
  now: number,
  offset: number,
): number | null {
  const { weekday, hour, minute, second } = localTime(now, offset);
  const midnight = now - (hour * 60 + minute) * MINUTE_MS - second * 1_000 - (now % 1_000);
  const date = new Date(midnight + offset * MINUTE_MS).toISOString().slice(0, 10);
  const ends = sessionsOn(calendar, date, weekday)
    .map(({ to }) => midnight + to * MINUTE_MS)
    .filter((end) => since < end && end + GRACE_MINUTES * MINUTE_MS <= now);
  return ends.length === 0 ? null : Math.max(...ends);
}
