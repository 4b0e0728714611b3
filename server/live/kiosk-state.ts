/** How things are at one moment, as one kiosk is told. */
import { kioskOffers } from '../domain/kiosk-offer.js';
import { zoneOffset } from '../domain/local-time.js';
import { isDoubted, standsStill } from '../domain/printer-trouble.js';
import type { KioskPrinter, KioskState } from '../protocol/kiosk.js';
import type { PrinterCondition } from '../protocol/printing.js';
import type { SiteView } from './site-view.js';

/** ms of site time for which what became of a slip is told: longer than anybody waits for paper. */
const TOLD = 600_000;

/** The kiosk that asks. */
export interface KioskPlace {
  /** Id of the device; '' for an admin who looks. */
  id: string;
  /** Its printer; `null` for the site's first. */
  printer: string | null;
}

/** @param printers how those of the site are */
export function kioskState(
  view: SiteView,
  { id, printer }: KioskPlace,
  now: number,
  printers: readonly PrinterCondition[],
): KioskState {
  const { config, board } = view;
  const load = view.load();
  const offers = kioskOffers(config, board, now, zoneOffset(now, config.site.timeZone));
  const used = printerOf(view, printer);
  const help = Object.values(board.team.helps).find(
    ({ place }) => place.kind === 'kiosk' && place.id === id,
  );
  return {
    at: load.at,
    configVersion: config.version,
    groups: Object.fromEntries(
      config.groups.map(({ id: group }) => {
        const { waiting = 0, estimate = null } = load.groups[group] ?? {};
        return [group, { state: 'open', opens: null, ...offers[group], waiting, estimate }];
      }),
    ),
    printer: used === null ? null : kioskPrinter(view, used, printers),
    trouble: load.trouble,
    help: help === undefined ? null : { coming: help.takenBy !== null },
    slips: slipsOf(view, used, now),
  };
}

/** Its own where the site still has that, else the site's first. */
function printerOf({ config }: SiteView, own: string | null): string | null {
  return (config.printers.find(({ id }) => id === own) ?? config.printers[0])?.id ?? null;
}

function kioskPrinter(
  { board }: SiteView,
  id: string,
  printers: readonly PrinterCondition[],
): KioskPrinter {
  const condition = printers.find((printer) => printer.id === id);
  if (condition === undefined || !condition.heard) return { id, state: 'silent', since: null };
  const { trouble, since } = condition;
  if (trouble === 'offline') return { id, state: 'silent', since };
  if (trouble === 'paper') return { id, state: 'out', since };
  if (standsStill(trouble)) return { id, state: 'stopped', since };
  // Nobody prints there by himself until a person has looked: numbers stand on the screen meanwhile.
  if (isDoubted(board, id)) return { id, state: 'stopped', since: null };
  return { id, state: trouble === 'low' ? 'low' : 'ready', since: null };
}

function slipsOf(
  { board, config }: SiteView,
  printer: string | null,
  now: number,
): KioskState['slips'] {
  const told: KioskState['slips'] = {};
  for (const [ticket, slip] of Object.entries(board.slips)) {
    if ((slip.from ?? slip.printer) !== printer || now - slip.at > TOLD) continue;
    const { outcome, cause, copy } = slip;
    const moved = slip.printer !== printer;
    const name = config.printers.find(({ id }) => id === slip.printer)?.name ?? slip.printer;
    told[ticket] = { outcome, cause, copy, ...(moved && { elsewhere: name }) };
  }
  return told;
}
