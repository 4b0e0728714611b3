/** What printers were found to answer, kept by printer: a test slip in the morning counts all day, and after. */
import type { Redis } from 'ioredis';
import type { PrinterAnswersKept, PrinterLink } from '../live/printer-links.js';
import type { PrinterTested } from '../protocol/printing.js';
import { printerTested } from '../protocol/schema/live.js';

const ROOT = '{print}:answers';
/** Seconds: a printer that nobody tested for so long may be another one. */
const KEPT = 400 * 24 * 3_600;
/** Where stands what was found before the printer was any site's. */
const TRIED = 'tried';

export class PrinterAnswersStore implements PrinterAnswersKept {
  /** @param isNear whether this machine reaches the printer itself, so that what it tried out is the same one */
  constructor(
    private readonly redis: Redis,
    private readonly isNear: (link: PrinterLink) => boolean,
  ) {}

  async of(link: PrinterLink, unit: string): Promise<PrinterTested | null> {
    const own = await this.#read(keyOf(link), unit);
    return own === null && this.isNear(link) ? this.#read(triedKey(unit), unit) : own;
  }

  async keep(link: PrinterLink, unit: string, tested: PrinterTested): Promise<void> {
    await this.#write(keyOf(link), unit, tested);
  }

  /** Keeps what was found by trying a printer out that is no site's yet. */
  async keepTried(unit: string, tested: PrinterTested): Promise<void> {
    await this.#write(triedKey(unit), unit, tested);
  }

  /** What is known of another unit, or in the form of an older product, is not known of this one. */
  async #read(key: string, unit: string): Promise<PrinterTested | null> {
    const { unit: of, tested } = await this.redis.hgetall(key);
    if (of !== unit || tested === undefined) return null;
    return printerTested.safeParse(JSON.parse(tested)).data ?? null;
  }

  async #write(key: string, unit: string, tested: PrinterTested): Promise<void> {
    const fields = { unit, tested: JSON.stringify(tested) };
    await this.redis.multi().hset(key, fields).expire(key, KEPT).exec();
  }
}

function keyOf({ site, printer }: PrinterLink): string {
  return `${ROOT}:by-unit:${site}:${printer}`;
}

function triedKey(unit: string): string {
  return `${ROOT}:${TRIED}:${unit}`;
}
