/** What printers were found to answer, kept for the length of a test. */
import type { PrinterAnswersKept } from '../../server/live/printer-links.js';
import type { PrinterTested } from '../../server/protocol/printing.js';

export function answersKept(): PrinterAnswersKept {
  const known = new Map<string, PrinterTested>();
  return {
    of: ({ site, printer }, unit) =>
      Promise.resolve(known.get(`${site}/${printer}/${unit}`) ?? null),
    keep({ site, printer }, unit, tested) {
      known.set(`${site}/${printer}/${unit}`, tested);
      return Promise.resolve();
    },
  };
}
