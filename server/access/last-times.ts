/** When each person, device or token was last here: beside the books, because it changes all the time. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../log.js';
import { bookKeys, lastKey } from './keys.js';

const lastTime = z.object({
  /** Real time, ms. */
  at: z.number(),
  build: z.string().nullable(),
  address: z.string().nullable(),
});
export type LastTime = z.infer<typeof lastTime>;

/**
 * KEYS: book, last times. ARGV: id, JSON. A screen that closes because its device was revoked, on any
 * process, must not leave the device's address behind.
 */
const NOTE = `
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then redis.call('HSET', KEYS[2], ARGV[1], ARGV[2]) end
return 0`;

export class LastTimes {
  readonly #redis: Redis;
  readonly #book: string;
  readonly #key: string;
  readonly #log: Log;

  /** @param name of the book whose entries they are about */

  constructor(redis: Redis, name: string, log: Log) {
    this.#redis = redis;
    this.#book = bookKeys(name).entries;
    this.#key = lastKey(name);
    this.#log = log;
  }

  /** Nobody waits for it, and nothing is lost that matters where it fails. Nothing is noted of who is gone. */
  note(id: string, last: LastTime): void {
    const text = JSON.stringify(last);
    this.#redis.eval(NOTE, 2, this.#book, this.#key, id, text).catch((error: unknown) => {
      this.#log.debug({ err: error }, 'a last time was not kept');
    });
  }

  /** Empty while Redis does not answer. */
  async all(): Promise<ReadonlyMap<string, LastTime>> {
    const stored = await this.#redis.hgetall(this.#key).catch(() => ({}));
    const times = new Map<string, LastTime>();
    for (const [id, text] of Object.entries(stored)) {
      const read = lastTime.safeParse(JSON.parse(String(text)));
      if (read.success) times.set(id, read.data);
    }
    return times;
  }

  async forget(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#redis.hdel(this.#key, ...ids);
  }
}
