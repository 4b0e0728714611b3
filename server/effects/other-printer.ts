/** Which printers can be trusted with a slip, and which one takes it when its own does not. */
import type { PrinterLinks } from '../live/printer-links.js';
import type { SiteView } from '../live/site-view.js';

/**
 * Slips, one after the other, of which nobody knows whether they came out, after which a printer gets no more
 * by itself (`facts` of printing §6): paper that is lost unseen is a citizen without a number in the hand.
 */
const DOUBTED_AFTER = 2;

/** Whether a person has to look at this printer before it prints for citizens again. */
export function isDoubted({ board }: Pick<SiteView, 'board'>, printer: string): boolean {
  return (board.unproven[printer] ?? 0) >= DOUBTED_AFTER;
}

/** The first printer of the site, other than this one, that says that it can print; `null` for none. */
export function otherPrinter(
  view: Pick<SiteView, 'id' | 'board' | 'config'>,
  printers: Pick<PrinterLinks, 'status'>,
  printer: string,
): string | null {
  const able = view.config.printers.find(({ id }) => {
    const status = printers.status(view.id, id);
    if (id === printer || status === null || isDoubted(view, id)) return false;
    return status.online && status.paper !== 'out' && status.cover !== 'open';
  });
  return able?.id ?? null;
}
