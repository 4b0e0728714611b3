/**
 * One BullMQ worker for one printer, alive exactly while that printer's agent is connected to this
 * process. A lease makes one process the owner where two have a connection to it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, type ConnectionOptions, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { PrinterLink } from '../live/printer-links.js';
import type { Log } from '../log.js';
import { closeWithin } from './close-within.js';
import { NotYet, type Handler } from './jobs.js';
import { Lease } from './lease.js';
import { PREFIX, printQueueName, type PrintJob, type Queues } from './queues.js';

/** ms after which a worker that fell silent lost its slip; renewed at half of it. */
const LOCK = 15_000;
/** ms between two looks for slips whose worker fell silent. */
const STALLED = 2_000;
/** Tries to settle a lost slip, and ms of real time between two of them. */
const LOST_TRIES = 30;
const LOST_PAUSE = 1_000;
/** ms of real time after which a worker whose queue rests looks whether it still has to. */
const LOOK_AGAIN = 500;
/** Never reached: BullMQ lets a queue rest only where it knows some limit. */
const NO_LIMIT = { max: 1_000_000, duration: 1_000 };

type PrintWorker = Worker<PrintJob, void, 'print-slip'>;
type SlipOrder = Job<PrintJob, void, 'print-slip'>;

export interface PrinterSlotParts {
  connection: ConnectionOptions;
  redis: Redis;
  owner: string;
  queues: Queues;
  printSlip: Handler<'print-slip'>;
  /**
   * Settles a slip that will not be tried again: its worker fell silent in the middle, or it failed
   * too often. What came out is known by the ledger alone.
   */
  lostSlip: Handler<'print-slip'>;
  log: Log;
}

export class PrinterSlot {
  readonly #lease: Lease;
  #worker: PrintWorker | null = null;
  /** Opening and closing follow one another: a printer never has two workers. */
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;
  /** How often the printer became able to print. */
  #readied = 0;
  /** One thing on the paper at a time: ends when what is being printed has ended. It never rejects. */
  #paper: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly link: PrinterLink,
    private readonly parts: PrinterSlotParts,
  ) {
    const { redis, owner, log } = parts;
    this.#lease = new Lease({
      redis,
      name: printQueueName(link),
      owner,
      held: () => this.#then(() => this.#open()),
      lost: () => this.#then(() => this.#close()),
      log,
    });
  }

  start(): void {
    this.#lease.start();
  }

  /** Keeps the lease until the worker is closed, so that no other begins before. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#then(() => this.#close());
    await this.#turn;
    await this.#lease.stop();
  }

  /** The printer can print again: slips that wait for it need not wait longer. */
  goOn(): void {
    this.#readied += 1;
    // Not waited for: during an outage it would hold up everything behind it.
    this.parts.queues
      .printer(this.link)
      .removeRateLimitKey()
      .catch((error: unknown) => {
        this.parts.log.warn({ err: error, ...this.link }, 'slips wait longer than they need');
      });
  }

  /** Does `work` with the paper alone: between two slips, never within one. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#paper.then(work);
    this.#paper = done.catch(() => undefined);
    return done;
  }

  #then(work: () => Promise<void> | void): void {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.parts.log.error({ err: error, ...this.link }, 'printer worker');
    });
  }

  #open(): void {
    if (this.#stopped) return;
    const { connection, log } = this.parts;
    const worker: PrintWorker = new Worker(printQueueName(this.link), (job) => this.#process(job), {
      connection,
      prefix: PREFIX,
      concurrency: 1,
      // Printing again by itself could put one number on two slips: a stalled job fails at once.
      maxStalledCount: 0,
      lockDuration: LOCK,
      stalledInterval: STALLED,
      limiter: NO_LIMIT,
      maximumRateLimitDelay: LOOK_AGAIN,
    });
    worker.on('error', (error) => log.debug({ err: error, ...this.link }, 'printer worker'));
    worker.on('failed', (job, error) => {
      log.warn({ err: error, job: job?.id }, 'slip failed');
      if (job?.finishedOn !== undefined) void this.#lost(job);
    });
    this.#worker = worker;
  }

  async #close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (worker !== null) await closeWithin(worker);
  }

  async #process(job: SlipOrder): Promise<void> {
    const readied = this.#readied;
    try {
      await this.between(() => this.parts.printSlip(taskOf(job)));
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      // What stood in the way may have gone while the printer still said so.
      const wait = this.#readied === readied ? error.wait : 1;
      // The whole queue rests and the slip goes back to its head: paper comes out in order.
      await this.parts.queues.printer(this.link).rateLimit(wait);
      throw Worker.RateLimitError();
    }
  }

  /** The job is over and BullMQ will not come back to it: this is its last chance to be settled. */
  async #lost(job: SlipOrder): Promise<void> {
    for (let left = LOST_TRIES; left > 0; left -= 1) {
      try {
        await this.parts.lostSlip(taskOf(job));
        return;
      } catch (error) {
        this.parts.log.error({ err: error, job: job.id }, 'a lost slip could not be settled');
        await sleep(error instanceof NotYet ? error.wait : LOST_PAUSE);
      }
    }
  }
}

function taskOf(job: SlipOrder): Parameters<Handler<'print-slip'>>[0] {
  return { id: job.id ?? '', data: job.data.data, attempt: job.attemptsStarted };
}
