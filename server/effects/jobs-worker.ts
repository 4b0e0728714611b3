/** Runs the jobs that need no printer. Any server process may take any of them. */
import { DelayedError, Worker, type ConnectionOptions, type Job } from 'bullmq';
import type { Log } from '../log.js';
import { closeWithin } from './close-within.js';
import { NotYet, type CommonKind, type Handlers, type JobOf, type Task } from './jobs.js';
import { COMMON_QUEUE, PREFIX, type CommonJob } from './queues.js';

/** Jobs at once: each is a few round trips to Redis. */
const CONCURRENCY = 8;

type CommonHandlers = Pick<Handlers, CommonKind>;

export class JobsWorker {
  #worker: Worker<CommonJob, void> | null = null;

  constructor(
    private readonly connection: ConnectionOptions,
    private readonly handlers: CommonHandlers,
    private readonly log: Log,
  ) {}

  start(): void {
    const worker = new Worker<CommonJob, void>(
      COMMON_QUEUE,
      (job, token) => this.#process(job, token),
      { connection: this.connection, prefix: PREFIX, concurrency: CONCURRENCY },
    );
    worker.on('error', (error) => this.log.debug({ err: error }, 'job worker'));
    worker.on('failed', (job, error) => this.log.warn({ err: error, job: job?.id }, 'job failed'));
    this.#worker = worker;
  }

  async stop(): Promise<void> {
    if (this.#worker !== null) await closeWithin(this.#worker);
  }

  async #process(job: Job<CommonJob, void>, token?: string): Promise<void> {
    try {
      await handle(this.handlers, job.data, job.id ?? '', job.attemptsStarted);
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      await job.moveToDelayed(Date.now() + error.wait, token);
      throw new DelayedError();
    }
  }
}

/** Generic over the kind, so that the compiler knows that handler and data belong together. */
function handle<K extends CommonKind>(
  handlers: CommonHandlers,
  job: JobOf<K>,
  id: string,
  attempt: number,
): Promise<void> {
  const task: Task<K> = { id, data: job.data, attempt };
  return handlers[job.kind](task);
}
