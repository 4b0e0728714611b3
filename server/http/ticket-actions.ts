/** What happens to a ticket after it was issued: one route an action. */
import type { z } from 'zod';
import type { Action } from '../access/rights.js';
import type { ErrorCode } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { Commands } from '../protocol/commands.js';
import type { CounterKind } from '../protocol/counter.js';
import type { TicketAction } from '../protocol/requests.js';
import { ticketAnswer as ticketSchema } from '../protocol/schema/answers.js';
import { actionBodies } from '../protocol/schema/requests.js';
import type { Present } from './body.js';
import { answeredBefore, runAt, touched, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { route, type Call, type KindOf, type Route, type RouteParts } from './route.js';
import { ticketAnswer } from './ticket-answer.js';
import { printerOf, ticketIdOf } from './tickets.js';

export interface TicketActionParts extends RouteParts, CommandParts {}

interface ActionSpec<A extends TicketAction, Body> {
  action: Action;
  summary: string;
  /** Codes besides those of every ticket. */
  errors?: readonly ErrorCode[];
  /** Kind of the counter at which it happens. */
  kindOf?: KindOf<Body>;
  args: (ticket: string, body: Body, asked: Asked) => Commands[A];
}

interface Asked {
  view: SiteView;
  /** Whether whoever asks may do this too. */
  may: (action: Action) => boolean;
}

const OF_TICKETS: readonly ErrorCode[] = ['ticket-unknown', 'day-closed', 'changed', 'wrong-state'];

function action<A extends TicketAction, B extends z.ZodType>(
  name: A,
  body: B,
  spec: ActionSpec<A, Present<z.output<B>>>,
): (parts: TicketActionParts) => Route {
  return (parts) =>
    route(
      parts,
      {
        method: 'post',
        path: `/api/v1/sites/{site}/tickets/{ticket}/${name}`,
        action: spec.action,
        summary: spec.summary,
        tag: 'Tickets',
        body,
        query: NOTHING,
        command: true,
        success: { status: 200, description: 'The ticket afterwards', schema: ticketSchema },
        errors: [...OF_TICKETS, ...(spec.errors ?? [])],
      },
      async (call) => {
        const id = ticketIdOf(call);
        const may = (other: Action) =>
          parts.access.allows(call.subject, other, { site: call.siteId });
        const args = (view: SiteView) => spec.args(id, call.body, { view, may });
        const reply = await runAt<TicketAction>(parts, call, name, args);
        return ticketAnswer(call.site(), touched(reply, id), parts);
      },
      spec.kindOf && {
        kindOf: spec.kindOf,
        answeredBefore: (call) => answeredBefore(parts, call),
      },
    );
}

/** Whoever holds the ticket: the counter that called it. */
function kindOfHolder(call: Call, view: SiteView): CounterKind | undefined {
  return kindOfCounter(view, view.board.tickets[ticketIdOf(call)]?.counter);
}

export function kindOfCounter(
  { config }: SiteView,
  counter: string | null | undefined,
): CounterKind | undefined {
  return config.counters.find(({ id }) => id === counter)?.kind;
}

const named = <Body extends object>(ticket: string, body: Body) => ({ ticket, ...body });

const ROUTES = [
  action('call', actionBodies.call, {
    action: 'ticket.call',
    summary: 'Calls a chosen ticket, out of order',
    errors: ['counter-unknown', 'counter-closed', 'counter-paused', 'counter-busy', 'clock-wrong'],
    kindOf: ({ body }, view) => kindOfCounter(view, body.counter),
    args: named,
  }),
  action('recall', actionBodies.recall, {
    action: 'ticket.recall',
    summary: 'Calls it out again',
    errors: ['too-soon'],
    kindOf: kindOfHolder,
    args: named,
  }),
  action('start', actionBodies.start, {
    action: 'ticket.start',
    summary: 'The citizen came to the counter',
    kindOf: kindOfHolder,
    args: named,
  }),
  action('finish', actionBodies.finish, {
    action: 'ticket.finish',
    summary: 'Done, or on to the next stop',
    errors: ['outcome-needed', 'outcome-unknown'],
    kindOf: kindOfHolder,
    args: named,
  }),
  action('miss', actionBodies.miss, {
    action: 'ticket.miss',
    summary: 'Nobody came',
    kindOf: kindOfHolder,
    args: named,
  }),
  action('return', actionBodies.return, {
    action: 'ticket.return',
    summary: 'A missed citizen is back in line',
    args: named,
  }),
  action('park', actionBodies.park, {
    action: 'ticket.park',
    summary: 'Keeps its place while something is fetched or done',
    args: named,
  }),
  action('resume', actionBodies.resume, {
    action: 'ticket.resume',
    summary: 'A parked ticket waits again',
    args: named,
  }),
  action('reroute', actionBodies.reroute, {
    action: 'ticket.reroute',
    summary: 'To another group or to a counter',
    errors: ['group-unknown', 'counter-unknown', 'counter-closed'],
    args: (ticket, { place = 'keep', ...body }) => ({ ticket, ...body, place }),
  }),
  action('cancel', actionBodies.cancel, {
    action: 'ticket.cancel',
    summary: 'Not needed any more',
    args: named,
  }),
  action('reopen', actionBodies.reopen, {
    action: 'ticket.reopen-cancelled',
    summary: 'A cancelled or, for a lead, a done ticket waits again',
    // Decided by the script on the ticket as it is: the board here may be a moment behind.
    args: (ticket, body, { may }) => ({
      ticket,
      ...body,
      from: may('ticket.reopen') ? ['cancelled', 'done'] : ['cancelled'],
    }),
  }),
  action('note', actionBodies.note, {
    action: 'ticket.note',
    summary: 'Says what whoever serves it should know, in place of what was noted before',
    args: named,
  }),
  action('reprint', actionBodies.reprint, {
    action: 'ticket.reprint',
    summary: 'Asks for another copy of the slip',
    args: (ticket, { printer }, { view }) => ({
      ticket,
      printer: printerOf(view.config, printer, 'printer'),
    }),
  }),
];

export function ticketActionRoutes(parts: TicketActionParts): Route[] {
  return ROUTES.map((make) => make(parts));
}
