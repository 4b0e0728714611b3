/** Rings at each site's midnight, and once after the day was closed. One server process keeps the bells. */
import type { Redis } from 'ioredis';
import type { Log } from '../log.js';
import type { SiteConfig } from '../protocol/config.js';
import { BELLS, bellOf } from './bells.js';
import { Lease } from './lease.js';
import { JOB_OPTIONS, type Queues } from './queues.js';

/** When each bell rings: second, minute, hour, day, month, weekday, in the site's time zone. */
const PATTERNS = {
  'close-day': '0 0 0 * * *',
  // By then the day is closed.
  retention: '0 30 0 * * *',
} as const;
/** ms of real time between two looks for sites that are new or have another time zone. */
const LOOK = 5_000;

export interface DayScheduleParts {
  redis: Redis;
  owner: string;
  queues: Queues;
  /** The configurations of all sites as they are now. */
  configs(): SiteConfig[];
  log: Log;
}

export class DaySchedule {
  readonly #lease: Lease;
  readonly #parts: DayScheduleParts;
  #holds = false;
  /** The time zone of each site's bell as this process set it. */
  readonly #rings = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DayScheduleParts) {
    this.#parts = parts;
    this.#lease = new Lease({
      redis: parts.redis,
      name: 'day-schedule',
      owner: parts.owner,
      held: () => {
        this.#holds = true;
        this.#rings.clear();
        this.refresh();
      },
      lost: () => {
        this.#holds = false;
      },
      log: parts.log,
    });
  }

  start(): void {
    this.#lease.start();
    this.#timer = setInterval(() => this.refresh(), LOOK);
  }

  async stop(): Promise<void> {
    this.#holds = false;
    clearInterval(this.#timer);
    await this.#lease.stop();
  }

  /** A site is gone; should one of its name come, it gets new bells. */
  forget(site: string): void {
    this.#rings.delete(site);
  }

  /**
   * Sets the bells of sites that are new or have another time zone. It looks by itself: only one
   * process holds the lease, and an entry of the journal may go to another one.
   */
  refresh(): void {
    if (!this.#holds) return;
    for (const { site } of this.#parts.configs()) {
      if (this.#rings.get(site.id) === site.timeZone) continue;
      this.#rings.set(site.id, site.timeZone);
      this.#ring(site).catch((error: unknown) => {
        this.#rings.delete(site.id);
        this.#parts.log.warn({ err: error, site: site.id }, 'setting the day bell failed');
      });
    }
  }

  /**
   * `pattern` with `tz`, upserted, and removed only with the site: the ways in which schedulers were
   * seen to stop are others.
   */
  async #ring({ id, timeZone: tz }: SiteConfig['site']): Promise<void> {
    const { common } = this.#parts.queues;
    for (const kind of BELLS) {
      await common.upsertJobScheduler(
        bellOf(kind, id),
        { pattern: PATTERNS[kind], tz },
        { name: kind, data: { kind, data: { site: id } }, opts: JOB_OPTIONS },
      );
    }
  }
}
