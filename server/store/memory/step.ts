/**
 * One command at work on a copy of its site: reads, checks that refuse, and writes that append to
 * the journal. Refusing throws, and the copy is dropped.
 */
import { createHash } from 'node:crypto';
import type { Refusal } from '../../errors.js';
import type { Rules } from '../../domain/rules.js';
import { COUNTER_FIELDS, type Counter, type CounterField } from '../../protocol/counter.js';
import type {
  CounterEventType,
  CounterPatch,
  EventType,
  JournalEntry,
  PrintAskedData,
  PrintEndedData,
  WrittenEventType,
  SiteEventData,
  TicketEventData,
  TicketEventType,
  TicketPatch,
} from '../../protocol/journal.js';
import {
  BLANK_TICKET,
  TICKET_FIELDS,
  type Ticket,
  type TicketField,
  type TicketState,
} from '../../protocol/ticket.js';
import type { Context } from '../port.js';
import { counterOf, dayOf, type SiteState } from './site.js';
import type { Touched } from './undo-record.js';

/** A check failed: nothing of the command is kept. */
export class Refuse extends Error {
  override readonly name = 'Refuse';
  constructor(
    readonly code: Refusal,
    readonly ticket?: Ticket,
  ) {
    super(code);
  }
}

/** What a ticket's entry carries beside the patch. */
type Extra = Pick<TicketEventData, 'owed' | 'chosen' | 'batch' | 'from' | 'place'>;

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function copyTicketField<F extends TicketField>(patch: TicketPatch, from: Ticket, field: F): void {
  patch[field] = from[field];
}
function copyCounterField<F extends CounterField>(
  patch: CounterPatch,
  from: Counter,
  field: F,
): void {
  patch[field] = from[field];
}

/** First 16 bytes, as hex, of SHA-1 over the hash before and the entry (`protocol/journal.ts`). */
function chain(before: string, seq: number, at: number, type: EventType, data: object): string {
  const text = [before, seq, at, type, JSON.stringify(data)].join('\n');
  return createHash('sha1').update(text).digest('hex').slice(0, 32);
}

/** When a command takes place. */
export interface Moment {
  /** Site time, ms. */
  readonly at: number;
  readonly day: string;
  /** Line time, ms: what people stand in line and become ready by. */
  readonly line: number;
}

export class Step {
  /** Things that it changed as they were before, in the order of their first change. */
  readonly touched = new Map<string, Touched>();
  /** Ids of the tickets that entries name, in order of first appearance. */
  readonly named = new Set<string>();

  constructor(
    readonly site: SiteState,
    readonly context: Context,
    private readonly moment: Moment,
  ) {}

  get at(): number {
    return this.moment.at;
  }

  get day(): string {
    return this.moment.day;
  }

  get line(): number {
    return this.moment.line;
  }

  /** ms since a moment of today. One that lies ahead is of before the clock was put back. */
  elapsedSince(moment: number): number {
    return (moment > this.at ? this.line : this.at) - moment;
  }

  get rules(): Rules {
    if (!this.site.rules) throw new Refuse('site-unknown');
    return this.site.rules;
  }

  /** The ticket, after the checks that every ticket command begins with. */
  ticket(id: string, ifRev: number | undefined, allowed: readonly TicketState[]): Ticket {
    const ticket = this.found(id);
    if (ticket.day !== this.day) throw new Refuse('day-closed', ticket);
    if (ifRev !== undefined && ifRev !== ticket.rev) throw new Refuse('changed', ticket);
    if (!allowed.includes(ticket.state)) throw new Refuse('wrong-state', ticket);
    return ticket;
  }

  found(id: string): Ticket {
    const ticket = this.site.tickets.get(id);
    if (!ticket) throw new Refuse('ticket-unknown');
    return ticket;
  }

  /** How a counter of the rules stands. @param about ticket that goes with a refusal */
  counter(id: string, about?: Ticket): Counter {
    if (!this.rules.counters.has(id)) throw new Refuse('counter-unknown', about);
    return counterOf(this.site, this.day, id);
  }

  openCounter(id: string, about?: Ticket): Counter {
    const counter = this.counter(id, about);
    if (counter.state === 'closed') throw new Refuse('counter-closed', about);
    if (counter.state === 'paused') throw new Refuse('counter-paused', about);
    return counter;
  }

  knownGroup(id: string, about?: Ticket): void {
    if (!this.rules.groups.has(id)) throw new Refuse('group-unknown', about);
  }

