/**
 * One site in this process's memory: follows the journal, keeps the board folded and tells listeners
 * of each entry in order. Every server process has its own; none is special.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { emptyBoard, fold } from '../domain/board.js';
import { readConfig } from '../domain/stored-config.js';
import type { Board } from '../protocol/board.js';
import type { SiteConfig } from '../protocol/config.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { Estimate, Load, Trouble } from '../protocol/live.js';
import type { Follower, Store } from '../store/port.js';
import { follows } from './chain.js';
import { type DayBoard, readDayBoard, RECENT, type UpTo } from './day-board.js';
import { ExpectedWaits } from './expected-waits.js';
import { SeqWaiters } from './seq-waiters.js';
import type { Places, SiteView } from './site-view.js';

/** ms of real time between two tries while the store does not answer. */
const RETRY = 200;
/** ms of real time between two looks whether the store still has what was read from it. */
const LOOK = 2_000;

export interface RelayListener {
  /** Something happened; the board already holds it. */
  entry(entry: JournalEntry): void;
  /** The board was built anew: what was told before no longer counts. */
  reset(): void;
}

export interface RelayParts {
  store: Store;
  clock: Clock;
  /** Why nothing can be issued or called at present. */
  trouble: () => Trouble | null;
  log: Log;
}

export class SiteRelay implements SiteView {
  readonly #parts: RelayParts;
  #config: SiteConfig | null = null;
  #board: Board = emptyBoard();
  /** Hash of the newest entry that the board holds; '' before the first. */
  #h = '';
  #recent: JournalEntry[] = [];
  readonly #waits: ExpectedWaits;
  /** The lead's correction of the clock as the store last gave it, ms. */
  #offset = 0;
  #follower: Follower | null = null;
  #looker: NodeJS.Timeout | undefined;
  /** Under way while the site is read afresh. */
  #startingOver: Promise<void> | null = null;
  #stopped = false;
  readonly #listeners = new Set<RelayListener>();
  readonly #waiters = new SeqWaiters();

  constructor(
    readonly id: string,
    parts: RelayParts,
  ) {
    this.#parts = parts;
    this.#waits = new ExpectedWaits(this, parts.clock);
  }

