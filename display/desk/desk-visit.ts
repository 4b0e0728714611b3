/** What presses do to the person who is at the counter. */
import type { Ticket } from '../../server/protocol/ticket.js';
import { type Desk, type DeskState, mainAction, owesOutcome } from '../shared/desk-state.js';
import type { ASIDE, DeskCommands } from './desk-commands.js';
import { doneSentence } from './done-sentence.js';
import { DESK_PARK_REASONS } from './panel-view.js';

export interface DeskVisitParts {
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** An outcome was chosen or taken back: what comes next is the next action. */
  chosen(): void;
}

export class DeskVisit {
  constructor(
    private readonly state: DeskState,
    private readonly commands: DeskCommands,
    private readonly parts: DeskVisitParts,
  ) {}

  press(what: string, value: string, desk: Desk, ticket: Ticket): void {
    const { state, commands } = this;
    const { say } = this.parts;
    switch (what) {
      case 'start':
        return commands.onTicket(ticket, 'start', {}, say('desk.done.start'));
      case 'recall':
        return commands.onTicket(ticket, 'recall', {}, '');
      case 'miss':
        return commands.onTicket(ticket, 'miss', {}, say('desk.done.miss'));
      case 'park':
        return this.park(ticket, value);
      case 'outcome': {
        const owed = owesOutcome(desk);
        state.outcome = !owed && state.outcome === value ? null : value;
        if (!owed) return this.parts.chosen();
        return this.finish(desk, ticket, state.resting ? 'finish' : mainAction(desk));
      }
      case 'finish':
        if (owesOutcome(desk) && state.outcome === null) state.resting = !state.resting;
        else this.finish(desk, ticket, what);
        return;
      case 'finish-next':
        return this.finish(desk, ticket, what);
      case 'reroute':
        return commands.reroute(ticket, state.reroute);
      case 'save-note':
        if (state.noteTyped !== null) commands.note(ticket, state.noteTyped.trim());
        return;
    }
  }

  /** @param value one of the reasons, `other` where it is none; @param kind beside who is here, where it is another one */
  park(ticket: Ticket, value: string, kind?: typeof ASIDE): void {
    const { say } = this.parts;
    const reason = DESK_PARK_REASONS.find((known) => known === value) ?? 'other';
    const sentence = say('staff.done.park', { reason: say(`staff.park.${reason}`) });
    this.commands.onTicket(ticket, 'park', { reason }, sentence, kind);
  }

  private finish(desk: Desk, ticket: Ticket, how: ReturnType<typeof mainAction>): void {
    const { outcome, resultDate } = this.state;
    const chosen = {
      ...(outcome === null ? {} : { outcome }),
      ...(resultDate === null ? {} : { resultDate }),
    };
    const sentence = doneSentence(desk, this.state, ticket);
    if (how !== 'finish-next') return this.commands.onTicket(ticket, 'finish', chosen, sentence);
    const current = { ticket: ticket.id, rev: ticket.rev, then: 'finish', ...chosen } as const;
    this.commands.callNext({ current }, this.parts.say('desk.finishNext'), sentence);
  }
}
