/** Rings at each site's midnight. One server process keeps the bells (design §7, facts/stack.md §2). */
import type { Redis } from 'ioredis';
import type { Log } from '../log.js';
import type { SiteConfig } from '../protocol/config.js';
import { Lease } from './lease.js';
import { JOB_OPTIONS, type Queues } from './queues.js';

/** Second, minute, hour, day, month, weekday, in the site's time zone. */
const MIDNIGHT = '0 0 0 * * *';

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

  constructor(parts: DayScheduleParts) {
    this.#parts = parts;
    this.#lease = new Lease({
      redis: parts.redis,
      name: 'day-schedule',
      owner: parts.owner,
      held: () => {
        this.#holds = true;
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
  }

  async stop(): Promise<void> {
    this.#holds = false;
    await this.#lease.stop();
  }

  /** Sets the bells anew, after a site came or its time zone changed. */
  refresh(): void {
    if (!this.#holds) return;
    for (const config of this.#parts.configs()) {
      this.#ring(config).catch((error: unknown) => {
        this.#parts.log.warn({ err: error, site: config.site.id }, 'setting the day bell failed');
      });
    }
  }

  /**
   * `pattern` with `tz`, upserted and never removed: the ways in which schedulers were seen to stop
   * are others (facts/stack.md §2).
   */
  async #ring({ site }: SiteConfig): Promise<void> {
    await this.#parts.queues.common.upsertJobScheduler(
      `day-${site.id}`,
      { pattern: MIDNIGHT, tz: site.timeZone },
      {
        name: 'close-day',
        data: { kind: 'close-day', data: { site: site.id } },
        opts: JOB_OPTIONS,
      },
    );
  }
}
