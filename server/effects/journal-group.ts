/**
 * Reads one site's journal in a consumer group (design §6): every entry is handed over at least once,
 * to one of the server processes, and is acknowledged only after its jobs are in Redis.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Log } from '../log.js';
import type { JournalEntry } from '../protocol/journal.js';
import { parseEntry } from '../store/redis/entries.js';
import { journalKey } from '../store/redis/keys.js';
import { claimedRows, readRows, type Row } from './stream-rows.js';

const GROUP = 'effects';
/** All processes share it, so that no names of dead ones pile up; idle time tells what was left. */
const CONSUMER = 'server';
/** Entries in one batch. */
const BATCH = 100;
/** ms that a read waits for an entry. */
const BLOCK = 2_000;
/** ms after which an entry that was read and not acknowledged is taken to be left by a dead process. */
const LEFT = 10_000;
/** ms between two tries while Redis does not answer. */
const RETRY = 200;

export interface JournalGroupParts {
  site: string;
  /** A client of its own, made for blocking reads; closed by `stop()`. */
  redis: Redis;
  /** Must bear the same entry twice. What it throws leaves the entry unacknowledged for a next time. */
  handle(entry: JournalEntry): Promise<void>;
  log: Log;
}

export class JournalGroup {
  readonly #parts: JournalGroupParts;
  readonly #key: string;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: JournalGroupParts) {
    this.#parts = parts;
    this.#key = journalKey(parts.site);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when nothing more is handed over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#parts.redis.disconnect();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#create();
        await this.#reclaim(0);
        await this.#follow();
      } catch (error) {
        if (this.#stopped) return;
        this.#parts.log.warn({ err: error, site: this.#parts.site }, 'journal group, trying again');
        await sleep(RETRY);
      }
    }
  }

  /** From the journal's first entry on: what happened before the product first ran has effects too. */
  async #create(): Promise<void> {
    try {
      await this.#parts.redis.xgroup('CREATE', this.#key, GROUP, '0', 'MKSTREAM');
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
    }
  }

  async #follow(): Promise<void> {
    let reclaimed = Date.now();
    while (!this.#stopped) {
      const reply = await this.#parts.redis.xreadgroup(
        ...(['GROUP', GROUP, CONSUMER, 'COUNT', BATCH, 'BLOCK', BLOCK] as const),
        ...(['STREAMS', this.#key, '>'] as const),
      );
      await this.#handle(readRows(reply));
      if (Date.now() - reclaimed < LEFT) continue;
      await this.#reclaim(LEFT);
      reclaimed = Date.now();
    }
  }

  /** Takes up what was read at least `idle` ms ago and never acknowledged. */
  async #reclaim(idle: number): Promise<void> {
    let cursor = '0-0';
    do {
      const reply = await this.#parts.redis.xautoclaim(
        ...([this.#key, GROUP, CONSUMER, idle, cursor, 'COUNT', BATCH] as const),
      );
      const { next, rows } = claimedRows(reply);
      await this.#handle(rows);
      cursor = next;
    } while (cursor !== '0-0' && !this.#stopped);
  }

  async #handle(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0 || this.#stopped) return;
    for (const [id, fields] of rows) await this.#parts.handle(parseEntry(id, fields));
    await this.#parts.redis.xack(this.#key, GROUP, ...rows.map(([id]) => id));
  }
}
