/** Which devices have a socket open here, and when each was last seen. */
import type { LastTime, LastTimes } from './last-times.js';

export class Presence {
  readonly #last: LastTimes;
  readonly #now: () => number;
  readonly #open = new Map<string, { sockets: number; where: Omit<LastTime, 'at'> }>();

  /** @param now real time, ms */
  constructor(last: LastTimes, now: () => number) {
    this.#last = last;
    this.#now = now;
  }

  isHere(device: string): boolean {
    return this.#open.has(device);
  }

  /** A socket of the device opened; call the answer when it closes. */
  seen(device: string, from: { address: string; build: string | null }): () => void {
    const before = this.#open.get(device);
    // Not every socket says which build it is.
    const where = { address: from.address, build: from.build ?? before?.where.build ?? null };
    this.#open.set(device, { sockets: (before?.sockets ?? 0) + 1, where });
    this.#note(device, where);
    let closed = false;
    return () => {
      if (closed) return;
      closed = true;
      this.#note(device, where);
      const left = (this.#open.get(device)?.sockets ?? 1) - 1;
      if (left === 0) this.#open.delete(device);
      else this.#open.set(device, { sockets: left, where });
    };
  }

  /** Writes down that those with an open socket are still here. */
  noteOpen(): void {
    for (const [device, { where }] of this.#open) this.#note(device, where);
  }

  #note(device: string, where: Omit<LastTime, 'at'>): void {
    this.#last.note(device, { ...where, at: this.#now() });
  }
}
