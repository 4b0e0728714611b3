/**
 * What was really sent to printers: a row for each physical attempt, written before its first byte,
 * so that a crash in the middle can be seen afterwards (design §9).
 */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { PRINT_OUTCOMES, type PrintResult } from '../protocol/printing.js';
import type { Task } from './jobs.js';
import type { RollMeter } from './roll-meter.js';

/** The slip of a print job. */
export type SlipJob = Task<'print-slip'>['data'];

const slipSchema = z.object({
  site: z.string(),
  seq: z.number(),
  at: z.number(),
  ticket: z.string(),
  number: z.string(),
  printer: z.string(),
  copy: z.number(),
}) satisfies z.ZodType<SlipJob>;

const rowSchema = z.object({
  /** `sending` until the agent said what became of it. */
  state: z.enum(['sending', 'blocked', ...PRINT_OUTCOMES]),
  bytesSent: z.number(),
  cause: z.string().nullable(),
  /** Dots of paper that it takes, its feed included. */
  dots: z.number().default(0),
  /** Real time, ms. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
});
export type LedgerRow = z.infer<typeof rowSchema>;

/** All keys in one hash slot, so that a row and the list of open ones change together. */
const ROOT = '{print}:ledger';
const OPEN = `${ROOT}:open`;
/** Field that says who has the slip: its own printer while an attempt is under way or was, or who took it away. */
const HOLDER = 'holder';
const HERE = 'here';
/** Seconds that rows are kept: longer than BullMQ keeps a job's id. */
const KEPT = 7 * 24 * 3_600;

function keyOf(job: string): string {
  return `${ROOT}:${job}`;
}

export class PrintLedger {
  constructor(
    private readonly redis: Redis,
    private readonly rolls: Pick<RollMeter, 'count' | 'load'>,
  ) {}

  /**
   * Opens the next row of a job.
   * @param dots of paper that the slip takes
   * @returns the number of the attempt, from 1; `null` when the slip was given away to another printer
   */
  async begin(job: string, slip: SlipJob, dots: number): Promise<number | null> {
    const key = keyOf(job);
    await this.redis.hsetnx(key, HOLDER, HERE);
    if ((await this.redis.hget(key, HOLDER)) !== HERE) return null;
    const attempt = await this.redis.hincrby(key, 'attempts', 1);
    const startedAt = Date.now();
    const row: LedgerRow = {
      state: 'sending',
      bytesSent: 0,
      cause: null,
      dots,
      startedAt,
      endedAt: null,
    };
    await this.redis
      .multi()
      .hset(key, { slip: JSON.stringify(slip), [attempt]: JSON.stringify(row) })
      .zadd(OPEN, startedAt, job)
      .expire(key, KEPT)
      .exec();
    return attempt;
  }

  /** Closes a row; what may be on paper is counted as such, once. */
  async end(job: string, slip: SlipJob, attempt: number, result: PrintResult): Promise<void> {
    const key = keyOf(job);
    const before = parseRow(await this.redis.hget(key, String(attempt)));
    const row: LedgerRow = {
      state: result.outcome,
      bytesSent: result.bytesSent,
      cause: result.cause,
      dots: before?.dots ?? 0,
      startedAt: before?.startedAt ?? Date.now(),
      endedAt: Date.now(),
    };
    const ended = this.redis
      .multi()
      .hset(key, { [attempt]: JSON.stringify(row) })
      .zrem(OPEN, job);
    // Nothing of it was sent: until the next attempt another printer may have it.
    if (result.outcome === 'blocked') ended.hdel(key, HOLDER);
    const counts = before?.state === 'sending' && mayBeOnPaper(result);
    if (counts) this.rolls.count(ended, slip, row.dots, true);
    await ended.exec();
    if (counts) await this.rolls.load(slip);
  }

  /**
   * Takes a slip away from its printer, for good, unless something of it was sent or is being sent.
   * @param taker who has it printed elsewhere: of two only the first may
   */
  async giveAway(job: string, taker: string): Promise<boolean> {
    const key = keyOf(job);
    await this.redis.multi().hsetnx(key, HOLDER, taker).expire(key, KEPT).exec();
    return (await this.redis.hget(key, HOLDER)) === taker;
  }

  /** The newest attempt of a job and its number; `null` when nothing was ever sent for it. */
  async last(job: string): Promise<{ attempt: number; row: LedgerRow } | null> {
    const attempts = Number(await this.redis.hget(keyOf(job), 'attempts'));
    const row = parseRow(await this.redis.hget(keyOf(job), String(attempts)));
    return row === null ? null : { attempt: attempts, row };
  }

  /** Jobs whose row has stood on `sending` since before `startedBefore` (real time, ms). */
  async stale(startedBefore: number): Promise<{ job: string; slip: SlipJob }[]> {
    const jobs = await this.redis.zrange(OPEN, '-inf', `(${startedBefore}`, 'BYSCORE');
    const found: { job: string; slip: SlipJob }[] = [];
    for (const job of jobs) {
      const slip = await this.redis.hget(keyOf(job), 'slip');
      if (slip === null) await this.redis.zrem(OPEN, job);
      else found.push({ job, slip: slipSchema.parse(JSON.parse(slip)) });
    }
    return found;
  }
}

/** Paper may have moved: of a slip of which nobody knows, all of it is taken to have. */
export function mayBeOnPaper({ outcome }: PrintResult): boolean {
  return outcome === 'printed' || outcome === 'sent' || outcome === 'unknown';
}

function parseRow(text: string | null): LedgerRow | null {
  return text === null ? null : rowSchema.parse(JSON.parse(text));
}
