/** What was done last and can be taken back for a minute. */

/** ms in which it can be. */
const UNDO_MS = 60_000;

export interface Undoable {
  sentence: string;
  /** `performance.now()` until which it can be taken back. */
  until: number;
}

export class UndoOffer {
  private offered: (Undoable & { back(): void }) | null = null;

  /** `null` when there is nothing, or its minute is over. */
  get current(): Undoable | null {
    if (this.offered !== null && performance.now() > this.offered.until) this.offered = null;
    return this.offered;
  }
  /** @param back takes it back */
  make(sentence: string, back: () => void): void {
    this.offered = { sentence, until: performance.now() + UNDO_MS, back };
  }
  take(): void {
    this.offered?.back();
    this.offered = null;
  }
}
