/** Who comes to `/kiosk`: a machine that is paired as one; any other is shown the way. */
import { Router, type Request, type Response } from 'express';
import type { Devices } from '../access/ports.js';
import { coversSite } from '../access/rights.js';
import type { SiteView } from '../live/site-view.js';
import type { Device } from '../protocol/people.js';
import { languageOf } from './page-answer.js';
import type { PageGuardParts } from './page-guard.js';
import { rootOf, siteAsked, type PagesDeps } from './page-context.js';

interface KioskDoorParts extends PagesDeps {
  plain: PageGuardParts['plain'];
}

/**
 * Where nothing is real, a browser on this very machine becomes a kiosk by looking at one, so that it can be
 * tried without pairing. Everywhere else a machine without a purpose goes to `/pair`.
 */
export function kioskDoor(parts: KioskDoorParts): Router {
  const router = Router();
  router.get(['/kiosk', '/s/:site/kiosk'], async (request, response, next) => {
    const device = await parts.devices.of(request).catch(() => 'unknown' as const);
    if (device === 'unknown') return parts.plain(response, request, 'starting');
    const view = siteAsked(parts.sites, request.params['site'], { me: null, device });
    if (view === undefined) return next();
    if (device?.kind === 'kiosk' && coversSite([device.site], view.id)) return next();
    if (device !== null) return parts.plain(response, request, 'notAllowed');
    if (!mayTry(parts, view, request))
      return response.redirect(303, `${rootOf(parts.sites, view)}/pair`);
    await becomeKiosk(parts, view, request, response);
    response.redirect(303, request.originalUrl);
  });
  return router;
}

function mayTry(parts: KioskDoorParts, { config }: SiteView, request: Request): boolean {
  return parts.trustsEveryDevice() && config.site.trial && parts.fromThisMachine(request);
}

async function becomeKiosk(
  { devices, views }: KioskDoorParts,
  { id: site }: SiteView,
  request: Request,
  response: Response,
): Promise<void> {
  const name = views.wording.text(languageOf(request, response), 'kiosk.title');
  await endTriedBefore(devices, site, name);
  const place = { counter: null, zone: null, printer: null, person: null };
  const { token } = await devices.make({ kind: 'kiosk', name, site, ...place });
  devices.remember(response, token);
}

/** Browsers that tried before and are closed would fill the list of devices. */
async function endTriedBefore(
  devices: Pick<Devices, 'list' | 'revoke'>,
  site: string,
  name: string,
): Promise<void> {
  const left = (device: Device): boolean =>
    device.kind === 'kiosk' && device.name === name && !device.online && device.lastSeenAt !== null;
  for (const device of (await devices.list(site)).filter(left)) await devices.revoke(device.id);
}
