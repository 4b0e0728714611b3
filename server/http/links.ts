/**
 * What a citizen's own phone asks and does: whoever holds the token of a ticket's page may see that ticket,
 * put it off once, bring it back, and give it up. The token alone is the right: a person who is
 * signed in on the same phone is a citizen here.
 */
import { STRANGER, type Action, type Subject } from '../access/rights.js';
import { Window } from '../access/window.js';
import { phoneState } from '../domain/phone-state.js';
import { zoneOffset } from '../domain/local-time.js';
import { platesOf } from '../domain/plate.js';
import type { ErrorCode } from '../errors.js';
import type { CommandName, Commands } from '../protocol/commands.js';
import type { Words } from '../protocol/config.js';
import type { PhoneState } from '../protocol/phone.js';
import { laterBody, phoneQuery, phoneState as phoneSchema } from '../protocol/schema/phone.js';
import { emptyBody, undoBody } from '../protocol/schema/requests.js';
import type { Ticket } from '../protocol/ticket.js';
import type { z } from 'zod';
import type { Present } from './body.js';
import { run, touched, type CommandParts } from './command.js';
import { NOTHING } from './operation.js';
import { keyDigest } from './request-key.js';
import { route, type Call, type Route, type RouteParts } from './route.js';
import type { Linked } from './ticket-links.js';

export interface LinkParts extends RouteParts, CommandParts {}

/**
 * Who gives a command by the token of a ticket: whoever holds that number, and nobody in particular. One
 * phone takes back nothing of another's.
 */
export function citizenOf({ id }: Ticket): Subject {
  return { ...STRANGER, actor: `citizen-${id}`, via: 'phone' };
}

const LINK = '/api/v1/links/{token}';
/** Commands on one ticket in a minute: nobody needs more, retries and taking back included. */
const COMMANDS = 20;

/** The ticket that the token in the path names. @throws AppError `ticket-unknown`; TooMany */
export function linkedTicket(parts: LinkParts, call: Call): Promise<Linked> {
  return parts.links.open(parts.sites, call.parameter('token'), {
    address: call.request.socket.remoteAddress ?? '',
    now: parts.clock.now(),
  });
}

/** The ticket as its holder sees it now. */
export function phoneAnswer(
  { clock }: Pick<LinkParts, 'clock'>,
  { view }: Pick<Linked, 'view'>,
  ticket: Ticket,
  names: keyof Words = 'vi',
): PhoneState {
  const now = Math.round(clock.now());
  const offset = zoneOffset(now, view.config.site.timeZone);
  const clockWrong = view.load().trouble === 'clock';
  const plates = platesOf(view.config.groups);
  const moment = { site: view, places: view, plates, now, offset, clockWrong };
  return phoneState(moment, ticket, names);
}

export function linkRoutes(parts: LinkParts): Route[] {
  const commands = new Window(COMMANDS);

  function command<N extends CommandName, B extends z.ZodType>(
    action: Action,
    path: string,
    summary: string,
    body: B,
    errors: readonly ErrorCode[],
    name: N,
    argsOf: (ticket: string, body: Present<z.output<B>>) => Commands[N],
  ): Route {
    return route(
      parts,
      {
        method: 'post',
        path: `${LINK}/${path}`,
        action,
        summary,
        tag: 'Phones',
        body,
        query: phoneQuery,
        command: true,
        success: { status: 200, description: 'The ticket afterwards', schema: phoneSchema },
        errors: ['ticket-unknown', 'wrong-state', 'too-many', ...errors],
      },
      async (call): Promise<PhoneState> => {
        const linked = await linkedTicket(parts, call);
        const { view, ticket } = linked;
        await commands.admit(`${view.id} ${ticket.id}`);
        const { timeZone } = view.config.site;
        const where = { site: view.id, timeZone, view };
        const asCitizen = { ...call, subject: citizenOf(ticket) };
        const reply = await run(parts, asCitizen, where, name, argsOf(ticket.id, call.body));
        return phoneAnswer(parts, linked, touched(reply, ticket.id), call.query.names);
      },
    );
  }

  const read = route(
    parts,
    {
      method: 'get',
      path: LINK,
      action: 'link.read',
      summary: 'A ticket as its holder’s phone shows it',
      tag: 'Phones',
      body: NOTHING,
      query: phoneQuery,
      command: false,
      success: { status: 200, description: 'The ticket', schema: phoneSchema },
      errors: ['ticket-unknown', 'too-many'],
    },
    async (call): Promise<PhoneState> => {
      const linked = await linkedTicket(parts, call);
      return phoneAnswer(parts, linked, linked.ticket, call.query.names);
    },
  );
  return [
    read,
    command(
      'link.later',
      'later',
      'Puts it off once, by 10, 20 or 30 minutes; then it waits again by itself, its place kept',
      laterBody,
      ['later-used'],
      'park',
      (ticket, { minutes }) => ({ ticket, reason: 'later', minutes }),
    ),
    command(
      'link.resume',
      'resume',
      'Waits again before the time is over',
      emptyBody,
      [],
      'resume',
      (ticket) => ({ ticket }),
    ),
    command('link.cancel', 'cancel', 'Gives it up', emptyBody, [], 'cancel', (ticket) => ({
      ticket,
      reason: 'no-need',
    })),
    command(
      'link.undo',
      'undo',
      'Takes back a command of this phone within 60 s',
      undoBody,
      ['undo-expired', 'undo-foreign', 'superseded'],
      'undo',
      (_ticket, { request }) => ({ request: keyDigest(request) }),
    ),
  ];
}
