/** Pages that say what came of it: the number, no paper, a refusal, help on its way; closed; standing still. */
import { hoursTable } from '../../server/domain/opening-hours.js';
import { localTime } from '../../server/domain/local-time.js';
import { type Child, h } from '../shared/dom.js';
import { qrCode } from '../shared/qr.js';
import { opensNext, type Page, type View, withoutPaper } from './kiosk-state.js';
import { arrowDown, button, doorstep, foot } from './parts.js';

type Done = Extract<Page, { kind: 'done' }>;

export function drawDone(view: View, page: Done): Child[] {
  return withoutPaper(view.state, page) ? withoutSlip(view, page) : withSlip(view, page);
}

function withSlip(view: View, page: Done): Child[] {
  const { voice, state, left } = view;
  const { number, id } = page.ticket;
  const unsure = state?.slips[id]?.outcome === 'unknown';
  return [
    h(
      'section',
      { class: 'upper' },
      h('h1', { class: 'question question--long' }, voice.say('kiosk.done.title')),
      numberCard(view, page, null),
    ),
    h(
      'section',
      { class: 'lower slot' },
      h(
        'div',
        {},
        h('h2', {}, voice.say('kiosk.done.slot')),
        h('p', {}, voice.say(unsure ? 'kiosk.done.doubt' : 'kiosk.done.listen')),
        arrowDown(),
      ),
      h(
        'div',
        { class: 'slot__picture', 'aria-hidden': 'true' },
        h('div', { class: 'slot__mouth' }),
        h('div', { class: 'slot__clip' }, paper(view, page, number)),
      ),
    ),
    footOf(
      button(voice.say('kiosk.done.finish', { count: left }), {
        ...{ what: 'finish', look: 'main' },
      }),
      button(voice.say('kiosk.help'), { what: 'help', value: 'help', icon: 'kiosk-hand' }),
    ),
  ];
}

function withoutSlip(view: View, page: Done): Child[] {
  const { voice, state } = view;
  const { link } = page.ticket;
  const printer = state?.printer ?? null;
  const cause = printer === null ? 'none' : printer.state === 'out' ? 'out' : 'other';
  const code =
    link === null
      ? null
      : h(
          'div',
          { class: 'facts__code' },
          h('span', {}, voice.say('kiosk.noPaper.scan')),
          qrCode(link, voice.say('kiosk.noPaper.scan'), 'code'),
        );
  return [
    h(
      'section',
      { class: 'upper' },
      h(
        'div',
        { class: 'note', role: 'status' },
        h('h1', {}, voice.say(`kiosk.noPaper.${cause}`)),
        h('p', {}, voice.say('kiosk.noPaper.detail')),
      ),
      numberCard(view, page, code),
    ),
    h(
      'section',
      { class: 'lower answers answers--two' },
      button(voice.say('kiosk.call'), {
        ...{ what: 'help', value: 'paper', look: 'main', icon: 'kiosk-hand' },
      }),
      button(voice.say('kiosk.noPaper.remembered'), { what: 'finish' }),
    ),
    foot(view, { help: false }),
  ];
}

function numberCard(view: View, { ticket }: Done, code: Child): Element {
  const { voice } = view;
  const { number, estimate, ahead, opens } = ticket;
  const long = number.length > 4 || /^[MW]/.test(number);
  const when: readonly [string, string] =
    estimate !== null
      ? [
          voice.say('kiosk.done.expected'),
          between(voice, voice.time(estimate.low), voice.time(estimate.high)),
        ]
      : opens !== null
        ? [voice.say('kiosk.done.opens'), voice.spokenTime(opens)]
        : ['', voice.say('kiosk.done.wait')];
  const before =
    ahead === 0 || ahead === null
      ? voice.say('kiosk.done.nobody')
      : voice.say('kiosk.done.ahead', { count: ahead });
  return h(
    'div',
    { class: 'card', role: 'status' },
    h('p', { class: 'card__label' }, voice.say('kiosk.done.yours')),
    h('p', { class: 'given', id: 'given', 'data-long': long }, number),
    h(
      'div',
      { class: 'facts' },
      when[0] === ''
        ? h('p', { class: 'facts__only' }, when[1])
        : h('dl', {}, h('dt', {}, when[0]), h('dd', {}, when[1])),
      code ??
        h(
          'dl',
          { class: 'facts__right' },
          h('dt', {}, voice.say('kiosk.done.beforeYou')),
          h('dd', {}, before),
        ),
    ),
  );
}

