/** What presses at a kiosk mean, and how it comes to a number. */
import type { PriorityClass } from '../../server/protocol/ticket.js';
import type { IssueBody } from '../../server/protocol/requests.js';
import { HELP_CAUSES } from '../../server/protocol/team.js';
import { type Attempter, isTicketAnswer, newKey } from '../shared/api.js';
import type { Press } from '../shared/dom.js';
import type { Asked, AskedMemory } from './asked.js';
import { Asides } from './asides.js';
import {
  type Choice,
  type Page,
  type Paper,
  paperOf,
  prints,
  standstill,
  type View,
} from './kiosk-state.js';
import { sendUntilAnswered } from './send.js';

const HOME: Page = { kind: 'home', part: 0 };
/** There may be a number; nobody at this machine knows it. */
const UNKNOWN: Page = { kind: 'refused', code: 'unanswered' };
/** Seconds for which a number stands; longer until its paper came, or where somebody is waited for. */
const STANDS = 15;
const STANDS_LONG = 60;

export interface KioskParts {
  attempt: Attempter;
  /** What outlives a reload. */
  memory: AskedMemory;
  scene(): Pick<View, 'config' | 'languages' | 'state' | 'lostSince'>;
  /** Something changed. */
  onChange(): void;
  /** This machine may not ask any more. */
  onBarred(): void;
}

export class Kiosk {
  page: Page = HOME;
  /** BCP 47 tag. */
  language: string;
  /** Real time (ms, monotonic) of the last touch or turn of the page. */
  touched = performance.now();
  /** A number that was asked for and is not known yet: until then the machine is nobody else's. */
  #asked: Extract<Page, { kind: 'sending' }> | null = null;
  /** Ends the attempts at it. */
  #asking = new AbortController();
  readonly #asides: Asides;
  /** Where the paper of the number on the page was when that was last looked at. */
  #paper: Paper | null = null;
  readonly #first: string;
  readonly #parts: KioskParts;

  constructor(language: string, parts: KioskParts) {
    this.#first = language;
    this.language = language;
    this.#parts = parts;
    this.#asides = new Asides(parts);
  }

  /** Seconds after which this page is left alone; `null` where it stays. */
  stands(state: View['state']): number | null {
    const { page } = this;
    const { kind } = page;
    if (page.kind === 'done') {
      return paperOf(state, page) === 'came' ? STANDS : STANDS_LONG;
    }
    if (kind === 'rated') return STANDS;
    return kind === 'help' || kind === 'refused' ? STANDS_LONG : null;
  }

  isAtRest(): boolean {
    const { page } = this;
    return page.kind === 'home' && page.part === 0 && this.language === this.#first;
  }

  /** Goes on where a reload came in between. */
  resume(): void {
    const { memory } = this.#parts;
    const left = memory.recall();
    if (left !== null && left !== 'unknown') {
      this.language = left.language;
      return this.#send(left);
    }
    memory.forget();
    if (left === 'unknown') this.#turn(UNKNOWN);
  }

  /** The server says how things are: a call that it knows of went out, also where its answer was lost. */
  hear(): void {
    const { page } = this;
    const { state, lostSince } = this.#parts.scene();
    const isOpen = lostSince === null && (state?.help ?? null) !== null;
    if (page.kind === 'help' && page.call !== 'sent' && isOpen) {
      this.#asides.endCall();
      this.#turn({ ...page, call: 'sent' });
    }
    const paper = page.kind === 'done' ? paperOf(state, page) : null;
    // Who waits for paper reads anew where it is.
    if (paper !== null && this.#paper !== null && paper !== this.#paper) {
      this.touched = performance.now();
    }
    this.#paper = paper;
  }

  /** Nobody touched the screen for long: what was not answered is given up, and that is said. */
  expire(): void {
    const { page } = this;
    if (page.kind === 'sending') {
      this.#asking.abort();
      this.#asked = null;
      this.#parts.memory.forget();
      this.#turn(UNKNOWN);
    } else if (page.kind === 'help' && (page.call === 'sending' || page.call === 'late')) {
      this.#asides.endCall();
      this.#turn({ ...page, call: 'failed' });
    } else {
      this.reset();
    }
  }

