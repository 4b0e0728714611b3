/**
 * One BullMQ worker a printer, alive exactly while that printer's agent is connected to this process
 * (design §9). A lease makes one process the owner where two hold a connection of the same printer.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, type ConnectionOptions, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Log } from '../log.js';
import type { PrinterLink, PrinterLinks } from '../live/printer-links.js';
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
/** Never reached: BullMQ lets a queue rest only where it knows some limit. */
const NO_LIMIT = { max: 1_000_000, duration: 1_000 };

export interface PrinterWorkersParts {
  connection: ConnectionOptions;
  redis: Redis;
  owner: string;
  queues: Queues;
  printers: PrinterLinks;
  printSlip: Handler<'print-slip'>;
  /**
   * Settles a slip that will not be tried again: its worker fell silent in the middle, or it failed
   * too often. What came out is known by the ledger alone.
   */
  lostSlip: Handler<'print-slip'>;
  log: Log;
}

export class PrinterWorkers {
  readonly #slots = new Map<string, PrinterSlot>();
  /** Starting and stopping of one printer's worker never overlap. */
  readonly #turns = new Map<string, Promise<void>>();
  #stopListening: (() => void) | null = null;

  constructor(private readonly parts: PrinterWorkersParts) {}

  start(): void {
    this.#stopListening = this.parts.printers.listen({
      up: (link) => this.#enqueue(link, () => this.#up(link)),
      down: (link) => this.#enqueue(link, () => this.#down(link)),
    });
  }

  async stop(): Promise<void> {
    this.#stopListening?.();
    await Promise.all(this.#turns.values());
    await Promise.all([...this.#slots.values()].map((slot) => slot.stop()));
    this.#slots.clear();
  }

  #enqueue(link: PrinterLink, work: () => Promise<void>): void {
    const name = printQueueName(link);
    const before = this.#turns.get(name) ?? Promise.resolve();
    const turn = before.then(work).catch((error: unknown) => {
      this.parts.log.error({ err: error, ...link }, 'printer worker');
    });
    this.#turns.set(name, turn);
  }

  async #up(link: PrinterLink): Promise<void> {
    await this.#down(link);
    const slot = new PrinterSlot(link, this.parts);
    this.#slots.set(printQueueName(link), slot);
    slot.start();
  }

  async #down(link: PrinterLink): Promise<void> {
    const name = printQueueName(link);
    const slot = this.#slots.get(name);
    this.#slots.delete(name);
    await slot?.stop();
  }
}

/** The worker of one printer, and the lease under which it works. */
class PrinterSlot {
  readonly #lease: Lease;
  #worker: Worker<PrintJob, void, 'print-slip'> | null = null;

  constructor(
    private readonly link: PrinterLink,
    private readonly parts: PrinterWorkersParts,
  ) {
    const { redis, owner, log } = parts;
    this.#lease = new Lease({
      redis,
      name: printQueueName(link),
      owner,
      held: () => this.#open(),
      lost: () => void this.#close(),
      log,
    });
  }

  start(): void {
    this.#lease.start();
  }

  async stop(): Promise<void> {
    await this.#close();
    await this.#lease.stop();
  }

  #open(): void {
    const { connection, log } = this.parts;
    const worker = new Worker<PrintJob, void, 'print-slip'>(
      printQueueName(this.link),
      (job) => this.#process(job),
      {
        connection,
        prefix: PREFIX,
        concurrency: 1,
        // Printing again by itself could put one number on two slips: a stalled job fails at once.
        maxStalledCount: 0,
        lockDuration: LOCK,
        stalledInterval: STALLED,
        limiter: NO_LIMIT,
      },
    );
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

  async #process(job: Job<PrintJob, void, 'print-slip'>): Promise<void> {
    try {
      await this.parts.printSlip(taskOf(job));
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      // The whole queue rests and the slip goes back to its head: paper comes out in order.
      await this.parts.queues.printer(this.link).rateLimit(error.wait);
      throw Worker.RateLimitError();
    }
  }

  /** The job is over and BullMQ will not come back to it: this is its last chance to be settled. */
  async #lost(job: Job<PrintJob, void, 'print-slip'>): Promise<void> {
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

function taskOf(job: Job<PrintJob, void, 'print-slip'>): Parameters<Handler<'print-slip'>>[0] {
  return { id: job.id ?? '', data: job.data.data, attempt: job.attemptsStarted };
}
