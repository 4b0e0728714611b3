/** How much paper a printer has: told from what was printed since its roll was changed. Pure. */
import { USUAL_ROLL_METRES } from '../protocol/config-defaults.js';
import type { PrinterConfig } from '../protocol/config.js';
import type { PaperLeft } from '../protocol/printing.js';

/** What is counted of the roll that is in a printer. */
export interface Roll {
  /** The how manieth since the printer was set up; a change names the one that it ends. */
  number: number;
  /** Dots of paper that went through since then. */
  dots: number;
  /** When it was put in, site time (ms); `null` for the first, of which nobody said. */
  since: number | null;
  /** Dots that the newest tickets took, each with its feed. */
  lengths: readonly number[];
  /** The printer says itself in time when its roll ends. */
  sensor: boolean;
  /** Paper was put in, and only a person knows whether it is a new roll. */
  asked: boolean;
}

/** All heads known have 203 dpi. */
export const DOTS_PER_MM = 8;
/** Dots of a usual ticket with its feed, for a printer that has printed none: 111 mm and 15. */
const USUAL_SLIP = 126 * DOTS_PER_MM;
/**
 * Part of a roll that nobody counts on: rolls are sold by their width across, so they are up to some per cent
 * shorter than is said, and the first turn is torn off when it is put in.
 */
const NOT_COUNTED_ON = 0.05;
/**
 * Tickets for which paper must last when it is said that it ends: half an hour of a busy door (one a minute),
 * time enough to fetch a roll and to put it in between two people.
 */
export const LOW_SLIPS = 30;

/** Metres of a new roll of this printer. */
export function rollMetres({ rollMetres: own, dots }: PrinterConfig): number {
  return own ?? USUAL_ROLL_METRES[dots];
}

export function paperLeft(roll: Roll, printer: PrinterConfig): PaperLeft {
  const { number, dots, since, lengths, sensor, asked } = roll;
  const length = rollMetres(printer) * 1_000 * DOTS_PER_MM * (1 - NOT_COUNTED_ON);
  const sum = lengths.reduce((all, one) => all + one, 0);
  const each = lengths.length === 0 ? USUAL_SLIP : sum / lengths.length;
  const slips = Math.max(0, Math.floor((length - dots) / each));
  return { roll: number, slips, low: !sensor && slips < LOW_SLIPS, since, asked };
}

/** Whether so much of it was printed on that paper which ran out was surely its end. */
export function isMostlyUsed({ dots }: Roll, printer: PrinterConfig): boolean {
  return dots >= (rollMetres(printer) * 1_000 * DOTS_PER_MM) / 2;
}
