/** Slow hashes of PINs and passwords: argon2id with a pepper, and few at once. */
import { hash, verify } from '@node-rs/argon2';
import { TooMany } from '../errors.js';
import { newSecret } from './secrets.js';

/** OWASP Password Storage Cheat Sheet's first choice; 23 ms measured (facts/limits.md §9). */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const PREFIX = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$`;
/** At once: Node has four threads for such work, and files and names need some of them. */
const AT_ONCE = 2;
/** Waiting besides, and from one place: at 23 ms each the last waits about a second. */
const MOST_WAITING = 64;
const MOST_OF_PLACE = 6;
/** Seconds after which who was turned away may ask again. */
const BUSY_SECONDS = 2;

export class Hasher {
  readonly #pepper: Buffer;
  readonly #waiting: (() => void)[] = [];
  readonly #ofPlace = new Map<string, number>();
  #running = 0;
  #decoy: Promise<string> | null = null;

  /** @param pepper goes into every hash and is kept elsewhere */
  constructor(pepper: Buffer) {
    this.#pepper = pepper;
  }

  /** For somebody who is let in already. @throws TooMany when too many wait */
  hash(secret: string): Promise<string> {
    return this.#inTurn(null, () =>
      hash(secret.normalize('NFC'), {
        secret: this.#pepper,
        memoryCost: MEMORY_KIB,
        timeCost: PASSES,
        parallelism: LANES,
      }),
    );
  }

  /**
   * Whether this is the secret; without a hash it takes as long and is false.
   * @param place where it was typed: one place cannot take all the turns
   * @throws TooMany when too many wait
   */
  async verify(kept: string | null, secret: string, place: string): Promise<boolean> {
    const against = kept ?? (await this.#decoyHash());
    const right = await this.#inTurn(place, () =>
      verify(against, secret.normalize('NFC'), { secret: this.#pepper }),
    );
    return right && kept !== null;
  }

  /** Made with other parameters than today's: the next right secret is hashed anew. */
  outdated(kept: string): boolean {
    return !kept.startsWith(PREFIX);
  }

  /** What is compared where there is nothing to compare with. */
  #decoyHash(): Promise<string> {
    this.#decoy ??= this.hash(newSecret()).catch((error: unknown) => {
      this.#decoy = null;
      throw error;
    });
    return this.#decoy;
  }

  async #inTurn<T>(place: string | null, work: () => Promise<T>): Promise<T> {
    const own = place === null ? 0 : (this.#ofPlace.get(place) ?? 0);
    if (own >= MOST_OF_PLACE || this.#waiting.length >= MOST_WAITING) {
      throw new TooMany(BUSY_SECONDS);
    }
    if (place !== null) this.#ofPlace.set(place, own + 1);
    try {
      if (this.#running >= AT_ONCE) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      } else {
        this.#running += 1;
      }
      return await work();
    } finally {
      this.#next(place);
    }
  }

  /** Who is done hands its turn to whoever waits longest. */
  #next(place: string | null): void {
    if (place !== null) {
      const left = (this.#ofPlace.get(place) ?? 1) - 1;
      if (left === 0) this.#ofPlace.delete(place);
      else this.#ofPlace.set(place, left);
    }
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
