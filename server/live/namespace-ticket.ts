/**
 * `/ticket`: citizens' own phones. Whoever holds the token of a ticket sees that ticket, and nothing else.
 * There is no replay: a phone gets its present state on connecting, at once when its own ticket changes, and
 * in a sweep when its place or the expected time does.
 */
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { Clock } from '../clock.js';
import { businessDay } from '../domain/day.js';
import { zoneOffset } from '../domain/local-time.js';
import { platesOf } from '../domain/plate.js';
import { phoneState, type PhoneMoment } from '../domain/phone-state.js';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';
import type { Words } from '../protocol/config.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { PhoneClientToServer, PhoneHello, PhoneServerToClient } from '../protocol/phone.js';
import { phoneHandshake } from '../protocol/schema/phone.js';
import { releaseRequest } from './board-namespace.js';
import type { LiveIo } from './outlet.js';
import type { SiteView, SiteViews } from './site-view.js';
import { textFrame } from './text-frame.js';

type Phones = Namespace<PhoneClientToServer, PhoneServerToClient, DefaultEventsMap, object>;
type Phone = Socket<PhoneClientToServer, PhoneServerToClient, DefaultEventsMap, object>;

/** Phones that are looked at in one turn of the event loop: a call for the hall waits for no more. */
const TURN = 200;
/** Phones of one ticket: a family's. Who opens more loses the oldest. */
const MOST_OF_TICKET = 8;

/** Finds the ticket of a token. */
export interface TicketDoor {
  /** @throws AppError `ticket-unknown`; TooMany */
  open(
    sites: SiteViews,
    token: string,
    by: { address: string; now: number },
  ): Promise<{ view: SiteView; ticket: { id: string } }>;
}

interface Admitted {
  site: string;
  ticket: string;
  names: keyof Words;
}
/** A phone that is connected, and what it was told last, without its time. */
interface Connected extends Admitted {
  phone: Phone;
  told: string;
}

export interface TicketNamespaceParts {
  sites: SiteViews;
  links: TicketDoor;
  clock: Clock;
  hello(): PhoneHello;
  log: Log;
}

export class TicketNamespace {
  readonly #parts: TicketNamespaceParts;
  /** By site and ticket. */
  readonly #tickets = new Map<string, Set<Connected>>();
  /** Tickets that changed since the last turn. */
  readonly #changed = new Set<string>();
  /** What is left of the sweep under way. */
  #sweeping: Connected[] = [];

  constructor(parts: TicketNamespaceParts) {
    this.#parts = parts;
  }

