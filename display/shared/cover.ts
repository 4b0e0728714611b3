/** What lies over a staff screen for a while: the way in, or the way out. The screen below stays as it is. */
import type { Departure } from './departure.js';
import { type Child, need, patch } from './dom.js';

/** `held`: the way in cannot be given up, because nobody is in. */
export type OnCover = { kind: 'entry'; held: boolean } | { kind: 'leaving'; leaving: Departure };

export class Cover {
  private on: OnCover | null = null;
  /** What had the focus below. */
  private focused: Element | null = null;

  /** @param view draws what lies over the screen */
  constructor(private readonly view: (on: OnCover) => Child) {}

  /** `null` while the screen is open. */
  get current(): OnCover | null {
    return this.on;
  }
  /** Nothing opens the screen but somebody's secret. */
  get held(): boolean {
    return this.on?.kind === 'entry' && this.on.held;
  }

  raise(on: OnCover): void {
    if (this.on === null) this.focused = document.activeElement;
    this.on = on;
    this.draw();
    document.getElementById('pad-title')?.focus({ preventScroll: true });
  }

  /** Gives the screen back, with the focus where it was. */
  lower(): void {
    this.on = null;
    this.draw();
    if (this.focused instanceof HTMLElement) this.focused.focus({ preventScroll: true });
    this.focused = null;
  }

  draw(): void {
    const place = need('#cover', HTMLElement);
    document.documentElement.classList.toggle('is-covered', this.on !== null);
    place.hidden = this.on === null;
    patch(place, this.on === null ? null : this.view(this.on));
  }
}
