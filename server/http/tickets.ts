/** Tickets: giving a number, reading it, its picture. */
import type { SiteView } from '../live/site-view.js';
import { AppError } from '../errors.js';
import type { IssueCommand } from '../protocol/commands.js';
import type { Trouble } from '../protocol/live.js';
import type { IssueAnswer, TicketAnswer, TicketDetailAnswer } from '../protocol/answers.js';
import type { IssueBody } from '../protocol/requests.js';
import {
  issueAnswer,
  ticketAnswer as ticketSchema,
  ticketDetailAnswer,
} from '../protocol/schema/answers.js';
import { TICKET_ID } from '../protocol/schema/ids.js';
import { issueBody } from '../protocol/schema/requests.js';
import type { Ticket } from '../protocol/ticket.js';
import { kioskPrompts } from '../voice/kiosk-prompts.js';
import type { Voices } from '../voice/voices.js';
import { readFor, runAt, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { papersOf } from './papers-kept.js';
import { BadRequest } from './problem.js';
import { route, SENT, type Call, type Route, type RouteParts } from './route.js';
import { ticketAnswer } from './ticket-answer.js';

/** Draws the slip of a ticket as a PNG. */
export type SlipPicture = (site: SiteView, ticket: Ticket) => Promise<Uint8Array>;

export interface TicketParts extends RouteParts, CommandParts {
  slipPicture: SlipPicture;
  /** Why nothing can be issued now; `null` when all is well. */
  trouble: () => Trouble | null;
  voices: Pick<Voices, 'made'>;
}

const TICKETS = '/api/v1/sites/{site}/tickets';

export function ticketRoutes(parts: TicketParts): Route[] {
  // The picture first: its address is also that of a ticket with a strange id.
  return [issue(parts), picture(parts), read(parts), byLink(parts)];
}

function issue(parts: TicketParts): Route {
  return route(
    parts,
    {
      method: 'post',
      path: TICKETS,
      action: 'ticket.issue',
      summary: 'Gives a number',
      tag: 'Tickets',
      body: issueBody,
      query: NOTHING,
      command: true,
      success: { status: 201, description: 'The new ticket', schema: issueAnswer },
      errors: [
        'group-unknown',
        'group-closed',
        'quota-reached',
        'device-limit',
        'papers-unknown',
        'clock-wrong',
        'disk-full',
      ],
    },
    async (call): Promise<IssueAnswer> => {
      const mark = call.body.mark ?? (await markOf(parts, call));
      const wish = await readFor(withProcedure(parts, call));
      const reply = await runAt(parts, call, 'issue', (view) => {
        if (parts.trouble() === 'disk') throw new AppError('disk-full');
        const command = { ...issueCommand(view, wish()), ...deviceOf(call) };
        return mark === undefined ? command : { ...command, mark };
      });
      const [ticket] = reply.tickets;
      if (ticket === undefined) throw new Error('the store issued no ticket');
      return { ...ticketAnswer(call.site(), ticket, parts), ...promptsOf(parts, call, ticket) };
    },
  );
}

function promptsOf(
  { voices }: TicketParts,
  { subject, site }: Call,
  { number }: Ticket,
): Pick<IssueAnswer, 'prompts'> {
  if (subject.via !== 'kiosk') return {};
  const prompts = kioskPrompts(voices, site(), { kind: 'taken', number });
  return Object.keys(prompts).length === 0 ? {} : { prompts };
}

/** Who comes back with the code of missing papers comes for what they were missing for. */
async function withProcedure(
  { store }: TicketParts,
  { body, ...call }: Call<IssueBody>,
): Promise<IssueBody> {
  const { papers, procedure } = body;
  if (papers === undefined || procedure !== undefined) return body;
  return { ...body, procedure: (await papersOf(store, call.site(), papers)).procedure };
}

/** A kiosk is known by its device, for its limit. */
function deviceOf({ subject }: Call): Pick<IssueCommand, 'device'> {
  return subject.via === 'kiosk' ? { device: subject.actor } : {};
}

/** The mark of whoever is signed in, so that each slip shows its issuer; programs and kiosks have none. */
async function markOf(
  { access }: TicketParts,
  { subject, siteId }: Call,
): Promise<string | undefined> {
  if (subject.via !== 'staff') return undefined;
  const crew = await access.people.crew(siteId);
  return crew.find(({ id }) => id === subject.actor)?.mark;
}

function issueCommand({ config }: SiteView, body: IssueBody): IssueCommand {
  const { print, papers: _papers, ...wanted } = body;
  const { procedure, priority, group } = body;
  if (procedure !== undefined) {
    const known = config.procedures.find(({ id }) => id === procedure);
    if (known?.group !== group) throw flaw('procedure', 'not a procedure of this group');
  }
  if (priority !== undefined && !config.priorities.includes(priority)) {
    throw flaw('priority', 'not offered by this site');
  }
  if (print === undefined || print === false) return wanted;
  return { ...wanted, printer: printerOf(config, print === true ? undefined : print, 'print') };
}

/**
 * The printer of this id, or the site's first one.
 * @throws BadRequest naming `path` when there is none
 */
export function printerOf(
  { printers }: SiteView['config'],
  wanted: string | undefined,
  path: string,
): string {
  const printer = wanted === undefined ? printers[0] : printers.find(({ id }) => id === wanted);
  if (printer === undefined) throw flaw(path, 'no such printer');
  return printer.id;
}

function flaw(path: string, message: string): BadRequest {
  return new BadRequest([{ path, message }]);
}

function read(parts: TicketParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${TICKETS}/{ticket}`,
      action: 'ticket.read',
      summary: 'A ticket of today, with its place in line',
      tag: 'Tickets',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The ticket', schema: ticketDetailAnswer },
      errors: ['ticket-unknown'],
    },
    async (call): Promise<TicketDetailAnswer> => {
      const view = call.site();
      const ticket = ticketOfToday(call, view);
      const noteText = ticket.note ? await parts.store.note(view.id, ticket.id) : null;
      return { ...ticketAnswer(view, ticket, parts), noteText };
    },
  );
}

/** What a camera at the door read from a slip. */
function byLink(parts: TicketParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: '/api/v1/sites/{site}/links/{token}',
      action: 'ticket.read',
      summary: 'The ticket of today whose page has this token',
      tag: 'Tickets',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The ticket', schema: ticketSchema },
      errors: ['ticket-unknown'],
    },
    (call): TicketAnswer => {
      const view = call.site();
      const found = parts.links.find(parts.sites, call.parameter('token'));
      if (found?.view.id !== view.id) throw new AppError('ticket-unknown');
      return ticketAnswer(view, found.ticket, parts);
    },
  );
}

function picture(parts: TicketParts): Route {
  return route(
    parts,
    {
      method: 'get',
      path: `${TICKETS}/{ticket}.png`,
      action: 'ticket.read',
      summary: 'The slip of a ticket of today, as it is printed',
      tag: 'Tickets',
      body: NOTHING,
      query: NOTHING,
      command: false,
      success: { status: 200, description: 'The picture', type: 'image/png' },
      errors: ['ticket-unknown'],
    },
    async (call) => {
      const view = call.site();
      const png = await parts.slipPicture(view, ticketOfToday(call, view));
      call.response.setHeader('Content-Type', 'image/png');
      call.response.end(png);
      return SENT;
    },
  );
}

function ticketOfToday(call: Call, { board }: SiteView): Ticket {
  const ticket = board.tickets[ticketIdOf(call)];
  if (ticket === undefined) throw new AppError('ticket-unknown');
  return ticket;
}

/** The id in the path; one of another shape cannot exist. @throws AppError `ticket-unknown` */
export function ticketIdOf(call: Call): string {
  const id = call.parameter('ticket');
  if (!TICKET_ID.test(id)) throw new AppError('ticket-unknown');
  return id;
}
