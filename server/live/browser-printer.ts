/**
 * A browser beside a printer that only its machine's driver reaches: it is admitted by its device's cookie, for
 * the printer that it was paired for.
 */
import type { Access } from '../access/access.js';
import type { Handshaken } from '../access/credentials.js';
import { AppError } from '../errors.js';
import type { Log } from '../log.js';
import type { PictureOrder, PrintOrder, SlipPicture } from '../protocol/printing.js';
import { browserHandshake } from '../protocol/schema/live.js';
import { seenBy } from './namespace-hall.js';
import type { AnnouncedPrinter } from './printer-links.js';
import type { SiteViews } from './site-view.js';

export interface BrowserParts {
  access: Access;
  sites: Pick<SiteViews, 'get'>;
  /** Draws a slip for a browser, which draws nothing itself. */
  slipPicture(svg: string, dots: number): Promise<SlipPicture>;
  log: Log;
}

/** Address of a printer that such a browser prints on. */
const BROWSER = 'browser';

/** @throws AppError `bad-request`, `signed-out`, `not-found`, `store-down` */
export async function admitBrowser(
  { access, sites }: BrowserParts,
  handshake: Handshaken & { auth: unknown },
): Promise<AnnouncedPrinter> {
  const auth = browserHandshake.safeParse(handshake.auth);
  if (!auth.success) throw new AppError('bad-request');
  const { site, printer, build, recalls = false } = auth.data;
  const device = await access.device(handshake);
  if (device?.kind !== 'printer' || device.site !== site || device.printer !== printer) {
    throw new AppError('signed-out');
  }
  const own = sites.get(site)?.config.printers.find(({ id }) => id === printer);
  if (own?.address !== BROWSER) throw new AppError('not-found');
  const seen = seenBy(access, device);
  return {
    ...{ site, printer, dots: own.dots, unit: '', recalls },
    rests: [{ kind: 'device', id: device.id }],
    browser: ({ address }) => seen?.({ address, build }) ?? (() => undefined),
  };
}

/** An order as such a browser takes it; `null` when the slip cannot be drawn. */
export async function drawnFor(
  { slipPicture, log }: BrowserParts,
  { attempt, printer, svg }: PrintOrder,
  dots: number,
): Promise<PictureOrder | null> {
  try {
    return { attempt, printer, picture: await slipPicture(svg, dots) };
  } catch (error) {
    log.warn({ err: error, attempt }, 'slip cannot be drawn');
    return null;
  }
}
