/** A support counter worked from the door: the rules are the desk's, the page is made for a thumb. */
import type { CallNextBody } from '../../../server/protocol/requests.js';
import { PARK_REASONS, type Ticket } from '../../../server/protocol/ticket.js';
import { isRecord, isTicket } from '../../shared/api.js';
import { type Desk, deskOf } from '../../shared/desk-state.js';
import type { Press } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import { type About, saidByPress, ticketRequest } from '../../shared/staff-commands.js';
import { type Scene, counterOf } from '../../shared/staff-site.js';
import type { DoorPart, Drawn } from '../door-part.js';
import type { DoorPage } from '../door-state.js';
import { type CounterChoice, counterBody, counterFoot } from './counter-view.js';
import type { PeopleHost } from './people-host.js';

/** The kind of all that is pressed here: one thing at a time at a counter. */
const COUNTER = 'counter';
/** Presses of this page begin with it, so that no other page takes them for its own. */
const PREFIX = 'counter-';

export class CounterPart implements DoorPart {
  private choice: CounterChoice = { about: null, outcome: null, parking: false };

  constructor(private readonly host: PeopleHost) {}

  tab(): null {
    return null;
  }
  bars(): [] {
    return [];
  }
  input(): boolean {
    return false;
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    const desk = this.desk(scene, page);
    if (desk === null) return null;
    const pending = this.host.screen.outbox.pending().filter(({ kind }) => kind === COUNTER);
    const model = { desk, choice: this.choiceFor(desk), busy: pending.length > 0 };
    return {
      title: scene.words.say('team.counter.title', { counter: desk.counter.number }),
      back: true,
      body: counterBody(model),
      foot: counterFoot(model),
    };
  }

  press(what: string, press: Press): boolean {
    if (!what.startsWith(PREFIX)) return false;
    const desk = this.desk(this.host.screen.scene(), this.host.page());
    if (desk !== null) this.act(desk, what.slice(PREFIX.length), press['value'] ?? '');
    return true;
  }

  accepted(pending: Pending): boolean {
    if (pending.kind !== COUNTER) return false;
    this.choice = { ...this.choice, parking: false };
    this.host.screen.guard.hold();
    return true;
  }

  /** `callNext` does two things at once, or nothing; its answer says which. */
  said(pending: Pending, body: unknown): ReturnType<typeof saidByPress> {
    if (!isRecord(body) || !('called' in body)) return saidByPress(pending, body);
    const called = isTicket(body['called']) ? body['called'] : null;
    const finished = isTicket(body['finished']) ? body['finished'] : null;
    const done = pending.about['sentence'] ?? '';
    if (called === null) return finished && { number: finished.number, sentence: done };
    return {
      number: called.number,
      sentence:
        finished === null
          ? this.say('desk.done.call')
          : this.say('desk.done.callAfter', { finished: `${finished.number} ${done}` }),
    };
  }

  private desk(scene: Scene, page: DoorPage): Desk | null {
    if (page.name !== 'counter') return null;
    const counter = counterOf(scene.site, page.id);
    return counter?.kind === 'support' ? deskOf(scene, counter) : null;
  }

  /** Another person is here than a moment ago: what was chosen for the last one is forgotten. */
  private choiceFor({ stage }: Desk): CounterChoice {
    const about = 'ticket' in stage ? stage.ticket.id : null;
    if (about !== this.choice.about) this.choice = { about, outcome: null, parking: false };
    return this.choice;
  }

  private act(desk: Desk, what: string, value: string): void {
    switch (what) {
      case 'outcome':
        this.choice = { ...this.choice, outcome: this.choice.outcome === value ? null : value };
        return;
      case 'parking':
        this.choice = { ...this.choice, parking: !this.choice.parking };
        return;
      case 'open':
      case 'close':
        return this.onCounter(desk, what, {}, this.say(`desk.done.${what}`));
      case 'pause':
        return this.onCounter(desk, what, { reason: 'short' }, this.say('desk.done.pause'));
      case 'call-next':
        return this.callNext(desk, {}, this.say('desk.callNext'), '');
      case 'call': {
        const ticket = desk.scene.board.tickets[value];
        const body = { counter: desk.counter.id };
        if (ticket === undefined) return;
        return this.onTicket(desk, ticket, 'call', body, this.say('desk.done.call'));
      }
      default:
        if ('ticket' in desk.stage) this.actHere(desk, what, value, desk.stage.ticket);
    }
  }

  /** On the person who is at the counter. */
  private actHere(desk: Desk, what: string, value: string, ticket: Ticket): void {
    const { outcome } = this.choice;
    const chosen = outcome === null ? {} : { outcome };
    switch (what) {
      case 'start':
      case 'miss':
        return this.onTicket(desk, ticket, what, {}, this.say(`desk.done.${what}`));
      case 'recall':
        return this.onTicket(desk, ticket, what, {}, '');
      case 'park': {
        const reason = PARK_REASONS.find((known) => known === value) ?? 'other';
        const sentence = this.say('staff.done.park', { reason: this.say(`staff.park.${reason}`) });
        return this.onTicket(desk, ticket, what, { reason }, sentence);
      }
      case 'finish':
        return this.onTicket(desk, ticket, what, chosen, this.doneSentence(desk));
      case 'finish-next': {
        const current = { ticket: ticket.id, rev: ticket.rev, then: 'finish', ...chosen } as const;
        const wish = this.say('desk.finishNext');
        return this.callNext(desk, { current }, wish, this.doneSentence(desk));
      }
    }
  }

  private doneSentence({ scene }: Desk): string {
    const name = scene.site.outcomes.find(({ id }) => id === this.choice.outcome)?.name;
    return name === undefined
      ? this.say('desk.done.finish')
      : this.say('desk.done.finishWith', { outcome: name });
  }

  private callNext(desk: Desk, body: CallNextBody, wish: string, finished: string): void {
    const about: About = { wish, sentence: finished, number: '', subject: desk.counter.id };
    const path = `/counters/${desk.counter.id}/call-next`;
    this.host.screen.commands.give(COUNTER, about, { method: 'POST', path, body: { ...body } });
  }

  private onCounter(desk: Desk, action: string, body: object, sentence: string): void {
    const about: About = { wish: sentence, sentence, number: '', subject: desk.counter.id };
    const path = `/counters/${desk.counter.id}/${action}`;
    this.host.screen.commands.give(COUNTER, about, { method: 'POST', path, body: { ...body } });
  }

  private onTicket(
    desk: Desk,
    ticket: Ticket,
    action: string,
    body: Readonly<Record<string, unknown>>,
    sentence: string,
  ): void {
    const wish = `${ticket.number} ${sentence === '' ? this.say('desk.recall') : sentence}`;
    const about: About = { wish, sentence, number: ticket.number, subject: desk.counter.id };
    this.host.screen.commands.give(COUNTER, about, ticketRequest(ticket, action, body));
  }

  private say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return this.host.screen.scene().words.say(key, values);
  }
}
