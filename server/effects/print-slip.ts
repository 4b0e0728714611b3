/**
 * Prints one slip (design §9). Nothing sent: tried again by itself. Something sent without proof:
 * `unknown`, never again by itself, because one number on two slips is worse than asking a person.
 */
import type { Clock } from '../clock.js';
import { isDoubted } from '../domain/printer-trouble.js';
import type { PrinterLinks } from '../live/printer-links.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { PrintOutcome } from '../protocol/printing.js';
import { type Handler, NotYet } from './jobs.js';
import { otherPrinter } from './other-printer.js';
import type { LedgerRow, PrintLedger, SlipJob } from './print-ledger.js';
import { paperOf } from './slip-paper.js';
import type { SlipDrawer } from './slip-drawer.js';
import type { SystemCommands } from './system-commands.js';

export interface PrintSlipParts {
  sites: SiteViews;
  commands: SystemCommands;
  printers: Pick<PrinterLinks, 'dots' | 'feed' | 'print' | 'status'>;
  drawer: Pick<SlipDrawer, 'svg'>;
  ledger: PrintLedger;
  clock: Clock;
}

/** ms of real time to wait for this process to learn of the ticket. */
const CATCH_UP = 1_000;
/** ms of real time between tries while a printer refuses; the last one stays. */
const BACK_OFF = [1_000, 2_000, 5_000, 10_000] as const;
const LONGEST_BACK_OFF = 30_000;
/** Cause of a slip whose worker ended in the middle. */
const INTERRUPTED = 'interrupted';
/** Cause of a slip that was not sent, because nobody knows what became of the printer's last ones. */
const DOUBTED = 'printer-doubted';

export function printSlip(parts: PrintSlipParts): Handler<'print-slip'> {
  return async ({ id, data, attempt }) => {
    const before = await parts.ledger.last(id);
    if (before !== null && before.row.state !== 'blocked') return settle(parts, id, data, before);
    const refused = await tryOnce(parts, id, data);
    if (refused !== null) {
      throw new NotYet(refused, BACK_OFF[attempt - 1] ?? LONGEST_BACK_OFF);
    }
  };
}

/** Settles a slip whose job is over: its worker fell silent in the middle, or it failed too often. */
export function lostSlip(parts: PrintSlipParts): Handler<'print-slip'> {
  return async ({ id, data }) => {
    const before = await parts.ledger.last(id);
    if (before !== null && before.row.state !== 'blocked') return settle(parts, id, data, before);
    const refused = await tryOnce(parts, id, data);
    if (refused !== null) await end(parts, id, data, { outcome: 'failed', cause: refused });
  };
}

/**
 * Settles what earlier runs of the product left on `sending`. Called at start.
 * @param longest ms of real time that an attempt can take: a younger one may be under way elsewhere
 */
export async function settleStaleSlips(parts: PrintSlipParts, longest: number): Promise<void> {
  for (const { job, slip } of await parts.ledger.stale(Date.now() - longest)) {
    const last = await parts.ledger.last(job);
    if (last !== null) await settle(parts, job, slip, last);
  }
}

/** One physical attempt. @returns what stands in the way when nothing was sent, else `null` */
async function tryOnce(parts: PrintSlipParts, id: string, slip: SlipJob): Promise<string | null> {
  const { sites, printers, drawer, ledger, clock } = parts;
  const view = sites.get(slip.site);
  if (view === undefined) throw new NotYet('site-unknown', CATCH_UP);
  if (!(await view.reached(slip.seq, CATCH_UP))) throw new NotYet('behind', CATCH_UP);
  const pointless = whyPointless(view, slip);
  const ticket = view.board.tickets[slip.ticket];
  if (pointless !== null || ticket === undefined) {
    await end(parts, id, slip, { outcome: 'failed', cause: pointless });
    return null;
  }
  if (slip.copy === 1 && isDoubted(view.board, slip.printer)) {
    if (!(await ledger.giveAway(id, DOUBTED))) return null;
    const elsewhere = otherPrinter(view, printers, slip.printer);
    await end(parts, id, slip, { outcome: 'failed', cause: DOUBTED }, elsewhere);
    return null;
  }
  const dots = printers.dots(slip.site, slip.printer);
  if (dots === null) return 'agent-offline';
  const svg = await drawer.svg(view, ticket, slip.copy, dots);
  const attempt = await ledger.begin(
    id,
    slip,
    paperOf(svg, printers.feed(slip.site, slip.printer)),
  );
  if (attempt === null) return null;
  const result = await printers.print(slip.site, {
    attempt: `${id}-${attempt}`,
    printer: slip.printer,
    svg,
    speed: clock.speed,
  });
  // Without a byte sent a retry cannot print twice; a picture that cannot be drawn stays so.
  if (result.outcome === 'blocked' || (result.bytesSent === 0 && result.outcome !== 'failed')) {
    await ledger.end(id, slip, attempt, { ...result, outcome: 'blocked' });
    return result.cause ?? 'blocked';
  }
  await ledger.end(id, slip, attempt, result);
  await end(parts, id, slip, { outcome: result.outcome, cause: result.cause });
  return null;
}

/**
 * A slip for somebody who is not coming any more wastes paper and can be given to the wrong one; so does one
 * that waited for paper here while somebody had the number printed at another printer.
 */
function whyPointless({ board }: SiteView, { ticket, printer, copy }: SlipJob): string | null {
  const now = board.tickets[ticket];
  if (now === undefined) return 'day-over';
  if (now.state === 'cancelled' && copy === 1) return 'cancelled';
  const newest = board.slips[ticket];
  return newest !== undefined && newest.copy >= copy && newest.printer !== printer
    ? 'elsewhere'
    : null;
}

/** Says what became of the slip; the same words again change nothing. */
async function settle(
  parts: PrintSlipParts,
  id: string,
  slip: SlipJob,
  { attempt, row }: { attempt: number; row: LedgerRow },
): Promise<void> {
  switch (row.state) {
    case 'blocked':
      return;
    case 'sending': {
      const result = { outcome: 'unknown', bytesSent: row.bytesSent, cause: INTERRUPTED } as const;
      await end(parts, id, slip, { outcome: result.outcome, cause: result.cause });
      await parts.ledger.end(id, slip, attempt, result);
      return;
    }
    default:
      await end(parts, id, slip, { outcome: row.state, cause: row.cause });
  }
}

async function end(
  { sites, commands }: PrintSlipParts,
  id: string,
  slip: SlipJob,
  what: { outcome: PrintOutcome; cause: string | null },
  elsewhere: string | null = null,
): Promise<void> {
  const view = sites.get(slip.site);
  if (view === undefined) throw new NotYet('site-unknown', CATCH_UP);
  const { ticket, number, printer, copy } = slip;
  const ended = { ticket, number, printer, copy, ...what };
  await commands.give(
    view.config,
    'endPrint',
    elsewhere === null ? ended : { ...ended, elsewhere },
    id,
  );
}
