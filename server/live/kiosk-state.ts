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
  const own = used === null ? null : kioskPrinter(view, used, printers);
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
    printer: own,
    trouble: load.trouble,
    help: help === undefined ? null : { coming: help.takenBy !== null },
    slips: own === null ? {} : slipsOf(view, own, now),
  };
}

/** Its own where the site still has that, else the site's first. */
function printerOf({ config }: SiteView, own: string | null): string | null {
  return (config.printers.find(({ id }) => id === own) ?? config.printers[0])?.id ?? null;
}

function kioskPrinter(
  view: SiteView,
  id: string,
  printers: readonly PrinterCondition[],
): KioskPrinter {
  const how = howIs(view, id, printers);
  const able = view.config.printers.find((other) => {
    return other.id !== id && printsNow(howIs(view, other.id, printers));
  });
  const instead = printsNow(how) || able === undefined ? null : { id: able.id, name: able.name };
  return { id, ...how, instead };
}

function howIs(
  { board }: SiteView,
  id: string,
  printers: readonly PrinterCondition[],
): Pick<KioskPrinter, 'state' | 'since'> {
  const condition = printers.find((printer) => printer.id === id);
  if (condition === undefined || !condition.heard) return { state: 'silent', since: null };
  const { trouble, since } = condition;
  if (trouble === 'offline') return { state: 'silent', since };
  if (trouble === 'paper') return { state: 'out', since };
  if (standsStill(trouble)) return { state: 'stopped', since };
  // Nobody prints there by himself until a person has looked.
  if (isDoubted(board, id)) return { state: 'stopped', since: null };
  return { state: trouble === 'low' ? 'low' : 'ready', since: null };
}

function printsNow({ state }: Pick<KioskPrinter, 'state'>): boolean {
  return state === 'ready' || state === 'low';
}

function slipsOf(
  { board, config }: SiteView,
  { id: own, instead }: KioskPrinter,
  now: number,
): KioskState['slips'] {
  const told: KioskState['slips'] = {};
  for (const [ticket, slip] of Object.entries(board.slips)) {
    const asked = slip.from ?? slip.printer;
    if ((asked !== own && asked !== instead?.id) || now - slip.at > TOLD) continue;
    const { outcome, cause, copy } = slip;
    const moved = slip.printer !== own;
    const name = config.printers.find(({ id }) => id === slip.printer)?.name ?? slip.printer;
    told[ticket] = { outcome, cause, copy, ...(moved && { elsewhere: name }) };
  }
  return told;
}
