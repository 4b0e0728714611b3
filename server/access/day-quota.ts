/** How many of something one caller may have in a day, whichever of several servers is asked. */
import type { Redis } from 'ioredis';
import { AppError } from '../errors.js';
import { quotaKey } from './keys.js';

/** Seconds after the first: longer than any day, and gone soon after it. */
const KEPT = 36 * 3_600;

/** KEYS[1] the count, ARGV: most, seconds. Replies 1 when there was one left. */
const TAKE = `
if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then return 0 end
if redis.call('INCR', KEYS[1]) == 1 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return 1`;

/** KEYS[1] the count. */
const GIVE_BACK = `
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
return 0`;

export class DayQuota {
  readonly #redis: Pick<Redis, 'eval'>;

  constructor(redis: Pick<Redis, 'eval'>) {
    this.#redis = redis;
  }

  /**
   * Takes one of a caller's share, so that many at once get no more than it.
   * @param caller a digest of who asks, and of the day @returns whether one was left
   * @throws AppError `store-down`
   */
  async take(caller: string, most: number): Promise<boolean> {
    return (await this.#run(TAKE, caller, most, KEPT)) === 1;
  }

  /** What was taken did not come about. @throws AppError `store-down` */
  async giveBack(caller: string): Promise<void> {
    await this.#run(GIVE_BACK, caller);
  }

  async #run(script: string, caller: string, ...args: number[]): Promise<unknown> {
    try {
      return await this.#redis.eval(script, 1, quotaKey(caller), ...args);
    } catch (cause) {
      throw new AppError('store-down', {}, { cause });
    }
  }
}
