/** What presses at a kiosk mean, and what it asks of the server. */
import type { PriorityClass } from '../../server/protocol/ticket.js';
import type { IssueBody } from '../../server/protocol/requests.js';
import { HELP_CAUSES } from '../../server/protocol/team.js';
import { type Attempter, isTicketAnswer } from '../shared/api.js';
import type { Press } from '../shared/dom.js';
import { type Choice, type Page, standstill, type View } from './kiosk-state.js';
import { sendUntilAnswered } from './send.js';

const HOME: Page = { kind: 'home', part: 0 };
/** Seconds for which a number stands; longer where it must be remembered or somebody is waited for. */
const STANDS = 15;
const STANDS_LONG = 60;

export interface KioskParts {
  attempt: Attempter;
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
  readonly #first: string;
  readonly #parts: KioskParts;

  constructor(language: string, parts: KioskParts) {
    this.#first = language;
    this.language = language;
    this.#parts = parts;
  }

  /** Seconds after which this page is left alone; `null` where it stays. */
  stands(paperless: boolean): number | null {
    const { kind } = this.page;
    if (kind === 'done') return paperless ? STANDS_LONG : STANDS;
    return kind === 'help' || kind === 'refused' ? STANDS_LONG : null;
  }

  isAtRest(): boolean {
    const { page } = this;
    return page.kind === 'home' && page.part === 0 && this.language === this.#first;
  }

  reset(): void {
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
    const { attempt, onBarred, scene } = this.#parts;
    const printer = scene().state?.printer ?? null;
    // Paper that is put in later would bring out a slip for which nobody waits.
    const printing = printer?.state === 'ready';
    const body: IssueBody = {
      group: choice.group,
      ...(choice.procedure !== null && { procedure: choice.procedure }),
      ...(priority !== null && { priority }),
      ...(this.language !== 'vi' && { language: this.language }),
      ...(printing && { print: printer.id }),
    };
    this.#asked = { kind: 'sending', choice, late: false };
    this.#turn(this.#asked);
    const onLate = (): void => {
      this.#asked = { kind: 'sending', choice, late: true };
      if (this.page.kind === 'sending') this.#turn(this.#asked);
    };
    const request = { method: 'POST', path: '/tickets', body: { ...body } } as const;
    void sendUntilAnswered(attempt, request, onLate).then((answer) => {
      if (answer === null) return onBarred();
      this.#asked = null;
      if (answer.ok && isTicketAnswer(answer.body)) {
        this.#turn({ kind: 'done', ticket: answer.body, choice, printing });
      } else {
        this.#turn({ kind: 'refused', code: answer.ok ? 'other' : answer.problem.code });
      }
    });
  }

  #call(value: string): void {
    const cause = HELP_CAUSES.find((each) => each === value) ?? 'help';
    const { attempt, onBarred } = this.#parts;
    const page: Page = { kind: 'help', cause, sent: false, late: false };
    this.#turn(page);
    const request = { method: 'POST', path: '/help', body: { cause } } as const;
    const onLate = (): void => {
      if (this.page.kind === 'help') this.#turn({ ...this.page, late: true });
    };
    void sendUntilAnswered(attempt, request, onLate).then((answer) => {
      if (answer === null) return onBarred();
      if (this.page.kind === 'help') this.#turn({ ...page, sent: answer.ok, late: !answer.ok });
    });
  }

  #turn(page: Page): void {
    this.page = page;
    this.touched = performance.now();
    this.#parts.onChange();
  }
}
