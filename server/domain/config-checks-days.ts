/** The checks of hours and special days (`config-checks.ts`). */
import type { IssuingHours, Session, SiteConfig } from '../protocol/config.js';
import type { ConfigFinding } from './config-findings.js';

export function checkDays({ site, groups }: SiteConfig): ConfigFinding[] {
  const weekdays = Object.entries(site.hours).flatMap(([weekday, sessions]) =>
    checkSessions(sessions, weekday, `site.hours.${weekday}`),
  );
  const all = [...Object.values(site.hours), ...site.specialDays.map(({ sessions }) => sessions)];
  const closed: ConfigFinding[] = all.every((sessions) => sessions.length === 0)
    ? [{ code: 'hours-missing', subject: site.id, path: 'site.hours' }]
    : [];
  const outside = groups.flatMap(({ id, hours }, i): ConfigFinding[] =>
    hours === null || closed.length > 0 || meets(hours, all.flat())
      ? []
      : [{ code: 'group-hours-outside', subject: id, path: `groups.${i}.hours` }],
  );
  return [...weekdays, ...checkSpecialDays(site.specialDays), ...closed, ...outside];
}

/** Whether kiosks ever give a number of the group. */
function meets(hours: readonly IssuingHours[], sessions: readonly Session[]): boolean {
  return hours.some(({ from, until }) =>
    sessions.some(({ issueFrom, issueUntil }) => from < issueUntil && issueFrom < until),
  );
}

function checkSessions(
  sessions: readonly Session[],
  subject: string,
  path: string,
): ConfigFinding[] {
  const reversed = sessions.flatMap((session, i): ConfigFinding[] => {
    const { from, to, issueFrom, issueUntil } = session;
    const fine = from < to && issueFrom <= from && issueFrom < issueUntil && issueUntil <= to;
    return fine ? [] : [{ code: 'session-reversed', subject, path: `${path}.${i}` }];
  });
  const overlaps = sessions.flatMap((session, i): ConfigFinding[] =>
    sessions.some((other, j) => j < i && session.from < other.to && other.from < session.to)
      ? [{ code: 'session-overlap', subject, path: `${path}.${i}` }]
      : [],
  );
  return [...reversed, ...overlaps];
}

function checkSpecialDays(days: SiteConfig['site']['specialDays']): ConfigFinding[] {
  return days.flatMap(({ date, sessions }, i): ConfigFinding[] => {
    const path = `site.specialDays.${i}`;
    const found: ConfigFinding[] = checkSessions(sessions, date, `${path}.sessions`);
    if (!isDate(date)) {
      found.push({ code: 'day-malformed', subject: date, path: `${path}.date` });
    } else if (days.findIndex((other) => other.date === date) < i) {
      found.push({ code: 'day-doubled', subject: date, path: `${path}.date` });
    }
    return found;
  });
}

/** `YYYY-MM-DD` of a day that the calendar has. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
