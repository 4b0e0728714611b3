/** How many sessions one address may begin: each is a write that Redis keeps. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany } from '../errors.js';
import { callerOf } from './address.js';

/** Sessions that one address may begin in a window. A hall's staff may all come through one proxy. */
const MOST = 60;
/** Seconds. */
const WINDOW = 60;

export class Newcomers {
  readonly #window = new RateLimiterMemory({ points: MOST, duration: WINDOW });

  /** Counts one more from this address. @throws TooMany when that is over the cap */
  async admit(address: string): Promise<void> {
    try {
      await this.#window.consume(callerOf(address));
    } catch (reached) {
      if (!(reached instanceof RateLimiterRes)) throw reached;
      throw new TooMany(Math.ceil(reached.msBeforeNext / 1000));
    }
  }
}
