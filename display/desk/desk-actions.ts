/** What presses, keys and fields at a counter mean. The call pad shares them. */
import { alarmsOf } from '../../server/domain/alarms.js';
import { dateOf } from '../../server/domain/hall-closed.js';
import { localTime } from '../../server/domain/local-time.js';
import { dayTyped } from '../../server/domain/working-days.js';
import type { CounterConfig } from '../../server/protocol/config.js';
import { PAUSE_REASONS } from '../../server/protocol/counter.js';
import { type Desk, type DeskState, deskOf } from '../shared/desk-state.js';
import type { Press } from '../shared/dom.js';
import type { Pending } from '../shared/outbox.js';
import { isPaperPress, pressPaper } from '../shared/printer-presses.js';
import { isAboutPaper } from '../shared/printer-view.js';
import { confirmClock } from '../shared/staff-clock.js';
import { blankReroute, choose } from '../shared/staff-reroute.js';
import type { StaffScreen } from '../shared/staff-screen.js';
import { counterOf } from '../shared/staff-site.js';
import { askBatch, chooseAll, chooseForBatch, chosenForBatch } from './batch-choice.js';
import { ASIDE, DeskCommands } from './desk-commands.js';
import { DeskNotes } from './desk-notes.js';
import { DeskVisit } from './desk-visit.js';
import { helpHere } from './help-view.js';

/** With a mouse and keys the next action has the focus, so that the space bar does it at once. */
export function focusMain(): void {
  if (!window.matchMedia('(pointer: fine)').matches) return;
  document.getElementById('main-button')?.focus({ preventScroll: true });
}

export class DeskActions {
  readonly commands: DeskCommands;
  private readonly notes: DeskNotes;
  private readonly visit: DeskVisit;

  constructor(
    private readonly screen: StaffScreen,
    private readonly state: DeskState,
    private readonly counter: CounterConfig,
  ) {
    this.commands = new DeskCommands(screen, counter);
    this.visit = new DeskVisit(state, this.commands, {
      say: (key, values) => this.say(key, values),
      chosen: focusMain,
    });
    this.notes = new DeskNotes(state, {
      site: () => screen.scene().site.id,
      now: () => Date.now(),
      redraw: () => screen.redraw(),
    });
  }

  desk(): Desk {
    const scene = this.screen.scene();
    const counter = counterOf(scene.site, this.counter.id) ?? this.counter;
    return deskOf(scene, counter, this.state.turn);
  }

  /** Another person is here than a moment ago: what was chosen for the last one is forgotten. */
  look(): void {
    const { state } = this;
    const { stage, held } = this.desk();
    const about = 'ticket' in stage ? stage.ticket.id : null;
    if (about !== state.about) {
      state.about = about;
      state.turn = about;
      state.panel = null;
      this.forgetChoice();
    }
    this.notes.look(held);
  }

  /** An answer may put another button under the finger. */
  settled({ kind }: Pick<Pending, 'kind'>): void {
    // Beside the line too: "Gọi hỗ trợ" becomes the button that takes it back.
    this.screen.guard.hold();
    if (kind === ASIDE || isPaperPress(kind)) return;
    this.state.panel = null;
    focusMain();
  }

  /** @returns whether the field was one of the counter's */
  input(name: string, value: string): boolean {
    const { state } = this;
    if (name === 'query') state.query = value;
    else if (name === 'note') state.noteTyped = value;
    else if (name === 'day') {
      const { site, now } = this.screen.scene();
      state.dayTyped = value;
      state.resultDate = dayTyped(value, dateOf(localTime(now, site.offset)));
    } else return false;
    return true;
  }

  private paper(what: string, id: string, printer: string): void {
    const scene = this.screen.scene();
    const alarm = alarmsOf(scene).find((each) => each.id === id);
    if (alarm === undefined || !isAboutPaper(alarm)) return;
    pressPaper(this.screen.commands, scene, alarm, what, printer);
  }

