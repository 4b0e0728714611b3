/**
 * Local date and time by plain arithmetic from an offset that the server computed: screens need no
 * time-zone data of their own, and Vietnam has no summer time.
 */

/** A moment as people at the site read it. */
export interface LocalTime {
  year: number;
  /** 1–12 */
  month: number;
  day: number;
  /** ISO: 1 = Monday … 7 = Sunday. */
  weekday: number;
  hour: number;
  minute: number;
  second: number;
}

/** `ms` since 1970; `offset` in minutes east of UTC (+420 in Vietnam). */
export function localTime(ms: number, offset: number): LocalTime {
  const date = new Date(ms + offset * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() || 7,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** To make one takes longer than all else that is done with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** Offset (minutes east of UTC) of an IANA time zone at a moment. For servers. */
export function zoneOffset(ms: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((local - ms) / 60_000);
}

const two = (n: number) => (n < 10 ? `0${n}` : String(n));

/** The values that a locale's time and date patterns may name. */
export function timeFields(time: LocalTime): Record<string, string | number> {
  return {
    h: time.hour,
    hh: two(time.hour),
    m: time.minute,
    mm: two(time.minute),
    ss: two(time.second),
    d: time.day,
    dd: two(time.day),
    MM: two(time.month),
    yyyy: time.year,
  };
}
