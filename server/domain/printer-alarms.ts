/** What of the printers and their slips a person has to see to. Pure. */
import type { Board, Slip } from '../protocol/board.js';
import type { PrinterCondition } from '../protocol/printing.js';
import type { Ticket } from '../protocol/ticket.js';
import type { Alarm, AlarmFacts, PrinterCause } from './alarm.js';
import { withinHours } from './counters-open.js';
import { elapsedSince } from './line-time.js';
import { isDoubted, standsStill } from './printer-trouble.js';

/** A printer that says nothing about a slip for this long is doubted. */
const SILENT_PRINTER_MS = 12_000;
/** An agent or a cable that is gone for less than this is no news. */
const OFFLINE_MS = 10_000;
/** Seen where alarms are listed, and rings nowhere. */
const QUIET = -1;

/** Slips of which nobody knows whether they came out, for those who may still need one. */
export function slipQuestions({ board, now }: Pick<AlarmFacts, 'board' | 'now'>): Alarm[] {
  return Object.entries(board.slips).flatMap(([id, slip]): Alarm[] => {
    const ticket = board.tickets[id];
    if (ticket === undefined || slip.outcome !== 'unknown' || !isOwed(board, ticket, slip))
      return [];
    const age = elapsedSince(board, now, slip.at);
    const { printer, copy } = slip;
    return [
      {
        ...{ kind: 'slip', id: `slip:${id}:${copy}`, age, open: age, takenBy: null },
        ...{ ticket: id, number: ticket.number, printer, copy },
      },
    ];
  });
}

/** Printers whose slips did not come, and those that stand or soon will before anybody wants a slip. */
export function printerAlarms(facts: AlarmFacts): Alarm[] {
  const { board, now, printers } = facts;
  const troubled = new Map<string, { ticket: Ticket; slip: Slip }[]>();
  for (const [id, slip] of Object.entries(board.slips)) {
    const ticket = board.tickets[id];
    if (ticket === undefined || !isWaitedFor(board, ticket, slip)) continue;
    const silent = elapsedSince(board, now, slip.at) >= SILENT_PRINTER_MS;
    if (slip.outcome !== 'failed' && !silent && !stands(facts, slip.printer)) continue;
    troubled.set(slip.printer, [...(troubled.get(slip.printer) ?? []), { ticket, slip }]);
  }
  const others = [...printers.keys(), ...Object.keys(board.unproven)];
  for (const id of others.filter((each) => isNews(facts, each)))
    if (!troubled.has(id)) troubled.set(id, []);
  return Array.from(troubled, ([printer, slips]): Alarm => {
    const condition = printers.get(printer);
    const cause = causeOf(facts, printer, new Set(slips.map(({ slip }) => slip.cause)));
    const waiting = slips.map(({ slip }) => elapsedSince(board, now, slip.at));
    const ages = cause === condition?.trouble ? [...waiting, ageOf(facts, condition)] : waiting;
    const age = ages.length === 0 ? null : Math.max(...ages);
    return {
      ...{ kind: 'printer', id: `printer:${printer}`, takenBy: null, printer, cause },
      age,
      open: cause === 'roll' ? QUIET : (age ?? 0),
      left: condition?.left ?? null,
      slips: slips.map(({ ticket, slip }) => ({
        ticket: ticket.id,
        number: ticket.number,
        failed: slip.outcome === 'failed',
      })),
    };
  });
}

/** Whether it tells of a printer that nobody switched on and for which nobody waits: for leads alone. */
export function isSpare(alarm: Alarm): boolean {
  return alarm.kind === 'printer' && alarm.cause === 'unheard' && alarm.slips.length === 0;
}

/** Whether paper of this slip is still wanted by somebody who has none. */
function isWaitedFor(board: Board, ticket: Ticket, slip: Slip): boolean {
  return (slip.outcome === 'failed' || slip.outcome === 'asked') && isOwed(board, ticket, slip);
}

function isOwed(board: Board, ticket: Ticket, slip: Slip): boolean {
  if (!['waiting', 'parked', 'called'].includes(ticket.state)) return false;
  const handed = board.team.handed[ticket.id];
  return handed === undefined || handed.copy < slip.copy;
}

function ageOf({ board, now }: AlarmFacts, { since }: PrinterCondition): number {
  return Math.max(0, elapsedSince(board, now, since));
}

/** Whether no slip comes out of it, for long enough that somebody has to go there. */
function stands(facts: AlarmFacts, printer: string): boolean {
  const condition = facts.printers.get(printer);
  if (condition === undefined || !standsStill(condition.trouble)) return false;
  return condition.trouble !== 'offline' || ageOf(facts, condition) >= OFFLINE_MS;
}

/** A printer that nobody switched on is news while people are served, not in the night. */
function isNews(facts: AlarmFacts, printer: string): boolean {
  const trouble = facts.printers.get(printer)?.trouble ?? null;
  const announced = trouble === 'low' || trouble === 'roll';
  const { site, now } = facts;
  const still =
    trouble === 'unheard' ? withinHours(site.opening, now, site.offset) : stands(facts, printer);
  return announced || still || isDoubted(facts.board, printer);
}

function causeOf(
  facts: AlarmFacts,
  printer: string,
  causes: ReadonlySet<string | null>,
): PrinterCause {
  const trouble = facts.printers.get(printer)?.trouble ?? null;
  if (trouble !== null && stands(facts, printer)) return trouble;
  if (isDoubted(facts.board, printer) || causes.has('printer-doubted')) return 'doubt';
  if (causes.has('paper-out')) return 'paper';
  if (causes.has('cover-open')) return 'cover';
  return causes.size === 0 && trouble !== null ? trouble : 'other';
}
