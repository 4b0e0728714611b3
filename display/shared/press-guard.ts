/**
 * Keeps a double tap from meaning two things. An answer comes within a hundredth of a second and may
 * put another button under the finger: for a moment nothing on the page can be pressed.
 */

/** Longer than the two taps of a double tap, shorter than a person needs to read what is new. */
const HOLD_MS = 600;

export class PressGuard {
  private until = 0;

  /** @param root gets the class `is-holding` while presses are ignored, so that they fall through. */
  constructor(private readonly root: HTMLElement) {}

  /** Also stops the space bar and Enter, which press the focused button. */
  start(): void {
    this.root.addEventListener(
      'click',
      (event) => {
        if (!this.holding()) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
  }

  hold(): void {
    this.until = performance.now() + HOLD_MS;
    this.root.classList.add('is-holding');
    setTimeout(() => {
      if (!this.holding()) this.root.classList.remove('is-holding');
    }, HOLD_MS + 10);
  }

  holding(): boolean {
    return performance.now() < this.until;
  }
}
