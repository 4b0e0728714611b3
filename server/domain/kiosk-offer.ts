/** Which groups a kiosk gives numbers of now, and from when the others. As the store decides it (`rules.ts`). */
import type { Board } from '../protocol/board.js';
import type { GroupConfig, IssuingHours, SiteConfig } from '../protocol/config.js';
import type { KioskGroup } from '../protocol/kiosk.js';
import { daysBefore } from './days-before.js';
import { dateOf } from './hall-closed.js';
import { localTime } from './local-time.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** The next window is looked for over so many days: longer than any row of holidays. */
const LOOK_AHEAD = 60;

type Offer = Pick<KioskGroup, 'state' | 'opens'>;
type Site = Pick<SiteConfig['site'], 'hours' | 'specialDays' | 'trial' | 'training'>;

/**
 * @param now site time, ms
 * @param offset minutes east of UTC at the site
 * @returns by group id
 */
export function kioskOffers(
  { site, groups }: { site: Site; groups: readonly GroupConfig[] },
  board: Pick<Board, 'tickets' | 'moves'>,
  now: number,
  offset: number,
): Record<string, Offer> {
  const given = givenOf(board);
  return Object.fromEntries(
    groups.map((group) => [group.id, offerOf(site, group, given[group.id] ?? 0, now, offset)]),
  );
}

function offerOf(
  site: Site,
  group: GroupConfig,
  given: number,
  now: number,
  offset: number,
): Offer {
  const full = group.quota !== null && given >= group.quota;
  const binds = !site.trial && !site.training;
  if (!binds) return full ? { state: 'full', opens: null } : { state: 'open', opens: null };
  const opens = opensAt(site, group.hours, now, offset, full ? 1 : 0);
  if (full) return { state: 'full', opens };
  return opens !== null && opens <= now
    ? { state: 'open', opens: null }
    : { state: 'closed', opens };
}

/** The beginning of the first window from now on, or now inside one; `null` where there is none. */
function opensAt(
  site: Site,
  own: readonly IssuingHours[] | null,
  now: number,
  offset: number,
  fromDay: number,
): number | null {
  const local = localTime(now, offset);
  const minute = local.hour * 60 + local.minute;
  const midnight = now - (minute * 60 + local.second) * 1_000 - (now % 1_000);
  const today = dateOf(local);
  for (let ahead = fromDay; ahead <= LOOK_AHEAD; ahead += 1) {
    const windows = windowsOn(
      site,
      daysBefore(today, -ahead),
      ((local.weekday - 1 + ahead) % 7) + 1,
    );
    const earliest = ahead === 0 ? minute : 0;
    const begins = both(windows, own)
      .filter(({ until }) => until > earliest)
      .map(({ from }) => Math.max(from, earliest));
    if (begins.length === 0) continue;
    const first = Math.min(...begins);
    return ahead === 0 && first === minute ? now : midnight + ahead * DAY + first * MINUTE;
  }
  return null;
}

function windowsOn({ hours, specialDays }: Site, date: string, weekday: number): IssuingHours[] {
  const special = specialDays.find((day) => day.date === date);
  const sessions = special ? special.sessions : (hours[String(weekday)] ?? []);
  return sessions.map(({ issueFrom, issueUntil }) => ({ from: issueFrom, until: issueUntil }));
}

/** What lies in a window of the site and in one of the group's own. */
function both(
  windows: readonly IssuingHours[],
  own: readonly IssuingHours[] | null,
): readonly IssuingHours[] {
  if (own === null) return windows;
  return windows
    .flatMap((a) =>
      own.map((b) => ({ from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) })),
    )
    .filter(({ from, until }) => from < until);
}

/** Numbers of today by the group in which they were given. */
function givenOf({ tickets, moves }: Pick<Board, 'tickets' | 'moves'>): Record<string, number> {
  const given: Record<string, number> = {};
  for (const { id, group } of Object.values(tickets)) {
    const first = moves[id]?.[0]?.from ?? group;
    given[first] = (given[first] ?? 0) + 1;
  }
  return given;
}
