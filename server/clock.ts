import { performance } from 'node:perf_hooks';
import { uptime } from 'node:os';

/** The one injectable clock. Everything that asks for the time is handed this. */
export interface Clock {
  /** Site time, ms since 1970: the store's clock, a lead's correction and `CLOCK` taken into account. */
  now(): number;
  /** ms that a lead's correction adds to the machine's clock. */
  readonly offset: number;
  /** Speed of site time against real time: 1 but in trial mode and tests. */
  readonly speed: number;
  /** Whether the machine's clock stepped by more than 2 min against its monotonic one. */
  stepped(): boolean;
  /** A lead confirmed or corrected: `offset` (ms) is added to the machine's clock, steps are forgotten. */
  confirm(offset: number): void;
  /** Counts as stepped until a lead confirms: a correction may have outlived what it corrected. */
  doubt(): void;
}

/** Another day at another speed (`CLOCK`, trial mode and tests only). */
export interface SimulatedDay {
  /** Site time at the start of the process, ms since 1970. */
  at: number;
  /** Seconds of site time in one real second. */
  speed: number;
}

/** The three clocks of a machine, ms. Tests hand in their own. */
export interface MachineClocks {
  /** What the machine says the time is, since 1970. Anybody may set it. */
  wall(): number;
  /** Runs evenly from any start; on Linux it stands still while the machine sleeps. */
  monotonic(): number;
  /** Since the machine was started, sleep included. Coarse (10 ms) and dearer to read. */
  sinceBoot(): number;
}

/** A step past this stops issuing and calling. */
const STEP_MS = 120_000;
/** How often the store's time is asked for. */
const SYNC_MS = 30_000;
/** A slower answer says too little about the time to be used. */
const SLOW_ANSWER_MS = 1_000;

const MACHINE: MachineClocks = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  sinceBoot: () => uptime() * 1_000,
};

/** Real ms that `siteMs` of site time last: waits that people see are shorter on a fast clock. */
export function waitReal(clock: Pick<Clock, 'speed'>, siteMs: number): number {
  return siteMs / clock.speed;
}

/**
 * Site time on a real machine: its wall clock, brought to the store's time, with a lead's correction.
 * With a simulated day it runs on the monotonic clock alone and never steps.
 */
export class SystemClock implements Clock {
  readonly speed: number;
  private readonly machine: MachineClocks;
  private readonly simulated: SimulatedDay | null;
  /** `wall − monotonic` and `wall − sinceBoot` when the clock was last known to be good. */
  private anchor: { monotonic: number; boot: number };
  private readonly startedAt: number;
  private correction = 0;
  private storeOffset: number | null = null;
  private hasStepped = false;
  /** How far a simulated day was moved forward by `continueFrom`. */
  private ahead = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: { simulated?: SimulatedDay | null; machine?: MachineClocks } = {}) {
    this.machine = options.machine ?? MACHINE;
    this.simulated = options.simulated ?? null;
    this.speed = this.simulated?.speed ?? 1;
    this.startedAt = this.machine.monotonic();
    this.anchor = this.takeAnchor();
  }

  /** Measures the store's time now and every 30 s until `stop()`. Failures leave the last offset. */
  async start(storeTime: () => Promise<number>): Promise<void> {
    this.timer = setInterval(() => void this.sync(storeTime).catch(() => undefined), SYNC_MS);
    this.timer.unref();
    await this.sync(storeTime).catch(() => undefined);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  get offset(): number {
    return this.correction;
  }

  now(): number {
    return Math.floor(this.unroundedNow());
  }

  stepped(): boolean {
    if (!this.hasStepped && this.simulated === null) this.hasStepped = this.wallStepped();
    return this.hasStepped;
  }

  confirm(offset: number): void {
    this.correction = offset;
    this.hasStepped = false;
    this.anchor = this.takeAnchor();
  }

  doubt(): void {
    if (this.simulated === null) this.hasStepped = true;
  }

  /**
   * A simulated day goes on where an earlier process left it: site time is at least `at` (ms) from
   * now on. Without this a restart would take the clock back. A real clock ignores it.
   */
  continueFrom(at: number): void {
    if (this.simulated !== null) this.ahead += Math.max(0, at - this.now());
  }

  /**
   * Measures how far the store's clock is from the machine's, once. Several servers on one store agree
   * on the time by this.
   * @throws whatever `storeTime` throws
   */
  async sync(storeTime: () => Promise<number>): Promise<void> {
    if (this.simulated !== null) return;
    const sent = this.machine.monotonic();
    const stored = await storeTime();
    const took = this.machine.monotonic() - sent;
    if (took > SLOW_ANSWER_MS) return;
    const measured = stored - (this.machine.wall() - took / 2);
    const change = this.storeOffset === null ? 0 : Math.abs(measured - this.storeOffset);
    if (change > STEP_MS) this.hasStepped = true;
    // Within the doubt of the measurement the old offset is as good, and time does not jitter.
    if (this.storeOffset === null || change > took / 2 + 2) this.storeOffset = measured;
    // Steps are counted between measurements, so that months of small drift never add up to one.
    if (!this.stepped()) this.anchor = this.takeAnchor();
  }

  private unroundedNow(): number {
    if (this.simulated !== null) {
      const real = this.machine.monotonic() - this.startedAt;
      return this.simulated.at + real * this.simulated.speed + this.ahead + this.correction;
    }
    return this.machine.wall() + (this.storeOffset ?? 0) + this.correction;
  }

  private wallStepped(): boolean {
    const { wall, monotonic, sinceBoot } = this.machine;
    if (Math.abs(wall() - monotonic() - this.anchor.monotonic) <= STEP_MS) return false;
    // The monotonic clock stands still while a machine sleeps; the one since boot tells sleep from a step.
    if (Math.abs(wall() - sinceBoot() - this.anchor.boot) > STEP_MS) return true;
    this.anchor = this.takeAnchor();
    return false;
  }

  private takeAnchor(): { monotonic: number; boot: number } {
    const wall = this.machine.wall();
    return { monotonic: wall - this.machine.monotonic(), boot: wall - this.machine.sinceBoot() };
  }
}
