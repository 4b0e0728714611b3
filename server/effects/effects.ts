/** What follows from the journal outside it: jobs, their workers, and the bell at midnight. */
import type { ConnectionOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Clock } from '../clock.js';
import { businessDay } from '../domain/day.js';
import type { PrinterLink, PrinterLinks } from '../live/printer-links.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { PrintOrder, PrintResult } from '../protocol/printing.js';
import type { Store } from '../store/port.js';
import { callTimeout } from './call-timeout.js';
import { closeDay } from './close-day.js';
import { JobsWorker } from './jobs-worker.js';
import { DaySchedule } from './day-schedule.js';
import { jobsOf, SECOND_THOUGHT } from './entry-jobs.js';
import { JournalGroup } from './journal-group.js';
import type { Handler } from './jobs.js';
import { PrinterWorkers } from './printer-workers.js';
import { Queues } from './queues.js';
import { resumeLater } from './resume-later.js';
import { retention, type ForgetDeleted } from './retention.js';
import type { SystemCommands } from './system-commands.js';

/** The sites, those to come included. */
interface Sites extends SiteViews {
  /** Tells of each site, those known already at once, and of those that the store has forgotten. */
  listen(came: (site: SiteView) => void, left: (site: SiteView) => void): () => void;
}

export interface EffectsParts {
  store: Store;
  sites: Sites;
  clock: Clock;
  commands: SystemCommands;
  /** For BullMQ to make its own connections. */
  connection: ConnectionOptions;
  /** Makes a client for blocking reads on the Redis that has the journals. */
  tail(name: string): Redis;
  printers: PrinterLinks;
  printSlip: Handler<'print-slip'>;
  lostSlip: Handler<'print-slip'>;
  /** Has an agent that came asked what became of slips of which it may know more. */
  recallSlips(link: PrinterLink): Promise<void>;
  moveSlip: Handler<'move-slip'>;
  forgetDeleted: ForgetDeleted;
  /** Tells server processes apart, such as the boot id. */
  owner: string;
  log: Log;
}

/** ms of real time to wait for this process to learn of an entry. */
const CATCH_UP = 1_000;
/** ms of real time by which days are closed whose closing was asked for. */
const CLOSED_WITHIN = 300_000;

export class Effects {
  readonly #parts: EffectsParts;
  readonly #queues: Queues;
  readonly #worker: JobsWorker;
  readonly #groups = new Map<string, JournalGroup>();
  #leases: Redis | null = null;
  #schedule: DaySchedule | null = null;
  #printers: PrinterWorkers | null = null;
  #forget: (() => void) | null = null;

  constructor(parts: EffectsParts) {
    const { store, sites, clock, commands, connection, forgetDeleted, log } = parts;
    this.#parts = parts;
    this.#queues = new Queues(connection, log);
    const handlers = {
      'call-timeout': callTimeout(sites, commands, clock),
      'resume-later': resumeLater(sites, commands, clock),
      'move-slip': parts.moveSlip,
      'close-day': closeDay(store, sites, commands, clock),
      retention: retention(store, sites, clock, forgetDeleted, log),
    };
    this.#worker = new JobsWorker(connection, handlers, log);
  }

  start(): void {
    const { connection, owner, printers, sites, log, tail } = this.#parts;
    const { printSlip, lostSlip, recallSlips } = this.#parts;
    const redis = tail('leases');
    const queues = this.#queues;
    this.#leases = redis;
    this.#worker.start();
    this.#printers = new PrinterWorkers({
      ...{ connection, redis, owner, queues, printers, log },
      ...{ printSlip, lostSlip, recallSlips },
    });
    this.#printers.start();
    const configs = () => sites.all().map(({ config }) => config);
    this.#schedule = new DaySchedule({ redis, owner, queues, configs, log });
    this.#schedule.start();
    this.#forget = sites.listen(
      (site) => this.#addSite(site),
      (site) => this.#dropSite(site),
    );
  }

  /** Prints something that is no slip of a ticket, between two that are. */
  async printBetween(site: string, order: PrintOrder): Promise<PrintResult> {
    const blocked: PrintResult = { outcome: 'blocked', bytesSent: 0, cause: 'agent-offline' };
    return (await this.#printers?.printBetween(site, order)) ?? blocked;
  }

  /**
   * Running jobs get a few seconds; what is cut off is done when the product runs again. Takes about
   * 4 s at most, without a Redis too.
   */
  async stop(): Promise<void> {
    this.#forget?.();
    const workers = [this.#printers?.stop(), this.#schedule?.stop(), this.#worker.stop()];
    await Promise.all([...workers, ...[...this.#groups.values()].map((group) => group.stop())]);
    await this.#queues.stop();
    this.#leases?.disconnect();
  }

  #addSite(site: SiteView): void {
    const { tail, log } = this.#parts;
    const group = new JournalGroup({
      site: site.id,
      redis: tail(`effects-${site.id}`),
      handle: (entry) => this.#take(site, entry),
      log,
    });
    this.#groups.set(site.id, group);
    group.start();
    this.#schedule?.refresh();
    this.#catchUp(site).catch((error: unknown) => {
      log.error({ err: error, site: site.id }, 'asking for what midnight brings failed');
    });
  }

  /** Every process does this when it learns of it; what another has removed already is not there. */
  #dropSite(site: SiteView): void {
    const { log } = this.#parts;
    const group = this.#groups.get(site.id);
    this.#groups.delete(site.id);
    this.#schedule?.forget(site.id);
    const printers = site.config.printers.map(({ id }) => ({ site: site.id, printer: id }));
    const ended = group?.stop() ?? Promise.resolve();
    ended
      .then(() => this.#queues.forget(site.id, printers))
      .catch((error: unknown) => {
        log.error({ err: error, site: site.id }, 'jobs of a site that is gone remain');
      });
  }

  async #take(site: SiteView, entry: JournalEntry): Promise<void> {
    // The configuration that counts is the one as of this entry.
    if (!(await site.reached(entry.seq, CATCH_UP)))
      throw new Error(`entry ${entry.seq} not reached`);
    for (const job of jobsOf(site.id, entry, site.config, this.#parts.clock, site.board.putBack)) {
      await this.#queues.add(job);
    }
  }

  /**
   * A server that was off at midnight closes the day a while after it starts, and then deletes what is
   * not kept, each once a day: BullMQ drops a bell that it slept through (`day-schedule.ts`).
   */
  async #catchUp({ id: site, config }: SiteView): Promise<void> {
    const today = businessDay(this.#parts.clock.now(), config.site.timeZone);
    const data = { site };
    const id = `${site}-${today}`;
    // A machine may have started with a wrong date that nobody has noticed yet.
    const delay = SECOND_THOUGHT;
    await this.#queues.add({ kind: 'close-day', data, id: `${id}-close-day`, delay });
    const after = delay + CLOSED_WITHIN;
    await this.#queues.add({ kind: 'retention', data, id: `${id}-retention`, delay: after });
  }
}
