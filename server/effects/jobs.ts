/**
 * The jobs that the journal gives rise to: a closed set of kinds, the data of each and
 * one handler a kind. Data holds ids only: what a job needs to know it reads when it starts.
 */
import type { PrintAskedData } from '../protocol/journal.js';

interface JobData {
  /** Misses a call that nobody answered. `rev` is the seq of the call. */
  'call-timeout': { site: string; ticket: string; rev: number };
  /** Brings back a citizen who asked for some minutes more. `rev` is the seq of the parking. */
  'resume-later': { site: string; ticket: string; rev: number };
  /** Closes every past day of the site that was not closed. */
  'close-day': { site: string };
  /** Deletes what the site no longer keeps. */
  retention: { site: string };
  /** Prints one slip; `seq` and `at` are those of its `print.asked`. */
  'print-slip': PrintAskedData & { site: string; seq: number; at: number };
  /** Has a slip that its printer does not take printed at another one; `job` is the slip's own. */
  'move-slip': PrintAskedData & { site: string; seq: number; job: string };
}
export type JobKind = keyof JobData;

/** One job as its handler sees it. */
export interface Task<K extends JobKind> {
  /** Same for every attempt: command keys and ledger rows are derived from it. */
  id: string;
  data: JobData[K];
  /** 1 for the first attempt. A `NotYet` counts as an attempt too. */
  attempt: number;
}
/**
 * Does the work of one job. It may run twice (BullMQ is at-least-once), so what it does must bear
 * repeating. @throws NotYet when it should be tried again by itself
 */
export type Handler<K extends JobKind> = (task: Task<K>) => Promise<void>;

/** Complete by type: a kind without a handler does not compile. */
export type Handlers = { readonly [K in JobKind]: Handler<K> };

/** Kinds that run in the common queue; slips have a queue for each printer. */
export type CommonKind = Exclude<JobKind, 'print-slip'>;
/** A kind together with its own data. */
export type JobOf<K extends JobKind = JobKind> = { [N in K]: { kind: N; data: JobData[N] } }[K];

/**
 * Nothing was done yet and waiting may help. A slip goes back to the head of its printer's queue and
 * the queue rests meanwhile, so that paper comes out in order; any other job alone is put off.
 */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  constructor(
    /** Stable word for what stands in the way, such as `paper-out`. */
    readonly reason: string,
    /** ms of real time to wait. */
    readonly wait: number,
  ) {
    super(reason);
  }
}
