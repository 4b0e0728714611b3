/** Which jobs an entry of the journal gives rise to. Pure; most entries give none. */
import type { Clock } from '../clock.js';
import type { SiteConfig } from '../protocol/config.js';
import type { JournalEntry } from '../protocol/journal.js';
import type { JobKind, JobOf } from './jobs.js';

/** A job to be added, with its wait in ms of real time. */
export type PlannedJob = JobOf & { id: string; delay: number };

/**
 * The same entry always gives the same ids, so that adding twice is adding once. BullMQ takes no `:`.
 */
function jobId(site: string, seq: number, kind: JobKind): string {
  return `${site}-${seq}-${kind}`;
}

/**
 * ms of real time before a day that has turned is closed: whoever took a wrong date for right can
 * take it back without everyone who waits being cancelled. Nothing depends on closing sooner, because
 * a day is over by its keys.
 */
export const SECOND_THOUGHT = 15 * 60_000;

/**
 * ms of real time that a slip waits for its own printer before another one prints it: longer than a roll
 * change takes, shorter than a person stands there.
 */
export const MOVE_AFTER = 15_000;

/**
 * @param config of the site as it is now
 * @param putBack ms by which line time is ahead of site time (`domain/line-time.ts`)
 */
export function jobsOf(
  site: string,
  entry: JournalEntry,
  config: SiteConfig,
  clock: Clock,
  putBack: number,
): PlannedJob[] {
  const id = (kind: JobKind): string => jobId(site, entry.seq, kind);
  // Rules speak of site time; jobs wait in real time.
  const until = (at: number): number => Math.max(0, Math.ceil((at - clock.now()) / clock.speed));
  switch (entry.type) {
    case 'print.asked': {
      const data = { ...entry.data, site, seq: entry.seq, at: entry.at };
      const print: PlannedJob = { kind: 'print-slip', data, id: id('print-slip'), delay: 0 };
      if (config.printers.length < 2) return [print];
      const slip = { ...entry.data, site, seq: entry.seq, job: print.id };
      return [print, { kind: 'move-slip', data: slip, id: id('move-slip'), delay: MOVE_AFTER }];
    }
    case 'day.opened':
      return [{ kind: 'close-day', data: { site }, id: id('close-day'), delay: SECOND_THOUGHT }];
    case 'ticket.called':
    case 'ticket.recalled':
    case 'ticket.undone':
    case 'ticket.parked': {
      const { ticket, set } = entry.data;
      const data = { site, ticket, rev: entry.seq };
      if (typeof set.resumeAt === 'number') {
        const delay = until(set.resumeAt - putBack);
        return [{ kind: 'resume-later', data, id: id('resume-later'), delay }];
      }
      const called = entry.type === 'ticket.recalled' || set.state === 'called';
      if (!called || !asksForTimeout(config)) return [];
      const delay = until(entry.at + config.rules.callTimeoutSeconds * 1_000);
      return [{ kind: 'call-timeout', data, id: id('call-timeout'), delay }];
    }
    default:
      return [];
  }
}

/** Off by default: only a site whose officers confirm "Đã đến" can tell that nobody came. */
export function asksForTimeout({ rules }: SiteConfig): boolean {
  return rules.needsStart && rules.callTimeoutSeconds > 0;
}
