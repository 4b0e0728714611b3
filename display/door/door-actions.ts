/** What presses at the door mean, and what follows when they are carried out. */
import { CANCEL_REASONS, PARK_REASONS } from '../../server/protocol/ticket.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { HAND_OVERS, type HandOver } from '../../server/protocol/team.js';
import type { IssueBody } from '../../server/protocol/requests.js';
import { isTicketAnswer, readTicket } from '../shared/api.js';
import type { Press } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';
import { CONFIRM_CLOCK, confirmClock } from '../shared/staff-clock.js';
import { type About, ticketRequest } from '../shared/staff-commands.js';
import { blankReroute, choose, rerouteCommand } from '../shared/staff-reroute.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { groupOf } from '../shared/staff-site.js';
import { type DoorPage, type DoorState, pageOf } from './door-state.js';
import { ISSUE } from './issue.js';
import { HANDED, handing, isHanding, paperOf } from './numbers/paper.js';
import { commonestReason } from './numbers/moves.js';

export type Go = (page: DoorPage, how?: 'push' | 'replace') => void;

export class DoorActions {
  constructor(
    private readonly screen: StaffScreen,
    private readonly state: DoorState,
    private readonly go: Go,
    private readonly leave: () => void,
  ) {}

  press(what: string, press: Press): void {
    const { state, go, screen } = this;
    const value = press['value'] ?? '';
    const chosen = choose(state.reroute, what, press);
    if (chosen !== null) {
      state.reroute = chosen;
      return;
    }
    switch (what) {
      case 'tab':
        return go(pageOf(value));
      case 'back':
        return this.leave();
      case 'give':
        return this.give(value, { group: value });
      case 'handed':
        return this.handed(HAND_OVERS.find((known) => known === value) ?? 'paper');
      case 'hand-by':
        state.how = HAND_OVERS.find((known) => known === value && known !== state.how) ?? null;
        return;
      case 'confirm-clock':
        return confirmClock(screen.commands, value, this.say('staff.clock.wish'));
      case 'retry':
        return screen.outbox.retryNow();
      case 'drop':
        return screen.outbox.drop(value);
      case 'undo':
        return screen.commands.undo(this.say('staff.undo.button'));
      case 'dismiss':
        screen.commands.problem = null;
        return;
      case 'ticket':
        void this.look(value);
        return go({ name: 'ticket', ticket: value });
      default:
        return this.pressMore(what, value);
    }
  }

  /** Presses about one ticket. */
  private pressMore(what: string, value: string): void {
    const { state } = this;
    switch (what) {
      case 'ask-cancel':
        state.asking = state.asking === 'cancel' ? null : 'cancel';
        return;
      case 'ask-park':
        state.asking = state.asking === 'park' ? null : 'park';
        return;
      case 'ask-note':
        state.asking = state.asking === 'note' ? null : 'note';
        state.note = null;
        // Somebody else may have changed it: what is written on starts from what it says now.
        state.notes.delete(this.ticket(value)?.id ?? '');
        this.lookAtOpenTicket();
        return;
      default: {
        const ticket = this.ticket(value);
        if (ticket !== undefined) this.act(what, ticket, value);
      }
    }
  }

  private ticket(value: string): Ticket | undefined {
    const { page, given } = this.state;
    const id = 'ticket' in page ? page.ticket : value;
    return this.screen.scene().board.tickets[id] ?? given.get(id);
  }

  /** A page that was opened at a ticket knows nothing yet of its place in line. */
  lookAtOpenTicket(): void {
    const { page } = this.state;
    if ('ticket' in page) void this.look(page.ticket);
  }

  /** How many stand before it is not on the board: the server is asked. */
  private async look(id: string): Promise<void> {
    const answer = await readTicket(this.screen.scene().site.id, id);
    if (answer === null) return;
    this.state.given.set(id, answer);
    this.state.notes.set(id, answer.noteText);
    this.screen.redraw();
  }

