/** What a hall screen says outside hours: the next opening first, then the table of hours. */
import type { HallBoard, HallTicket } from '../protocol/board.js';
import type { Session } from '../protocol/config.js';
import type { HallConfig } from '../protocol/page.js';
import { localTime, timeFields, type LocalTime } from './local-time.js';
import { hoursTable, openingAt, type Calendar, type Opening } from './opening-hours.js';
import type { Speaker } from './wording.js';

interface ClosedInput {
  config: Pick<HallConfig, 'hours' | 'specialDays' | 'phone'>;
  /** Site time, ms, and minutes east of UTC. */
  now: number;
  offset: number;
  voice: Speaker;
}

export interface ClosedText {
  title: string;
  /** `Mở cửa lúc`, `7 giờ 30`, `thứ Sáu, 20/11/2026`; the day is empty when it opens today. */
  opens: string;
  time: string;
  day: string;
  /** The week, then the days that differ soon. */
  lines: { days: string; times: string }[];
  /** Empty where the site names none. */
  phone: string;
  /** So much to say that it is set smaller. */
  crowded: boolean;
}

/** Lines of the table, and how many days ahead one that differs is told. */
export const HOURS_LINES = 4;
/** More lines than these are set smaller. */
const ROOMY_LINES = 2;
const DIFFERENT_DAYS = 2;
const TELL_DAYS = 14;
const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of a moment at the site. */
export function dateOf({ year, month, day }: LocalTime): string {
  const two = (n: number) => (n < 10 ? `0${n}` : String(n));
  return `${year}-${two(month)}-${two(day)}`;
}

/** Whether anybody still waits or is being served. */
export function anyoneLeft(board: {
  tickets: Readonly<Record<string, Pick<HallTicket, 'state'>>>;
}): boolean {
  return Object.keys(board.tickets).some((number) => {
    const ticket = board.tickets[number];
    return ticket !== undefined && /^(waiting|called|serving)$/.test(ticket.state);
  });
}

export function openingNow({
  config,
  now,
  offset,
}: Pick<ClosedInput, 'now' | 'offset'> & { config: Calendar }): Opening {
  const local = localTime(now, offset);
  const minute = local.hour * 60 + local.minute;
  return openingAt(config, { date: dateOf(local), weekday: local.weekday, minute });
}

/** Outside hours, once nobody waits or is being served; else `null`. */
export function closedText(input: ClosedInput, board: HallBoard): ClosedText | null {
  const { config, now, offset, voice } = input;
  const opening = openingNow(input);
  if (opening.kind === 'open' || anyoneLeft(board)) return null;
  const today = dateOf(localTime(now, offset));
  const off = config.specialDays.filter(
    ({ date, sessions }) => date === today && sessions.length === 0,
  )[0];
  const week = hoursTable(config.hours).map(({ fromDay, toDay, sessions }) => ({
    days:
      fromDay === toDay
        ? voice.say(`shared.weekday.${fromDay}`)
        : voice.say('hall.span', {
            from: voice.say(`shared.weekday.${fromDay}`),
            to: voice.say(`hall.weekday.${toDay}`),
          }),
    times: timesOf(input, sessions),
  }));
  const lines = week.concat(soonDifferent(input, today)).slice(0, HOURS_LINES);
  return {
    title: off
      ? voice.say('hall.closed.special', { name: off.name })
      : voice.say(`hall.closed.${opening.kind}`),
    ...nextOpening(input, opening),
    lines,
    phone: config.phone === '' ? '' : voice.say('hall.phone', { phone: config.phone }),
    crowded: off !== undefined || lines.length > ROOMY_LINES,
  };
}

/** Days of the coming weeks that do not have the hours of their weekday. */
function soonDifferent(input: ClosedInput, today: string): ClosedText['lines'] {
  const { config, now, offset, voice } = input;
  const last = dateOf(localTime(now + TELL_DAYS * DAY_MS, offset));
  return config.specialDays
    .filter(({ date }) => date > today && date <= last)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .slice(0, DIFFERENT_DAYS)
    .map(({ date, name, sessions }) => {
      const at = Date.parse(`${date}T00:00:00Z`) - offset * 60_000;
      const short = voice.say('hall.shortDate', timeFields(localTime(at, offset)));
      return {
        days: voice.say('hall.onDay', { weekday: voice.weekday(at), date: short }),
        times:
          sessions.length === 0
            ? voice.say('hall.dayOff', { name })
            : voice.say('hall.differentDay', { times: timesOf(input, sessions), name }),
      };
    });
}

function timesOf({ voice, offset }: ClosedInput, sessions: readonly Session[]): string {
  const time = (minute: number) => voice.time((minute - offset) * 60_000);
  return sessions
    .map(({ from, to }) => voice.say('hall.span', { from: time(from), to: time(to) }))
    .join(voice.say('hall.and'));
}

function nextOpening(
  { now, offset, voice }: ClosedInput,
  { next }: Exclude<Opening, { kind: 'open' }>,
): Pick<ClosedText, 'opens' | 'time' | 'day'> {
  const local = localTime(now, offset);
  const midnight = now - ((local.hour * 60 + local.minute) * 60 + local.second) * 1_000;
  const at = midnight + next.daysAhead * DAY_MS + next.minute * 60_000;
  const weekday = voice.say(`hall.weekday.${localTime(at, offset).weekday}`);
  return {
    opens: voice.say('hall.opensAt'),
    time: voice.spokenTime(at),
    day: next.daysAhead === 0 ? '' : voice.say('hall.onDay', { weekday, date: voice.date(at) }),
  };
}