  /** @param before the ticket as it is; `rev` 0 when it is being issued */
  writeTicket(
    type: TicketEventType,
    before: Ticket,
    change: Partial<Ticket>,
    extra: Extra = {},
  ): Ticket {
    const issued = before.rev === 0;
    const after: Ticket = { ...before, ...change };
    const set: TicketPatch = {};
    for (const field of TICKET_FIELDS) {
      const old = issued ? BLANK_TICKET[field] : before[field];
      if (!same(old, after[field])) copyTicketField(set, after, field);
    }
    const { id, number } = after;
    this.#touch({ kind: 'ticket', id, before: issued ? null : before });
    this.named.add(id);
    const { owed, chosen, batch, from, place } = extra;
    const data: TicketEventData = {
      ticket: id,
      number,
      set,
      ...(owed && { owed }),
      ...(chosen && { chosen }),
      ...(batch && { batch }),
      ...(from !== undefined && { from }),
      ...(place !== undefined && { place }),
    };
    const stamp = this.#stamp(type, data);
    this.site.journal.push({ ...stamp, type, data });
    const written = { ...after, rev: stamp.seq };
    this.site.tickets.set(id, written);
    return written;
  }

  /** @param always fields that `set` carries even when they did not change */
  writeCounter(
    type: CounterEventType,
    before: Counter,
    change: Partial<Counter>,
    always: readonly CounterField[] = [],
  ): Counter {
    const after: Counter = { ...before, ...change };
    const set: CounterPatch = {};
    for (const field of COUNTER_FIELDS) {
      const carry = always.includes(field) || !same(before[field], after[field]);
      if (carry) copyCounterField(set, after, field);
    }
    const { id } = after;
    this.#touch({ kind: 'counter', id, before });
    const data = { counter: id, set };
    const stamp = this.#stamp(type, data);
    this.site.journal.push({ ...stamp, type, data });
    const written = { ...after, rev: stamp.seq };
    dayOf(this.site, this.day).counters.set(id, written);
    return written;
  }

  /** The ticket's next copy is asked for. */
  writeCopyAsked(data: PrintAskedData): void {
    this.site.copies.set(data.ticket, data.copy);
    this.writePrintAsked(data);
  }

  writePrintAsked(data: PrintAskedData): void {
    this.named.add(data.ticket);
    const stamp = this.#stamp('print.asked', data);
    this.site.journal.push({ ...stamp, type: 'print.asked', data });
  }

  writePrintEnded(data: PrintEndedData): void {
    this.named.add(data.ticket);
    const stamp = this.#stamp('print.ended', data);
    this.site.journal.push({ ...stamp, type: 'print.ended', data });
  }

  writeConfigChanged(data: SiteEventData['config.changed']): void {
    const stamp = this.#stamp('config.changed', data);
    this.site.journal.push({ ...stamp, type: 'config.changed', data });
  }

  writeClockConfirmed(data: SiteEventData['clock.confirmed']): void {
    const stamp = this.#stamp('clock.confirmed', data);
    this.site.journal.push({ ...stamp, type: 'clock.confirmed', data });
  }

  writeDayClosed(data: SiteEventData['day.closed']): void {
    const stamp = this.#stamp('day.closed', data);
    this.site.journal.push({ ...stamp, type: 'day.closed', data });
  }

  /** What happened beside the queue. `data` is that of the type, as the caller made it. */
  writeRecord(type: WrittenEventType, data: object): void {
    const stamp = this.#stamp(type, data);
    // As with a row of Redis: whoever gave the command paired type and data.
    this.site.journal.push({ ...stamp, type, data } as JournalEntry);
  }

  #touch(touched: Touched): void {
    const key = `${touched.kind}:${touched.id}`;
    if (!this.touched.has(key)) this.touched.set(key, touched);
  }

  #stamp(type: EventType, data: object): Omit<JournalEntry, 'type' | 'data'> {
    this.#openDay();
    return this.#next(type, data);
  }

  #openDay(): void {
    const { site, day } = this;
    if (site.journal.at(-1)?.day === day) return;
    const data = { day, again: site.firstSeqs.has(day) };
    const stamp = this.#next('day.opened', data);
    site.journal.push({ ...stamp, type: 'day.opened', data });
    if (!data.again) site.firstSeqs.set(day, stamp.seq);
    site.closedDays.delete(day);
  }

  #next(type: EventType, data: object): Omit<JournalEntry, 'type' | 'data'> {
    const { at, day, context } = this;
    const last = this.site.journal.at(-1);
    const seq = (last?.seq ?? 0) + 1;
    const h = chain(last?.h ?? '', seq, at, type, data);
    this.site.lines.set(day, this.line);
    return { seq, at, day, actor: context.actor, request: context.key, h };
  }
}