  get config(): SiteConfig {
    if (this.#config === null) throw new Error(`relay of ${this.id} was not started`);
    return this.#config;
  }

  get board(): Board {
    return this.#board;
  }

  /** The newest entries of the board's day, oldest first, at most 2,000. */
  get recent(): readonly JournalEntry[] {
    return this.#recent;
  }

  /** @returns a function that ends the listening */
  listen(listener: RelayListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Builds the board up to the journal's head, then follows. @throws StoreDown */
  async start(): Promise<void> {
    await this.#read();
    this.#follow();
    this.#looker = setInterval(() => {
      this.#look().catch((error: unknown) => {
        this.#parts.log.debug({ err: error, site: this.id }, 'looking at the journal failed');
      });
    }, LOOK);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#looker);
    await this.#startingOver;
    await this.#follower?.stop();
    this.#waiters.giveUp();
  }

  reached(seq: number, ms: number): Promise<boolean> {
    if (this.#board.seq >= seq) return Promise.resolve(true);
    return this.#waiters.wait(seq, ms);
  }

  load(): Load {
    const { clock, trouble } = this.#parts;
    return { at: clock.now(), groups: this.#waits.groups(), trouble: trouble() };
  }

  ahead(ticket: string): number | null {
    return this.#waits.ahead(ticket);
  }

  estimate(ticket: string): Estimate | null {
    return this.#waits.estimate(ticket);
  }

  places(): Places {
    return this.#waits.places();
  }

  #follow(): void {
    const { store } = this.#parts;
    this.#follower = store.follow(this.id, this.#board.seq, (entries) => this.#take(entries));
  }

  async #take(entries: readonly JournalEntry[]): Promise<void> {
    for (const entry of entries) {
      if (this.#stopped || this.#startingOver !== null) return;
      if (await this.#strange(entry)) {
        this.#startOver();
        return;
      }
      await this.#takeOne(entry);
      this.#waiters.reach(this.#board.seq);
    }
  }

  async #takeOne(entry: JournalEntry): Promise<void> {
    if (entry.type === 'day.opened' && entry.data.again) {
      // The fold starts a day afresh; this day had begun before the clock went wrong.
      await this.#insist('rebuild', () => this.#build(entry));
      for (const listener of this.#listeners) listener.reset();
      return;
    }
    fold(this.#board, entry);
    this.#h = entry.h;
    this.#keep(entry);
    this.#waits.follow(entry);
    let redraw = false;
    if (entry.type === 'config.changed') {
      const badge = this.config.rules.showBadge;
      await this.#insist('configuration', () => this.#loadConfig());
      redraw = this.config.rules.showBadge !== badge;
    }
    if (entry.type === 'clock.confirmed') {
      this.#offset = entry.data.offset;
      this.#parts.clock.confirm(entry.data.offset);
    }
    for (const listener of this.#listeners) listener.entry(entry);
    if (redraw) {
      // What was sent before shows badges by the old rule: nobody may go on from there.
      this.#recent = [entry];
      for (const listener of this.#listeners) listener.reset();
    }
  }

  /**
   * Whether an entry belongs to another journal than the one that the board was built from: a Redis
   * that lost its end (a power cut without `fsync always`, a failover) gives the same seqs again.
   */
  async #strange(entry: JournalEntry): Promise<boolean> {
    const { seq } = this.#board;
    if (entry.seq !== seq + 1) return true;
    if (seq === 0 || follows(this.#h, entry)) return false;
    let kept: JournalEntry | undefined;
    await this.#insist('journal', async () => {
      [kept] = await this.#parts.store.entries(this.id, seq - 1, 1);
    });
    return !this.#stopped && (kept?.seq !== seq || kept.h !== this.#h);
  }

  /** A store that lost its end may stand still behind us: then no entry comes that would tell. */
  async #look(): Promise<void> {
    const { seq } = this.#board;
    const h = this.#h;
    // A journal only grows: its head is no older than what was known before it was asked for.
    const head = await this.#parts.store.head(this.id);
    // Not a lost journal but a forgotten site: whoever keeps the relays ends this one.
    if (head === null && (await this.#parts.store.forgotten(this.id))) return;
    if (this.#stopped || this.#startingOver !== null) return;
    const there = head ?? { seq: 0, h: '' };
    if (there.seq < seq || (there.seq === seq && there.h !== h)) this.#startOver();
  }

  #startOver(): void {
    const { log } = this.#parts;
    log.error({ site: this.id, seq: this.#board.seq }, 'the store lost entries, reading it afresh');
    this.#startingOver = this.#readAfresh().finally(() => {
      this.#startingOver = null;
    });
  }

  async #readAfresh(): Promise<void> {
    await this.#follower?.stop();
    await this.#insist('reading afresh', () => this.#read());
    if (this.#stopped) return;
    for (const listener of this.#listeners) listener.reset();
    this.#waiters.reach(this.#board.seq);
    this.#follow();
  }

  /** Everything up to the journal's head. @throws StoreDown */
  async #read(): Promise<void> {
    const { store, clock } = this.#parts;
    await this.#loadConfig();
    const head = await store.head(this.id);
    if (head === null) this.#adopt({ board: emptyBoard(), recent: [] }, '');
    else await this.#build(head);
    const offset = head?.offset ?? 0;
    if (offset === this.#offset) return;
    // What the lead corrected may be mended by now: the clock is doubtful until a lead says so again.
    this.#offset = offset;
    clock.confirm(offset);
    clock.doubt();
  }

  async #build(end: UpTo): Promise<void> {
    const { store } = this.#parts;
    this.#adopt(await readDayBoard(store, this.id, end, this.config.version), end.h);
  }

  #adopt({ board, recent }: DayBoard, h: string): void {
    this.#board = board;
    this.#h = h;
    this.#recent = recent;
    this.#waits.rebuild();
  }

  #keep(entry: JournalEntry): void {
    this.#recent.push(entry);
    if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT);
  }

  /** @throws StoreDown */
  async #loadConfig(): Promise<void> {
    const text = await this.#parts.store.config(this.id);
    if (text !== null) {
      this.#config = readConfig(text);
      this.#waits.reconfigure();
    } else if (this.#config === null) {
      throw new Error(`site ${this.id} has no configuration`);
    }
  }

  /** Repeats what needs the store until it succeeds: the journal cannot go on without it. */
  async #insist(what: string, work: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      try {
        await work();
        return;
      } catch (error) {
        this.#parts.log.warn({ err: error, site: this.id }, `${what} failed, trying again`);
        await sleep(RETRY);
      }
    }
  }
}
