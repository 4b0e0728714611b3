/** What is the matter with a printer, as a key under `checks.row.printer` and `operations.printer`. */
import { printerTrouble } from '../../server/domain/printer-trouble.js';
import type { OperationsAnswer } from '../../server/protocol/operations.js';
import type { PrinterTrouble } from '../../server/protocol/printing.js';

const WORDS: Readonly<Record<PrinterTrouble, string | null>> = {
  unheard: 'gone',
  offline: 'silent',
  cover: 'coverOpen',
  paper: 'paperOut',
  cutter: 'cutter',
  error: 'broken',
  low: 'paperLow',
  // It prints; whether the roll is new is asked where its paper is counted.
  roll: null,
};

/** `null` while nothing is the matter. */
export function printerWord({
  status,
  left,
}: Pick<OperationsAnswer['printers'][number], 'status' | 'left'>): string | null {
  if (status === null) return 'gone';
  const trouble = printerTrouble(status, left);
  return trouble === null ? null : WORDS[trouble];
}
