/** A lease in Redis: of several server processes one does what only one may do. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../log.js';
import { PATIENCE } from './close-within.js';
import { settledWithin } from './settled-within.js';

/** ms of real time after which another may take it from a silent holder. */
const TERM = 10_000;
/** ms for which a holder relies on it: what it does under the lease has ended before another begins. */
const SURE = TERM - PATIENCE;
/** ms between two renewals. */
const RENEW = 3_000;
/** ms that `stop()` waits for Redis: without its answer the lease ends by itself. */
const GIVE_BACK_WITHIN = 500;

/** KEYS[1] the lease, ARGV[1] who asks, ARGV[2] ms. Replies 1 when that one holds it now. */
const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;
/** KEYS[1] the lease, ARGV[1] who gives it back. */
const GIVE_BACK = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;

const keySchema = z.array(z.string());

export interface LeaseParts {
  redis: Redis;
  name: string;
  /** Tells server processes apart for who looks into Redis. */
  owner: string;
  /** This process is the one from now on. */
  held(): void;
  /** It no longer is: Redis gave the lease to another, or did not answer for too long. */
  lost(): void;
  log: Log;
}

const ROOT = 'motcua:lease:';

/**
 * Gives back what earlier processes held. For who has this Redis alone: whoever held a lease has ended, in
 * whatever way, and nobody need wait until it is over.
 */
export async function freeLeases(redis: Redis): Promise<void> {
  for await (const keys of redis.scanStream({ match: `${ROOT}*` })) {
    for (const key of keySchema.parse(keys)) await redis.del(key);
  }
}

export class Lease {
  readonly #parts: LeaseParts;
  readonly #key: string;
  /** Another lease of the same process is another holder: it begins when this one is given back. */
  readonly #holder: string;
  #holds = false;
  #stopped = false;
  /** The question under way; it never rejects. */
  #question: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
    this.#key = `${ROOT}${parts.name}`;
    this.#holder = `${parts.owner} ${randomUUID()}`;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), RENEW);
    this.#tick();
  }

  /**
   * Gives the lease back, so that another need not wait for its end. Neither `held` nor `lost` is
   * called from now on. Takes half a second at most, whatever Redis does.
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    clearTimeout(this.#ending);
    // After the question under way, whose answer may be that the lease is ours.
    const asked = this.#question ?? Promise.resolve();
    await settledWithin(
      asked.then(() => this.#giveBack()),
      GIVE_BACK_WITHIN,
    );
  }

  #tick(): void {
    this.#question ??= this.#ask()
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, 'asking for a lease failed'))
      .finally(() => {
        this.#question = null;
      });
  }

  async #ask(): Promise<void> {
    const asked = performance.now();
    const { redis } = this.#parts;
    const ours = (await redis.eval(TAKE, 1, this.#key, this.#holder, String(TERM))) === 1;
    if (this.#stopped) return;
    const left = asked + SURE - performance.now();
    // An answer that took longer than the lease is sure says nothing any more.
    if (!ours || left <= 0) {
      this.#lose();
      return;
    }
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => this.#lose(), left);
    if (this.#holds) return;
    this.#holds = true;
    this.#parts.held();
  }

  #lose(): void {
    clearTimeout(this.#ending);
    if (!this.#holds) return;
    this.#holds = false;
    this.#parts.lost();
  }

  async #giveBack(): Promise<void> {
    await this.#parts.redis.eval(GIVE_BACK, 1, this.#key, this.#holder);
  }
}
