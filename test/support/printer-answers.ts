/** What printers were found to answer, kept for the length of a test. */
import type { PrinterAnswersKept } from '../../server/live/printer-links.js';
import type { PrinterAnswers } from '../../server/protocol/live.js';

export function answersKept(): PrinterAnswersKept {
  const known = new Map<string, PrinterAnswers>();
  return {
    of: ({ site, printer }) => Promise.resolve(known.get(`${site}/${printer}`) ?? null),
    keep({ site, printer }, found) {
      known.set(`${site}/${printer}`, found);
      return Promise.resolve();
    },
  };
}