  press(what: string, press: Press): void {
    const { state } = this;
    const value = press['value'] ?? '';
    const chosen = choose(state.reroute, what, press);
    if (chosen !== null) {
      state.reroute = chosen;
      return;
    }
    if (isPaperPress(what)) return this.paper(what, value, press['printer'] ?? '');
    switch (what) {
      case 'day':
        state.dayTyped = null;
        state.resultDate = state.resultDate === value ? null : value;
        return focusMain();
      case 'other-day':
        state.dayTyped = state.dayTyped === null ? '' : null;
        state.resultDate = null;
        return;
      case 'ask-park':
        state.panel = 'park';
        return;
      case 'ask-reroute':
        return this.askReroute('wrong-triage');
      case 'add-stop':
        return this.askReroute('wish');
      case 'ask-next':
        return this.askNext();
      case 'ask-note':
        state.noteTyped = null;
        state.panel = 'note';
        return;
      case 'pick':
        state.query = '';
        state.panel = 'pick';
        return;
      case 'ask-batch':
        return askBatch(state, this.screen.scene(), this.counter.id);
      case 'batch':
        return chooseForBatch(state, value);
      case 'batch-all':
        return chooseAll(state, this.screen.scene(), this.counter.id);
      case 'turn':
        state.turn = value;
        return;
      case 'still-served':
        state.stillServed = new Set([...state.stillServed, value]);
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
        return this.commands.onCounter('open', {}, this.say('desk.done.open'));
      case 'close':
        return this.commands.onCounter('close', {}, this.say('desk.done.close'));
      case 'pause-now':
        return this.pause('short');
      case 'pause':
        return this.pause(value);
      case 'pause-back':
        return this.tellBack(Number(value));
      case 'help': {
        const help = helpHere(desk);
        return help === null ? this.commands.askHelp() : this.commands.endHelp(help.id);
      }
      case 'call-next':
        return this.commands.callNext({}, this.say('desk.callNext'));
      case 'call-many': {
        const chosen = chosenForBatch(this.state, desk.scene, this.counter.id);
        if (chosen.length > 0) this.commands.callMany(chosen);
        return;
      }
      case 'call': {
        const ticket = desk.scene.board.tickets[value];
        if (ticket === undefined) return;
        const body = { counter: this.counter.id };
        return this.commands.onTicket(ticket, 'call', body, this.say('desk.done.call'));
      }
      case 'signed': {
        const ticket = desk.scene.board.tickets[value];
        if (ticket !== undefined) this.visit.park(ticket, 'ready', ASIDE);
        return;
      }
      default:
        if ('ticket' in desk.stage) this.visit.press(what, value, desk, desk.stage.ticket);
    }
  }

  /** How long the pause that began will last. */
  private tellBack(minutes: number): void {
    const reason = this.desk().today.reason ?? 'other';
    this.commands.onCounter('pause', { reason, minutes }, this.say('desk.done.pauseBack'));
  }

  private pause(value: string): void {
    const reason = PAUSE_REASONS.find((known) => known === value) ?? 'other';
    const later = 'ticket' in this.desk().stage;
    const sentence = this.say(later ? 'desk.done.pauseAfter' : 'desk.done.pause');
    this.commands.onCounter('pause', { reason }, sentence);
  }

  private askReroute(reason: DeskState['reroute']['reason']): void {
    this.state.reroute = { ...blankReroute(), reason };
    this.state.panel = 'reroute';
  }

  /** Where the person goes on to; with no further stop yet, one is chosen. */
  private askNext(): void {
    const { stage } = this.desk();
    if ('ticket' in stage && stage.ticket.stops.length > 0) this.state.panel = 'next';
    else this.askReroute('wish');
  }

  private forgetChoice(): void {
    const { state } = this;
    state.outcome = null;
    state.resultDate = null;
    state.dayTyped = null;
    state.resting = false;
  }

  private say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return this.screen.scene().words.say(key, values);
  }
}
