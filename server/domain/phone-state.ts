/** A ticket as its holder's phone is told it (`protocol/phone.ts`). Pure. */
import type { Board } from '../protocol/board.js';
import type { PlateName, SiteConfig, Words } from '../protocol/config.js';
import type { Estimate } from '../protocol/live.js';
import type { PhoneState } from '../protocol/phone.js';
import type { Ticket } from '../protocol/ticket.js';
import { countersOpenAt, isOverToday } from './counters-open.js';

const MINUTE = 60_000;
/** Expected times are said to five minutes, outward. */
const STEP = 5 * MINUTE;

/** The site at one moment. */
export interface PhoneMoment {
  site: { readonly config: SiteConfig; readonly board: Board };
  places: {
    ahead(ticket: string): number | null;
    estimate(ticket: string): Estimate | null;
  };
  plates: Readonly<Record<string, PlateName>>;
  /** Site time, ms, and minutes east of UTC at the site. */
  now: number;
  offset: number;
  clockWrong: boolean;
}

/** @param names in which language things are named */
export function phoneState(
  { site: { config, board }, places, plates, now, offset, clockWrong }: PhoneMoment,
  ticket: Ticket,
  names: keyof Words,
): PhoneState {
  const group = config.groups.find(({ id }) => id === ticket.group);
  const waits = ticket.state === 'waiting';
  const here = ticket.state === 'called' || ticket.state === 'serving';
  const wait = waits ? places.estimate(ticket.id) : null;
  const counter = here ? config.counters.find(({ id }) => id === ticket.counter) : undefined;
  const unserved = waits && wait === null;
  const { resumeAt } = ticket;
  return {
    at: now,
    number: ticket.number,
    letter: group?.letter ?? ticket.number.slice(0, 1),
    plate: plates[ticket.group] ?? 'plain',
    group: group?.name[names] ?? '',
    state: ticket.state,
    stop: ticket.stop,
    ahead: waits ? places.ahead(ticket.id) : null,
    estimate: wait && {
      low: Math.floor((now + wait.low * MINUTE) / STEP) * STEP,
      high: Math.ceil((now + wait.high * MINUTE) / STEP) * STEP,
    },
    opens: unserved ? countersOpenAt(config.site, now, offset) : null,
    over: unserved && isOverToday(config.site, now, offset),
    paused: unserved && onlyPaused({ config, board }, ticket),
    counter: counter?.number ?? null,
    zone: config.zones.length > 1 ? zoneOf(config, ticket, counter?.zone, names) : '',
    calledAt: here ? ticket.lastCallAt : null,
    until: resumeAt === null ? null : resumeAt - board.putBack,
    mayDefer: waits && ticket.deferredAt === null,
    clockWrong,
  };
}

/** No counter would take it now, but one that rests would. */
function onlyPaused({ config, board }: PhoneMoment['site'], { to, group }: Ticket): boolean {
  return config.counters.some(({ id, profile }) => {
    const today = board.counters[id];
    if (today?.state !== 'paused') return false;
    if (to !== null) return to === id;
    return (today.profile ?? profile).some((entry) => entry.group === group);
  });
}

/** The zone of its counter, else the only one in which its group is served. */
function zoneOf(
  { counters, zones }: SiteConfig,
  { to, group }: Ticket,
  own: string | undefined,
  names: keyof Words,
): string {
  const known = own ?? counters.find(({ id }) => id === to)?.zone;
  const serving = counters.filter(({ profile }) => profile.some((entry) => entry.group === group));
  const all = new Set(known === undefined ? serving.map(({ zone }) => zone) : [known]);
  const [only, ...others] = all;
  const name = others.length > 0 ? '' : (zones.find(({ id }) => id === only)?.name[names] ?? '');
  // It stands within a sentence.
  return name.charAt(0).toLowerCase() + name.slice(1);
}
