/** A ticket as the API answers it: with its place in line and when it may be called. */
import { countersOpenAt } from '../domain/counters-open.js';
import { zoneOffset } from '../domain/local-time.js';
import type { SiteView } from '../live/site-view.js';
import type { TicketAnswer } from '../protocol/answers.js';
import type { Ticket } from '../protocol/ticket.js';
import type { TicketLinks } from './ticket-links.js';

const MINUTE = 60_000;

/** What an answer about a ticket is made with. */
export interface AnswerParts {
  clock: { now(): number };
  links: Pick<TicketLinks, 'of'>;
}

/**
 * @param ticket may be the reply to an older command with the same key; its place is today's
 */
export function ticketAnswer(
  view: SiteView,
  ticket: Ticket,
  { clock, links }: AnswerParts,
): TicketAnswer {
  // Clock times of the estimate count from now.
  const at = clock.now();
  const waits = ticket.state === 'waiting';
  const wait = waits ? view.estimate(ticket.id) : null;
  return {
    ...ticket,
    ahead: waits ? view.ahead(ticket.id) : null,
    estimate: wait && { low: at + wait.low * MINUTE, high: at + wait.high * MINUTE },
    opens: waits && wait === null ? opensAt(view, at) : null,
    link: links.of(view.id, ticket),
  };
}

/** Only while no counter takes the ticket: one that opened early is what people see. */
function opensAt({ config: { site } }: SiteView, at: number): number | null {
  return countersOpenAt(site, at, zoneOffset(at, site.timeZone));
}
