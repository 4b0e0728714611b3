/**
 * Who works at a staff screen: the name in its header with what belongs to it, the cover that asks for
 * a PIN over a screen that was left alone, and changing hands. The screen below stays as it is, so
 * that nothing typed is lost.
 */
import type { Speaker } from '../../server/domain/wording.js';
import type { SignInPageData, WorkerPageData } from '../../server/protocol/page.js';
import { type AccessApi, createAccessApi } from './access-api.js';
import { Cover, type OnCover } from './cover.js';
import { type Child, type Press, listenForPresses } from './dom.js';
import { Entry } from './entry.js';
import { entryView } from './entry-view.js';
import { listenForEntry } from './entry-keys.js';
import { IdleWatch } from './idle-watch.js';
import { Departure } from './departure.js';
import { leavingView } from './leaving-view.js';
import type { Pending } from './outbox.js';
import { fetchPageDataFrom } from './page-data.js';
import { remember } from './presence-memory.js';
import { PersonMenu } from './person-menu.js';
import { ScreenLock } from './screen-lock.js';

export interface PresenceOptions {
  data: WorkerPageData;
  words: Speaker;
  /** Presses that nobody answered yet. */
  pending(): readonly Pending[];
  /** Sends what is pending at once. */
  sendNow(): void;
  /** The server is heard. */
  connected(): boolean;
  /** Somebody is certainly at the screen, though nobody touches it. */
  attended?(): boolean;
  /** The person is in again: what waited for that goes on. */
  onBack(): void;
}

export class Presence {
  private readonly api: AccessApi;
  private readonly entry: Entry;
  private readonly idle: IdleWatch | null;
  private readonly root: string;
  private readonly cover = new Cover((on) => this.coverView(on));
  private readonly menu: PersonMenu;
  private readonly lock: ScreenLock;

  constructor(private readonly options: PresenceOptions) {
    const { data, words } = options;
    const kind = data.me.device?.kind;
    this.root = data.root;
    this.api = createAccessApi(data.language);
    this.menu = new PersonMenu({ data, words });
    this.lock = new ScreenLock(this.api, data.me.person.id, ({ code }) =>
      this.barred(code === 'locked'),
    );
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
      active: () => this.cover.current?.kind === 'entry',
      covering: () => this.cover.current !== null,
    });
    this.menu.start();
    // Somebody else signed in on another page of this browser, whose session this page shares.
    window.addEventListener('storage', (event) => {
      if (event.key === 'motcua.person' && event.newValue !== person.id) location.reload();
    });
    remember('person', person.id);
    this.idle?.start();
    if (this.lock.wasLocked) this.lockScreen();
    this.draw();
  }

  /** Nobody is known to be in, or not for long: what was pressed here waits for its person. */
  get vacant(): boolean {
    const { current, held } = this.cover;
    if (current?.kind !== 'leaving') return held;
    return current.leaving.regardless || this.options.pending().length === 0;
  }

  /** The server refused something because nobody is in here any more, or the screen is locked. */
  barred(locked: boolean): void {
    if (this.cover.current?.kind === 'leaving') return;
    if (this.cover.held && (locked || this.entry.state.step.kind !== 'unlock')) return;
    if (locked) return this.showLocked();
    this.lock.locked = false;
    this.askWho(true);
    this.raise({ kind: 'entry', held: true });
  }

  /** Whether this page's person is still in; if not, the cover is up. */
  async check(): Promise<boolean> {
    if (this.cover.current !== null) return false;
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
    const { current } = this.cover;
    if (this.options.connected()) void this.lock.tell();
    if (current?.kind === 'leaving') current.leaving.goOn(performance.now());
    this.menu.draw();
    this.cover.draw();
  }

  private coverView(on: OnCover): Child {
    if (on.kind === 'leaving') return leavingView(on.leaving, this.options);
    const { words, data } = this.options;
    const { pinHere, siteName } = data;
    const { state } = this.entry;
    const real = performance.now();
    const why = this.keptWords();
    return entryView({ state, words, root: this.root, siteName, pinHere, why, real });
  }

  private press(what: string, press: Press): void {
    if (!what.startsWith('person.')) {
      if (what.startsWith('entry.') && this.cover.current?.kind === 'entry') {
        this.entry.press(what, press);
      }
      return;
    }
    if (what === 'person.menu') return this.menu.toggle();
    this.menu.close();
    switch (what) {
      case 'person.lock':
        return this.lockScreen();
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
        return this.lock.locked ? this.showLocked() : this.uncover();
      case 'person.keep':
        if (this.cover.current?.kind === 'leaving') this.cover.current.leaving.regardless = true;
        return this.draw();
    }
  }

  private leftAlone(): void {
    if (this.options.attended?.() === true) this.idle?.touch();
    else if (!this.cover.held) this.lockScreen();
  }

  private lockScreen(): void {
    this.lock.lock();
    this.showLocked();
  }

  private showLocked(): void {
    this.lock.locked = true;
    this.entry.open({ kind: 'unlock', person: this.options.data.me.person });
    this.raise({ kind: 'entry', held: true });
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
      how,
      regardless: this.lock.locked,
      pending: () => this.options.pending(),
      signOut: () => this.api.signOut(),
      onGone: () => this.gone(leaving),
    });
    this.raise({ kind: 'leaving', leaving });
    this.options.sendNow();
  }

  private gone(leaving: Departure): void {
    this.lock.end();
    const { current } = this.cover;
    if (current?.kind !== 'leaving' || current.leaving !== leaving) {
      // The person changed his or her mind too late.
      return this.barred(false);
    }
    if (leaving.how === 'end') return location.assign(`${this.root}/sign-in`);
    this.askWho(false);
    this.raise({ kind: 'entry', held: true });
  }

  /** @param same the person of this page is the likeliest to come back */
  private askWho(same: boolean): void {
    const { me, pinHere } = this.options.data;
    if (!pinHere) this.entry.open({ kind: 'password' });
    else this.entry.open({ kind: 'choose', person: same ? me.person : null });
  }

  /** Somebody is in. Another person gets a page of his or her own, with presses of his or her own. */
  private in(person: string): void {
    this.lock.end();
    remember('person', person);
    if (person !== this.options.data.me.person.id) return location.reload();
    this.uncover();
  }

  private raise(on: OnCover): void {
    this.menu.close();
    this.cover.raise(on);
    this.draw();
  }

  private uncover(): void {
    this.idle?.touch();
    this.cover.lower();
    this.draw();
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
