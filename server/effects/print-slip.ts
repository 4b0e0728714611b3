/**
 * Prints one slip. Nothing sent: tried again by itself. Something sent without proof:
 * `unknown`, never again by itself, because one number on two slips is worse than asking a person.
 */
import type { Clock } from '../clock.js';
import { isDoubted } from '../domain/printer-trouble.js';
import type { PrinterLink, PrinterLinks, UNHEARD } from '../live/printer-links.js';
import type { SiteView, SiteViews } from '../live/site-view.js';
import type { PrintOutcome, PrintResult } from '../protocol/printing.js';
import { type Handler, NotYet } from './jobs.js';
import { otherPrinter } from './other-printer.js';
import {
  attemptName,
  type LedgerRow,
  type OpenAttempt,
  type PrintLedger,
  type SlipJob,
} from './print-ledger.js';
import { paperOf } from './slip-paper.js';
import type { SlipDrawer } from './slip-drawer.js';
import type { SystemCommands } from './system-commands.js';

export interface PrintSlipParts {
  sites: SiteViews;
  commands: SystemCommands;
  printers: Pick<PrinterLinks, 'dots' | 'feed' | 'print' | 'recall' | 'status'>;
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
const INTERRUPTED: (typeof UNHEARD)[number] = 'interrupted';
/** Cause of a slip that was not sent, because nobody knows what became of the printer's last ones. */
const DOUBTED = 'printer-doubted';

export function printSlip(parts: PrintSlipParts): Handler<'print-slip'> {
  return async ({ id, data, attempt }) => {
    const refused = (await settled(parts, id, data)) ? null : await tryOnce(parts, id, data);
    if (refused !== null) {
      throw new NotYet(refused, BACK_OFF[attempt - 1] ?? LONGEST_BACK_OFF);
    }
  };
}

/** Settles a slip whose job is over: its worker fell silent in the middle, or it failed too often. */
export function lostSlip(parts: PrintSlipParts): Handler<'print-slip'> {
  return async ({ id, data }) => {
    const refused = (await settled(parts, id, data)) ? null : await tryOnce(parts, id, data);
    if (refused !== null) await end(parts, id, data, { outcome: 'failed', cause: refused });
  };
}

/**
 * Settles what earlier runs of the product left on `sending`. Called at start.
 * @param isOver whether nobody can be at work on an attempt any more
 */
export async function settleStaleSlips(
  parts: PrintSlipParts,
  isOver: (open: OpenAttempt) => boolean,
): Promise<void> {
  for (const open of await parts.ledger.open()) if (isOver(open)) await close(parts, open, null);
}

/**
 * Has the agents asked what became of slips of which the ledger does not know it: those under way when a server
 * or Redis ended, or when the agent was not reached for a moment. Called for each connection of an agent.
 */
export function recallSlips(parts: PrintSlipParts): (link: PrinterLink) => Promise<void> {
  return async (link) => {
    const open = await parts.ledger.unsettled(link);
    await Promise.all(open.map((each) => recall(parts, each)));
  };
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
  const begun = await ledger.begin(id, slip, paperOf(svg, printers.feed(slip.site, slip.printer)));
  if (begun === null) return null;
  const result = await printers.print(slip.site, {
    attempt: attemptName(id, begun),
    printer: slip.printer,
    svg,
    speed: clock.speed,
  });
  const open = { job: id, slip, ...begun };
  const { row } = await ledger.end(open, plainly(result));
  if (row.state === 'blocked') return row.cause ?? 'blocked';
  await tell(parts, { ...open, row });
  return null;
}

/** Without a byte sent a retry cannot print twice; a picture that cannot be drawn stays so. */
function plainly(result: PrintResult): PrintResult {
  const nothing = result.bytesSent === 0 && result.outcome !== 'failed';
  return nothing ? { ...result, outcome: 'blocked' } : result;
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

/** Whether something may have been sent for a slip before; then it is said what became of that. */
async function settled(parts: PrintSlipParts, job: string, slip: SlipJob): Promise<boolean> {
  const before = await parts.ledger.last(job);
  if (before === null) return false;
  return settle(parts, { job, slip, ...before });
}

/** @returns false when nothing was sent, so that it may be sent now */
async function settle(parts: PrintSlipParts, open: OpenAttempt): Promise<boolean> {
  const { job, slip, row } = open;
  if (row.state !== 'sending') return told(parts, open);
  return close(parts, open, await parts.printers.recall(slip, attemptName(job, open)));
}

/** @param heard the agent's word; without one nobody knows */
async function close(
  parts: PrintSlipParts,
  open: OpenAttempt,
  heard: PrintResult | null,
): Promise<boolean> {
  const { bytesSent } = open.row;
  const lost: PrintResult = { outcome: 'unknown', bytesSent, cause: INTERRUPTED };
  const { row } = await parts.ledger.end(open, heard === null ? lost : plainly(heard));
  return told(parts, { ...open, row });
}

async function told(parts: PrintSlipParts, open: OpenAttempt): Promise<boolean> {
  if (open.row.state === 'blocked') return false;
  await tell(parts, open);
  return true;
}

/** Asks the agent about one attempt; what is said late counts unless a person has said something before. */
async function recall(parts: PrintSlipParts, open: OpenAttempt): Promise<void> {
  const { sites, ledger, printers } = parts;
  const { job, slip } = open;
  const heard = await printers.recall(slip, attemptName(job, open));
  if (heard === null) return;
  const { row, was } = await ledger.end(open, plainly(heard));
  // Its job is not over and sends it again.
  if (row.state === 'blocked') return;
  const view = sites.get(slip.site);
  await view?.reached(slip.seq, CATCH_UP);
  const news =
    was === 'sending' || (row.state !== 'unknown' && view !== undefined && isAsked(view, slip));
  if (news) await tell(parts, { ...open, row });
  await ledger.told(job);
}

/** Whether it is still open what became of a slip: nobody has it in hand, and no other was asked for. */
function isAsked({ board }: SiteView, { ticket, printer, copy }: SlipJob): boolean {
  const newest = board.slips[ticket];
  const open = newest?.outcome === 'asked' || newest?.outcome === 'unknown';
  if (!open || newest.copy !== copy || newest.printer !== printer) return false;
  return (board.team.handed[ticket]?.copy ?? 0) < copy;
}

/** Says what the ledger has; the same words again change nothing. */
async function tell(parts: PrintSlipParts, { job, slip, row }: OpenAttempt): Promise<void> {
  const say = async (reason: string, { state, cause }: LedgerRow): Promise<void> => {
    if (state === 'sending' || state === 'blocked') return;
    await end(parts, reason, slip, { outcome: state, cause });
  };
  await say(job, row);
  if (row.state !== 'unknown') return;
  // Its agent may have come back meanwhile, and what it said must not stand before "nobody knows".
  const last = await parts.ledger.last(job);
  if (last !== null && last.row.state !== 'unknown') await say(`${job}-after`, last.row);
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
