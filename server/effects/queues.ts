/** The BullMQ queues: one for jobs, one for each printer. */
import { Queue, type ConnectionOptions, type JobsOptions } from 'bullmq';
import type { Log } from '../log.js';
import type { PrinterLink } from '../live/printer-links.js';
import { closeWithin } from './close-within.js';
import { BELLS, bellOf } from './bells.js';
import type { PlannedJob } from './entry-jobs.js';
import type { CommonKind, JobOf } from './jobs.js';

/** One hash slot for all of BullMQ's keys, as a cluster demands. */
export const PREFIX = '{jobs}';
export const COMMON_QUEUE = 'jobs';
/** Seconds for which a finished job's id still keeps the same job out. */
const KEPT = 24 * 3_600;
/** ms of real time for saying goodbye to Redis: no job runs in a queue. */
const CLOSE = 300;

/** What every job is added with. Failures that pass by themselves, such as a restart, are sat out. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 20,
  backoff: { type: 'exponential', delay: 250 },
  removeOnComplete: { age: KEPT },
  removeOnFail: { age: KEPT },
};

export type CommonJob = JobOf<CommonKind>;
export type PrintJob = JobOf<'print-slip'>;
/** Names are free: BullMQ names the jobs of a scheduler after the scheduler. */
export type CommonQueue = Queue<CommonJob, void>;
export type PrintQueue = Queue<PrintJob, void, 'print-slip'>;

/** BullMQ takes no `:` in names. */
export function printQueueName({ site, printer }: PrinterLink): string {
  return `print-${site}-${printer}`;
}

export class Queues {
  #common: CommonQueue | null = null;
  readonly #printers = new Map<string, PrintQueue>();

  constructor(
    private readonly connection: ConnectionOptions,
    private readonly log: Log,
  ) {}

  get common(): CommonQueue {
    this.#common ??= this.#open<CommonJob, string>(COMMON_QUEUE);
    return this.#common;
  }

  printer(link: PrinterLink): PrintQueue {
    const name = printQueueName(link);
    const queue = this.#printers.get(name) ?? this.#open<PrintJob, 'print-slip'>(name);
    this.#printers.set(name, queue);
    return queue;
  }

  /** Adds a job unless one of its id is known. Returns when Redis has it; waits through an outage. */
  async add(job: PlannedJob): Promise<void> {
    const options = { jobId: job.id, delay: job.delay };
    if (job.kind === 'print-slip') {
      const { kind, data } = job;
      await this.printer(data).add(kind, { kind, data }, options);
      return;
    }
    const { id: _id, delay: _delay, ...common } = job;
    await this.common.add(common.kind, common, options);
  }

  /** Removes the jobs, bells and printers' queues of a site; a job under way ends by itself. */
  async forget(site: string, printers: readonly PrinterLink[]): Promise<void> {
    for (const kind of BELLS) await this.common.removeJobScheduler(bellOf(kind, site));
    const jobs = await this.common.getJobs([
      'waiting',
      'delayed',
      'prioritized',
      'failed',
      'completed',
    ]);
    for (const job of jobs) {
      if (job.data.data.site === site) await job.remove();
    }
    for (const link of printers) await this.printer(link).obliterate({ force: true });
  }

  /** What still waits for Redis is given up; whoever asked for it asks again at the next start. */
  async stop(): Promise<void> {
    const open = [this.#common, ...this.#printers.values()].filter((queue) => queue !== null);
    await Promise.all(open.map((queue) => closeWithin(queue, CLOSE)));
  }

  #open<D, N extends string>(name: string): Queue<D, void, N> {
    const queue = new Queue<D, void, N>(name, {
      connection: this.connection,
      prefix: PREFIX,
      defaultJobOptions: JOB_OPTIONS,
    });
    queue.on('error', (error) => this.log.debug({ err: error, queue: name }, 'queue connection'));
    return queue;
  }
}
