/** The citizen's own page of a ticket: an address that nobody can guess (design §11). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Ticket } from '../protocol/ticket.js';

/** Hex digits of a token: 96 bits, of which design §11 asks for 80. */
const DIGITS = 24;

export interface TicketLinksParts {
  /** Known to this installation alone. */
  secret: string;
  /** How phones reach this server; `null`: nobody said, so that no ticket has a page. */
  publicUrl: string | null;
}

export class TicketLinks {
  readonly #secret: string;
  readonly #base: string | null;
  /** Tickets by token, of each site's present day. */
  readonly #known = new Map<string, { day: string; tickets: Map<string, string> }>();

  constructor({ secret, publicUrl }: TicketLinksParts) {
    this.#secret = secret;
    this.#base = publicUrl === null ? null : baseOf(publicUrl);
  }

  /** Address of a ticket's page; `null` where phones have no way here. */
  of(site: string, ticket: Pick<Ticket, 'id' | 'day'>): string | null {
    return this.#base === null ? null : `${this.#base}/T/${this.#token(site, ticket)}`;
  }

  /** The ticket of today that a token names, as it is now; `null` for anything else. */
  find(sites: SiteViews, token: string): { view: SiteView; ticket: Ticket } | null {
    if (this.#base === null || !/^[0-9a-f]+$/i.test(token) || token.length !== DIGITS) return null;
    const wanted = token.toUpperCase();
    for (const view of sites.all()) {
      const id = this.#tokens(view).get(wanted);
      const ticket = id === undefined ? undefined : view.board.tickets[id];
      if (ticket !== undefined && same(this.#token(view.id, ticket), wanted))
        return { view, ticket };
    }
    return null;
  }

  /** Each ticket's token is made once a day. */
  #tokens({ id: site, board }: SiteView): Map<string, string> {
    const before = this.#known.get(site);
    const known =
      before?.day === board.day ? before : { day: board.day, tickets: new Map<string, string>() };
    this.#known.set(site, known);
    const all = Object.values(board.tickets);
    if (known.tickets.size !== all.length) {
      for (const ticket of all) known.tickets.set(this.#token(site, ticket), ticket.id);
    }
    return known.tickets;
  }

  #token(site: string, { id, day }: Pick<Ticket, 'id' | 'day'>): string {
    const digest = createHmac('sha256', this.#secret)
      .update(`${site}\n${day}\n${id}`)
      .digest('hex');
    return digest.slice(0, DIGITS).toUpperCase();
  }
}

/**
 * In capitals where that changes nothing: a code of capitals and digits alone is a third smaller, and
 * paper is narrow (ISO/IEC 18004, alphanumeric mode).
 */
function baseOf(publicUrl: string): string {
  const { origin, pathname } = new URL(publicUrl);
  const path = pathname.replace(/\/$/, '');
  return path === '' ? origin.toUpperCase() : origin + path;
}

function same(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
