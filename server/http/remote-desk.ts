/**
 * Numbers taken from home ("lấy số trực tuyến"), where the site turned them on. Hours, quotas and the pace of a
 * device bind them in the script as they bind kiosks. What is added here is by reading: one number at a time
 * for each browser, so many a day in all, and so many from one address. What counts by browser and address is in
 * Redis, so that every server on it says the same.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DayQuota } from '../access/day-quota.js';
import { Window } from '../access/window.js';
import type { Clock } from '../clock.js';
import { contextOf } from '../domain/context.js';
import { businessDay } from '../domain/day.js';
import { kioskOffers } from '../domain/kiosk-offer.js';
import { zoneOffset } from '../domain/local-time.js';
import { AppError, TooMany } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { IssueCommand } from '../protocol/commands.js';
import type { Trouble } from '../protocol/live.js';
import type { Ticket } from '../protocol/ticket.js';
import type { Reply, Store } from '../store/port.js';
import { OWN_VIEW } from './command.js';
import { Refused } from './problem.js';
import { keyDigest } from './request-key.js';
import type { TicketLinks } from './ticket-links.js';

export interface RemoteDeskParts {
  store: Store;
  clock: Clock;
  links: Pick<TicketLinks, 'of'>;
  /** What is left to an address, and to all of them. */
  quota: Pick<DayQuota, 'take' | 'giveBack'>;
  /** Known to this installation alone. */
  secret: string;
  trouble: () => Trouble | null;
}

/** Who asks for a number. */
export interface Asker {
  /** What its cookie says: `fresh` made it. */
  browser: string;
  /** By which callers are told apart (`callerOf`). */
  address: string;
  /** BCP 47 tag where it is not Vietnamese. */
  language: string | null;
}

type NamedIssue = IssueCommand & { device: string };

/** Numbers of one browser in a day, those that were given up or missed included. */
const MOST_A_DAY = 5;
/** Attempts from one address in a minute. */
const TRIES = 30;
/** Stands where an address does, for what is left to all of them together. */
const EVERYBODY = '';
const OPEN: ReadonlySet<Ticket['state']> = new Set(['waiting', 'called', 'serving', 'parked']);
const ENDED_SECONDS = 3_600;

export class RemoteDesk {
  readonly #parts: RemoteDeskParts;
  readonly #tries = new Window(TRIES);

  constructor(parts: RemoteDeskParts) {
    this.#parts = parts;
  }

  /** Whether numbers are given from here at all: without a way for phones nobody could follow one. */
  isOpen({ id, config, board }: SiteView): boolean {
    const { open, groups } = config.online.remote;
    const reachable = this.#parts.links.of(id, { id: '', day: board.day }) !== null;
    return open && groups.length > 0 && reachable;
  }

  /** What a browser is told to keep: it proves that it opened the page, and which it is. */
  fresh(): string {
    const id = randomBytes(16).toString('hex');
    return `${id}.${this.#sign(id)}`;
  }

