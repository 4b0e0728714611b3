/** A lease in Redis: of several server processes one does what only one may do (design §7). */
import { performance } from 'node:perf_hooks';
import type { Redis } from 'ioredis';
import type { Log } from '../log.js';

/** ms of real time after which a silent holder has lost it. */
const TERM = 10_000;
/** ms between two renewals. */
const RENEW = 3_000;

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

export interface LeaseParts {
  redis: Redis;
  name: string;
  /** Tells server processes apart. */
  owner: string;
  /** This process is the one from now on. */
  held(): void;
  /** It no longer is: Redis gave the lease to another, or did not answer for a whole term. */
  lost(): void;
  log: Log;
}

export class Lease {
  readonly #parts: LeaseParts;
  readonly #key: string;
  /** Monotonic ms up to which the lease is surely ours; 0 when it is not. */
  #until = 0;
  #asking = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
    this.#key = `motcua:lease:${parts.name}`;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), RENEW);
    this.#tick();
  }

  /** Gives the lease back, so that another need not wait for its end. `lost` is not called. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#until === 0) return;
    this.#until = 0;
    await this.#parts.redis.eval(GIVE_BACK, 1, this.#key, this.#parts.owner).catch(() => 0);
  }

  #tick(): void {
    if (this.#until !== 0 && this.#until <= performance.now()) this.#release();
    if (this.#asking) return;
    this.#asking = true;
    this.#ask()
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, 'asking for a lease failed'))
      .finally(() => {
        this.#asking = false;
      });
  }

  async #ask(): Promise<void> {
    const asked = performance.now();
    const { redis, owner } = this.#parts;
    const ours = (await redis.eval(TAKE, 1, this.#key, owner, String(TERM))) === 1;
    if (!ours) {
      if (this.#until !== 0) this.#release();
      return;
    }
    const before = this.#until;
    this.#until = asked + TERM;
    if (before === 0) this.#parts.held();
  }

  #release(): void {
    this.#until = 0;
    this.#parts.lost();
  }
}
