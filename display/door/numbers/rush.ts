/** What presses of the rush do, and what follows when a number was given there. */
import type { TicketAnswer } from '../../../server/protocol/answers.js';
import { isTicketAnswer, newKey } from '../../shared/api.js';
import type { Pending } from '../../shared/outbox.js';
import type { About } from '../../shared/staff-commands.js';
import type { StaffScreen } from '../../shared/staff-screen.js';
import { groupOf } from '../../shared/staff-site.js';
import type { Drawn } from '../door-part.js';
import type { DoorState } from '../door-state.js';
import { ISSUE } from '../issue.js';
import { keptModel } from './kept-view.js';
import { HANDED, handing, isHanding, paperOf } from './paper.js';
import { RushMemory } from './rush-memory.js';
import { pinView, rushView } from './rush-view.js';
import { STRIPS, type Strip, progressOf, stripOf, stripText } from './strip.js';

/** A tap is answered within 400 ms or the button says that it is being sent. */
const SLOW_MS = 400;
/** `about.strip` of a single number of the rush. */
const SINGLE = '';

export class Rush {
  readonly memory: RushMemory;
  private strip: Strip | null = null;

  constructor(
    private readonly screen: StaffScreen,
    private readonly state: Pick<DoorState, 'given'>,
    memoryName: string,
  ) {
    this.memory = new RushMemory(memoryName);
  }

  /** @param id of the pinned group; '' while none is */
  draw(id: string): Drawn {
    const { screen, state } = this;
    const scene = screen.scene();
    const title = scene.words.say('numbers.rush.title');
    const group = groupOf(scene.site, id);
    if (group === undefined) return { title, back: false, body: pinView(scene), foot: [] };
    if (this.memory.group !== id) this.memory.pin(id);
    const pending = screen.outbox.pending();
    this.takeUp(pending);
    const real = performance.now();
    const slow = pending.some(
      (one) => one.about['strip'] === SINGLE && real - one.pressed > SLOW_MS && one.failed === 0,
    );
    const view = rushView({
      ...keptModel(screen, scene, 'work'),
      ...{ group, pending, slow },
      mine: this.memory.last(scene, group, state.given),
      last: screen.commands.last,
      strip: this.strip?.group === id ? this.strip : null,
    });
    return { title, back: false, ...view };
  }

  /** A strip that an earlier page left in the outbox goes on. */
  private takeUp(pending: readonly Pending[]): void {
    if (this.strip !== null) return;
    for (const one of pending) {
      const name = stripOf(one);
      if (name === null) continue;
      this.strip = { ...name, group: one.about['subject'] ?? '', given: [], at: null };
      return;
    }
  }

  give(group: string): void {
    this.handLast(group);
    this.screen.commands.give(ISSUE, this.about(group, SINGLE), this.request(group));
  }

  /** @param value how many, as the button has it */
  giveStrip(group: string, value: string): void {
    const count = STRIPS.find((known) => String(known) === value);
    if (count === undefined || this.running()) return;
    this.strip = { id: newKey(), total: count, group, given: [], at: null };
    const { outbox, commands, scene } = this.screen;
    commands.problem = null;
    const name = groupOf(scene().site, group)?.short ?? group;
    const wish = scene().words.say('numbers.strip.wish', { count, group: name });
    for (let i = 0; i < count; i += 1) {
      outbox.put(ISSUE, { ...this.about(group, stripText(this.strip)), wish }, this.request(group));
    }
  }

  private running(): boolean {
    return this.strip !== null && progressOf(this.strip, this.screen.outbox.pending()).running;
  }

  /** What did not leave this device yet is not asked for any more. */
  stop(): void {
    const { strip } = this;
    if (strip === null) return;
    const { outbox } = this.screen;
    const before = outbox.pending().length;
    outbox.withdraw((pending) => stripOf(pending)?.id === strip.id);
    strip.total -= before - outbox.pending().length;
  }

  /** Also what may have arrived is given up: it is asked about, and taken back if it is a number. */
  dropStrip(id: string): void {
    const { outbox } = this.screen;
    if (this.strip?.id === id) this.stop();
    for (const pending of outbox.pending()) {
      if (stripOf(pending)?.id === id) outbox.drop(pending.key);
    }
  }

  undoStrip(): void {
    const { strip, screen } = this;
    if (strip === null) return;
    const wish = screen.scene().words.say('staff.undo.button');
    for (const { key, number } of [...strip.given].reverse()) {
      const about = { wish, sentence: '', number, subject: key };
      screen.outbox.put('undo', about, { method: 'POST', path: '/undo', body: { request: key } });
    }
    this.strip = null;
  }

  close(): void {
    this.strip = null;
  }

  /** The next person is served: the paper that came out for those before is in their hands. */
  private handLast(group: string): void {
    const { screen, state } = this;
    const scene = screen.scene();
    const found = groupOf(scene.site, group);
    if (found === undefined || scene.link.kind !== 'live') return;
    if (screen.outbox.unanswered().length > 0) return;
    for (const ticket of this.memory.last(scene, found, state.given)) {
      const paper = paperOf(scene, ticket);
      const out = paper === 'printed' || paper === 'sent';
      if (!out || ticket.state === 'cancelled' || isHanding(ticket, screen.outbox.pending()))
        continue;
      const { about, request } = handing(scene, ticket, 'paper');
      screen.outbox.put(HANDED, { ...about }, request);
    }
  }

  private about(group: string, strip: string): Readonly<Record<string, string>> & About {
    const { words, site } = this.screen.scene();
    const name = groupOf(site, group)?.short ?? group;
    return {
      wish: words.say('door.giveGroup', { group: name }),
      sentence: words.say('staff.done.issue', { group: name }),
      number: '',
      subject: group,
      strip,
    };
  }

  private request(group: string) {
    const { site } = this.screen.scene();
    return {
      method: 'POST' as const,
      path: '/tickets',
      body: { group, ...(site.printers.length > 0 ? { print: true } : {}) },
    };
  }

  /** @returns whether the number was asked for here */
  accepted(pending: Pending, body: unknown): boolean {
    if (pending.kind !== ISSUE || pending.about['strip'] === undefined) return false;
    if (!isTicketAnswer(body)) return false;
    this.keep(pending, body);
    // A double tap must not be two numbers; a strip needs no such care and must stay stoppable.
    if (stripOf(pending) === null) this.screen.guard.hold();
    return true;
  }

  private keep(pending: Pending, ticket: TicketAnswer): void {
    const { strip } = this;
    this.state.given.set(ticket.id, ticket);
    this.memory.add(ticket.id);
    if (strip === null || stripOf(pending)?.id !== strip.id) return;
    strip.given.push({ key: pending.key, number: ticket.number });
    strip.at ??= this.screen.scene().now;
  }

  /** One of a strip was refused: so would be the others. */
  refused(pending: Pending): void {
    const { strip } = this;
    if (strip === null || stripOf(pending)?.id !== strip.id) return;
    strip.total -= 1;
    this.stop();
  }
}