  /** Does something with a ticket. @param value what the press named besides */
  act(what: string, ticket: Ticket, value: string): void {
    switch (what) {
      case 'to-reroute':
        this.state.reroute = blankReroute(commonestReason(this.screen.scene()));
        return this.go({ name: 'reroute', ticket: ticket.id });
      case 'reroute': {
        const command = rerouteCommand(this.screen.scene(), ticket, this.state.reroute);
        if (command !== null) this.screen.commands.give('reroute', command.about, command.request);
        return;
      }
      case 'slip-seen':
        return this.hand(ticket, 'paper');
      case 'note':
        return this.giveOn(
          ticket,
          what,
          // What was not touched stays as it is.
          { note: (this.state.note ?? this.state.notes.get(ticket.id) ?? '').trim() },
          this.say('numbers.note.done'),
        );
      case 'reprint':
        this.state.how = null;
        return this.screen.commands.give(
          'reprint',
          {
            wish: this.say('door.act.reprint'),
            sentence: '',
            number: ticket.number,
            subject: ticket.id,
          },
          { method: 'POST', path: `/tickets/${ticket.id}/reprint`, body: {} },
        );
      case 'return':
      case 'resume':
        return this.giveOn(ticket, what, {}, this.say('staff.done.waiting'));
      case 'cancel': {
        const reason = CANCEL_REASONS.find((known) => known === value) ?? 'other';
        const sentence = this.say('staff.done.cancel', {
          reason: this.say(`staff.cancel.${reason}`),
        });
        return this.giveOn(ticket, what, { reason }, sentence);
      }
      case 'park': {
        const reason = PARK_REASONS.find((known) => known === value) ?? 'other';
        const sentence = this.say('staff.done.park', { reason: this.say(`staff.park.${reason}`) });
        return this.giveOn(ticket, what, { reason }, sentence);
      }
      case 'reopen':
        return this.giveOn(ticket, what, { reason: value }, this.say('staff.done.waiting'));
    }
  }

  /** Says what is in the citizen's hand now, unless that is known. */
  private hand(ticket: Ticket, how: HandOver): void {
    const { screen } = this;
    const scene = screen.scene();
    const known = paperOf(scene, ticket) === how || isHanding(ticket, screen.outbox.pending());
    if (known) return;
    const { about, request } = handing(scene, ticket, how);
    screen.commands.give(HANDED, about, request);
  }

  private giveOn(
    ticket: Ticket,
    action: string,
    body: Readonly<Record<string, unknown>>,
    sentence: string,
  ): void {
    const about: About = {
      wish: `${ticket.number} ${sentence}`,
      sentence,
      number: ticket.number,
      subject: ticket.id,
    };
    this.screen.commands.give(action, about, ticketRequest(ticket, action, body));
  }

  /** Asks for a number; without the server the press stays as a card on the first page. */
  give(group: string, body: IssueBody): void {
    const { site } = this.screen.scene();
    const name = groupOf(site, group)?.short ?? group;
    const about: About = {
      wish: this.say(body.priority === undefined ? 'door.giveGroup' : 'door.givePriority', {
        group: name,
      }),
      sentence: this.say('staff.done.issue', { group: name }),
      number: '',
      subject: group,
    };
    this.screen.commands.give(ISSUE, about, {
      method: 'POST',
      path: '/tickets',
      body: { ...body, ...(site.printers.length > 0 ? { print: true } : {}) },
    });
    // Without the server the person goes back to the list, where the press is kept as a card.
    if (this.screen.scene().link.kind === 'stale') this.go({ name: 'home' }, 'replace');
  }

  accepted(pending: Pending, body: unknown): void {
    const { state, go } = this;
    const { page } = state;
    // It changes nothing under the finger, and the next person waits.
    if (pending.kind === HANDED) return;
    this.screen.guard.hold();
    if (pending.kind === CONFIRM_CLOCK) return;
    if (pending.kind === ISSUE && isTicketAnswer(body)) {
      state.given.set(body.id, body);
      // A slip is in the hand: the next one waits until that is handed over.
      if (page.name === 'slip') state.toHand.push(body.id);
      else go({ name: 'slip', ticket: body.id }, page.name === 'home' ? 'push' : 'replace');
      return;
    }
    // Somebody went on to another ticket meanwhile, and stays there.
    const subject = pending.about['subject'] ?? '';
    const isOther = this.screen.scene().board.tickets[subject] !== undefined;
    if ('ticket' in page && isOther && subject !== page.ticket) return;
    if (page.name === 'slip' && ['undo', 'take-back', 'clean-up'].includes(pending.kind)) {
      this.next();
    } else if (page.name === 'reroute' && pending.kind === 'reroute') {
      go({ name: 'find' }, 'replace');
    } else if (page.name === 'ticket' && pending.kind === 'note') {
      state.asking = null;
      state.note = null;
      void this.look(page.ticket);
    } else if (page.name === 'ticket' && pending.kind !== 'reprint')
      go({ name: 'find' }, 'replace');
  }

  private handed(how: HandOver): void {
    const { page } = this.state;
    const ticket = page.name === 'slip' ? this.ticket(page.ticket) : undefined;
    if (ticket !== undefined && ticket.state !== 'cancelled') this.hand(ticket, how);
    this.next();
  }

  /** The next slip that waits to be handed over, or the page from which numbers are given. */
  private next(): void {
    const { state } = this;
    const { page } = state;
    state.toHand = state.toHand.filter((id) => page.name !== 'slip' || id !== page.ticket);
    const next = state.toHand.shift();
    if (next !== undefined) return this.go({ name: 'slip', ticket: next }, 'replace');
    this.go(state.back ?? { name: 'home' }, 'replace');
    state.back = null;
  }

  private say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return this.screen.scene().words.say(key, values);
  }
}
