/**
 * The way in, alike on the sign-in page, on a phone that joins, and over a staff screen that was left
 * alone: takes what is typed, asks the server, says what came of it.
 */
import type { Speaker } from '../../server/domain/wording.js';
import type { Me } from '../../server/protocol/people.js';
import type { AccessApi, SignedIn } from './access-api.js';
import type { Asked } from './ask.js';
import type { Press } from './dom.js';
import {
  type EntryPerson,
  type EntryState,
  type EntryStep,
  cancellable,
  hindranceOf,
  secondsToWait,
  takesDigits,
} from './entry-state.js';
import { OwnPin } from './own-pin.js';
import { PIN_LEAST, typePin } from './pin-pad.js';

export interface EntryOptions {
  api: AccessApi;
  words: Speaker;
  /** A PIN is enough on this device; elsewhere a password is asked for. */
  pinHere: boolean;
  /** The secret of the slip that was scanned; '' on all pages but that one. */
  join: string;
  /** Who may be tapped here. */
  people(): Promise<readonly EntryPerson[]>;
  /** Somebody is in, and done with setting a PIN or with putting it off. */
  onIn(me: Me): void;
  /** What could be given up was given up, or what was wished for is done. */
  onLeave(): void;
  redraw(): void;
}

type OwnPinStep = Extract<EntryStep, { kind: 'own-pin' }>;

export class Entry {
  readonly state: EntryState = {
    step: { kind: 'password' },
    pin: '',
    hindrance: null,
    sentAt: null,
    people: null,
    query: '',
    deviceName: '',
  };
  private readonly own = new OwnPin();

  constructor(private readonly options: EntryOptions) {}

  open(step: EntryStep): void {
    const { state } = this;
    state.step = step;
    state.pin = '';
    state.hindrance = null;
    state.query = '';
    if (step.kind === 'choose') void this.askNames();
    this.options.redraw();
  }

  /** Changing the PIN of one's own will. */
  openOwnPin(): void {
    this.own.begin({});
    this.open({ kind: 'own-pin', why: 'wish', part: 'current' });
  }

  /** A press of an element with `data-do="entry.…"`; others are somebody else's. */
  press(what: string, press: Press): void {
    const value = press['value'] ?? '';
    switch (what) {
      case 'entry.key':
        return this.type(value);
      case 'entry.enter':
        return void this.enter();
      case 'entry.cancel':
        return this.cancel();
      case 'entry.name':
        return this.choose(value);
      case 'entry.password':
        return this.open({ kind: 'password' });
      case 'entry.names':
        return this.open({ kind: 'choose', person: null });
      case 'entry.done':
        return this.options.onLeave();
    }
  }

  /** Digits, Backspace, Enter and Esc of a keyboard. @returns whether the key meant something here */
  key(key: string, onButton: boolean): boolean {
    const { state } = this;
    if (!takesDigits(state.step, this.options.pinHere)) return false;
    if (/^[0-9]$/.test(key) || key === 'Backspace') {
      this.type(key);
      return true;
    }
    if (key === 'Enter' && !onButton) {
      void this.enter();
      return true;
    }
    if (key === 'Escape' && (state.pin !== '' || cancellable(state.step))) {
      this.cancel();
      return true;
    }
    return false;
  }

  input(name: string, value: string): void {
    if (name === 'entry.query') this.state.query = value;
    if (name === 'entry.device') this.state.deviceName = value;
    this.options.redraw();
  }

  /** A form was sent by its button or by Enter. */
  async submit(form: HTMLFormElement): Promise<void> {
    const fields = new FormData(form);
    const text = (name: string): string => {
      const value = fields.get(name);
      return typeof value === 'string' ? value : '';
    };
    const { api, words } = this.options;
    const { step } = this.state;
    if (step.kind === 'own-password') {
      if (text('fresh') !== text('again')) return this.hinder(words.say('signIn.notAlike'), '');
      return this.saved(
        await this.asked(api.setPassword(text('current'), text('fresh'))),
        'signIn.passwordSaved',
      );
    }
    const attempt =
      step.kind === 'unlock'
        ? api.unlock(text('password'))
        : api.byPassword(text('login').trim(), text('password'));
    const answer = await this.asked(attempt);
    if (answer.kind === 'in') this.options.onIn(answer.me);
    else this.refused(answer);
  }

  private off(): boolean {
    const { sentAt, hindrance } = this.state;
    return sentAt !== null || secondsToWait(hindrance, performance.now()) > 0;
  }

  private type(key: string): void {
    if (this.off()) return;
    const pin = typePin(this.state.pin, key);
    if (pin !== this.state.pin && this.state.pin === '') this.state.hindrance = null;
    this.state.pin = pin;
    this.options.redraw();
  }

