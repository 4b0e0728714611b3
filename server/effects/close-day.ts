/**
 * Closes the days that are over, and those that lie ahead since the clock was put back (`expire`).
 * Numbers start again without it, because keys contain the day: this only tidies, and may come late.
 */
import { waitReal, type Clock } from '../clock.js';
import { businessDay, nextDayStart } from '../domain/day.js';
import type { SiteViews } from '../live/site-view.js';
import type { Store } from '../store/port.js';
import { NotYet, type Handler } from './jobs.js';
import type { SystemCommands } from './system-commands.js';

/** Tickets closed by one script: others may take their turn between two. */
const BATCH = 100;
/** ms of site time by which a job may come before midnight: clocks of two machines differ. */
const EARLY = 120_000;
/** ms of real time between two tries when the store has it that the day is not over. */
const RETRY = 10_000;
/** Tries until it is left to the next day's first command. */
const TRIES = 30;

export function closeDay(
  store: Store,
  sites: SiteViews,
  commands: SystemCommands,
  clock: Clock,
): Handler<'close-day'> {
  return async ({ id, data: { site }, attempt }) => {
    const view = sites.get(site);
    if (view === undefined) throw new NotYet('site-unknown', RETRY);
    const { config } = view;
    const { timeZone } = config.site;
    const now = clock.now();
    const days = await store.unclosedDays(site, businessDay(now, timeZone));
    for (const day of days) {
      for (let batch = 0, left = 1; left > 0; batch += 1) {
        const reason = `${id}/${attempt}/${batch}`;
        const reply = await commands.give(config, 'expire', { day, limit: BATCH }, reason);
        if (!reply.ok) {
          if (attempt < TRIES) throw new NotYet(reply.code, RETRY);
          return;
        }
        left = reply.left ?? 0;
      }
    }
    const midnight = nextDayStart(now, timeZone) - now;
    if (days.length === 0 && midnight <= EARLY && attempt < TRIES) {
      throw new NotYet('day-not-over', waitReal(clock, midnight) + 1);
    }
  };
}
