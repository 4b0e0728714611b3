/** Reads the log of real halls: `day,hall,ticket_taken,called,service_ended`, local times. */
import { countersNeeded, type Visit } from './visits.js';

export interface LoggedDay {
  visits: Visit[];
  counters: number;
}

const ROW =
  /^(\d{4}-\d{2}-\d{2}),(\w+),(\d{2}:\d{2}:\d{2}),(\d{2}:\d{2}:\d{2}),(\d{2}:\d{2}:\d{2})$/;
/** Vietnam has no summer time: local time is UTC+7 all year. */
const OFFSET = '+07:00';

/**
 * The visits of one hall on one day, in order of arrival, all for `group`.
 * @throws Error where a row is not of the log's form, or the day has none.
 */
export function readLoggedDay(csv: string, hall: string, day: string, group: string): LoggedDay {
  const services: { from: number; to: number }[] = [];
  const visits: Visit[] = [];
  const [, ...rows] = csv.trim().split(/\r?\n/);
  for (const [index, row] of rows.entries()) {
    const cells = ROW.exec(row);
    if (!cells) throw new Error(`line ${index + 2}: not "day,hall,taken,called,ended": ${row}`);
    const [, date = '', rowHall, taken = '', called = '', ended = ''] = cells;
    if (date !== day || rowHall !== hall) continue;
    const at = Date.parse(`${day}T${taken}${OFFSET}`);
    const from = Date.parse(`${day}T${called}${OFFSET}`);
    const to = Date.parse(`${day}T${ended}${OFFSET}`);
    services.push({ from, to });
    visits.push({ at, group, serviceMs: to - from, loggedWaitMs: from - at });
  }
  if (visits.length === 0) throw new Error(`no ticket of hall ${hall} on ${day}`);
  visits.sort((a, b) => a.at - b.at);
  return { visits, counters: countersNeeded(services) };
}

/** The busiest day of each hall in the log: `[hall, day, tickets]`. */
export function busiestDays(csv: string): [hall: string, day: string, tickets: number][] {
  const counts = new Map<string, Map<string, number>>();
  for (const row of csv.trim().split(/\r?\n/).slice(1)) {
    const [day = '', hall = ''] = row.split(',');
    const days = counts.get(hall) ?? new Map<string, number>();
    days.set(day, (days.get(day) ?? 0) + 1);
    counts.set(hall, days);
  }
  return [...counts].map(([hall, days]) => {
    const [day, tickets] = [...days].reduce((most, next) => (next[1] > most[1] ? next : most));
    return [hall, day, tickets];
  });
}
