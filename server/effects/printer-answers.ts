/** What printers were found to answer, kept by printer: a test slip in the morning counts all day, and after. */
import type { Redis } from 'ioredis';
import type { PrinterAnswersKept, PrinterLink } from '../live/printer-links.js';
import type { PrinterAnswers } from '../protocol/live.js';
import { printerAnswers } from '../protocol/schema/live.js';

const ROOT = '{print}:answers';
/** Seconds: a printer that nobody tested for so long may be another one. */
const KEPT = 400 * 24 * 3_600;

export class PrinterAnswersStore implements PrinterAnswersKept {
  constructor(private readonly redis: Redis) {}

  async of(link: PrinterLink): Promise<PrinterAnswers | null> {
    const text = await this.redis.get(keyOf(link));
    return text === null ? null : printerAnswers.parse(JSON.parse(text));
  }

  async keep(link: PrinterLink, found: PrinterAnswers): Promise<void> {
    await this.redis.set(keyOf(link), JSON.stringify(found), 'EX', KEPT);
  }
}

function keyOf({ site, printer }: PrinterLink): string {
  return `${ROOT}:${site}:${printer}`;
}
