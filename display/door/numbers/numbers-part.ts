/** The craft of numbers at the door: the rush, finding a number by its code, the pool of parked ones. */
import type { DoorPageData } from '../../../server/protocol/page.js';
import type { Ticket } from '../../../server/protocol/ticket.js';
import type { ApiRequest } from '../../shared/api.js';
import { Crew } from '../../shared/crew.js';
import type { Child, Press } from '../../shared/dom.js';
import type { Pending } from '../../shared/outbox.js';
import { printPicture } from '../../shared/print-picture.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import type { Scene } from '../../shared/staff-site.js';
import type { Go } from '../door-actions.js';
import type { DoorPart, DoorTab, Drawn } from '../door-part.js';
import type { DoorPage, DoorState } from '../door-state.js';
import { helpFor, poolView } from './pool-view.js';
import { Rush } from './rush.js';
import { Scanner } from './scanner.js';

/** Kinds of the presses of the pool. */
const TAKE = 'pool-take';
const LEAVE = 'pool-leave';

export interface NumbersParts {
  screen: StaffScreen;
  state: DoorState;
  go: Go;
  data: Pick<DoorPageData, 'site' | 'me' | 'codeReader'>;
  /** Shows the page of a ticket, by its id. */
  show: (ticket: string) => void;
  /** A parked ticket waits again. */
  resume: (ticket: Ticket) => void;
}

export class NumbersPart implements DoorPart {
  private readonly rush: Rush;
  private readonly scanner: Scanner;
  private readonly crew: Crew;

  constructor(private readonly parts: NumbersParts) {
    const { screen, state, data, show } = parts;
    const me = data.me.person.id;
    this.rush = new Rush(screen, state, `motcua.rush.${data.site}.${me}`);
    this.scanner = new Scanner(screen, data.codeReader, show);
    this.crew = new Crew(data.site, () => screen.redraw());
  }

  tab({ words }: Scene): DoorTab {
    return { name: 'rush', label: words.say('numbers.rush.title'), pages: ['rush'] };
  }

  bars(): Child[] {
    return [];
  }

  draw(scene: Scene, page: DoorPage): Drawn | null {
    this.scanner.follow(page.name === 'scan');
    switch (page.name) {
      case 'rush':
        return this.rush.draw(page.id);
      case 'scan':
        return this.scanner.draw();
      case 'pool': {
        const nameOf = (person: string): string => this.crew.nameOf(person);
        const body = poolView({ scene, me: this.parts.data.me.person.id, nameOf });
        return { title: scene.words.say('door.tab.find'), back: true, body, foot: [] };
      }
      default:
        return null;
    }
  }

  press(what: string, press: Press): boolean {
    const { rush } = this;
    const { go, state } = this.parts;
    const value = press['value'] ?? '';
    const group = state.page.name === 'rush' ? state.page.id : '';
    switch (what) {
      case 'tab':
        if (value !== 'rush') return false;
        go({ name: 'rush', id: rush.memory.group });
        return true;
      case 'pin':
        go({ name: 'rush', id: value }, 'replace');
        return true;
      case 'unpin':
        go({ name: 'rush', id: '' });
        return true;
      case 'rush':
        rush.give(value);
        return true;
      case 'strip':
        rush.giveStrip(group, value);
        return true;
      case 'strip-stop':
        rush.stop();
        return true;
      case 'strip-undo':
        rush.undoStrip();
        return true;
      case 'strip-close':
        rush.close();
        return true;
      case 'drop-strip':
        rush.dropStrip(value);
        return true;
      case 'show-slip':
        state.back = state.page;
        go({ name: 'slip', ticket: value });
        return true;
      case 'print-here':
        void this.printHere(value);
        return true;
      case 'pool-take':
      case 'pool-done':
        this.pool(what, value);
        return true;
      case 'pool-leave':
        this.send(LEAVE, value, { method: 'POST', path: `/assists/${value}/undo`, body: {} });
        return true;
      default:
        return false;
    }
  }

  /** The slip as the site's printer would print it, on this computer's own. */
  private async printHere(ticket: string): Promise<void> {
    const { data, screen, state } = this.parts;
    const site = encodeURIComponent(data.site);
    const src = `/api/v1/sites/${site}/tickets/${encodeURIComponent(ticket)}.png`;
    state.here = null;
    const took = await printPicture({ src }, 'full').catch(() => null);
    // Whoever turned to another number meanwhile is not told of this one there.
    if (state.page.name !== 'slip' || state.page.ticket !== ticket) return;
    state.here = { ticket, told: took === null ? 'failed' : 'sent' };
    if (took !== null) state.how = 'paper';
    screen.redraw();
  }

  private pool(what: 'pool-take' | 'pool-done', id: string): void {
    const { board } = this.parts.screen.scene();
    const ticket = board.tickets[id];
    const type = ticket === undefined ? null : helpFor(ticket);
    if (ticket === undefined || type === null) return;
    if (what === 'pool-done') this.parts.resume(ticket);
    else {
      const body = { type, ticket: id };
      this.send(TAKE, id, { method: 'POST', path: '/assists', body }, ticket);
    }
  }

  /** Who helps whom: nothing of the queue changes, so there is nothing for its undo line. */
  private send(kind: string, subject: string, request: ApiRequest, ticket?: Ticket): void {
    const { screen } = this.parts;
    const { say } = screen.scene().words;
    const reason = say(`staff.park.${ticket?.reason ?? 'other'}`);
    const number = ticket?.number ?? '';
    const wish =
      kind === TAKE
        ? say('numbers.pool.wish', { number, reason })
        : say('numbers.pool.act.pool-leave');
    screen.commands.give(kind, { wish, sentence: '', number, subject }, request);
  }

  input(name: string): boolean {
    if (name !== 'scan-photo') return false;
    const field = document.querySelector('#scan-photo');
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    if (file !== undefined) void this.scanner.photo(file);
    return true;
  }

  accepted(pending: Pending, body: unknown): boolean {
    if (pending.kind === TAKE || pending.kind === LEAVE) {
      this.parts.screen.guard.hold();
      return true;
    }
    return this.rush.accepted(pending, body);
  }

  refused(pending: Pending): void {
    this.rush.refused(pending);
  }
}
