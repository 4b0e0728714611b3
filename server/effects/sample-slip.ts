/** A made-up visit, to show what a slip would look like under a configuration. Pure. */
import { emptyBoard } from '../domain/board.js';
import { localTime, zoneOffset } from '../domain/local-time.js';
import type { SiteView } from '../live/site-view.js';
import type { GroupConfig, SiteConfig } from '../protocol/config.js';
import type { SlipSample } from '../protocol/slip-sample.js';
import { BLANK_TICKET, type Ticket } from '../protocol/ticket.js';
import type { Standing } from './slip-model.js';

const MINUTE = 60_000;

export interface SampleVisit {
  view: Pick<SiteView, 'config' | 'board'>;
  ticket: Ticket;
  standing: Standing;
  copy: number;
}

/**
 * Number 27 of the site's first group, six people ahead, taken at the moment; and what the sample adds.
 * @param now site time, ms
 * @param linkOf the page of a ticket
 */
export function sampleVisit(
  config: SiteConfig,
  sample: SlipSample,
  now: number,
  linkOf: (site: string, ticket: Ticket) => string | null,
): SampleVisit {
  const { year, month, day } = localTime(now, zoneOffset(now, config.site.timeZone));
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const group = sample === 'longest' ? longestOf(config.groups) : config.groups[0];
  const others = config.groups.filter((each) => each !== group).map(({ id }) => id);
  const ticket: Ticket = {
    ...BLANK_TICKET,
    id: '0000000000000027',
    rev: 1,
    number: `${group?.letter ?? 'A'}027`,
    day: date,
    group: group?.id ?? '',
    issuedAt: now,
    readyAt: now,
    mark: sample === 'longest' ? 'TNV 12' : 'K',
    stops: sample === 'stops' ? others.slice(0, 2) : [],
    priority: sample === 'priority' ? 'elder' : null,
    language: sample === 'foreign' ? (config.languages[0]?.tag ?? 'en') : null,
  };
  return {
    copy: sample === 'reprint' ? 2 : 1,
    view: { config, board: emptyBoard(date, config.version) },
    ticket,
    standing: {
      ahead: 6,
      estimate: { low: now + 25 * MINUTE, high: now + 40 * MINUTE },
      opens: null,
      link: linkOf(config.site.id, ticket),
    },
  };
}

function longestOf(groups: readonly GroupConfig[]): GroupConfig | undefined {
  return groups.reduce<GroupConfig | undefined>(
    (longest, each) =>
      longest === undefined || each.name.vi.length > longest.name.vi.length ? each : longest,
    undefined,
  );
}
