/** Lets one waiter look again whenever something changed. */
export class Changes {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    for (const look of [...this.#waiting]) look();
  }

  /**
   * Waits until `done()` is true; false once `deadline()` has passed. Both are asked again at every
   * change, so a deadline may move. On a machine that stood still both time and answers have come: answers count.
   * @param deadline on the scale of `performance.now()`, ms
   */
  until(done: () => boolean, deadline: () => number): Promise<boolean> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      let late: NodeJS.Immediate | undefined;
      const look = (): void => {
        clearTimeout(timer);
        clearImmediate(late);
        const left = deadline() - performance.now();
        if (!done() && left > 0) {
          // Timers come before what the network brought meanwhile, immediates after it.
          timer = setTimeout(() => (late = setImmediate(look)), Math.ceil(left));
          return;
        }
        this.#waiting.delete(look);
        resolve(done());
      };
      this.#waiting.add(look);
      look();
    });
  }
}
