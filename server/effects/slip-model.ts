/** From a ticket to what its slip says. Pure. */
import type { ClockTime, SlipLogo, SlipModel } from '../../printer/template/slip-model.js';
import { localTime, zoneOffset } from '../domain/local-time.js';
import { isWorthTelling } from '../domain/told-wait.js';
import type { SiteView } from '../live/site-view.js';
import type { ExpectedCall } from '../protocol/answers.js';
import type { CounterConfig, SlipLine, Words } from '../protocol/config.js';
import type { Ticket } from '../protocol/ticket.js';

/** A ticket's place in line, when it may be called (ms of site time), and its own page. */
export interface Standing {
  ahead: number | null;
  estimate: ExpectedCall | null;
  /** When the counters open; `null` where they are open. */
  opens: number | null;
  /** `null` where phones have no way to this server. */
  link: string | null;
}

const MINUTE = 60_000;
/** Expected times are said to five minutes. */
const STEP = 5 * MINUTE;

/**
 * @param copy 1 for the first slip
 * @param language one in which the site's words exist
 * @param logo the site's, dithered for the width of the paper
 */
export function slipModel(
  view: Pick<SiteView, 'config' | 'board'>,
  ticket: Ticket,
  copy: number,
  standing: Standing,
  language: keyof Words,
  logo: SlipLogo | null = null,
): SlipModel {
  const { site, groups, slip } = view.config;
  const has = (line: SlipLine): boolean => slip.lines.includes(line);
  const group = groups.find(({ id }) => id === ticket.group);
  const [year, month, day] = ticket.day.split('-');
  const time = (ms: number): ClockTime => {
    const { hour, minute } = localTime(ms, zoneOffset(ms, site.timeZone));
    return { hour, minute };
  };
  const { estimate } = standing;
  return {
    number: ticket.number,
    site: site.name[language],
    date: `${day}/${month}/${year}`,
    takenAt: has('takenAt') ? time(ticket.issuedAt) : null,
    group: {
      letter: group?.letter ?? ticket.number.slice(0, 1),
      name: group?.name[language] ?? '',
    },
    places: placesOf(view, ticket, language),
    when:
      estimate && isWorthTelling(estimate)
        ? {
            from: time(Math.floor(estimate.low / STEP) * STEP),
            to: time(Math.ceil(estimate.high / STEP) * STEP),
          }
        : null,
    opens: standing.opens === null ? null : time(standing.opens),
    ahead: has('ahead') ? standing.ahead : null,
    stops: has('stops') ? stopsOf(view, ticket, language) : [],
    priority: has('priority') && ticket.priority !== null,
    logo,
    link: slip.code ? standing.link : null,
    training: site.training,
    valid: has('validity'),
    address: has('address') && site.address !== '' ? site.address : null,
    footer: has('footer') ? (slip.footer?.[language] ?? null) : null,
    mark: has('mark') ? ticket.mark : null,
    copy,
  };
}

/**
 * Where to go: the counter that it is addressed to or that called it; else the counters of its group
 * that are not closed, or all of them while the hall has not opened.
 */
export function placesOf(
  { config, board }: Pick<SiteView, 'config' | 'board'>,
  ticket: Ticket,
  language: keyof Words,
): SlipModel['places'] {
  return countersOf({ config, board }, ticket.group, ticket.to ?? ticket.counter, language);
}

/** The further stops of the visit, with the counters that serve them. */
function stopsOf(
  view: Pick<SiteView, 'config' | 'board'>,
  { stops }: Ticket,
  language: keyof Words,
): SlipModel['stops'] {
  return stops.flatMap((id) => {
    const group = view.config.groups.find((each) => each.id === id);
    if (group === undefined) return [];
    return [{ name: group.name[language], places: countersOf(view, id, null, language) }];
  });
}

/** @param own the one counter that it may be; `null`: all that serve the group */
function countersOf(
  { config, board }: Pick<SiteView, 'config' | 'board'>,
  group: string,
  own: string | null,
  language: keyof Words,
): SlipModel['places'] {
  const serves = ({ id, profile }: CounterConfig): boolean =>
    (board.counters[id]?.profile ?? profile).some((each) => each.group === group);
  const all = config.counters.filter((each) => (own === null ? serves(each) : each.id === own));
  const here = all.filter(({ id }) => (board.counters[id]?.state ?? 'closed') !== 'closed');
  const counters = here.length > 0 ? here : all;
  return config.zones.flatMap((zone) => {
    const numbers = counters.filter((each) => each.zone === zone.id).map(({ number }) => number);
    if (numbers.length === 0) return [];
    const name = config.zones.length > 1 ? withinSentence(zone.name[language]) : null;
    return [{ counters: numbers.sort((a, b) => a - b), zone: name }];
  });
}

/** "Tầng 2" → "tầng 2"; a name in capitals stays. */
function withinSentence(name: string): string {
  const [first = '', second = ''] = name;
  const capitals = second !== second.toLowerCase();
  return capitals ? name : first.toLowerCase() + name.slice(first.length);
}
