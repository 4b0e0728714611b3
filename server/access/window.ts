/** How many of something one caller may ask for in a minute. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany } from '../errors.js';

/** Seconds. */
const WINDOW = 60;

export class Window {
  readonly #limiter: RateLimiterMemory;

  /** @param most in a minute, in this process */
  constructor(most: number) {
    this.#limiter = new RateLimiterMemory({ points: most, duration: WINDOW });
  }

  /** Counts one more of this caller. @throws TooMany when that is over the cap */
  async admit(caller: string): Promise<void> {
    try {
      await this.#limiter.consume(caller);
    } catch (reached) {
      if (!(reached instanceof RateLimiterRes)) throw reached;
      throw new TooMany(Math.ceil(reached.msBeforeNext / 1000));
    }
  }
}
