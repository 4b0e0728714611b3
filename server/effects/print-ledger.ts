/**
 * What was really sent to printers: a row for each physical attempt, written before its first byte,
 * so that a crash in the middle can be seen afterwards.
 */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { PRINT_OUTCOMES, type PrintResult } from '../protocol/printing.js';
import { type PrinterLink, UNHEARD } from '../live/printer-links.js';
import type { Task } from './jobs.js';
import type { RollMeter } from './roll-meter.js';

/** The slip of a print job. */
export type SlipJob = Task<'print-slip'>['data'];

const endReply = z.tuple([z.string(), z.enum(['sending', 'unknown', 'ended'])]);

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
/** Jobs whose end is not known because no agent was heard: one may still tell. */
const NOT_HEARD = `${ROOT}:unheard`;
/** ms for which an agent is asked about those. */
const ASKED_FOR = 24 * 3_600_000;
/** Field that says who has the slip: its own printer while an attempt is under way or was, or who took it away. */
const HOLDER = 'holder';
const HERE = 'here';
/** Seconds that rows are kept: longer than BullMQ keeps a job's id. */
const KEPT = 7 * 24 * 3_600;

/**
 * Ends a row, unless it has ended: only one of which nobody was heard may be told later. KEYS[1] the job, [2] open
 * jobs, [3] unheard ones. ARGV[1] job, [2] attempt, [3] the row, [4] the row where it is told late, [5] ms, [6] 1 when
 * nobody was heard, [7] 1 when nothing was sent, [8] commands that count the paper of a row that was open. Replies
 * the row that stands, and what it was.
 */
const END = `
local before = redis.call('HGET', KEYS[1], ARGV[2])
local was = before and cjson.decode(before).state or 'sending'
local late = was == 'unknown' and ARGV[6] == '0' and redis.call('ZSCORE', KEYS[3], ARGV[1])
if was ~= 'sending' and not late then return {before, 'ended'} end
local row = late and ARGV[4] or ARGV[3]
redis.call('HSET', KEYS[1], ARGV[2], row)
if late then return {row, 'unknown'} end
redis.call('ZREM', KEYS[2], ARGV[1])
if ARGV[6] == '1' then redis.call('ZADD', KEYS[3], ARGV[5], ARGV[1]) end
if ARGV[7] == '1' then redis.call('HDEL', KEYS[1], '${HOLDER}') end
for _, command in ipairs(cjson.decode(ARGV[8])) do redis.call(unpack(command)) end
return {row, 'sending'}`;

/** An attempt, and what the ledger has of it. */
export interface Attempt {
  /** From 1. */
  attempt: number;
  row: LedgerRow;
}
/** One of which an agent may know more. */
export interface OpenAttempt extends Attempt {
  job: string;
  slip: SlipJob;
}

/** What has become of a row. */
interface End {
  row: LedgerRow;
  was: 'sending' | 'unknown' | 'ended';
}

/** What agents know an attempt by. Its time tells it from one of a journal that was lost and begun anew. */
export function attemptName(job: string, { attempt, row }: Attempt): string {
  return `${job}-${attempt}-${row.startedAt.toString(36)}`;
}

function keyOf(job: string): string {
  return `${ROOT}:${job}`;
}

export class PrintLedger {
  constructor(
    private readonly redis: Redis,
    private readonly rolls: Pick<RollMeter, 'counting' | 'load'>,
  ) {}

  /**
   * Opens the next row of a job.
   * @param dots of paper that the slip takes
   * @returns `null` when the slip was given away to another printer
   */
  async begin(job: string, slip: SlipJob, dots: number): Promise<Attempt | null> {
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
    return { attempt, row };
  }

  /**
   * Closes a row; what may be on paper is counted as such, once. A row that has ended stays as it is, except
   * that one of which nobody was heard is still told by who knows. Then the job is over: what was not sent has
   * failed.
   * @returns the row as it stands now, and what it was before; `ended` where it has not changed
   */
  async end({ job, slip, attempt, row: before }: OpenAttempt, result: PrintResult): Promise<End> {
    const { outcome, bytesSent, cause } = result;
    const now = Date.now();
    const row: LedgerRow = { ...before, state: outcome, bytesSent, cause, endedAt: now };
    const late: LedgerRow = { ...row, state: outcome === 'blocked' ? 'failed' : outcome };
    const counts = mayBeOnPaper(result);
    const counting = counts ? this.rolls.counting(slip, row.dots, true) : [];
    const unheard = UNHEARD.some((each) => each === cause);
    const [stands, was] = endReply.parse(
      await this.redis.eval(
        ...([END, 3, keyOf(job), OPEN, NOT_HEARD] as const),
        ...([job, attempt, JSON.stringify(row), JSON.stringify(late), now] as const),
        ...([unheard ? 1 : 0, outcome === 'blocked' ? 1 : 0] as const),
        JSON.stringify(counting),
      ),
    );
    if (counts && was === 'sending') await this.rolls.load(slip);
    return { row: rowSchema.parse(JSON.parse(stands)), was };
  }

  /** Nobody need be asked about its attempt any more. */
  async told(job: string): Promise<void> {
    await this.redis.zrem(NOT_HEARD, job);
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

  /** The newest attempt of a job; `null` when nothing was ever sent for it. */
  async last(job: string): Promise<Attempt | null> {
    const attempts = Number(await this.redis.hget(keyOf(job), 'attempts'));
    const row = parseRow(await this.redis.hget(keyOf(job), String(attempts)));
    return row === null ? null : { attempt: attempts, row };
  }

  /** Attempts that stand on `sending`. */
  async open(): Promise<OpenAttempt[]> {
    return this.#attemptsOf(OPEN, await this.redis.zrange(OPEN, 0, '-1'));
  }

  /** Attempts of a printer of which its agent may know more than the ledger. */
  async unsettled({ site, printer }: PrinterLink): Promise<OpenAttempt[]> {
    await this.redis.zremrangebyscore(NOT_HEARD, '-inf', String(Date.now() - ASKED_FOR));
    const unheard = await this.redis.zrange(NOT_HEARD, 0, '-1');
    const all = [...(await this.open()), ...(await this.#attemptsOf(NOT_HEARD, unheard))];
    return all.filter(({ slip }) => slip.site === site && slip.printer === printer);
  }

  async #attemptsOf(set: string, jobs: readonly string[]): Promise<OpenAttempt[]> {
    const found: OpenAttempt[] = [];
    for (const job of jobs) {
      const slip = await this.redis.hget(keyOf(job), 'slip');
      const last = await this.last(job);
      if (slip === null || last === null) await this.redis.zrem(set, job);
      else found.push({ job, slip: slipSchema.parse(JSON.parse(slip)), ...last });
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
