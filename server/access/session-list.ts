/** Which sessions somebody has, so that they stay few: the oldest make room for a new one. */
import type { Redis } from 'ioredis';
import { AppError } from '../errors.js';
import { sessionsKey } from './keys.js';

/** Sessions that one person may have at once: more devices than anybody works at. */
const MOST = 10;

export interface SessionListParts {
  redis: Redis;
  /** Key of a session's own entry, which is gone when the session is over. */
  keyOf(session: string): string;
  /** ms after which the longest session is over. */
  lifetime: number;
}

export class SessionList {
  readonly #parts: SessionListParts;

  constructor(parts: SessionListParts) {
    this.#parts = parts;
  }

  /**
   * Notes a session that just began.
   * @param at real time, ms
   * @returns those that are too many now, the oldest first
   * @throws AppError `store-down`
   */
  async add(person: string, session: string, at: number): Promise<string[]> {
    const { redis, keyOf, lifetime } = this.#parts;
    const key = sessionsKey(person);
    try {
      await redis.zadd(key, `${at}`, session);
      await redis.pexpire(key, lifetime);
      if ((await redis.zcard(key)) <= MOST) return [];
      // Most of them ended by themselves, which nobody noted here.
      const all = await redis.zrange(key, '0', '-1');
      const open = await Promise.all(all.map((id) => redis.exists(keyOf(id))));
      const living = all.filter((_id, n) => open[n] === 1);
      const over = living.slice(0, Math.max(living.length - MOST, 0));
      const gone = all.filter((id) => !living.includes(id) || over.includes(id));
      if (gone.length > 0) await redis.zrem(key, ...gone);
      return over;
    } catch (cause) {
      throw new AppError('store-down', {}, { cause });
    }
  }
}
