/** A small book in Redis: entries by id that are read as a whole and changed only as they were read. */
import type { Redis } from 'ioredis';
import { AppError } from '../errors.js';
import { Believed } from './believed.js';
import { bookKeys } from './keys.js';

/** Changes that met another one and are tried again before giving up. */
const TRIES = 20;

const READ = `return { redis.call('GET', KEYS[2]) or '0', redis.call('HGETALL', KEYS[1]) }`;
/** ARGV: revision that was read, ids to delete (count first), then ids and entries to set. */
const WRITE = `
if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[1] then return 0 end
local gone = tonumber(ARGV[2])
for i = 3, 2 + gone do redis.call('HDEL', KEYS[1], ARGV[i]) end
for i = 3 + gone, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('INCR', KEYS[2])
return 1`;

interface Page<T> {
  rev: string;
  entries: ReadonlyMap<string, T>;
}

export interface BookParts<T> {
  redis: Redis;
  name: string;
  /** @throws when a stored entry is none */
  read: (stored: unknown) => T;
}

export class Book<T> {
  readonly #redis: Redis;
  readonly #keys: [string, string];
  readonly #read: (stored: unknown) => T;
  readonly #believed: Believed<Page<T>>;

  constructor({ redis, name, read }: BookParts<T>) {
    const { entries, rev } = bookKeys(name);
    this.#redis = redis;
    this.#keys = [entries, rev];
    this.#read = read;
    this.#believed = new Believed(() => this.#load());
  }

  /** All entries, as of at most a moment ago. @throws AppError `store-down` */
  async all(): Promise<ReadonlyMap<string, T>> {
    return (await this.#believed.get(''))?.entries ?? new Map<string, T>();
  }

  /** The book changed elsewhere. */
  drop(): void {
    this.#believed.drop('');
  }

  /**
   * Changes the book as it is in Redis at this moment, or not at all.
   * @param edit changes the map that it is given by putting new entries in or taking old ones out; it may
   * run several times, and what it throws leaves the book as it was
   * @throws AppError `store-down`
   */
  async change<R>(edit: (entries: Map<string, T>) => R): Promise<R> {
    for (let left = TRIES; left > 0; left -= 1) {
      const page = await guarded(this.#load());
      const entries = new Map(page.entries);
      const result = edit(entries);
      if (await this.#commit(page, entries)) return result;
    }
    throw new AppError('store-down');
  }

  async #commit(
    { rev, entries: before }: Page<T>,
    after: ReadonlyMap<string, T>,
  ): Promise<boolean> {
    const gone = [...before.keys()].filter((id) => !after.has(id));
    const set = [...after].flatMap(([id, entry]) =>
      before.get(id) === entry ? [] : [id, JSON.stringify(entry)],
    );
    if (gone.length === 0 && set.length === 0) return true;
    const args = [rev, gone.length, ...gone, ...set];
    const done = await guarded(this.#redis.eval(WRITE, 2, ...this.#keys, ...args));
    this.drop();
    return done === 1;
  }

  async #load(): Promise<Page<T>> {
    const reply: unknown = await this.#redis.eval(READ, 2, ...this.#keys);
    if (!Array.isArray(reply)) throw new Error('the store answered no book');
    const [rev, flat] = reply as unknown[];
    if (!Array.isArray(flat)) throw new Error('the store answered no entries');
    const parts = flat.map(String);
    const entries = new Map<string, T>();
    for (let i = 0; i + 1 < parts.length; i += 2) {
      entries.set(parts[i] ?? '', this.#read(JSON.parse(parts[i + 1] ?? '')));
    }
    return { rev: String(rev), entries };
  }
}

/** @throws AppError `store-down` where Redis failed: whether it was done is not known */
async function guarded<R>(work: Promise<R>): Promise<R> {
  try {
    return await work;
  } catch (cause) {
    throw new AppError('store-down', {}, { cause });
  }
}
