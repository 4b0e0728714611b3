/** Which printer takes a slip when its own does not. */
import { canPrint, isDoubted } from '../domain/printer-trouble.js';
import type { PrinterLinks } from '../live/printer-links.js';
import type { SiteView } from '../live/site-view.js';

/** The first printer of the site, other than this one, that says that it can print; `null` for none. */
export function otherPrinter(
  view: Pick<SiteView, 'id' | 'board' | 'config'>,
  printers: Pick<PrinterLinks, 'status'>,
  printer: string,
): string | null {
  const able = view.config.printers.find(({ id }) => {
    if (id === printer || isDoubted(view.board, id)) return false;
    return canPrint(printers.status(view.id, id));
  });
  return able?.id ?? null;
}
