/** What is the matter with a printer, the thing first that a person can mend first. Pure. */
import type { Board } from '../protocol/board.js';
import type { PaperLeft, PrinterStatus, PrinterTrouble } from '../protocol/printing.js';

/** What a printer said of itself, as far as it was heard. */
type Said = Pick<PrinterStatus, 'online' | 'paper' | 'cover' | 'fault'>;

/** @param left what was counted; `null` where nothing is */
export function printerTrouble(said: Said, left: PaperLeft | null): PrinterTrouble | null {
  if (!said.online) return 'offline';
  if (said.cover === 'open') return 'cover';
  if (said.paper === 'out') return 'paper';
  if (said.fault !== undefined) return said.fault;
  if (said.paper === 'low' || left?.low === true) return 'low';
  return left?.asked === true ? 'roll' : null;
}

/** Troubles with which no slip comes out. */
export function standsStill(trouble: PrinterTrouble | null): boolean {
  return trouble !== null && trouble !== 'low' && trouble !== 'roll';
}

/** Whether a printer says that a slip would come out of it; `null` is one that said nothing yet. */
export function canPrint(said: Said | null): boolean {
  return said !== null && !standsStill(printerTrouble(said, null));
}

/**
 * Slips, one after the other, of which nobody knows whether they came out, after which a printer gets no more
 * by itself: paper that is lost unseen is a citizen without a number in the hand.
 */
const DOUBTED_AFTER = 2;

/** Whether a person has to look at this printer before it prints for citizens again. */
export function isDoubted({ unproven }: Pick<Board, 'unproven'>, printer: string): boolean {
  return (unproven[printer] ?? 0) >= DOUBTED_AFTER;
}