  open(io: LiveIo): void {
    const phones: Phones = io.of('/ticket');
    const admitted = new WeakMap<Phone, Admitted>();
    phones.use((phone, next) => {
      this.#admit(phone).then(
        (handshaken) => {
          admitted.set(phone, handshaken);
          next();
        },
        (error: unknown) => {
          if (error instanceof AppError) return next(error);
          this.#parts.log.error({ err: error }, 'handshake of a phone failed');
          next(new AppError('internal'));
        },
      );
    });
    phones.on('connection', (phone) => {
      const handshaken = admitted.get(phone);
      if (handshaken !== undefined) this.#welcome(phone, handshaken);
    });
  }

  /** Something happened at a site. Its phones hear of it in a later turn, after the hall. */
  entry(site: string, { data }: JournalEntry): void {
    if (!('ticket' in data) || typeof data.ticket !== 'string') return;
    const key = keyOf(site, data.ticket);
    if (!this.#tickets.has(key)) return;
    if (this.#changed.size === 0) setImmediate(() => this.#tellChanged());
    this.#changed.add(key);
  }

  /** Looks at every phone, some in each turn, unless the last look is still under way. */
  sweep(): void {
    if (this.#sweeping.length > 0) return;
    for (const each of this.#tickets.values()) this.#sweeping.push(...each);
    this.#nextTurn(new Map());
  }

  stop(): void {
    this.#sweeping = [];
    this.#tickets.clear();
  }

  #nextTurn(kept: Map<string, Moment>): void {
    if (this.#sweeping.length === 0) return;
    setImmediate(() => {
      this.#tell(this.#sweeping.splice(-TURN), kept);
      this.#nextTurn(kept);
    });
  }

  #tellChanged(): void {
    const changed = [...this.#changed].flatMap((key) => [...(this.#tickets.get(key) ?? [])]);
    this.#changed.clear();
    this.#tell(changed);
  }

  /** @throws AppError `bad-request`, `ticket-unknown`; TooMany */
  async #admit({ handshake }: Phone): Promise<Admitted> {
    const auth = phoneHandshake.safeParse(handshake.auth);
    if (!auth.success) throw new AppError('bad-request');
    const { sites, links, clock } = this.#parts;
    const { token, names = 'vi' } = auth.data;
    const by = { address: handshake.address, now: clock.now() };
    const { view, ticket } = await links.open(sites, token, by);
    return { site: view.id, ticket: ticket.id, names };
  }

  #welcome(phone: Phone, admitted: Admitted): void {
    const connected: Connected = { ...admitted, phone, told: '' };
    const key = keyOf(admitted.site, admitted.ticket);
    const others = this.#tickets.get(key) ?? new Set();
    this.#tickets.set(key, others.add(connected));
    phone.on('disconnect', () => {
      others.delete(connected);
      if (others.size === 0 && this.#tickets.get(key) === others) this.#tickets.delete(key);
    });
    const [oldest] = others;
    if (others.size > MOST_OF_TICKET) oldest?.phone.disconnect(true);
    releaseRequest(phone);
    phone.emit('hello', this.#parts.hello());
    this.#tell([connected]);
  }

  /**
   * Tells each of these how its ticket is, if that is other than what it was told last.
   * @param kept moments of turns before, good while nothing happens
   */
  #tell(phones: readonly Connected[], kept = new Map<string, Moment>()): void {
    const moments = new Map<string, Moment | null>();
    const due: { phone: Phone; state: string }[] = [];
    for (const connected of phones) {
      const { site, ticket, names, phone } = connected;
      let moment = moments.get(site);
      if (moment === undefined) {
        moment = this.#momentOf(site, kept);
        moments.set(site, moment);
      }
      const found = moment?.site.board.tickets[ticket];
      if (moment === null || found === undefined || found.day !== moment.today) {
        phone.emit('gone');
        phone.disconnect(true);
        continue;
      }
      const state = JSON.stringify(phoneState(moment, found, names));
      const told = state.slice(state.indexOf(',"number"'));
      if (told === connected.told) continue;
      connected.told = told;
      due.push({ phone, state });
    }
    // Written out after all of them were worked out: each write is a way through the whole system, after
    // which the processor has to fetch anew what working out a state takes.
    for (const { phone, state } of due) sendState(phone, state);
  }

  #momentOf(site: string, kept: Map<string, Moment>): Moment | null {
    const { sites, clock } = this.#parts;
    const view = sites.get(site);
    if (view === undefined) return null;
    const before = kept.get(site);
    if (before?.board === view.board && before.seq === view.board.seq) return before;
    const now = Math.round(clock.now());
    const { timeZone } = view.config.site;
    const moment: Moment = {
      ...{ board: view.board, seq: view.board.seq },
      ...{ site: view, places: view.places(), plates: platesOf(view.config.groups) },
      ...{ now, offset: zoneOffset(now, timeZone) },
      clockWrong: view.load().trouble === 'clock',
      today: businessDay(now, timeZone),
    };
    kept.set(site, moment);
    return moment;
  }
}

interface Moment extends PhoneMoment {
  /** Business day by the clock. */
  today: string;
  /** What it was made of. */
  board: SiteView['board'];
  seq: number;
}

/**
 * What `emit('state', …)` would send, from the text that is there already: to look through each message for
 * binary parts and to write it out a second time is half of the work of telling a thousand phones. As one
 * frame in one piece, so that the network is given one buffer and not two (`wsPreEncodedFrame`, as
 * socket.io's own broadcasts); a transport that takes no frames sends the text.
 * @param state as JSON
 */
function sendState(phone: Phone, state: string): void {
  const text = `2/ticket,["state",${state}]`;
  const options: FramedOptions = { compress: false, wsPreEncodedFrame: [textFrame(`4${text}`)] };
  phone.conn.send(text, options);
}

/** What engine.io takes beside its documented options. */
interface FramedOptions {
  compress: boolean;
  wsPreEncodedFrame: Buffer[];
}

function keyOf(site: string, ticket: string): string {
  return `${site} ${ticket}`;
}
