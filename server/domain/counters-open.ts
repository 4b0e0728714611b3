/** When the counters open, for whoever holds a number that was given before that. */
import type { SiteConfig } from '../protocol/config.js';
import { localTime } from './local-time.js';
import { openingAt, type Opening } from './opening-hours.js';

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
  const found = openingNow(site, now, offset);
  if (found === null || found.opening.kind === 'open' || found.opening.next.daysAhead > 0)
    return null;
  const { second } = localTime(now, offset);
  const midnight = now - (found.minute * 60 + second) * 1_000 - (now % 1_000);
  return midnight + found.opening.next.minute * MINUTE;
}

/** Whether people are served now by the hours of a site; where hours bind nobody, always. */
export function withinHours(site: OpeningSite, now: number, offset: number): boolean {
  return (openingNow(site, now, offset)?.opening.kind ?? 'open') === 'open';
}

/** The last session of the day is over, or the day has none; never where hours bind nobody. */
export function isOverToday(site: OpeningSite, now: number, offset: number): boolean {
  const opening = openingNow(site, now, offset)?.opening;
  return opening !== undefined && opening.kind !== 'open' && opening.next.daysAhead > 0;
}

/** `null` where hours bind nobody. */
function openingNow(
  site: OpeningSite,
  now: number,
  offset: number,
): { opening: Opening; minute: number } | null {
  if (site.trial || site.training) return null;
  const { year, month, day, weekday, hour, minute } = localTime(now, offset);
  const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
  const moment = { date: `${year}-${two(month)}-${two(day)}`, weekday, minute: hour * 60 + minute };
  return { opening: openingAt(site, moment), minute: moment.minute };
}
