/**
 * Reads one site's journal in a consumer group: every entry is handed over at least once,
 * to one of the server processes, and is acknowledged only after its jobs are in Redis.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Log } from '../log.js';
import type { JournalEntry } from '../protocol/journal.js';
import { parseEntry } from '../store/redis/entries.js';
import { journalKey } from '../store/redis/keys.js';
import { settledWithin } from './settled-within.js';
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
/** ms between two looks for a journal that is not there: its site was forgotten, or is being made. */
const GONE = 1_000;
/** ms of real time that `stop()` waits for the entry under way: its jobs are few. */
const PATIENCE = 1_000;

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

  /**
   * Nothing more is handed over. What is under way has a second: then it is left for a next time,
   * such as jobs that wait for a Redis that is down.
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#parts.redis.disconnect();
    await settledWithin(this.#running, PATIENCE);
  }

  /**
   * An entry that nobody can read is a fault of ours. It ends the process, as where the journal is
   * followed: jobs that silently stand still are worse.
   */
  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#create();
        await this.#reclaim(0);
        await this.#follow();
      } catch (error) {
        if (this.#stopped) return;
        if (error instanceof UnreadableEntry) {
          this.#parts.log.fatal({ err: error, site: this.#parts.site }, 'journal group');
          throw error;
        }
        if (await this.#isGone()) {
          await sleep(GONE);
          continue;
        }
        this.#parts.log.warn({ err: error, site: this.#parts.site }, 'journal group, trying again');
        await sleep(RETRY);
      }
    }
  }

  /** Whether there is no such journal; false while Redis does not answer. */
  async #isGone(): Promise<boolean> {
    try {
      return (await this.#parts.redis.exists(this.#key)) === 0;
    } catch {
      return false;
    }
  }

  /**
   * From the journal's first entry on: what happened before the product first ran has effects too. A
   * journal is never made here: there is none once its site was forgotten.
   */
  async #create(): Promise<void> {
    try {
      await this.#parts.redis.xgroup('CREATE', this.#key, GROUP, '0');
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
    for (const row of rows) {
      await this.#parts.handle(readEntry(row));
      if (this.#stopped) return;
    }
    await this.#parts.redis.xack(this.#key, GROUP, ...rows.map(([id]) => id));
  }
}

class UnreadableEntry extends Error {
  override readonly name = 'UnreadableEntry';
}

/** @throws UnreadableEntry when the row was not written by this product */
function readEntry([id, fields]: Row): JournalEntry {
  try {
    return parseEntry(id, fields);
  } catch (cause) {
    throw new UnreadableEntry(`entry ${id} of the journal cannot be read`, { cause });
  }
}
