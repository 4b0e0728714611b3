/** Gives a command to the store on behalf of a request. */
import type { Clock } from '../clock.js';
import { contextOf } from '../domain/context.js';
import { AppError } from '../errors.js';
import type { SiteView } from '../live/site-view.js';
import type { CommandName, Commands } from '../protocol/commands.js';
import type { Ticket } from '../protocol/ticket.js';
import type { Accepted, Reply, Store } from '../store/port.js';
import { fingerprint } from './fingerprint.js';
import { Refused } from './problem.js';
import type { TicketLinks } from './ticket-links.js';
import type { Call } from './route.js';

/** ms to wait for this process's own view to reach a command, so that whoever gave it sees it. */
export const OWN_VIEW = 250;

export interface CommandParts {
  store: Store;
  clock: Clock;
  links: TicketLinks;
}

export interface Where {
  site: string;
  /** IANA time zone of the site. */
  timeZone: string;
  /** `undefined` only while a new site has none. */
  view: SiteView | undefined;
  /** Site time of the command where it is not the clock's, ms. */
  now?: number;
}

/**
 * Runs a command and waits until this process's view of the site holds it.
 * @throws Refused with the store's code; StoreDown when the answer is not known
 */
export async function run<N extends CommandName>(
  { store, clock }: CommandParts,
  call: Call,
  where: Where,
  name: N,
  args: Commands[N],
): Promise<Accepted> {
  const { actor, via } = call.subject;
  const asker = {
    site: where.site,
    key: call.key,
    fingerprint: fingerprintOf(call),
    actor,
    via,
  };
  const now = where.now ?? clock.now();
  const context = contextOf(asker, now, clock.stepped(), where.timeZone);
  return accepted(call, where.view, await store.command(name, args, context));
}

/**
 * `run` at a site that exists.
 * @param argsOf makes the arguments by what the site offers now, or refuses with an AppError. A key
 * that the store knows gets its reply all the same: what was answered yes stays yes, or one person
 * would ask again and get two numbers.
 * @throws AppError `site-unknown`, and what `argsOf` throws
 */
export async function runAt<N extends CommandName>(
  parts: CommandParts,
  call: Call,
  name: N,
  argsOf: (view: SiteView) => Commands[N],
): Promise<Accepted> {
  const view = call.site();
  let args: Commands[N];
  try {
    args = argsOf(view);
  } catch (refusal) {
    if (!(refusal instanceof AppError)) throw refusal;
    const reply = await parts.store.replay(view.id, call.key, fingerprintOf(call));
    if (reply === null) throw refusal;
    return accepted(call, view, reply);
  }
  const { timeZone } = view.config.site;
  return run(parts, call, { site: view.id, timeZone, view }, name, args);
}

/**
 * Something read before a command, or the refusal that it met, for `argsOf` to take: thrown there, it
 * leaves a retry its answer.
 */
export async function readFor<T>(reading: Promise<T>): Promise<() => T> {
  try {
    const read = await reading;
    return () => read;
  } catch (refusal) {
    if (!(refusal instanceof AppError)) throw refusal;
    return () => {
      throw refusal;
    };
  }
}

/** Whether the store knows the key of this call's command. @throws StoreDown */
export async function answeredBefore({ store }: CommandParts, call: Call): Promise<boolean> {
  return (await store.replay(call.siteId, call.key, fingerprintOf(call))) !== null;
}

function fingerprintOf({ request, subject }: Call): string {
  return fingerprint(request.method, request.path, request.body, subject.actor);
}

/** @throws Refused with the store's code */
async function accepted(
  { response }: Call,
  view: SiteView | undefined,
  reply: Reply,
): Promise<Accepted> {
  if (reply.replayed) response.setHeader('Idempotent-Replayed', 'true');
  if (!reply.ok) throw new Refused(reply.code, reply.ticket);
  await view?.reached(reply.seq, OWN_VIEW);
  return reply;
}

/** The ticket of this id among those that a command touched. */
export function touched({ tickets }: Accepted, id: string): Ticket {
  const ticket = tickets.find((each) => each.id === id);
  if (ticket === undefined) throw new Error(`the store did not give back ticket ${id}`);
  return ticket;
}