  isOurs(cookie: string): boolean {
    const [id = '', sign = ''] = cookie.split('.');
    const wanted = Buffer.from(this.#sign(id));
    const given = Buffer.from(sign);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  /** The number that a browser holds today; `null` for none. @throws StoreDown */
  async held(view: SiteView, browser: string): Promise<Ticket | null> {
    return (await this.#place(view, browser)).ticket;
  }

  /**
   * The number that a browser holds, or a new one. Who presses twice at once gets one: both ask under the
   * same key.
   * @throws AppError `not-found`, `group-closed`, `quota-reached`, `day-limit`, `disk-full`, `store-down`; Refused;
   * TooMany; StoreDown
   */
  async give(view: SiteView, group: string, asker: Asker): Promise<Ticket> {
    const { trouble } = this.#parts;
    const { remote } = view.config.online;
    await this.#tries.admit(`${view.id} ${asker.address}`);
    if (!this.isOpen(view) || !remote.groups.includes(group)) throw new AppError('not-found');
    const { ticket: held, key, day } = await this.#place(view, asker.browser);
    if (held !== null) return held;
    if (key === null) throw new AppError('day-limit');
    if (trouble() === 'disk') throw new AppError('disk-full');
    // A refusal that the script gave would stand under the key for a day.
    const offer = this.#offerOf(view, group);
    if (offer === 'closed') throw new AppError('group-closed');
    if (offer === 'full') throw new AppError('quota-reached');
    const shares = await this.#takeShares(view, asker.address, day);
    const device = this.#nameOf(asker.browser, day);
    const command = {
      ...{ group, device },
      ...(asker.language !== null && { language: asker.language }),
    };
    const reply = await this.#issue(view, command, key);
    // Where the store said nothing it may have been given: only what is known not to be is given back.
    if (!reply.ok || reply.replayed) await this.#giveBack(shares);
    if (!reply.ok) throw new Refused(reply.code, reply.ticket);
    await view.reached(reply.seq, OWN_VIEW);
    const [ticket] = reply.tickets;
    if (ticket === undefined) throw new Error('the store issued no ticket');
    return ticket;
  }

  /**
   * Takes one of what is left to the address and to the whole day: many at once get no more than that.
   * @returns names of the shares, for `#giveBack`
   */
  async #takeShares(
    { id, config }: SiteView,
    address: string,
    day: string,
  ): Promise<readonly string[]> {
    const { quota } = this.#parts;
    const { perAddress, perDay } = config.online.remote;
    const [own, all] = [this.#shareOf(id, address, day), this.#shareOf(id, EVERYBODY, day)];
    if (!(await quota.take(own, perAddress))) throw new TooMany(ENDED_SECONDS);
    if (await quota.take(all, perDay)) return [own, all];
    await quota.giveBack(own);
    throw new AppError('quota-reached');
  }

  async #giveBack(shares: readonly string[]): Promise<void> {
    for (const share of shares) await this.#parts.quota.giveBack(share);
  }

  #issue(view: SiteView, command: NamedIssue, key: string): Promise<Reply> {
    const { store, clock } = this.#parts;
    const by = { site: view.id, key, fingerprint: key, actor: `citizen-${command.device}` };
    const zone = view.config.site.timeZone;
    const context = contextOf({ ...by, via: 'phone' }, clock.now(), clock.stepped(), zone);
    return store.command('issue', command, context);
  }

  #offerOf({ config, board }: SiteView, group: string): 'open' | 'closed' | 'full' {
    const now = this.#parts.clock.now();
    const offset = zoneOffset(now, config.site.timeZone);
    return kioskOffers(config, board, now, offset)[group]?.state ?? 'closed';
  }

  /** Where a browser stands today: the number it holds, or the key under which its next one is given. */
  async #place(
    view: SiteView,
    browser: string,
  ): Promise<{ day: string; ticket: Ticket | null; key: string | null }> {
    const { store, clock } = this.#parts;
    const day = businessDay(clock.now(), view.config.site.timeZone);
    const name = this.#nameOf(browser, day);
    for (let nth = 0; nth < MOST_A_DAY; nth += 1) {
      const key = keyDigest(`${name} ${nth}`);
      const reply = await store.replay(view.id, key, key);
      if (reply === null) return { day, ticket: null, key };
      const given = reply.ok ? reply.tickets[0] : undefined;
      const ticket = given && (view.board.tickets[given.id] ?? given);
      if (ticket !== undefined && OPEN.has(ticket.state)) return { day, ticket, key: null };
    }
    return { day, ticket: null, key: null };
  }

  /** How a browser is called in the journal: another name each day, so that no visits are joined. */
  #nameOf(browser: string, day: string): string {
    const digest = createHmac('sha256', this.#parts.secret).update(`${browser}\n${day}`);
    return `r-${digest.digest('hex').slice(0, 16)}`;
  }

  /** By which an address, or everybody, is counted for a day; an address itself is kept nowhere. */
  #shareOf(site: string, address: string, day: string): string {
    const digest = createHmac('sha256', this.#parts.secret).update(`${site}\n${address}\n${day}`);
    return digest.digest('base64url').slice(0, 24);
  }

  #sign(id: string): string {
    return createHmac('sha256', this.#parts.secret).update(`browser ${id}`).digest('hex');
  }
}
