/**
 * How long people were at a counter, and which of those times say something. A service that somebody
 * forgot to end, or a key pressed twice, would move every mean: such times are shown and marked, and
 * kept out of means here and in every report.
 */
import type { Ticket } from '../protocol/ticket.js';
import { leftOpenSince } from './left-open.js';
import type { Calendar } from './opening-hours.js';

/** Nobody is greeted, served and sent on in less: the key was pressed for somebody who was not there. */
const LEAST_MS = 20_000;
/**
 * More than four times the usual is past what people at one group take (their times spread by about
 * their own mean, so fewer than one in fifty lies there); what is forgotten lies far beyond it.
 */
const TIMES_USUAL = 4;
/** An errand that is usually short may turn out a hard one: below this it is believed all the same. */
const BELIEVED_MS = 45 * 60_000;

/** Whether a time at the counter can be meant. @param usual minutes of the procedure or group */
export function plausibleService(ms: number, usual: number): 'plausible' | 'short' | 'long' {
  if (ms < LEAST_MS) return 'short';
  return ms > BELIEVED_MS && ms > usual * 60_000 * TIMES_USUAL ? 'long' : 'plausible';
}

/**
 * Time at the counter of somebody who is done, ms; `null` for everybody else. Where "Đã đến" was not
 * pressed it starts after the walk from the first call.
 */
export function serviceTime(
  ticket: Pick<Ticket, 'state' | 'startedAt' | 'calledAt' | 'endedAt'>,
  walkingSeconds: number,
): number | null {
  const { state, startedAt, calledAt, endedAt } = ticket;
  if (state !== 'done' || calledAt === null || endedAt === null) return null;
  return Math.max(0, endedAt - (startedAt ?? calledAt + walkingSeconds * 1_000));
}

/** A time at a counter, and whether it says something. */
export interface Served {
  ms: number;
  /** `left-open`: ended so long after its session that nobody knows when it was over. */
  is: ReturnType<typeof plausibleService> | 'left-open';
}

/** What must be known of a site to judge a time. */
export interface ServiceRules {
  walkingSeconds: number;
  calendar: Calendar;
  /** Minutes east of UTC. */
  offset: number;
}

/** The time of somebody who is done, judged; `null` for everybody else. @param usual minutes of the errand */
export function servedOf(
  ticket: Parameters<typeof serviceTime>[0],
  usual: number,
  { walkingSeconds, calendar, offset }: ServiceRules,
): Served | null {
  const ms = serviceTime(ticket, walkingSeconds);
  const { endedAt } = ticket;
  if (ms === null || endedAt === null) return null;
  const open = leftOpenSince(calendar, endedAt - ms, endedAt, offset) !== null;
  return { ms, is: open ? 'left-open' : plausibleService(ms, usual) };
}

/** Mean of the plausible times, ms; `null` where there is none. */
export function meanService(times: readonly Served[]): number | null {
  const believed = times.filter((one) => one.is === 'plausible');
  if (believed.length === 0) return null;
  return believed.reduce((sum, { ms }) => sum + ms, 0) / believed.length;
}
