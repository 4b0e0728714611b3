/** Which address the server listens at: this machine alone while nothing is real, the network after. */
import type { Log } from '../log.js';

/** A trial is for whoever sits at this machine; a real ward's tablets and televisions must reach it. */
const ONLY_HERE = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

export interface ListeningHostParts {
  /** Opens the doors, and moves them with the connections that are open. */
  doors: { open(host: string): Promise<void>; moveTo(host: string): Promise<void> };
  /** What the environment says (`HOST`); `null`: decided by `real`. */
  given: string | null;
  /** Whether a real site exists now. */
  real(): boolean;
  log: Log;
}

export class ListeningHost {
  readonly #parts: ListeningHostParts;
  readonly #moved = new Set<() => void>();
  #current = ONLY_HERE;
  #opened = false;
  #moving: Promise<void> = Promise.resolve();

  constructor(parts: ListeningHostParts) {
    this.#parts = parts;
  }

  /** Address at which the doors are open, or will be. */
  get current(): string {
    return this.#current;
  }

  /** Told after each move. @returns a function that ends the listening */
  onMoved(listener: () => void): () => void {
    this.#moved.add(listener);
    return () => this.#moved.delete(listener);
  }

  /** @throws when a port is taken */
  async open(): Promise<void> {
    this.#current = this.#wanted();
    await this.#parts.doors.open(this.#current);
    this.#opened = true;
  }

  /** Moves to where it should listen by now; where it cannot, it goes on where it was. */
  match(): Promise<void> {
    this.#moving = this.#moving.then(() => this.#match());
    return this.#moving;
  }

  #wanted(): string {
    const { given, real } = this.#parts;
    return given ?? (real() ? EVERYWHERE : ONLY_HERE);
  }

  async #match(): Promise<void> {
    const { doors, log } = this.#parts;
    const before = this.#current;
    const wanted = this.#wanted();
    if (!this.#opened || wanted === before) return;
    try {
      await doors.moveTo(wanted);
      this.#current = wanted;
    } catch (error) {
      log.error({ err: error, host: wanted }, 'cannot listen there');
      await doors.moveTo(before).catch((lost: unknown) => {
        log.fatal({ err: lost, host: before }, 'cannot listen where it did either');
      });
      return;
    }
    for (const listener of this.#moved) listener();
  }
}