function between(voice: View['voice'], from: string, to: string): string {
  return from === to
    ? voice.say('kiosk.done.about', { time: from })
    : voice.say('kiosk.done.range', { from, to });
}

/** What comes out of the slot, so that people know it when they see it. */
function paper({ config, language }: View, { choice }: Done, number: string): Element {
  const group = config.groups.find(({ id }) => id === choice.group);
  return h(
    'div',
    { class: 'slot__paper' },
    h('b', { class: 'slot__site' }, config.name[language.names]),
    h('b', { class: 'slot__number', 'data-long': number.length > 4 }, number),
    group && h('p', { class: 'slot__group' }, group.name[language.names]),
  );
}

export function drawSending(view: View, late: boolean): Child[] {
  const { voice } = view;
  const words = late
    ? [
        h('h1', { class: 'question question--long' }, voice.say('kiosk.late.title')),
        h('p', {}, voice.say('kiosk.late.detail')),
      ]
    : [h('h1', { class: 'question question--long' }, voice.say('kiosk.sending'))];
  return [
    h('section', { class: 'upper' }, h('div', { class: 'middle', role: 'status' }, words)),
    foot({ ...view, languages: [] }, {}),
  ];
}

export function drawRefused(view: View, code: string): Child[] {
  const { voice, language } = view;
  const known = `kiosk.refused.${code}`;
  const detail = language.words[known] === undefined ? 'kiosk.refused.other' : known;
  return [
    h(
      'section',
      { class: 'upper' },
      h(
        'div',
        { class: 'note', role: 'status' },
        h('h1', {}, voice.say('kiosk.refused.title')),
        h('p', {}, voice.say(detail)),
      ),
    ),
    h(
      'section',
      { class: 'lower answers answers--two' },
      button(voice.say('kiosk.call'), {
        ...{ what: 'help', value: 'help', look: 'main', icon: 'kiosk-hand' },
      }),
      button(voice.say('kiosk.home'), { what: 'finish' }),
    ),
    foot(view, { help: false }),
  ];
}

export function drawHelp(view: View, page: Extract<Page, { kind: 'help' }>): Child[] {
  const { voice, state } = view;
  const coming = state?.help?.coming === true;
  const [title, detail] = page.sent
    ? [coming ? 'coming' : 'asked', 'detail']
    : page.late
      ? ['failed', 'failedDetail']
      : [null, null];
  return [
    doorstep(
      true,
      h(
        'div',
        { role: 'status' },
        h(
          'h1',
          { class: 'question question--long question--beside' },
          voice.say(title === null ? 'kiosk.sending' : `kiosk.helped.${title}`),
        ),
        detail !== null && h('p', { class: 'hint' }, voice.say(`kiosk.helped.${detail}`)),
      ),
    ),
    h(
      'section',
      { class: 'lower answers answers--two answers--single' },
      button(voice.say('kiosk.home'), { what: 'finish' }),
    ),
    foot(view, { help: false }),
  ];
}

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
    foot(view),
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
          : voice.say('hall.days', { from: name(fromDay), to: name(toDay) }),
      ),
      sessions.map(({ issueFrom, issueUntil }) =>
        h('dd', {}, voice.say('hall.hours', { from: time(issueFrom), to: time(issueUntil) })),
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

function footOf(...buttons: Element[]): Element {
  return h('footer', { class: 'foot' }, h('div', { class: 'foot__row' }, buttons));
}
