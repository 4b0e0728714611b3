/** Lets one waiter look again whenever something changed. */
export class Changes {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    for (const look of [...this.#waiting]) look();
  }

  /**
   * Waits until `done()` is true; false once `deadline()` has passed. Both are asked again at every
   * change, so a deadline may move.
   * @param deadline on the scale of `performance.now()`, ms
   */
  until(done: () => boolean, deadline: () => number): Promise<boolean> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const look = (): void => {
        clearTimeout(timer);
        const left = deadline() - performance.now();
        if (!done() && left > 0) {
          timer = setTimeout(look, Math.ceil(left));
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
