/** What is given to the server from a counter, and what the undo line says when it is carried out. */
import type { CounterConfig } from '../../server/protocol/config.js';
import type { CallManyBody, CallNextBody } from '../../server/protocol/requests.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { type ApiRequest, isRecord, isTicket } from '../shared/api.js';
import type { DeskState } from '../shared/desk-state.js';
import type { Pending } from '../shared/outbox.js';
import { type About, saidByPress, ticketRequest } from '../shared/staff-commands.js';
import { rerouteCommand } from '../shared/staff-reroute.js';
import type { StaffScreen } from '../shared/staff-screen.js';

/** Presses that change who is at the counter, and those beside it that leave everything where it is. */
export const MAIN = 'main';
export const ASIDE = 'aside';
type Kind = typeof MAIN | typeof ASIDE;
type Body = Readonly<Record<string, unknown>>;

export class DeskCommands {
  constructor(
    private readonly screen: StaffScreen,
    private readonly counter: CounterConfig,
  ) {}

  /** @param finished what becomes of the one who is here, as a sentence */
  callNext(body: CallNextBody, wish: string, finished = ''): void {
    const about: About = { wish, sentence: finished, number: '', subject: this.counter.id };
    this.give(about, this.request('call-next', { ...body }));
  }

  callMany(tickets: readonly Ticket[]): void {
    const body: CallManyBody = { tickets: tickets.map(({ id }) => id) };
    const about: About = {
      wish: this.say('desk.batchCall', { count: tickets.length }),
      sentence: this.say('desk.done.batch'),
      number: tickets.map(({ number }) => number).join(', '),
      subject: this.counter.id,
    };
    this.give(about, this.request('call-many', { ...body }));
  }

  /** @param wish where it differs from what is said once it is done */
  onCounter(action: string, body: Body, sentence: string, wish = sentence): void {
    const about: About = { wish, sentence, number: '', subject: this.counter.id };
    this.give(about, this.request(action, body));
  }

  onTicket(ticket: Ticket, action: string, body: Body, sentence: string, kind: Kind = MAIN): void {
    const wish = `${ticket.number} ${sentence === '' ? this.say('desk.recall') : sentence}`;
    const about: About = { wish, sentence, number: ticket.number, subject: this.counter.id };
    this.give(about, ticketRequest(ticket, action, body), kind);
  }

  reroute(ticket: Ticket, choice: DeskState['reroute']): void {
    const command = rerouteCommand(this.screen.scene(), ticket, choice);
    if (command !== null) this.give(command.about, command.request);
  }

  /** The words of a note are kept beside the ticket, never in the journal; nothing removes it. */
  note(ticket: Ticket, note: string): void {
    const about: About = {
      wish: this.say('desk.noteSave'),
      sentence: '',
      number: ticket.number,
      subject: this.counter.id,
    };
    this.give(about, ticketRequest(ticket, 'note', { note }));
  }

  askHelp(): void {
    const body = { cause: 'counter', counter: this.counter.id };
    this.beside(this.say('desk.help.ask'), { method: 'POST', path: '/help', body });
  }

  endHelp(help: string): void {
    const path = `/help/${encodeURIComponent(help)}/end`;
    this.beside(this.say('desk.help.end'), { method: 'POST', path, body: {} });
  }

  /** `callNext` and `callMany` do several things at once, or nothing; their answers say which. */
  said(pending: Pending, body: unknown): ReturnType<typeof saidByPress> {
    const done = pending.about['sentence'] ?? '';
    if (isRecord(body) && Array.isArray(body['called'])) {
      return { number: pending.about['number'] ?? '', sentence: done };
    }
    if (!isRecord(body) || !('called' in body)) return saidByPress(pending, body);
    const called = isTicket(body['called']) ? body['called'] : null;
    const finished = isTicket(body['finished']) ? body['finished'] : null;
    if (called === null) return finished && { number: finished.number, sentence: done };
    return {
      number: called.number,
      sentence:
        finished === null
          ? this.say('desk.done.call')
          : this.say('desk.done.callAfter', { finished: `${finished.number} ${done}` }),
    };
  }

  private beside(wish: string, request: ApiRequest): void {
    this.give({ wish, sentence: '', number: '', subject: this.counter.id }, request, ASIDE);
  }

  private request(action: string, body: Body): ApiRequest {
    return { method: 'POST', path: `/counters/${this.counter.id}/${action}`, body };
  }

  private give(about: About, request: ApiRequest, kind: Kind = MAIN): void {
    this.screen.commands.give(kind, about, request);
  }

  private say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return this.screen.scene().words.say(key, values);
  }
}
