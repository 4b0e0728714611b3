/** What a hall screen says outside hours: the next opening first, then the table of hours. */
import type { HallBoard } from '../protocol/board.js';
import type { HallConfig } from '../protocol/page.js';
import { localTime } from './local-time.js';
import { hoursTable, openingAt, type Opening } from './opening-hours.js';
import type { Speaker } from './wording.js';

interface ClosedInput {
  config: Pick<HallConfig, 'hours'>;
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
  lines: { days: string; times: string }[];
}

/** Outside hours, once nobody waits or is being served; else `null`. */
export function closedText(input: ClosedInput, board: HallBoard): ClosedText | null {
  const { config, now, offset, voice } = input;
  const busy = Object.keys(board.tickets).some((number) => {
    const ticket = board.tickets[number];
    return ticket !== undefined && /^(waiting|called|serving)$/.test(ticket.state);
  });
  const local = localTime(now, offset);
  const opening = openingAt(config.hours, local.weekday, local.hour * 60 + local.minute);
  if (busy || opening.kind === 'open') return null;
  return {
    title: voice.say(`hall.closed.${opening.kind}`),
    ...nextOpening(input, opening),
    lines: hoursTable(config.hours).map(({ fromDay, toDay, sessions }) => ({
      days:
        fromDay === toDay
          ? voice.say(`shared.weekday.${fromDay}`)
          : voice.say('hall.days', {
              from: voice.say(`shared.weekday.${fromDay}`),
              to: voice.say(`hall.weekday.${toDay}`),
            }),
      times: sessions
        .map(({ from, to }) =>
          voice.say('hall.hours', { from: timeOfDay(voice, from), to: timeOfDay(voice, to) }),
        )
        .join(voice.say('hall.and')),
    })),
  };

  function timeOfDay(speaker: Speaker, minute: number): string {
    return speaker.time((minute - offset) * 60_000);
  }
}

function nextOpening(
  { now, offset, voice }: ClosedInput,
  { next }: Exclude<Opening, { kind: 'open' }>,
): Pick<ClosedText, 'opens' | 'time' | 'day'> {
  const local = localTime(now, offset);
  const midnight = now - ((local.hour * 60 + local.minute) * 60 + local.second) * 1_000;
  const at = midnight + next.daysAhead * 86_400_000 + next.minute * 60_000;
  const weekday = voice.say(`hall.weekday.${localTime(at, offset).weekday}`);
  return {
    opens: voice.say('hall.opensAt'),
    time: voice.spokenTime(at),
    day: next.daysAhead === 0 ? '' : voice.say('hall.onDay', { weekday, date: voice.date(at) }),
  };
}
