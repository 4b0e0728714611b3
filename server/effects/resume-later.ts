/** Brings back into line a citizen who asked for 10, 20 or 30 minutes more. */
import { waitReal, type Clock } from '../clock.js';
import type { SiteViews } from '../live/site-view.js';
import { lineTime } from '../domain/line-time.js';
import { NotYet, type Handler } from './jobs.js';
import type { SystemCommands } from './system-commands.js';

/** ms of real time to wait for this process to learn of the parking. */
const CATCH_UP = 1_000;

export function resumeLater(
  sites: SiteViews,
  commands: SystemCommands,
  clock: Clock,
): Handler<'resume-later'> {
  return async ({ id, data: { site, ticket, rev } }) => {
    const view = sites.get(site);
    if (view === undefined) throw new NotYet('site-unknown', CATCH_UP);
    if (!(await view.reached(rev, CATCH_UP))) throw new NotYet('behind', CATCH_UP);
    const parked = view.board.tickets[ticket];
    if (parked?.rev !== rev || parked.resumeAt === null) return;
    const left = parked.resumeAt - lineTime(view.board, clock.now());
    if (left > 0) throw new NotYet('too-early', waitReal(clock, left));
    // Refused when something happened to the ticket meanwhile: then there is nothing left to do.
    await commands.give(view.config, 'resume', { ticket, ifRev: rev }, id);
  };
}
