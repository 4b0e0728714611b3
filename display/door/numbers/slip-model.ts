/** What the page that hands a number over is drawn from. */
import type { TicketAnswer } from '../../../server/protocol/answers.js';
import type { HandOver } from '../../../server/protocol/team.js';
import type { Ticket } from '../../../server/protocol/ticket.js';
import type { Pending } from '../../shared/outbox.js';
import type { LastDone } from '../../shared/staff-parts.js';
import type { Scene } from '../../shared/staff-site.js';
import type { PrintedHere } from './here-view.js';

export interface SlipModel {
  scene: Scene;
  ticket: Ticket;
  /** What the server said when it gave the number; `null` after a reload. */
  answer: TicketAnswer | null;
  last: LastDone | null;
  /** What was chosen to be in the hand; `null`: what suits the printer's answer. */
  how: HandOver | null;
  pending: readonly Pending[];
  /** What became of it on this computer's own printer; `null` where it was not printed there. */
  here: PrintedHere | null;
  /** Whether a slip is being asked for again right now. */
  printing: boolean;
}
