/** The citizen's own page of a ticket: an address that nobody can guess. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Window } from '../access/window.js';
import { businessDay } from '../domain/day.js';
import { AppError } from '../errors.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Ticket } from '../protocol/ticket.js';

/** Hex digits of a token: 96 bits, more than anybody guesses. */
const DIGITS = 24;
/**
 * Tokens of nothing that one address may try in a minute. Nobody guesses 96 bits; it keeps the trying cheap
 * for us. Phones of one Wi-Fi share an address, so that a token of something is never turned away.
 */
const MISSES = 60;

/** A ticket that somebody named by its token. */
export interface Linked {
  view: SiteView;
  ticket: Ticket;
}

export interface TicketLinksParts {
  /** Known to this installation alone. */
  secret: string;
  /** How phones reach this server; `null`: nobody said, so that no ticket has a page. */
  publicUrl: string | null;
}

interface Known {
  day: string;
  tickets: Map<string, string>;
  made: Set<string>;
}

export class TicketLinks {
  readonly #secret: string;
  readonly #base: string | null;
  /** Tickets by token, of each site's present day; `made`: those whose token is known. */
  readonly #known = new Map<string, Known>();
  readonly #misses = new Window(MISSES);

  constructor({ secret, publicUrl }: TicketLinksParts) {
    this.#secret = secret;
    this.#base = publicUrl === null ? null : baseOf(publicUrl);
  }

  /** Address of a ticket's page; `null` where phones have no way here. */
  of(site: string, ticket: Pick<Ticket, 'id' | 'day'>): string | null {
    return this.#base === null ? null : `${this.#base}/T/${this.#token(site, ticket)}`;
  }

  /**
   * What whoever holds a slip may see, from its day's beginning to its end.
   * @param now site time, ms
   * @throws AppError `ticket-unknown`, whatever is wrong with the token; TooMany
   */
  async open(
    sites: SiteViews,
    token: string,
    { address, now }: { address: string; now: number },
  ): Promise<Linked> {
    const found = this.find(sites, token);
    // A site at which nothing happens at night keeps yesterday's board.
    const today = found && businessDay(now, found.view.config.site.timeZone);
    if (found !== null && found.ticket.day === today) return found;
    await this.#misses.admit(address);
    throw new AppError('ticket-unknown');
  }

  /** The ticket of today that a token names, as it is now; `null` for anything else. */
  find(sites: SiteViews, token: string): Linked | null {
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
    const known: Known =
      before?.day === board.day ? before : { day: board.day, tickets: new Map(), made: new Set() };
    this.#known.set(site, known);
    const all = Object.values(board.tickets);
    if (known.made.size === all.length) return known.tickets;
    for (const ticket of all) {
      if (known.made.has(ticket.id)) continue;
      known.made.add(ticket.id);
      known.tickets.set(this.#token(site, ticket), ticket.id);
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
