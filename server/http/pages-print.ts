/** The page of a browser that prints: for a device that is paired with a printer of that kind alone. */
import { Router } from 'express';
import { coversSite } from '../access/rights.js';
import type { SiteView } from '../live/site-view.js';
import type { PrinterConfig } from '../protocol/config.js';
import type { PrintPageData } from '../protocol/page.js';
import type { Device } from '../protocol/people.js';
import type { PageGuardParts } from './page-guard.js';
import { type Made, type PageContext, type PagesDeps, rootOf, siteAsked } from './page-context.js';

/** `null` for what prints on no such printer (`printDoor` has sent it on before). */
export function printModel(context: PageContext): Made | null {
  const { deps, view, device, language } = context;
  const printer = ownPrinter(view, device);
  if (printer === undefined) return null;
  const { id, name, dots } = printer;
  const data: PrintPageData = {
    ...context.data('print', ['print']),
    screen: 'print',
    printer: { id, name, dots },
    link: deps.views.workers['print-link'] ?? '',
  };
  const site = view.config.site.name[language];
  return { title: `${name} · ${site}`, data, model: { site, printer: name } };
}

/** Sends a machine without a purpose to `/pair`. */
export function printDoor(parts: PagesDeps & Pick<PageGuardParts, 'plain'>): Router {
  const router = Router();
  router.get(['/print', '/s/:site/print'], async (request, response, next) => {
    const device = await parts.devices.of(request).catch(() => 'unknown' as const);
    if (device === 'unknown') return parts.plain(response, request, 'starting');
    const view = siteAsked(parts.sites, request.params['site'], { me: null, device });
    if (view === undefined || ownPrinter(view, device) !== undefined) return next();
    if (device !== null) return parts.plain(response, request, 'notAllowed');
    // How its browser was started stays true for the page that it becomes.
    const how = request.query['straight'] === undefined ? '' : '?straight';
    response.redirect(303, `${rootOf(parts.sites, view)}/pair${how}`);
  });
  return router;
}

function ownPrinter({ id, config }: SiteView, device: Device | null): PrinterConfig | undefined {
  if (device?.kind !== 'printer' || !coversSite([device.site], id)) return undefined;
  return config.printers.find(
    (printer) => printer.id === device.printer && printer.address === 'browser',
  );
}
