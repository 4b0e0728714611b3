/**
 * One site in this process's memory: follows the journal, keeps the board folded and tells listeners
 * of each entry in order (design §6). Every server process has its own; none is special.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { emptyBoard, fold, foldDay } from '../domain/board.js';
import { ahead, estimate, groupLoads, servingCounters, WaitingLines } from '../domain/waiting.js';
import type { Board } from '../protocol/board.js';
import type { SiteConfig } from '../protocol/config.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { Estimate, GroupLoad, Load, Trouble } from '../protocol/live.js';
import type { Follower, Head, Store } from '../store/port.js';
import type { SiteView } from './site-view.js';

/** Entries read at once while a board is built (design §6: a larger read would hold up Redis). */
const PAGE = 1_000;
/** Newest entries kept for feeds that start later. */
const RECENT = 1_000;
/** ms of real time between two tries while the store does not answer. */
const RETRY = 200;
/** ms of real time for which expected waits hold while nothing happens: waiting makes people ready. */
const LOAD_HOLDS = 1_000;

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

interface Waiter {
  seq: number;
  done(reached: boolean): void;
}

export class SiteRelay implements SiteView {
  readonly #parts: RelayParts;
  #config: SiteConfig | null = null;
  #board: Board = emptyBoard();
  readonly #lines = new WaitingLines();
  /** Open counters of each group; `null` until asked for after a change. */
  #serving: Map<string, string[]> | null = null;
  #loads: { seq: number; until: number; groups: Record<string, GroupLoad> } | null = null;
  #recent: JournalEntry[] = [];
  #follower: Follower | null = null;
  #stopped = false;
  readonly #listeners = new Set<RelayListener>();
  readonly #waiters = new Set<Waiter>();

  constructor(
    readonly id: string,
    parts: RelayParts,
  ) {
    this.#parts = parts;
  }

  get config(): SiteConfig {
    if (this.#config === null) throw new Error(`relay of ${this.id} was not started`);
    return this.#config;
  }

  get board(): Board {
    return this.#board;
  }

  /** The newest entries of the board's day, oldest first, at most 1,000. */
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
    const { store, clock } = this.#parts;
    await this.#loadConfig();
    const head = await store.head(this.id);
    if (head !== null) {
      if (head.offset !== 0) clock.confirm(head.offset);
      await this.#build(head);
    }
    this.#follower = store.follow(this.id, this.#board.seq, (entries) => this.#take(entries));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#follower?.stop();
    for (const waiter of this.#waiters) waiter.done(false);
  }

  reached(seq: number, ms: number): Promise<boolean> {
    if (this.#board.seq >= seq) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.done(false), ms);
      const waiter: Waiter = {
        seq,
        done: (reached) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(reached);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  load(): Load {
    const at = this.#parts.clock.now();
    const now = performance.now();
    if (this.#loads === null || this.#loads.seq !== this.#board.seq || this.#loads.until <= now) {
      const groups = groupLoads(this.#board, this.#lines, this.config, at);
      this.#loads = { seq: this.#board.seq, until: now + LOAD_HOLDS, groups };
    }
    return { at, groups: this.#loads.groups, trouble: this.#parts.trouble() };
  }

  ahead(ticket: string): number | null {
    return ahead(this.#board, this.#lines, this.config, ticket, this.#parts.clock.now());
  }

  estimate(ticket: string): Estimate | null {
    const waiting = this.#board.tickets[ticket];
    const before = this.ahead(ticket);
    const group = this.config.groups.find(({ id }) => id === waiting?.group);
    if (waiting === undefined || before === null || group === undefined) return null;
    this.#serving ??= servingCounters(this.#board, this.config);
    if (waiting.to === null) {
      return estimate(before, group.minutes, this.#serving.get(group.id)?.length ?? 0);
    }
    const open = this.#board.counters[waiting.to]?.state === 'open';
    return estimate(before, group.minutes, open ? 1 : 0);
  }

  async #take(entries: readonly JournalEntry[]): Promise<void> {
    for (const entry of entries) {
      if (this.#stopped) return;
      await this.#takeOne(entry);
      for (const waiter of this.#waiters) {
        if (waiter.seq <= this.#board.seq) waiter.done(true);
      }
    }
  }

  async #takeOne(entry: JournalEntry): Promise<void> {
    if (entry.type === 'day.opened' && entry.data.again) {
      // The fold starts a day afresh; this day had begun before the clock went wrong.
      await this.#insist('rebuild', () => this.#build(entry));
      for (const listener of this.#listeners) listener.reset();
      return;
    }
    this.#keep(entry);
    fold(this.#board, entry);
    this.#lines.follow(this.#board, entry);
    if (!entry.type.startsWith('ticket.')) this.#serving = null;
    let redraw = false;
    if (entry.type === 'config.changed') {
      const badge = this.config.rules.showBadge;
      await this.#insist('configuration', () => this.#loadConfig());
      redraw = this.config.rules.showBadge !== badge;
    }
    if (entry.type === 'clock.confirmed') this.#parts.clock.confirm(entry.data.offset);
    for (const listener of this.#listeners) listener.entry(entry);
    if (redraw) {
      // What was sent before shows badges by the old rule: nobody may go on from there.
      this.#recent = [entry];
      for (const listener of this.#listeners) listener.reset();
    }
  }

  #keep(entry: JournalEntry): void {
    this.#recent.push(entry);
    if (this.#recent.length > 2 * RECENT) this.#recent = this.#recent.slice(-RECENT);
  }

  async #loadConfig(): Promise<void> {
    const text = await this.#parts.store.config(this.id);
    if (text === null) throw new Error(`site ${this.id} has no configuration`);
    // Checked when it was stored; a stricter product of tomorrow must still start with it.
    this.#config = JSON.parse(text) as SiteConfig;
    this.#serving = null;
    this.#loads = null;
  }

  /** Folds the head's day from its first entry up to the head. */
  async #build(head: Pick<Head, 'seq' | 'at' | 'day'>): Promise<void> {
    const { store } = this.#parts;
    const board = emptyBoard(head.day, this.config.version);
    this.#recent = [];
    const first = (await store.firstSeq(this.id, head.day)) ?? head.seq;
    for (let after = first - 1; after < head.seq; ) {
      const page = await store.entries(this.id, after, PAGE);
      if (page.length === 0) break;
      for (const entry of page) {
        if (entry.seq > head.seq) break;
        this.#keep(entry);
        foldDay(board, entry);
      }
      after = page.at(-1)?.seq ?? head.seq;
    }
    board.seq = head.seq;
    board.at = head.at;
    this.#board = board;
    this.#lines.rebuild(board);
    this.#serving = null;
    this.#loads = null;
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
