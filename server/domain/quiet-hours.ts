/** The half hours of today in which few people come for a group: when to send somebody back. */
import type { Session } from '../protocol/config.js';
import type { RhythmAnswer } from '../protocol/rhythm.js';

/** A stretch of half hours; minutes of the local day. */
export interface QuietHours {
  from: number;
  until: number;
  /** Mean minutes that people then wait; `null` where nobody measured it. */
  wait: number | null;
}

const HALF_HOUR = 30;
/** Quiet is a half hour with at most this part of what comes in a mean one. */
const QUIET = 0.7;

/**
 * The rest of today, soonest first, within the hours in which numbers are given. Few may come and wait long
 * all the same, where few counters work: what was measured past the group's target is not quiet.
 * @param sessions of today
 * @param now minute of the local day
 */
export function quietHours(
  { halfHours }: Pick<RhythmAnswer, 'halfHours'>,
  { id: group, target }: { id: string; target: number },
  sessions: readonly Session[],
  now: number,
): QuietHours[] {
  const within = halfHours.filter(({ from }) =>
    sessions.some((session) => session.issueFrom <= from && from + HALF_HOUR <= session.issueUntil),
  );
  const came = within.map(({ groups }) => groups[group] ?? 0);
  const mean = came.reduce((sum, one) => sum + one, 0) / Math.max(1, came.length);
  const present = within.findIndex(({ from }) => from <= now && now < from + HALF_HOUR);
  const most = Math.min(mean * QUIET, came[present] ?? Number.POSITIVE_INFINITY);
  const spans: QuietHours[] = [];
  within.forEach(({ from, waits }, at) => {
    if (from <= now || (came[at] ?? 0) > most || at === present) return;
    const wait = waits[group] ?? null;
    if (wait !== null && wait >= target) return;
    const last = spans.at(-1);
    if (last?.until === from) {
      last.until = from + HALF_HOUR;
      last.wait = last.wait === null || wait === null ? null : Math.max(last.wait, wait);
    } else spans.push({ from, until: from + HALF_HOUR, wait });
  });
  return spans;
}
