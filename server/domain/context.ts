/** Builds the `Context` of a command: the same for a route, a job and a test. */
import type { Via } from '../protocol/commands.js';
import type { Context } from '../protocol/context.js';
import { businessDay, isoWeekday, localMinute } from './day.js';

/** Who asks, and under which key; see `Context` for the meaning of each. */
export interface Asker {
  site: string;
  key: string;
  fingerprint: string;
  actor: string;
  via: Via;
}

/**
 * @param now site time, ms
 * @param stepped whether the machine's clock stepped while running (`Clock.stepped`)
 * @param timeZone IANA time zone of the site: the business day is its local date, never UTC
 */
export function contextOf(asker: Asker, now: number, stepped: boolean, timeZone: string): Context {
  return {
    ...asker,
    now,
    day: businessDay(now, timeZone),
    minute: localMinute(now, timeZone),
    weekday: isoWeekday(now, timeZone),
    stepped,
  };
}
