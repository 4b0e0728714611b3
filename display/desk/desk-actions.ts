/** What presses at the desk mean, and what the undo line says when they are carried out. */
import type { CallNextBody } from '../../server/protocol/requests.js';
import { PAUSE_REASONS } from '../../server/protocol/counter.js';
import type { CounterConfig } from '../../server/protocol/config.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { type ApiRequest, isRecord, isTicket, readTicket } from '../shared/api.js';
import type { Press } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';
import { confirmClock } from '../shared/staff-clock.js';
import { type About, saidByPress, ticketRequest } from '../shared/staff-commands.js';
import { blankReroute, choose, rerouteCommand } from '../shared/staff-reroute.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { counterOf } from '../shared/staff-site.js';
import { MAIN } from './controls-view.js';
import { type Desk, type DeskState, deskOf } from '../shared/desk-state.js';
import { DESK_PARK_REASONS } from './panel-view.js';

/** With a mouse and keys the next action has the focus, so that the space bar does it at once. */
export function focusMain(): void {
  if (!window.matchMedia('(pointer: fine)').matches) return;
  document.getElementById('main-button')?.focus({ preventScroll: true });
}

export class DeskActions {
  constructor(
    private readonly screen: StaffScreen,
    private readonly state: DeskState,
    private readonly counter: CounterConfig,
  ) {}

  desk(): Desk {
    const scene = this.screen.scene();
    return deskOf(scene, counterOf(scene.site, this.counter.id) ?? this.counter);
  }

  /** Another person is here than a moment ago: what was chosen for the last one is forgotten. */
  look(): void {
    const { state } = this;
    const { stage, scene } = this.desk();
    const about = 'ticket' in stage ? stage.ticket.id : null;
    if (about !== state.about) {
      state.about = about;
      state.outcome = null;
      state.panel = null;
    }
    if ('ticket' in stage && stage.ticket.note && !state.notes.has(stage.ticket.id)) {
      const { id } = stage.ticket;
      state.notes.set(id, null);
      void readTicket(scene.site.id, id).then((answer) => {
        state.notes.set(id, answer?.noteText ?? null);
        this.screen.redraw();
      });
    }
  }

  /** An answer may put another button under the finger. */
  settled(): void {
    this.state.panel = null;
    this.screen.guard.hold();
    focusMain();
  }

  press(what: string, press: Press): void {
    const { state } = this;
    const value = press['value'] ?? '';
    const chosen = choose(state.reroute, what, press);
    if (chosen !== null) {
      state.reroute = chosen;
      return;
    }
    switch (what) {
      case 'outcome':
        state.outcome = state.outcome === value ? null : value;
        return focusMain();
      case 'ask-park':
        state.panel = 'park';
        return;
      case 'ask-reroute':
        state.reroute = blankReroute();
        state.panel = 'reroute';
        return;
      case 'pick':
        state.panel = 'pick';
        return;
      case 'close-panel':
        state.panel = null;
        return;
      case 'dismiss':
        this.screen.commands.problem = null;
        return;
      case 'confirm-clock':
        return confirmClock(this.screen.commands, value, this.say('staff.clock.wish'));
      case 'retry':
        return this.screen.outbox.retryNow();
      case 'drop':
        return this.screen.outbox.drop(value);
      default:
        // One thing at a time at a counter: what is not answered yet comes first.
        if (this.screen.outbox.pending().length === 0) this.command(what, value);
    }
  }

  private command(what: string, value: string): void {
    const desk = this.desk();
    switch (what) {
      case 'undo':
        return this.screen.commands.undo(this.say('staff.undo.button'));
      case 'open':
        return this.onCounter('open', {}, this.say('desk.done.open'));
      case 'close':
        return this.onCounter('close', {}, this.say('desk.done.close'));
      case 'pause-now':
        return this.pause('short');
      case 'pause':
        return this.pause(value);
      case 'call-next':
        return this.callNext({}, this.say('desk.callNext'));
      case 'call': {
        const ticket = desk.scene.board.tickets[value];
        if (ticket === undefined) return;
        return this.onTicket(
          ticket,
          'call',
          { counter: this.counter.id },
          this.say('desk.done.call'),
        );
      }
      default:
        if ('ticket' in desk.stage) this.commandHere(what, value, desk.stage.ticket);
    }
  }

  /** Commands on the person who is here. */
  private commandHere(what: string, value: string, ticket: Ticket): void {
    const { outcome, reroute } = this.state;
    const chosen = outcome === null ? {} : { outcome };
    switch (what) {
      case 'start':
        return this.onTicket(ticket, 'start', {}, this.say('desk.done.start'));
      case 'recall':
        return this.onTicket(ticket, 'recall', {}, '');
      case 'miss':
        return this.onTicket(ticket, 'miss', {}, this.say('desk.done.miss'));
      case 'park': {
        const reason = DESK_PARK_REASONS.find((known) => known === value) ?? 'other';
        const sentence = this.say('staff.done.park', { reason: this.say(`staff.park.${reason}`) });
        return this.onTicket(ticket, 'park', { reason }, sentence);
      }
      case 'finish':
        return this.onTicket(ticket, 'finish', chosen, this.doneSentence(outcome));
      case 'finish-next':
        return this.callNext(
          { current: { ticket: ticket.id, rev: ticket.rev, then: 'finish', ...chosen } },
          this.say('desk.finishNext'),
          this.doneSentence(outcome),
        );
      case 'reroute': {
        const command = rerouteCommand(this.screen.scene(), ticket, reroute);
        if (command !== null) this.screen.commands.give(MAIN, command.about, command.request);
      }
    }
  }

  private doneSentence(outcome: string | null): string {
    const name = this.desk().scene.site.outcomes.find((known) => known.id === outcome)?.name;
    return name === undefined
      ? this.say('desk.done.finish')
      : this.say('desk.done.finishWith', { outcome: name });
  }

  private pause(value: string): void {
    const reason = PAUSE_REASONS.find((known) => known === value) ?? 'other';
    this.onCounter('pause', { reason }, this.say('desk.done.pause'));
  }

  private callNext(body: CallNextBody, wish: string, finished = ''): void {
    const about: About = { wish, sentence: finished, number: '', subject: this.counter.id };
    this.give(about, {
      method: 'POST',
      path: `/counters/${this.counter.id}/call-next`,
      body: { ...body },
    });
  }

  private onCounter(
    action: string,
    body: Readonly<Record<string, unknown>>,
    sentence: string,
  ): void {
    const about: About = { wish: sentence, sentence, number: '', subject: this.counter.id };
    this.give(about, { method: 'POST', path: `/counters/${this.counter.id}/${action}`, body });
  }

  private onTicket(
    ticket: Ticket,
    action: string,
    body: Readonly<Record<string, unknown>>,
    sentence: string,
  ): void {
    const wish = `${ticket.number} ${sentence === '' ? this.say('desk.recall') : sentence}`;
    const about: About = { wish, sentence, number: ticket.number, subject: this.counter.id };
    this.give(about, ticketRequest(ticket, action, body));
  }

  private give(about: About, request: ApiRequest): void {
    this.screen.commands.give(MAIN, about, request);
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

  private say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return this.screen.scene().words.say(key, values);
  }
}