  private cancel(): void {
    const { state } = this;
    const { step } = state;
    if (step.kind === 'choose') return this.open({ kind: 'choose', person: null });
    if (step.kind === 'own-pin' && step.why === 'first') return this.goOn();
    if (step.kind === 'own-pin' || step.kind === 'own-password') return this.options.onLeave();
    state.pin = '';
    this.options.redraw();
  }

  private choose(id: string): void {
    const person = this.state.people?.find((one) => one.id === id) ?? null;
    this.open({ kind: 'choose', person });
    document.getElementById('pad-title')?.focus();
  }

  private async askNames(): Promise<void> {
    try {
      this.state.people = await this.options.people();
    } catch {
      // Without the server nobody can sign in either; the page says that by its connection.
      this.state.people ??= [];
    }
    this.options.redraw();
  }

  private async enter(): Promise<void> {
    const { state, options } = this;
    const { step, pin } = state;
    const { api, join, words } = options;
    if (pin.length < PIN_LEAST || this.off()) return;
    switch (step.kind) {
      case 'choose': {
        const { person } = step;
        if (person === null) return;
        return this.comeIn(pin, (next) => api.byPin(person.id, pin, next));
      }
      case 'join': {
        const name = state.deviceName.trim() || words.say('join.myPhone');
        return this.comeIn(pin, (next) => api.byJoin(join, pin, name, next));
      }
      case 'unlock': {
        const answer = await this.asked(api.unlock(pin));
        return answer.kind === 'in' ? options.onIn(answer.me) : this.refused(answer);
      }
      case 'own-pin':
        return this.ownPin(step, pin);
      default:
        return;
    }
  }

  /** Waits for an answer; nothing can be typed meanwhile. */
  private async asked<T extends SignedIn | Asked>(question: Promise<T>): Promise<T> {
    this.state.sentAt = performance.now();
    this.state.hindrance = null;
    this.options.redraw();
    const answer = await question;
    this.state.sentAt = null;
    this.state.pin = '';
    return answer;
  }

  /** With a one-time PIN a person is asked for one of his or her own, which can wait until it is due. */
  private async comeIn(pin: string, enter: (next?: string) => Promise<SignedIn>): Promise<void> {
    const answer = await this.asked(enter());
    if (answer.kind === 'refused' && answer.problem.code === 'pin-expired') {
      this.own.begin({ enter });
      return this.open({ kind: 'own-pin', why: 'forced', part: 'fresh' });
    }
    if (answer.kind !== 'in') return this.refused(answer);
    if (!answer.me.mustChange) return this.options.onIn(answer.me);
    this.own.begin({ current: pin, me: answer.me });
    this.open({ kind: 'own-pin', why: 'first', part: 'fresh' });
  }

  private async ownPin({ why, part }: OwnPinStep, pin: string): Promise<void> {
    const { own, options } = this;
    const next = own.take(part, pin);
    if (next === 'unlike') {
      this.open({ kind: 'own-pin', why, part: 'fresh' });
      return this.hinder(options.words.say('signIn.notAlike'), '');
    }
    if (next !== 'whole') return this.open({ kind: 'own-pin', why, part: next });
    const answer = await this.asked(own.save(options.api));
    if (answer.kind === 'in') return options.onIn(answer.me);
    if (answer.kind === 'refused') {
      const wrong = why === 'wish' && answer.problem.code === 'wrong-secret';
      this.open({ kind: 'own-pin', why, part: wrong ? 'current' : 'fresh' });
    }
    if (answer.kind === 'done' && own.someoneIn) return this.goOn();
    this.saved(answer, 'signIn.pinSaved');
  }

  private saved(answer: Asked, key: string): void {
    if (answer.kind !== 'done') return this.refused(answer);
    this.open({ kind: 'told', text: this.options.words.say(key) });
  }

  /** Whoever came in goes on, with the PIN that there is now. */
  private goOn(): void {
    const me = this.own.end();
    if (me !== null) this.options.onIn(me);
  }

  private refused(answer: Exclude<SignedIn, { kind: 'in' }>): void {
    const { words, pinHere } = this.options;
    if (answer.kind === 'unanswered') {
      return this.hinder(words.say('signIn.noAnswer'), words.say('signIn.noAnswerDetail'));
    }
    const means = { pinHere, say: words.say, real: performance.now() };
    this.state.hindrance = hindranceOf(this.state, answer.problem, means);
    this.options.redraw();
  }

  private hinder(title: string, detail: string): void {
    this.state.hindrance = { title, detail, until: null, wrong: false };
    this.options.redraw();
  }
}
