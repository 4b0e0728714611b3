/** Notices that nobody touched a screen for a while. */

const EVENTS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
const LOOK_MS = 1_000;

export class IdleWatch {
  private touched = Date.now();
  private timer: ReturnType<typeof setInterval> | null = null;

  /** @param seconds without a touch after which `onIdle` is called, again and again until a touch */
  constructor(
    private readonly seconds: number,
    private readonly onIdle: () => void,
  ) {}

  start(): void {
    for (const event of EVENTS) {
      document.addEventListener(event, this.touch, { capture: true, passive: true });
    }
    this.timer = setInterval(() => this.look(), LOOK_MS);
    // A tablet that slept in between is looked at when it wakes.
    document.addEventListener('visibilitychange', this.look);
  }

  stop(): void {
    for (const event of EVENTS) document.removeEventListener(event, this.touch, { capture: true });
    document.removeEventListener('visibilitychange', this.look);
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  readonly touch = (): void => {
    this.touched = Date.now();
  };

  /** A wall clock, because the monotonic one stands still while a tablet sleeps; a jump only locks early. */
  private readonly look = (): void => {
    if (Math.abs(Date.now() - this.touched) >= this.seconds * 1_000) this.onIdle();
  };
}
