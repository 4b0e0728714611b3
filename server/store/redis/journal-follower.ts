/** Follows one journal by blocking reads, through outages, from where it stopped. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { JournalEntry } from '../../protocol/journal.js';
import type { Follower } from '../port.js';
import { parseEntry } from './entries.js';

/** Most entries in one batch. */
const BATCH = 500;
/** How long a read waits for an entry, real ms. */
const BLOCK_MS = 2_000;
/** A read without any answer for this long sits on a dead connection, real ms. */
const DEAD_MS = BLOCK_MS + 3_000;
/** Rest between failed reads, real ms. */
const RETRY_MS = 100;

/** Id, and names and values in turn. */
type Row = [id: string, fields: string[]];

export class JournalFollower implements Follower {
  #last: number;
  #stopped = false;
  /** Ends the wait for the present read. */
  #giveUp: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();

  /**
   * @param client a client of its own, made for blocking reads; closed by `stop()`
   * @param take awaited; it must not fail. An error of it, or an entry that nobody can read, is a fault
   *   of ours: it ends the process, because a journal that silently stands still is worse.
   */
  constructor(
    private readonly client: Redis,
    private readonly key: string,
    after: number,
    private readonly take: (entries: JournalEntry[]) => void | Promise<void>,
  ) {
    this.#last = after;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when nothing more will be taken. Not to be awaited inside `take`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#giveUp();
    this.client.disconnect();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const rows = await this.#read();
      if (this.#stopped || rows.length === 0) continue;
      const entries = rows.map(([id, fields]) => parseEntry(id, fields));
      // Raised first: a batch is never handed over twice.
      this.#last = entries[entries.length - 1]?.seq ?? this.#last;
      await this.take(entries);
    }
  }

  /** The rows after the last one; none when the wait ended or the store did not answer. */
  async #read(): Promise<Row[]> {
    const watch = setInterval(() => {
      if (this.client.status === 'ready') this.client.disconnect(true);
    }, DEAD_MS);
    try {
      const from = `${this.#last}-0`;
      const reading = this.client.xread(
        ...(['COUNT', BATCH, 'BLOCK', BLOCK_MS, 'STREAMS', this.key, from] as const),
      );
      // ioredis never settles what waits for a connection once it is told to disconnect.
      const reply = await new Promise<Awaited<typeof reading>>((resolve, reject) => {
        this.#giveUp = () => resolve(null);
        reading.then(resolve, reject);
      });
      return (reply ?? []).flatMap(([, rows]) => rows);
    } catch {
      await delay(RETRY_MS);
      return [];
    } finally {
      clearInterval(watch);
    }
  }
}
