/** What a command leaves behind so that it can be taken back as a whole. */
import type { Counter } from '../../protocol/counter.js';
import type { Owed } from '../../protocol/journal.js';
import type { Ticket } from '../../protocol/ticket.js';

/** Something that a command changed, as it was before; `null` for a ticket that it issued. */
export type Touched =
  | { kind: 'ticket'; id: string; before: Ticket | null }
  | { kind: 'counter'; id: string; before: Counter };

export interface UndoRecord {
  /** Line time of the command, ms. */
  line: number;
  day: string;
  actor: string;
  /**
   * In the order of first change, with the `rev` that the command gave, and the ids of those whom the
   * ticket's counter held before, the ticket among them.
   */
  touched: readonly { thing: Touched; rev: number; beside: readonly string[] }[];
  /** What a group owed before the call of `ticket` changed it. */
  owed: { ticket: string; before: Owed } | null;
}
