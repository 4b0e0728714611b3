/** One site's zones: what the journal says is called goes into the queue of the zone that must hear it. */
import { performance } from 'node:perf_hooks';
import type { Clock } from '../clock.js';
import {
  callEnded,
  callStands,
  clipAsked,
  STALE_MS,
  type StandingCall,
} from '../domain/speech-queue.js';
import type { RelayListener, SiteRelay } from '../live/relay.js';
import { type JournalEntry, TICKET_EVENTS, type TicketEventType } from '../protocol/journal.js';
import type { Ticket } from '../protocol/ticket.js';
import type { ZoneSpeech } from './zone-speech.js';

/** ms by which clocks of a hall's machines may differ. */
const AHEAD_MS = 5_000;

export interface SiteSpeechParts {
  relay: SiteRelay;
  clock: Clock;
  makeZone(zone: string): ZoneSpeech;
}

export class SiteSpeech implements RelayListener {
  readonly zones = new Map<string, ZoneSpeech>();
  readonly #parts: SiteSpeechParts;
  #forget: (() => void) | null = null;

  constructor(parts: SiteSpeechParts) {
    this.#parts = parts;
  }

  start(): void {
    this.reset();
    this.#forget = this.#parts.relay.listen(this);
  }

  async stop(): Promise<void> {
    this.#forget?.();
    await Promise.all([...this.zones.values()].map((zone) => zone.stop()));
  }

  entry(entry: JournalEntry): void {
    if (entry.type === 'config.changed') this.#matchZones();
    if (entry.type === 'announcement.made') this.#announce(entry);
    if (!isOfTicket(entry)) return;
    const ticket = this.#parts.relay.board.tickets[entry.data.ticket];
    if (ticket === undefined) return;
    // Only these can make a call stand that did not before.
    const calls = ['ticket.called', 'ticket.recalled', 'ticket.undone'].includes(entry.type);
    if (ticket.state !== 'called') this.#end(ticket.id);
    else if (calls) this.#call(ticket, entry.data.batch === true);
  }

  /** The board was built anew: what stands is called, what does not is not. */
  reset(): void {
    const { board, recent } = this.#parts.relay;
    this.#matchZones();
    for (const zone of this.zones.values()) {
      for (const id of Object.keys(zone.queue.standing)) {
        if (board.tickets[id]?.state !== 'called') this.#end(id);
      }
    }
    Object.values(board.tickets)
      .filter(({ state }) => state === 'called')
      .sort((one, other) => (one.lastCallAt ?? 0) - (other.lastCallAt ?? 0))
      .forEach((ticket) => this.#call(ticket, true));
    for (const entry of recent) if (entry.type === 'announcement.made') this.#announce(entry);
  }

  /** One queue for each zone of the configuration. */
  #matchZones(): void {
    const { config } = this.#parts.relay;
    const wanted = new Set(config.zones.map(({ id }) => id));
    for (const [id, zone] of this.zones) {
      if (wanted.has(id)) continue;
      this.zones.delete(id);
      void zone.stop();
    }
    for (const id of wanted) {
      if (this.zones.has(id)) continue;
      const zone = this.#parts.makeZone(id);
      this.zones.set(id, zone);
      zone.start();
    }
    for (const zone of this.zones.values()) zone.renew();
  }

  #call(ticket: Ticket, together: boolean): void {
    const call = this.#standing(ticket);
    const { counters } = this.#parts.relay.config;
    const here = counters.find(({ id }) => id === ticket.counter)?.zone;
    for (const [id, zone] of this.zones) {
      if (id === here && call !== null) {
        zone.update((queue, now) => callStands(queue, call, now, together));
      } else zone.update((queue) => callEnded(queue, ticket.id));
    }
  }

  #end(ticket: string): void {
    for (const zone of this.zones.values()) zone.update((queue) => callEnded(queue, ticket));
  }

  #announce({ seq, at, data }: Extract<JournalEntry, { type: 'announcement.made' }>): void {
    const since = this.#monotonic(at);
    if (performance.now() - since > STALE_MS) return;
    const asked = { id: `clip:${seq}`, clip: data.clip, since };
    for (const [id, zone] of this.zones) {
      if (data.zone === null || data.zone === id) zone.update((queue) => clipAsked(queue, asked));
    }
  }

  #standing({ id, number, counter, lastCallAt, calls, language }: Ticket): StandingCall | null {
    if (counter === null || lastCallAt === null) return null;
    const since = this.#monotonic(lastCallAt);
    return { ticket: id, number, counter, at: lastCallAt, since, calls, language };
  }

  /** A moment of site time on the clock that only goes forward. */
  #monotonic(at: number): number {
    const { clock } = this.#parts;
    const age = (clock.now() - at) / clock.speed;
    const now = performance.now();
    // What lies ahead was called before the clock was put back.
    return age < -AHEAD_MS ? -Infinity : now - Math.max(0, age);
  }
}

function isOfTicket(
  entry: JournalEntry,
): entry is Extract<JournalEntry, { type: TicketEventType }> {
  return TICKET_EVENTS.some((type) => type === entry.type);
}
