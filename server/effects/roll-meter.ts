/**
 * How much of its roll each printer has printed, for those that do not say in time that it ends. Kept in
 * Redis, so that a roll outlives the server; counted in the same step that ends a row of the print ledger.
 */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Roll } from '../domain/paper-left.js';
import type { PrinterLink, RollsKept } from '../live/printer-links.js';

/** In the hash slot of the ledger, so that both change together. */
const ROOT = '{print}:roll';
/** Seconds: a printer that printed nothing for so long may be another one. */
const KEPT = 400 * 24 * 3_600;
/** Newest tickets whose length says how long the next ones will be. */
const MEASURED = 20;

/**
 * Ends a roll, unless somebody did before. KEYS[1] the record, ARGV[1] number of the roll that is over,
 * ARGV[2] site time. Replies 1 when this was the first to say so.
 */
const CHANGE = `
if (redis.call('HGET', KEYS[1], 'number') or '1') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'number', ARGV[1] + 1, 'dots', 0, 'since', ARGV[2], 'asked', 0)
redis.call('EXPIRE', KEYS[1], ${KEPT})
return 1`;

const recordSchema = z.object({
  number: z.coerce.number().default(1),
  dots: z.coerce.number().default(0),
  since: z.coerce.number().nullable().default(null),
  sensor: z.literal(['0', '1']).default('0'),
  asked: z.literal(['0', '1']).default('0'),
});
const lengthsSchema = z.array(z.coerce.number());

export class RollMeter implements RollsKept {
  readonly #known = new Map<string, Roll>();
  readonly #listeners = new Set<(link: PrinterLink) => void>();

  constructor(private readonly redis: Redis) {}

  of(link: PrinterLink): Roll | null {
    return this.#known.get(keyOf(link)) ?? null;
  }

  listen(listener: (link: PrinterLink) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async load(link: PrinterLink): Promise<void> {
    const key = keyOf(link);
    const [record, lengths] = await Promise.all([
      this.redis.hgetall(key),
      this.redis.lrange(lengthsOf(key), 0, -1),
    ]);
    const { sensor, asked, ...counted } = recordSchema.parse(record);
    const flags = { sensor: sensor === '1', asked: asked === '1' };
    this.#known.set(key, { ...counted, ...flags, lengths: lengthsSchema.parse(lengths) });
    for (const listener of this.#listeners) listener(link);
  }

  /**
   * The commands that count paper, to be run in one step with others; `load` afterwards tells of it.
   * @param ticket whether it was one, so that the next ones will be about as long
   */
  counting(link: PrinterLink, dots: number, ticket: boolean): string[][] {
    const key = keyOf(link);
    const counted = [
      ['hincrby', key, 'dots', String(dots)],
      ['expire', key, String(KEPT)],
    ];
    if (!ticket) return counted;
    const lengths = lengthsOf(key);
    return [
      ...counted,
      ['lpush', lengths, String(dots)],
      ['ltrim', lengths, '0', String(MEASURED - 1)],
      ['expire', lengths, String(KEPT)],
    ];
  }

  /** Counts a slip that is no ticket. */
  async add(link: PrinterLink, dots: number): Promise<void> {
    await this.redis.multi(this.counting(link, dots, false)).exec();
    await this.load(link);
  }

  async change(link: PrinterLink, number: number, at: number): Promise<boolean> {
    const done = (await this.redis.eval(CHANGE, 1, keyOf(link), String(number), String(at))) === 1;
    await this.load(link);
    return done;
  }

  async ask(link: PrinterLink, asked: boolean): Promise<void> {
    await this.#set(link, 'asked', asked);
  }

  async hasSensor(link: PrinterLink): Promise<void> {
    if (this.of(link)?.sensor !== true) await this.#set(link, 'sensor', true);
  }

  async #set(link: PrinterLink, field: 'asked' | 'sensor', value: boolean): Promise<void> {
    const key = keyOf(link);
    await this.redis
      .multi()
      .hset(key, field, value ? '1' : '0')
      .expire(key, KEPT)
      .exec();
    await this.load(link);
  }
}

function keyOf({ site, printer }: PrinterLink): string {
  return `${ROOT}:${site}:${printer}`;
}
function lengthsOf(key: string): string {
  return `${key}:lengths`;
}
