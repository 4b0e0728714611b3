/**
 * The business day: the local date of the site's time zone, never UTC. Midnight at the
 * site is the only border; nothing happens at 07:00, which is when UTC turns the page in Việt Nam.
 */

const DAY_MS = 86_400_000;
/** No local day is longer than this: 24 h and one hour of a clock put back, with room. */
const LONGEST_DAY_MS = DAY_MS + 2 * 3_600_000;

interface LocalTime {
  /** `YYYY-MM-DD` */
  date: string;
  /** Minute of the day, 0–1439. */
  minute: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times more than using it, so one is kept for each zone. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}

/** The newest answer for each zone: every command of a minute asks for the same four times. */
const latest = new Map<string, { minute: number; time: LocalTime }>();

/** Since 1972 every zone differs from UTC by whole minutes, so that one answer holds for a minute. */
function localTime(ms: number, timeZone: string): LocalTime {
  const minute = Math.floor(ms / 60_000);
  const known = latest.get(timeZone);
  if (known?.minute === minute) return known.time;
  const time = formatted(ms, timeZone);
  latest.set(timeZone, { minute, time });
  return time;
}

function formatted(ms: number, timeZone: string): LocalTime {
  const part: Record<string, string> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(ms)) part[type] = value;
  const year = (part['year'] ?? '').padStart(4, '0');
  return {
    date: `${year}-${part['month'] ?? ''}-${part['day'] ?? ''}`,
    minute: Number(part['hour']) * 60 + Number(part['minute']),
  };
}

/**
 * The local date at the site, `YYYY-MM-DD`.
 * @param timeZone IANA name, such as `Asia/Ho_Chi_Minh`
 * @throws RangeError when the zone is unknown
 */
export function businessDay(ms: number, timeZone: string): string {
  return localTime(ms, timeZone).date;
}

/** Minute of the local day, 0–1439. */
export function localMinute(ms: number, timeZone: string): number {
  return localTime(ms, timeZone).minute;
}

/** ISO weekday of the local date: 1 is Monday, 7 is Sunday. */
export function isoWeekday(ms: number, timeZone: string): number {
  const weekday = new Date(`${businessDay(ms, timeZone)}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? 7 : weekday;
}

/** The first millisecond (ms since 1970) of the business day after the one that `ms` is in. */
export function nextDayStart(ms: number, timeZone: string): number {
  const today = businessDay(ms, timeZone);
  let within = ms;
  let after = ms + LONGEST_DAY_MS;
  while (after - within > 1) {
    const middle = Math.floor((within + after) / 2);
    if (businessDay(middle, timeZone) === today) within = middle;
    else after = middle;
  }
  return after;
}
