/**
 * Who works at a staff screen: the name in its header with what belongs to it, the cover that asks for
 * a PIN over a screen that was left alone, and changing hands. The screen below stays as it is, so
 * that nothing typed is lost.
 */
import type { Speaker } from '../../server/domain/wording.js';
import type { SignInPageData, WorkerPageData } from '../../server/protocol/page.js';
import { type AccessApi, createAccessApi } from './access-api.js';
import { type Press, listenForPresses, need, patch } from './dom.js';
import { Entry } from './entry.js';
import { entryView } from './entry-view.js';
import { listenForEntry } from './entry-keys.js';
import { IdleWatch } from './idle-watch.js';
import { Departure } from './departure.js';
import { leavingView } from './leaving-view.js';
import type { Pending } from './outbox.js';
import { fetchPageDataFrom } from './page-data.js';
import { forget, remember, remembered } from './presence-memory.js';
import { personMenu } from './person-menu.js';

export interface PresenceOptions {
  data: WorkerPageData;
  words: Speaker;
  /** Presses that nobody answered yet; none on a screen that keeps none. */
  pending(): readonly Pending[];
  /** Sends what is pending at once. */
  sendNow(): void;
  /** The server is heard. */
  connected(): boolean;
  /** The person is in again: what waited for that goes on. */
  onBack(): void;
}

/** What lies over the screen: the way in, or the way out. */
type Cover = { kind: 'entry'; held: boolean } | { kind: 'leaving'; leaving: Departure };

export class Presence {
  private readonly api: AccessApi;
  private readonly entry: Entry;
  private readonly idle: IdleWatch | null;
  private readonly root: string;
  private cover: Cover | null = null;
  private menuOpen = false;
  /** Only the person's secret opens the screen again. */
  private locked = false;
  /** The screen is locked, and the server does not know it yet. */
  private lockUnsaid = false;
  private focused: Element | null = null;

  constructor(private readonly options: PresenceOptions) {
    const { data, words } = options;
    const kind = data.me.device?.kind;
    this.root = data.root;
    this.api = createAccessApi(data.language);
    this.entry = new Entry({
      api: this.api,
      words,
      pinHere: data.pinHere,
      join: '',
      people: async () =>
        (await fetchPageDataFrom<SignInPageData>('sign-in', `${this.root}/sign-in`)).people,
      onIn: (me) => this.in(me.person.id),
      onLeave: () => this.uncover(),
      redraw: () => this.draw(),
    });
    const shared = kind === 'tablet' || kind === 'pad';
    this.idle =
      shared && data.idleLockSeconds > 0
        ? new IdleWatch(data.idleLockSeconds, () => this.leftAlone())
        : null;
  }

