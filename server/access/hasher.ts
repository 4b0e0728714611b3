/** Slow hashes of PINs and passwords: argon2id with a pepper, and few at once. */
import { hash, verify } from '@node-rs/argon2';
import { TooMany } from '../errors.js';
import { newSecret } from './secrets.js';

/** OWASP Password Storage Cheat Sheet's first choice; 23 ms measured. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const PREFIX = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$`;
/** At once: Node has four threads for such work, and files and names need some of them. */
const AT_ONCE = 2;
/** Waiting besides, and from one place: at 23 ms each the last waits about a second. */
const MOST_WAITING = 64;
const MOST_OF_PLACE = 6;
/** Of those waiting, from places that are not paired: strangers must leave room for the hall itself. */
const MOST_OF_STRANGERS = MOST_WAITING / 2;
/** Seconds after which who was turned away may ask again. */
const BUSY_SECONDS = 2;

/** Where a secret was typed, and whether that is a paired device or this machine itself. */
export interface HashPlace {
  place: string;
  trusted: boolean;
}

/** For somebody who is let in already. */
const INSIDE: HashPlace = { place: 'inside', trusted: true };

export class Hasher {
  readonly #pepper: Buffer;
  readonly #trusted: (() => void)[] = [];
  readonly #strangers: (() => void)[] = [];
  readonly #ofPlace = new Map<string, number>();
  #running = 0;
  #decoy: Promise<string> | null = null;

  /** @param pepper goes into every hash and is kept elsewhere */
  constructor(pepper: Buffer) {
    this.#pepper = pepper;
  }

  /** For somebody who is let in already. @throws TooMany when too many wait */
  hash(secret: string): Promise<string> {
    return this.#inTurn(INSIDE, () =>
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
   * @param place where it was typed: one place cannot take all the turns, nor can strangers together
   * @throws TooMany when too many wait
   */
  async verify(kept: string | null, secret: string, place: HashPlace): Promise<boolean> {
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

  async #inTurn<T>({ place, trusted }: HashPlace, work: () => Promise<T>): Promise<T> {
    const own = place === INSIDE.place ? 0 : (this.#ofPlace.get(place) ?? 0);
    const full = this.#trusted.length + this.#strangers.length >= MOST_WAITING;
    const crowded = !trusted && this.#strangers.length >= MOST_OF_STRANGERS;
    if (own >= MOST_OF_PLACE || full || crowded) throw new TooMany(BUSY_SECONDS);
    this.#ofPlace.set(place, own + 1);
    try {
      if (this.#running >= AT_ONCE) {
        const queue = trusted ? this.#trusted : this.#strangers;
        await new Promise<void>((resolve) => queue.push(resolve));
      } else {
        this.#running += 1;
      }
      return await work();
    } finally {
      this.#next(place);
    }
  }

  /** Who is done hands its turn to whoever waits longest: of the hall's own, else of the strangers. */
  #next(place: string): void {
    const left = (this.#ofPlace.get(place) ?? 1) - 1;
    if (left <= 0) this.#ofPlace.delete(place);
    else this.#ofPlace.set(place, left);
    const next = this.#trusted.shift() ?? this.#strangers.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
