/** When the counters open, for whoever holds a number that was given before that. */
import type { SiteConfig } from '../protocol/config.js';
import { localTime } from './local-time.js';
import { openingAt } from './opening-hours.js';

const MINUTE = 60_000;

/** What the hours of a site rest on. */
export type OpeningSite = Pick<SiteConfig['site'], 'hours' | 'specialDays' | 'trial' | 'training'>;

/**
 * @param now site time, ms
 * @param offset minutes east of UTC at the site
 * @returns site time (ms) at which they open later today; `null` within hours, after the last session,
 * and where hours bind nobody
 */
export function countersOpenAt(site: OpeningSite, now: number, offset: number): number | null {
  if (site.trial || site.training) return null;
  const { year, month, day, weekday, hour, minute, second } = localTime(now, offset);
  const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
  const moment = { date: `${year}-${two(month)}-${two(day)}`, weekday, minute: hour * 60 + minute };
  const opening = openingAt(site, moment);
  if (opening.kind === 'open' || opening.next.daysAhead > 0) return null;
  const midnight = now - (moment.minute * 60 + second) * 1_000 - (now % 1_000);
  return midnight + opening.next.minute * MINUTE;
}
