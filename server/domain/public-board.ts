/**
 * The public board (design §11: no public figure under 5): each group's waiting people as a range of five,
 * and a wait that is made from that range, usual minutes and open counters, never from the count itself. There
 * is no total, so that no difference tells of a small group.
 */
import type { Board } from '../protocol/board.js';
import type { GroupConfig, SiteConfig } from '../protocol/config.js';
import type { GroupLoad } from '../protocol/live.js';
import type { PublicAnswer, PublicGroup, Range } from '../protocol/public.js';
import { dateOf } from './hall-closed.js';
import { kioskOffers } from './kiosk-offer.js';
import { localTime } from './local-time.js';
import { openingAt } from './opening-hours.js';
import { estimate } from './waiting.js';

/** Width of a range, and the least figure that is told. */
const STEP = 5;
const MINUTE = 60_000;
const DAY = 86_400_000;

interface PublicInput {
  config: Pick<SiteConfig, 'site' | 'groups'>;
  board: Pick<Board, 'tickets' | 'moves'>;
  loads: Readonly<Record<string, Pick<GroupLoad, 'waiting' | 'counters'>>>;
  /** Site time, ms, and minutes east of UTC. */
  now: number;
  offset: number;
}

export function publicBoard({ config, board, loads, now, offset }: PublicInput): PublicAnswer {
  const { site, groups } = config;
  const offers = kioskOffers(config, board, now, offset);
  const opens = opensAt(site, now, offset);
  return {
    site: site.id,
    name: site.name,
    at: Math.floor(now),
    open: opens === null,
    opens,
    groups: groups.map((group) => ({
      ...publicGroup(group, loads[group.id]),
      numbers: offers[group.id]?.state ?? 'closed',
    })),
  };
}

function publicGroup(
  { letter, name, minutes }: GroupConfig,
  load: Pick<GroupLoad, 'waiting' | 'counters'> | undefined,
): Omit<PublicGroup, 'numbers'> {
  const waiting = rangeOf(load?.waiting ?? 0);
  const counters = load?.counters.length ?? 0;
  const least = estimate(waiting.from, minutes, counters);
  const most = estimate(waiting.to, minutes, counters);
  const wait = least && most && { from: least.low, to: Math.max(most.high, STEP) };
  return { letter, name, waiting, wait };
}

/** The range of five in which a count lies. */
export function rangeOf(count: number): Range {
  const from = Math.floor(count / STEP) * STEP;
  return { from, to: from + STEP - 1 };
}

/** The next opening, site time (ms); `null` within hours, and where they bind nobody. */
function opensAt(site: SiteConfig['site'], now: number, offset: number): number | null {
  if (site.trial || site.training) return null;
  const local = localTime(now, offset);
  const minute = local.hour * 60 + local.minute;
  const opening = openingAt(site, { date: dateOf(local), weekday: local.weekday, minute });
  if (opening.kind === 'open') return null;
  const midnight = now - (minute * 60 + local.second) * 1_000 - (now % 1_000);
  return midnight + opening.next.daysAhead * DAY + opening.next.minute * MINUTE;
}