  start(): void {
    const { person } = this.options.data.me;
    listenForPresses(document.body, (what, press) => this.press(what, press));
    listenForEntry(this.entry, {
      active: () => this.cover?.kind === 'entry',
      covering: () => this.cover !== null,
    });
    document.addEventListener('click', (event) => this.clicked(event.target), true);
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.menuOpen) this.openMenu(false);
    });
    // Somebody else signed in on another page of this browser, whose session this page shares.
    window.addEventListener('storage', (event) => {
      if (event.key === 'motcua.person' && event.newValue !== person.id) location.reload();
    });
    remember('person', person.id);
    this.idle?.start();
    if (remembered('locked') === person.id) this.lock();
    this.draw();
  }

  /** The server refused something because nobody is in here any more, or the screen is locked. */
  barred(locked: boolean): void {
    const { step } = this.entry.state;
    if (this.cover?.kind === 'leaving') return;
    if (this.cover?.kind === 'entry' && this.cover.held && (locked || step.kind !== 'unlock'))
      return;
    if (locked) return this.showLocked();
    this.locked = false;
    this.askWho(true);
    this.raise({ kind: 'entry', held: true });
  }

  /** Whether this page's person is still in; if not, the cover is up. */
  async check(): Promise<boolean> {
    if (this.cover !== null) return false;
    const answer = await this.api.me();
    if (answer.kind === 'unanswered') return true;
    if (answer.kind === 'refused') {
      if (answer.problem.status !== 401) return true;
      this.barred(answer.problem.code === 'locked');
      return false;
    }
    if (answer.me.person.id !== this.options.data.me.person.id) {
      location.reload();
      return false;
    }
    if (answer.me.locked) this.barred(true);
    return !answer.me.locked;
  }

  draw(): void {
    const { data, words } = this.options;
    const real = performance.now();
    if (this.lockUnsaid && this.options.connected()) void this.sayLocked();
    if (this.cover?.kind === 'leaving') this.cover.leaving.goOn(real);
    patch(
      need('#person', HTMLElement),
      personMenu({ data, words, root: this.root, open: this.menuOpen }),
    );
    const place = need('#cover', HTMLElement);
    document.documentElement.classList.toggle('is-covered', this.cover !== null);
    place.hidden = this.cover === null;
    if (this.cover === null) patch(place);
    else if (this.cover.kind === 'leaving') {
      patch(place, leavingView(this.cover.leaving, this.options));
    } else {
      const { state } = this.entry;
      const { pinHere, siteName } = data;
      const why = this.keptWords();
      patch(place, entryView({ state, words, root: this.root, siteName, pinHere, why, real }));
    }
  }

  private press(what: string, press: Press): void {
    if (!what.startsWith('person.')) {
      if (what.startsWith('entry.') && this.cover?.kind === 'entry') this.entry.press(what, press);
      return;
    }
    const within = this.menuOpen;
    this.openMenu(what === 'person.menu' ? !within : false);
    switch (what) {
      case 'person.lock':
        return this.lock();
      case 'person.pin':
        this.raise({ kind: 'entry', held: false });
        return this.entry.openOwnPin();
      case 'person.password':
        this.raise({ kind: 'entry', held: false });
        return this.entry.open({ kind: 'own-password' });
      case 'person.elsewhere':
        return void this.endElsewhere();
      case 'person.switch':
        return this.leave('switch');
      case 'person.end':
        return this.leave('end');
      case 'person.stay':
        return this.locked ? this.showLocked() : this.uncover();
      case 'person.keep':
        if (this.cover?.kind === 'leaving') this.cover.leaving.regardless = true;
        return this.draw();
    }
  }

  private openMenu(open: boolean): void {
    this.menuOpen = open;
    this.draw();
  }

  private clicked(target: EventTarget | null): void {
    if (
      !this.menuOpen ||
      (target instanceof Node && need('#person', HTMLElement).contains(target))
    ) {
      return;
    }
    this.openMenu(false);
  }

  private leftAlone(): void {
    if (this.cover?.kind === 'entry' && this.cover.held) return;
    this.lock();
  }

  /** Covers at once, with or without the server; it is told as soon as it is heard. */
  private lock(): void {
    const { person } = this.options.data.me;
    remember('locked', person.id);
    this.showLocked();
    this.lockUnsaid = true;
    void this.sayLocked();
  }

  private showLocked(): void {
    this.locked = true;
    this.entry.open({ kind: 'unlock', person: this.options.data.me.person });
    this.raise({ kind: 'entry', held: true });
  }

  private async sayLocked(): Promise<void> {
    this.lockUnsaid = false;
    const answer = await this.api.lock();
    if (answer.kind === 'unanswered') this.lockUnsaid = remembered('locked') !== null;
    else if (answer.kind === 'refused') this.barred(answer.problem.code === 'locked');
  }

  private async endElsewhere(): Promise<void> {
    const answer = await this.api.signOutElsewhere();
    if (answer.kind === 'refused' && answer.problem.status === 401) {
      return this.barred(answer.problem.code === 'locked');
    }
    const key = answer.kind === 'done' ? 'signIn.elsewhereDone' : 'signIn.elsewhereFailed';
    this.entry.open({ kind: 'told', text: this.options.words.say(key) });
    this.raise({ kind: 'entry', held: false });
  }

  /** Somebody leaves: what he or she pressed is sent first. A locked screen sends nothing any more. */
  private leave(how: Departure['how']): void {
    const leaving: Departure = new Departure({
      ...{ how, regardless: this.locked },
      pending: () => this.options.pending(),
      signOut: () => this.api.signOut(),
      onGone: () => this.gone(leaving),
    });
    this.raise({ kind: 'leaving', leaving });
    this.options.sendNow();
  }

  private gone(leaving: Departure): void {
    forget('locked');
    this.locked = false;
    if (this.cover?.kind !== 'leaving' || this.cover.leaving !== leaving) {
      // The person changed his or her mind too late.
      return this.barred(false);
    }
    if (leaving.how === 'end') return location.assign(`${this.root}/sign-in`);
    this.cover = { kind: 'entry', held: true };
    this.askWho(false);
  }

  /** @param same the person of this page is the likeliest to come back */
  private askWho(same: boolean): void {
    const { me, pinHere } = this.options.data;
    if (!pinHere) this.entry.open({ kind: 'password' });
    else this.entry.open({ kind: 'choose', person: same ? me.person : null });
  }

  /** Somebody is in. Another person gets a page of his or her own, with presses of his or her own. */
  private in(person: string): void {
    forget('locked');
    this.locked = false;
    this.lockUnsaid = false;
    remember('person', person);
    if (person !== this.options.data.me.person.id) return location.reload();
    this.uncover();
  }

  private raise(cover: Cover): void {
    if (this.cover === null) this.focused = document.activeElement;
    this.cover = cover;
    this.menuOpen = false;
    this.draw();
    document.getElementById('pad-title')?.focus({ preventScroll: true });
  }

  private uncover(): void {
    this.cover = null;
    this.idle?.touch();
    this.draw();
    if (this.focused instanceof HTMLElement) this.focused.focus({ preventScroll: true });
    this.focused = null;
    this.options.onBack();
  }

  /** Presses that could not be sent before the person left stay on this device for him or her. */
  private keptWords(): string {
    const { words, data } = this.options;
    const count = this.options.pending().length;
    if (count === 0 || this.entry.state.step.kind !== 'choose')
      return words.say('signIn.pairedHint');
    return words.say('signIn.keptFor', { count, name: data.me.person.name });
  }
}
