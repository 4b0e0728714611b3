/** What Redis said, believed for a while: a request must not wait for Redis twice. */
import { answeredWithin } from '../deadline.js';
import { AppError } from '../errors.js';

/** ms for which an answer is believed without asking Redis again. */
const FRESH = 5_000;
/** ms for which one is believed while Redis is asked: what was missed while Redis was away ends in it. */
const STALE = 60_000;
/** ms to wait for one that is not believed; with the command that follows it stays under 2 s. */
const LOOKUP = 400;
/** Answers kept in memory; a hall has some dozens. */
const MOST = 5_000;

interface Kept<T> {
  value: T;
  /** Monotonic, ms. */
  askedAt: number;
}

export class Believed<T> {
  readonly #ask: (key: string) => Promise<T | null>;
  readonly #kept = new Map<string, Kept<T>>();
  readonly #lookups = new Map<string, Promise<T | null>>();

  /** @param ask Redis; `null` for what is not there, which is not kept */
  constructor(ask: (key: string) => Promise<T | null>) {
    this.#ask = ask;
  }

  /** @throws AppError `store-down` when nothing is believed and Redis does not answer within `LOOKUP` */
  async get(key: string): Promise<T | null> {
    const kept = this.#kept.get(key);
    const age = kept === undefined ? Infinity : performance.now() - kept.askedAt;
    if (kept !== undefined && age < FRESH) return kept.value;
    const lookup = this.#look(key);
    if (kept === undefined || age >= STALE) return answeredWithin(LOOKUP, lookup);
    lookup.catch(() => undefined);
    return kept.value;
  }

  /** It changed: the next who asks gets what Redis says from now on. */
  drop(key: string): void {
    this.#kept.delete(key);
    this.#lookups.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    this.#lookups.clear();
  }

  /** Asks Redis, once for all who ask meanwhile. */
  #look(key: string): Promise<T | null> {
    const running = this.#lookups.get(key);
    if (running !== undefined) return running;
    const askedAt = performance.now();
    const lookup: Promise<T | null> = this.#ask(key).then(
      (value) => {
        if (this.#lookups.get(key) === lookup) this.#keep(key, value, askedAt);
        return value;
      },
      (cause: unknown) => {
        if (this.#lookups.get(key) === lookup) this.#lookups.delete(key);
        throw cause instanceof AppError ? cause : new AppError('store-down', {}, { cause });
      },
    );
    this.#lookups.set(key, lookup);
    return lookup;
  }

  #keep(key: string, value: T | null, askedAt: number): void {
    this.#lookups.delete(key);
    this.#kept.delete(key);
    if (value === null) return;
    if (this.#kept.size >= MOST) this.#kept.clear();
    this.#kept.set(key, { value, askedAt });
  }
}
