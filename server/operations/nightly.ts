/** A backup each night. The machine of a hall is often off at night: then it is made soon after it starts. */
import type { Log } from '../log.js';
import { localMinute } from '../domain/day.js';
import type { Backups } from './backups.js';

/** 02:15 at the site: nobody is there, and the day was closed two hours before. */
const AT_MINUTE = 2 * 60 + 15;
/** ms after the start before the first look: whoever opens the hall goes first. */
const FIRST_LOOK_MS = 300_000;
/** ms between two looks. */
const LOOK_MS = 30_000;
/** ms after an attempt that failed, such as without the stick, before the next one. */
const AGAIN_MS = 3_600_000;

export interface NightlyParts {
  backups: Pick<Backups, 'state'>;
  /** Makes one and has it written down. */
  make(): Promise<unknown>;
  /** IANA time zone by whose night it goes. */
  timeZone(): string;
  /** Real time, ms. */
  now(): number;
  log: Log;
}

export class Nightly {
  readonly #parts: NightlyParts;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #notBefore = 0;

  constructor(parts: NightlyParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#notBefore = this.#parts.now() + FIRST_LOOK_MS;
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look());
    }, LOOK_MS);
    this.#timer.unref();
  }

  /** A backup under way ends by itself when Redis goes: a half one is never there. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** Makes a backup if the newest is older than the last 02:15. Never throws. */
  async look(): Promise<void> {
    const { backups, make, timeZone, now, log } = this.#parts;
    const at = now();
    if (at < this.#notBefore) return;
    try {
      const { kept, running, backups: made } = await backups.state();
      const newest = made[0]?.madeAt ?? 0;
      if (kept === 'elsewhere' || running || newest >= lastNight(at, timeZone())) return;
      await make();
    } catch (error) {
      this.#notBefore = at + AGAIN_MS;
      log.warn({ err: error }, 'the nightly backup was not made');
    }
  }
}

/** The newest 02:15 of a time zone that is over at `ms`, to the minute. */
export function lastNight(ms: number, timeZone: string): number {
  const sinceMidnight = localMinute(ms, timeZone) - AT_MINUTE;
  const minutes = sinceMidnight >= 0 ? sinceMidnight : sinceMidnight + 24 * 60;
  return Math.floor(ms / 60_000) * 60_000 - minutes * 60_000;
}
