/**
 * Has a slip printed elsewhere that its own printer did not take: it has no paper, its cover is open, or nobody
 * reaches it. Only a slip of which not one byte was sent moves, so it moves as it is, without a mark.
 */
import type { PrinterLinks } from '../live/printer-links.js';
import type { SiteViews } from '../live/site-view.js';
import { NotYet, type Handler } from './jobs.js';
import { otherPrinter } from './other-printer.js';
import type { PrintLedger } from './print-ledger.js';
import type { SystemCommands } from './system-commands.js';

/** ms of real time to wait for this process to learn of the slip. */
const CATCH_UP = 1_000;
/** ms of real time until it is looked at again whether the slip still waits and another printer is there. */
const LOOK_AGAIN = 5_000;
/** What the journal says stood in the way. */
const MOVED = 'moved';

export interface MoveSlipParts {
  sites: SiteViews;
  commands: SystemCommands;
  printers: Pick<PrinterLinks, 'status'>;
  ledger: Pick<PrintLedger, 'giveAway'>;
}

export function moveSlip(parts: MoveSlipParts): Handler<'move-slip'> {
  return async ({ id, data: { site, seq, job, ...slip } }) => {
    const view = parts.sites.get(site);
    if (view === undefined) throw new NotYet('site-unknown', CATCH_UP);
    if (!(await view.reached(seq, CATCH_UP))) throw new NotYet('behind', CATCH_UP);
    const newest = view.board.slips[slip.ticket];
    const waits =
      newest?.outcome === 'asked' && newest.copy === slip.copy && newest.printer === slip.printer;
    if (!waits) return;
    const elsewhere = otherPrinter(view, parts.printers, slip.printer);
    if (elsewhere === null) throw new NotYet('no-other-printer', LOOK_AGAIN);
    if (!(await parts.ledger.giveAway(job, id))) throw new NotYet('being-printed', LOOK_AGAIN);
    const ended = { ...slip, outcome: 'failed', cause: MOVED, elsewhere } as const;
    await parts.commands.give(view.config, 'endPrint', ended, id);
  };
}