  /** The page that the next person finds; a call that never went out is not made behind the back of who left. */
  reset(): void {
    this.#asides.endCall();
    if (this.#asked !== null) return this.#turn(this.#asked);
    this.language = this.#first;
    this.#turn(HOME);
  }

  act(what: string, { value = '' }: Press): void {
    const { page } = this;
    this.touched = performance.now();
    switch (what) {
      case 'errand':
        return this.#choose(this.#errand(value));
      case 'group':
        return this.#choose({ group: value, procedure: null });
      case 'rate':
        return this.#turn({ kind: 'rate' });
      case 'score':
        return this.#rate(Number(value));
      case 'groups':
        return this.#turn({ kind: 'groups', part: 0 });
      case 'languages':
        return this.#turn({ kind: 'languages', part: 0 });
      case 'part':
        if (page.kind === 'home' || page.kind === 'groups' || page.kind === 'languages') {
          this.#turn({ ...page, part: Number(value) });
        }
        return;
      case 'language':
        this.language = value;
        return this.#turn(page.kind === 'languages' ? HOME : page);
      case 'priority':
        if (page.kind === 'priority') this.#answer(page.choice, value === 'yes');
        return;
      case 'class':
        if (page.kind === 'classes') this.#issue(page.choice, this.#class(value));
        return;
      case 'have-slip':
        return this.#have();
      case 'no-slip':
        if (page.kind === 'done') this.#turn({ ...page, missing: true });
        return;
      case 'help':
        return this.#call(value);
      case 'back':
        return this.#back();
      case 'finish':
        return this.reset();
      case 'stay':
        return this.#parts.onChange();
    }
  }

  #errand(id: string): Choice | null {
    const errand = this.#parts.scene().config.errands.find(({ procedure }) => procedure === id);
    return errand === undefined ? null : { group: errand.group, procedure: id };
  }

  #class(value: string): PriorityClass | null {
    return this.#parts.scene().config.priorities.find((each) => each === value) ?? null;
  }

  #choose(choice: Choice | null): void {
    const scene = this.#parts.scene();
    if (choice === null || standstill(scene) !== null) return;
    if (scene.config.priorities.length === 0) this.#issue(choice, null);
    else this.#turn({ kind: 'priority', choice });
  }

  #answer(choice: Choice, yes: boolean): void {
    const { priorities } = this.#parts.scene().config;
    const [only, ...others] = priorities;
    if (!yes) this.#issue(choice, null);
    else if (others.length > 0) this.#turn({ kind: 'classes', choice });
    else this.#issue(choice, only ?? null);
  }

  #back(): void {
    const { page } = this;
    this.#turn(page.kind === 'classes' ? { kind: 'priority', choice: page.choice } : HOME);
  }

  #issue(choice: Choice, priority: PriorityClass | null): void {
    const { state } = this.#parts.scene();
    const printer = state?.printer ?? null;
    const instead = printer?.instead ?? null;
    // Paper that is put in later would bring out a slip for which nobody waits.
    const here = printer !== null && prints(state);
    const printing = here || (instead !== null && { elsewhere: instead.name });
    const print = here ? printer.id : instead?.id;
    const { language } = this;
    const body: IssueBody = {
      group: choice.group,
      ...(choice.procedure !== null && { procedure: choice.procedure }),
      ...(priority !== null && { priority }),
      ...(language !== 'vi' && { language }),
      ...(print !== undefined && { print }),
    };
    this.#send({ ...{ key: newKey(), body, choice, printing, language } });
  }

  #send(asked: Asked): void {
    const { attempt, memory, onBarred } = this.#parts;
    const { key, body, choice, printing } = asked;
    this.#asked = { kind: 'sending', choice, late: false };
    this.#turn(this.#asked);
    const onLate = (): void => {
      this.#asked = { kind: 'sending', choice, late: true };
      if (this.page.kind === 'sending') this.#turn(this.#asked);
    };
    this.#asking = new AbortController();
    const request = { method: 'POST', path: '/tickets', body: { ...body } } as const;
    void sendUntilAnswered(attempt, request, {
      ...{ key, onLate, givenUp: this.#asking.signal },
      onTry: () => memory.keep(asked),
    }).then((answer) => {
      if (answer === 'given-up') return;
      this.#asked = null;
      if (answer === 'barred') {
        memory.forget();
        onBarred();
      } else if (answer.ok && isTicketAnswer(answer.body)) {
        memory.keep(asked);
        this.#turn({ kind: 'done', ticket: answer.body, choice, printing });
      } else {
        memory.forget();
        this.#turn({ kind: 'refused', code: answer.ok ? 'other' : answer.problem.code });
      }
    });
  }

  /** Who holds the slip answers for the volunteers, who are not asked about it any more. */
  #have(): void {
    const { page } = this;
    if (page.kind !== 'done') return;
    const { id } = page.ticket;
    this.#asides.have(id, this.#parts.scene().state?.slips[id]?.copy ?? 1);
    this.reset();
  }

  #rate(score: number): void {
    this.#turn({ kind: 'rated', told: 'sending' });
    this.#asides.rate(score, (told) => {
      if (this.page.kind === 'rated') this.#turn({ kind: 'rated', told });
    });
  }

  #call(value: string): void {
    const cause = HELP_CAUSES.find((each) => each === value) ?? 'help';
    this.#turn({ kind: 'help', cause, call: 'sending' });
    this.#asides.call(cause, (call) => {
      if (this.page.kind === 'help') this.#turn({ kind: 'help', cause, call });
    });
  }

  #turn(page: Page): void {
    if (this.page.kind === 'done' && page.kind !== 'done') this.#parts.memory.forget();
    this.page = page;
    this.touched = performance.now();
    this.#parts.onChange();
  }
}
