/** What became of the paper of a number: what the printer said, then what somebody put into a hand. */
import type { Ticket } from '../../../server/protocol/ticket.js';
import type { HandOver } from '../../../server/protocol/team.js';
import type { ApiRequest } from '../../shared/api.js';
import type { Pending } from '../../shared/outbox.js';
import type { About } from '../../shared/staff-commands.js';
import type { Scene } from '../../shared/staff-site.js';

/** Kind of the command that says what somebody holds in the hand now. */
export const HANDED = 'handed';

/** A printer that says nothing for this long (site time) is doubted aloud. */
const SILENT_PRINTER_MS = 12_000;

/**
 * `none`: no slip was asked for. `silent`: the printer should have answered. `unknown`: only a person can
 * see. The last three are what was handed over, which stands above what the printer said of that copy.
 */
export type PaperState =
  | 'none'
  | 'asked'
  | 'silent'
  | 'printed'
  | 'sent'
  | 'unknown'
  | 'out'
  | 'failed'
  | HandOver;

export function paperOf({ board, now }: Scene, ticket: Pick<Ticket, 'id'>): PaperState {
  const slip = board.slips[ticket.id];
  const handed = board.team.handed[ticket.id];
  if (handed !== undefined && handed.copy >= (slip?.copy ?? 0)) return handed.how;
  if (slip === undefined) return 'none';
  switch (slip.outcome) {
    case 'asked':
      return now - slip.at > SILENT_PRINTER_MS ? 'silent' : 'asked';
    case 'failed':
      return slip.cause === 'paper-out' ? 'out' : 'failed';
    default:
      return slip.outcome;
  }
}

/** Nothing is in the hand, and nothing comes out by itself. */
export function isTrouble(state: PaperState): boolean {
  return ['silent', 'unknown', 'out', 'failed'].includes(state);
}

/** Whether a person must look at the printer; not any more once somebody here said what came out. */
export function mustLook(scene: Scene, ticket: Ticket, pending: readonly Pending[]): boolean {
  return paperOf(scene, ticket) === 'unknown' && !isHanding(ticket, pending);
}

/** Whether this device said already what is in the hand, and waits for the answer. */
export function isHanding(ticket: Ticket, pending: readonly Pending[]): boolean {
  return pending.some(({ kind, about }) => kind === HANDED && about['subject'] === ticket.id);
}

/** The command that says so, for the slip that is the newest now. */
export function handing(
  { board, words }: Scene,
  ticket: Ticket,
  how: HandOver,
): { about: About; request: ApiRequest } {
  const wish = `${ticket.number} ${words.say(`numbers.paper.${how}`)}`;
  return {
    about: { wish, sentence: '', number: ticket.number, subject: ticket.id },
    request: {
      method: 'POST',
      path: `/tickets/${ticket.id}/handed`,
      body: { copy: board.slips[ticket.id]?.copy ?? 0, how },
    },
  };
}

/** What is said of it in lists, small: with the printer where that is not the one that was asked at first. */
export function paperLine(scene: Scene, ticket: Ticket): string {
  const { say } = scene.words;
  const paper = say(`numbers.paper.${paperOf(scene, ticket)}`);
  return hasMoved(scene, ticket)
    ? say('numbers.moved.line', { paper, printer: printerName(scene, ticket) })
    : paper;
}

/** Whether its paper is at another printer than the one that was asked at first. */
export function hasMoved(scene: Scene, ticket: Ticket): boolean {
  const paper = paperOf(scene, ticket);
  return (
    scene.board.slips[ticket.id]?.from !== undefined &&
    ['asked', 'silent', 'printed', 'sent', 'unknown'].includes(paper)
  );
}

/** The site's name of a slip's printer. */
export function printerName({ board, site }: Scene, ticket: Ticket): string {
  const id = board.slips[ticket.id]?.printer ?? '';
  return site.printers.find((printer) => printer.id === id)?.name ?? id;
}
