/** Misses a call that nobody answered, where the site asks for it. */
import { waitReal, type Clock } from '../clock.js';
import type { SiteViews } from '../live/site-view.js';
import { elapsedSince } from '../domain/line-time.js';
import { asksForTimeout } from './entry-jobs.js';
import { NotYet, type Handler } from './jobs.js';
import type { SystemCommands } from './system-commands.js';

/** ms of real time to wait for this process to learn of the call. */
const CATCH_UP = 1_000;

export function callTimeout(
  sites: SiteViews,
  commands: SystemCommands,
  clock: Clock,
): Handler<'call-timeout'> {
  return async ({ id, data: { site, ticket, rev } }) => {
    const view = sites.get(site);
    if (view === undefined) throw new NotYet('site-unknown', CATCH_UP);
    if (!asksForTimeout(view.config)) return;
    if (!(await view.reached(rev, CATCH_UP))) throw new NotYet('behind', CATCH_UP);
    const called = view.board.tickets[ticket];
    if (called?.rev !== rev || called.lastCallAt === null) return;
    const waited = elapsedSince(view.board, clock.now(), called.lastCallAt);
    const left = view.config.rules.callTimeoutSeconds * 1_000 - waited;
    if (left > 0) throw new NotYet('too-early', waitReal(clock, left));
    // Refused when something happened to the ticket meanwhile: then there is nothing left to do.
    await commands.give(view.config, 'miss', { ticket, ifRev: rev }, id);
  };
}
