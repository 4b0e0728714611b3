/** What is counted of the paper in printers, kept for the length of a test. */
import type { Roll } from '../../server/domain/paper-left.js';
import type { PrinterLink, RollsKept } from '../../server/live/printer-links.js';

const NEW: Roll = { number: 1, dots: 0, since: null, lengths: [], sensor: false, asked: false };

export function rollsKept(): RollsKept {
  const known = new Map<string, Roll>();
  const listeners = new Set<(link: PrinterLink) => void>();
  const of = ({ site, printer }: PrinterLink): Roll | null =>
    known.get(`${site}/${printer}`) ?? null;
  function set(link: PrinterLink, more: Partial<Roll>): Promise<void> {
    known.set(`${link.site}/${link.printer}`, { ...(of(link) ?? NEW), ...more });
    for (const listener of listeners) listener(link);
    return Promise.resolve();
  }
  return {
    of,
    load: (link) => set(link, {}),
    async change(link, roll, at) {
      if ((of(link) ?? NEW).number !== roll) return false;
      await set(link, { number: roll + 1, dots: 0, since: at, asked: false });
      return true;
    },
    ask: (link, asked) => set(link, { asked }),
    hasSensor: (link) => set(link, { sensor: true }),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
