/** What unpaired devices show and ask, in Redis, for as long as a code holds. */
import { randomInt } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AppError } from '../errors.js';
import type { PairingOffer } from '../protocol/people.js';
import { codeKey, offerKey } from './keys.js';
import { digestOf, newSecret } from './secrets.js';

/** ms for which a code holds. */
const LIFETIME = 600_000;
/** Codes that turn out to be shown elsewhere before giving up. */
const TRIES = 20;

const offer = z.object({
  code: z.string(),
  /** The device that it became; `null` until somebody typed the code. */
  device: z.string().nullable(),
});
export type Offer = z.infer<typeof offer>;

export class Pairing {
  readonly #redis: Redis;
  readonly #now: () => number;

  /** @param now real time, ms */
  constructor(redis: Redis, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  /** A code that no other device shows now. */
  async offer(): Promise<PairingOffer> {
    const claim = newSecret();
    const digest = digestOf(claim);
    for (let left = TRIES; left > 0; left -= 1) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const free = await this.#redis.set(codeKey(code), digest, 'PX', LIFETIME, 'NX').catch(down);
      if (free === null) continue;
      await this.#keep(digest, { code, device: null }, LIFETIME);
      return { code, claim, expiresAt: this.#now() + LIFETIME };
    }
    throw new AppError('store-down');
  }

  /** Takes the code away from whoever shows it. @returns a function that says which device it became */
  async take(code: string): Promise<(device: string) => Promise<void>> {
    const digest = await this.#redis.getdel(codeKey(code)).catch(down);
    if (digest === null) throw new AppError('code-unknown');
    return (device) => this.#keep(digest, { code, device }, LIFETIME);
  }

  /** @throws AppError `pairing-over` */
  async read(claim: string): Promise<Offer> {
    const text = await this.#redis.get(offerKey(digestOf(claim))).catch(down);
    if (text === null) throw new AppError('pairing-over');
    return offer.parse(JSON.parse(text));
  }

  async #keep(digest: string, kept: Offer, lifetime: number): Promise<void> {
    await this.#redis.set(offerKey(digest), JSON.stringify(kept), 'PX', lifetime).catch(down);
  }
}

function down(cause: unknown): never {
  throw new AppError('store-down', {}, { cause });
}
