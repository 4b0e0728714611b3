/**
 * Rings when the holder's number is called, if that was switched on: a sound made here, a buzz, and where the
 * connection is a secure one a notice of the phone itself, for whoever looks at something else.
 */
import { AlarmTone } from '../shared/alarm-tone.js';
import { askForNotices, keepAwake, showNotice } from '../shared/secure-context.js';

const BUZZ_MS = [300, 100, 300];
/** A ring with each change of the picture's colours, for 6 s. */
const RINGS = 3;
const RING_MS = 2_000;

/** Where this tab remembers for which number it was switched on. */
const MEMORY = 'bell';

export class Bell {
  on: boolean;
  private readonly tone = new AlarmTone();
  private ringing = 0;

  /**
   * @param token of the number; a page that was loaded anew, or let go by its phone, goes on as it was
   * @param notices address of the script by which some browsers show notices
   */
  constructor(
    private readonly token: string,
    private readonly notices: string,
  ) {
    this.on = remembered() === token;
    if (this.on) keepAwake();
  }

  /** It is on and would not be heard: the browser waits for a touch. */
  get waits(): boolean {
    return this.on && !this.tone.ready;
  }

  /** Somebody looks at the page again. */
  wake(): void {
    if (this.on) this.tone.wake();
  }

  /** Browsers let a page make sound only after a touch: this is called by one. */
  listen(root: Document): void {
    this.tone.listenForTouch(root, () => undefined);
  }

  async toggle(): Promise<void> {
    this.on = !this.on;
    remember(this.on ? this.token : '');
    if (!this.on) return this.stop();
    keepAwake();
    // So that somebody hears what it will be like; a phone that was never touched needs a moment to start.
    setTimeout(() => this.tone.play(BUZZ_MS), 100);
    await askForNotices();
  }

  /** @param text what the notice says: a number and a counter */
  ring(text: string): void {
    if (!this.on) return;
    this.stop();
    let left = RINGS;
    const ring = (): void => {
      this.tone.play(BUZZ_MS);
      left -= 1;
      if (left > 0) this.ringing = window.setTimeout(ring, RING_MS);
    };
    ring();
    if (document.visibilityState === 'hidden') void showNotice(this.notices, 'call', text);
  }

  stop(): void {
    clearTimeout(this.ringing);
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(MEMORY);
  } catch {
    return null;
  }
}

function remember(token: string): void {
  try {
    sessionStorage.setItem(MEMORY, token);
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
}
