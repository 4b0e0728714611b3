/** Pages on which nothing can be asked for: closed for now, or standing still. */
import { hoursTable } from '../../server/domain/opening-hours.js';
import { localTime } from '../../server/domain/local-time.js';
import { type Child, h } from '../shared/dom.js';
import { opensNext, type View } from './kiosk-state.js';
import { doorstep, foot } from './parts.js';

export function drawClosed(view: View): Child[] {
  const { voice, state, now, offset, config } = view;
  const next = opensNext(state);
  const day = (at: number): string => {
    const { year, month, day: date } = localTime(at, offset);
    return `${year}-${month}-${date}`;
  };
  const today = next !== null && day(next) === day(now);
  return [
    doorstep(false, h('h1', { class: 'question' }, voice.say('kiosk.closed.title'))),
    h(
      'section',
      { class: 'lower' },
      next !== null &&
        h(
          'p',
          { class: 'next-opening' },
          voice.say(today ? 'kiosk.closed.today' : 'kiosk.closed.again'),
          h('b', { id: 'opens' }, voice.spokenTime(next)),
          !today &&
            voice.say('hall.onDay', {
              weekday: voice.say(`hall.weekday.${localTime(next, offset).weekday}`),
              date: voice.date(next),
            }),
        ),
      h('dl', { class: 'hours' }, hoursLines(view, config.hours)),
    ),
    foot(view, { rate: true }),
  ];
}

/** Hours in which numbers are given, a line for days that are alike. */
function hoursLines({ voice, offset }: View, hours: View['config']['hours']): Element[] {
  const time = (minute: number): string => voice.time((minute - offset) * 60_000);
  const name = (day: number): string => voice.say(`hall.weekday.${day}`);
  return hoursTable(hours).map(({ fromDay, toDay, sessions }) =>
    h(
      'div',
      {},
      h(
        'dt',
        {},
        fromDay === toDay
          ? name(fromDay)
          : voice.say('hall.span', { from: name(fromDay), to: name(toDay) }),
      ),
      sessions.map(({ issueFrom, issueUntil }) =>
        h('dd', {}, voice.say('hall.span', { from: time(issueFrom), to: time(issueUntil) })),
      ),
    ),
  );
}

export function drawStopped(view: View, why: 'lost' | 'connecting' | 'trouble'): Child[] {
  const { voice, lostSince } = view;
  const time = lostSince === null ? '' : voice.spokenTime(lostSince);
  return [
    doorstep(
      false,
      h(
        'div',
        { role: 'status' },
        h(
          'h1',
          { class: 'question question--long question--beside' },
          voice.say(why === 'connecting' ? 'shared.connecting' : 'kiosk.stopped.title'),
        ),
        h('p', { class: 'hint' }, voice.say(`kiosk.stopped.${why}`, { time })),
      ),
    ),
    foot(view, { help: why === 'trouble' }),
  ];
}
