/**
 * The public board (no public figure under 5): each group's waiting people as a range of five,
 * and a wait that is made from that range, usual minutes and open counters, never from the count itself. Groups with
 * fewer than five are counted together: how many wait for which of them is not told. There is no total of all, so
 * that no difference tells of a small group either.
 */
import type { Board } from '../protocol/board.js';
import type { SiteConfig } from '../protocol/config.js';
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

export function publicBoard(input: PublicInput): PublicAnswer {
  const { site } = input.config;
  const opens = opensAt(site, input.now, input.offset);
  const rows = rowsOf(input);
  const small = rows.filter(({ count }) => count < STEP);
  const together = small.reduce((sum, { count }) => sum + count, 0);
  return {
    site: site.id,
    name: site.name,
    at: Math.floor(input.now),
    open: opens === null,
    opens,
    groups: rows
      .filter(({ count }) => count >= STEP)
      .map(({ count, shown }) => ({ ...shown, waiting: rangeOf(count) })),
    others:
      small.length === 0
        ? null
        : { waiting: rangeOf(together), groups: small.map(({ shown }) => shown) },
  };
}

/** What may be told of each group, by its id. */
export function publicGroups(input: PublicInput): ReadonlyMap<string, PublicGroup> {
  return new Map(rowsOf(input).map(({ id, shown }) => [id, shown]));
}

interface Row {
  id: string;
  /** For sums and thresholds; itself it is told to nobody. */
  count: number;
  shown: PublicGroup;
}

function rowsOf({ config, board, loads, now, offset }: PublicInput): Row[] {
  const offers = kioskOffers(config, board, now, offset);
  return config.groups.map(({ id, letter, name, minutes }) => {
    const count = loads[id]?.waiting ?? 0;
    const counters = loads[id]?.counters.length ?? 0;
    const range = rangeOf(count);
    const least = estimate(range.from, minutes, counters);
    const most = estimate(range.to, minutes, counters);
    const wait = least && most && { from: least.low, to: Math.max(most.high, STEP) };
    return { id, count, shown: { letter, name, wait, numbers: offers[id]?.state ?? 'closed' } };
  });
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
