/** Those who wait until a board holds an entry of the journal, such as whoever was just answered by the store. */
interface Waiter {
  seq: number;
  done(reached: boolean): void;
}

export class SeqWaiters {
  readonly #waiters = new Set<Waiter>();

  /** @param ms of real time; @returns whether `seq` was reached within them */
  wait(seq: number, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.done(false), ms);
      const waiter: Waiter = {
        seq,
        done: (reached) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(reached);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** The board holds everything up to `seq`. */
  reach(seq: number): void {
    for (const waiter of this.#waiters) {
      if (waiter.seq <= seq) waiter.done(true);
    }
  }

  /** The board is followed no longer. */
  giveUp(): void {
    for (const waiter of this.#waiters) waiter.done(false);
  }
}
