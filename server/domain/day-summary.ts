/** A day in figures, for the paper that is kept of it: counts alone, nobody's number, class or name. */
import type { Board } from '../protocol/board.js';
import type { SiteConfig, Words } from '../protocol/config.js';
import type { ScoreCounts } from '../protocol/rating.js';
import type { Ticket, TicketState } from '../protocol/ticket.js';
import { scoreCounts } from './ratings.js';

interface Counts {
  issued: number;
  done: number;
  missed: number;
  cancelled: number;
  /** Not ended yet. */
  open: number;
}
export interface DaySummary extends Counts {
  /** Groups that numbers were given of, in the site's order. */
  groups: (Counts & { letter: string; name: Words })[];
  assists: number;
  /** How many said what of how they were served; `null` where nobody did. */
  scores: ScoreCounts | null;
  /** When the first and the last number were given, site time, ms; `null` without any. */
  first: number | null;
  last: number | null;
}

const ENDED: Readonly<Partial<Record<TicketState, keyof Counts>>> = {
  done: 'done',
  missed: 'missed',
  cancelled: 'cancelled',
};

/** @param board of the day */
export function daySummary(
  board: Pick<Board, 'tickets' | 'team' | 'ratings'>,
  { groups }: Pick<SiteConfig, 'groups'>,
): DaySummary {
  const tickets = Object.values(board.tickets);
  const ratings = Object.values(board.ratings);
  const times = tickets.map(({ issuedAt }) => issuedAt);
  return {
    ...countsOf(tickets),
    groups: groups.flatMap(({ letter, name }) => {
      // By the letter: a number that was sent on is counted where it was taken.
      const own = tickets.filter(({ number }) => number.startsWith(letter));
      return own.length === 0 ? [] : [{ letter, name, ...countsOf(own) }];
    }),
    assists: Object.keys(board.team.assists).length,
    scores: ratings.length === 0 ? null : scoreCounts(ratings),
    first: times.length === 0 ? null : Math.min(...times),
    last: times.length === 0 ? null : Math.max(...times),
  };
}

function countsOf(tickets: readonly Ticket[]): Counts {
  const counts: Counts = { issued: tickets.length, done: 0, missed: 0, cancelled: 0, open: 0 };
  for (const { state } of tickets) counts[ENDED[state] ?? 'open'] += 1;
  return counts;
}
