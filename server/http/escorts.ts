/** What is done for the holder of a ticket beside the queue: fetched to the counter, given the paper. */
import { goingFor } from '../domain/team.js';
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import { escortAnswer, handedAnswer, handedBody, takeBody } from '../protocol/schema/team.js';
import type { Escort, Handed } from '../protocol/team.js';
import type { Ticket } from '../protocol/ticket.js';
import type { CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { BadRequest, Refused } from './problem.js';
import { route, type Route, type RouteParts } from './route.js';
import { teamAt, writeDown } from './team-command.js';
import { ticketIdOf } from './tickets.js';

export interface EscortParts extends RouteParts, CommandParts {}

const TICKET = '/api/v1/sites/{site}/tickets/{ticket}';
const COMMON = { method: 'post', tag: 'Team', query: NOTHING, command: true } as const;

export function escortRoutes(parts: EscortParts): Route[] {
  return [escort(parts), handed(parts)];
}

function escort(parts: EscortParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: `${TICKET}/escort`,
      action: 'escort.take',
      summary: 'Fetches the citizen of a called ticket, instead of whoever was going',
      body: takeBody,
      success: { status: 200, description: 'Who goes, for which call', schema: escortAnswer },
      errors: ['ticket-unknown', 'wrong-state', 'taken'],
    },
    async (call): Promise<Escort> => {
      const view = call.site();
      const id = ticketIdOf(call);
      const { actor } = call.subject;
      const { instead } = call.body;
      const known = view.board.team.escorts[id];
      if (known?.by === actor && known.calledAt === view.board.tickets[id]?.calledAt) return known;
      const written = await writeDown(parts, call, 'escort.taken', ({ board }) => {
        const { number, calledAt } = calledTicket(board.tickets[id]);
        if (goingFor(board.team, id, calledAt) !== instead) throw new AppError('taken');
        return { ticket: id, number, calledAt, instead };
      });
      const now = view.board.team.escorts[id];
      if (now?.by === actor && now.at === written.at) return now;
      const then = (await teamAt(parts.store, view, written)).escorts[id];
      if (then?.by !== actor) throw new AppError('taken');
      return then;
    },
  );
}

/** @throws AppError `ticket-unknown`, `wrong-state` */
function calledTicket(ticket: Ticket | undefined): { number: string; calledAt: number } {
  if (ticket === undefined) throw new AppError('ticket-unknown');
  const { state, number, calledAt } = ticket;
  if (state !== 'called' || calledAt === null) throw new Refused('wrong-state', ticket);
  return { number, calledAt };
}

function handed(parts: EscortParts): Route {
  return route(
    parts,
    {
      ...COMMON,
      path: `${TICKET}/handed`,
      action: 'slip.hand',
      summary: 'The citizen holds the number: on paper, on a screen or written by hand',
      body: handedBody,
      success: { status: 200, description: 'What the citizen holds', schema: handedAnswer },
      errors: ['ticket-unknown'],
    },
    async (call): Promise<Handed> => {
      const id = ticketIdOf(call);
      const { copy, how } = call.body;
      await writeDown(parts, call, 'slip.handed', (view) => {
        const { number } = knownSlip(view, id, copy);
        return { ticket: id, number, copy, how };
      });
      return { copy, how };
    },
  );
}

/** The ticket. @throws AppError `ticket-unknown`; BadRequest where no such copy was asked for */
function knownSlip({ board }: SiteView, id: string, copy: number): Ticket {
  const ticket = board.tickets[id];
  if (ticket === undefined) throw new AppError('ticket-unknown');
  if (copy > (board.slips[id]?.copy ?? 0)) {
    throw new BadRequest([{ path: 'copy', message: 'no such copy was asked for' }]);
  }
  return ticket;
}
