/**
 * Deletes tickets and journal entries that are older than the site keeps them, and what was
 * deleted since the night before from the files too. Running twice, or late, does no harm: it looks at
 * what there is.
 */
import type { Clock } from '../clock.js';
import { businessDay } from '../domain/day.js';
import { clockWrong } from '../domain/clock-guard.js';
import { daysBefore } from '../domain/days-before.js';
import type { SiteViews } from '../live/site-view.js';
import type { Log } from '../log.js';
import type { Store } from '../store/port.js';
import { NotYet, type Handler } from './jobs.js';

/** ms of real time until the next try while a backup is being made. */
const BACKUP = 60_000;

/**
 * Writes the store's files anew, so that nothing deleted is left in them.
 * @returns false when it has to wait for a backup
 */
export type ForgetDeleted = () => Promise<boolean>;

export function retention(
  store: Store,
  sites: SiteViews,
  clock: Clock,
  forgetDeleted: ForgetDeleted,
  log: Log,
): Handler<'retention'> {
  return async ({ data: { site } }) => {
    const view = sites.get(site);
    // Forgotten meanwhile, or not known here yet: the next night comes.
    if (view === undefined) return;
    const { retention: kept, site: where } = view.config;
    const now = clock.now();
    // A date that is years ahead would end everything: that waits for a night with the right one.
    if (!clock.stepped() && !clockWrong(now, view.board.at)) {
      // Old by the corrected clock and by the machine's own: whoever sets the clock ahead deletes nothing.
      const today = businessDay(Math.min(now, now - clock.offset), where.timeZone);
      const ticketsBefore = daysBefore(today, kept.ticketDays);
      const gone = await store.trim(site, ticketsBefore, daysBefore(today, kept.journalDays));
      if (gone > 0) log.info({ site, entries: gone }, 'old journal entries were deleted');
    }
    if (!(await forgetDeleted())) throw new NotYet('backup', BACKUP);
  };
}
