/**
 * Boards: the present state of a site folded from the journal, as each audience may
 * see it. One fold for each audience runs in server and browser alike.
 */
import type { Counter } from './counter.js';
import type { PrintOutcome } from './printing.js';
import type { Rating } from './rating.js';
import type { TeamBoard } from './team.js';
import type { RerouteReason, Ticket, TicketState } from './ticket.js';

/** What is known about a ticket's newest slip. */
export interface Slip {
  copy: number;
  printer: string;
  /** The printer that it was asked for at first and that did not take it; absent where it did not move. */
  from?: string;
  /** `asked` until the printer's worker said what became of it. */
  outcome: PrintOutcome | 'asked';
  cause: string | null;
  at: number;
}

/** A ticket was sent from one group to another. */
export interface Move {
  from: string;
  /** The same where a counter of the group was named. */
  to: string;
  reason: RerouteReason;
  at: number;
}

/** The staff's board: everything of today. Also what the server keeps for itself. */
export interface Board {
  /** Business day; '' before the first event. */
  day: string;
  /** Seq and time of the newest entry folded in. */
  seq: number;
  at: number;
  /** Line time of today is site time plus this (ms): see `domain/line-time.ts`. Nearly always 0. */
  putBack: number;
  configVersion: number;
  tickets: Record<string, Ticket>;
  /** Counters touched today; the others are closed with the configuration's profile. */
  counters: Record<string, Counter>;
  /** Normal calls owed per group; absent means 0. */
  owed: Record<string, number>;
  /** Newest slip per ticket id. */
  slips: Record<string, Slip>;
  /** By printer: its newest slips, one after the other, of which nobody knows whether they came out. */
  unproven: Record<string, number>;
  /** Moves between groups that were not taken back, per ticket id, oldest first. */
  moves: Record<string, readonly Move[]>;
  /** Since when the tickets that are parked now are, per ticket id. */
  parkedAt: Record<string, number>;
  team: TeamBoard;
  /** By ticket id, or by `seq-<seq>` without one. The server's own: staff are sent none. */
  ratings: Record<string, Rating>;
}

/** What the hall may know of a ticket. Its key is the number: ids and links stay inside. */
export interface HallTicket {
  number: string;
  group: string;
  state: TicketState;
  counter: string | null;
  calledAt: number | null;
  calls: number;
  lastCallAt: number | null;
  /** A neutral ƯU TIÊN badge, only where the site shows it. Never the class. */
  badge: boolean;
}
export interface HallCounter {
  id: string;
  state: Counter['state'];
  backAt: Counter['backAt'];
}
export interface HallBoard {
  day: string;
  seq: number;
  at: number;
  configVersion: number;
  /** By number. */
  tickets: Record<string, HallTicket>;
  counters: Record<string, HallCounter>;
}
