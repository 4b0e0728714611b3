/** The page of a number: on paper that comes out below, or on the screen alone. */
import { isWorthTelling } from '../../server/domain/told-wait.js';
import { type Child, h } from '../shared/dom.js';
import { qrCode } from '../shared/qr.js';
import { type Page, type Paper, paperOf, type View, whereElse } from './kiosk-state.js';
import { arrowDown, button, foot, read } from './parts.js';

type Done = Extract<Page, { kind: 'done' }>;

export function drawDone(view: View, page: Done): Child[] {
  const where = paperOf(view.state, page);
  if (where === 'none') return withoutSlip(view, page);
  return where === 'elsewhere' ? slipElsewhere(view, page) : withSlip(view, page, where);
}

function withSlip(view: View, page: Done, where: Paper): Child[] {
  const { voice } = view;
  const { number } = page.ticket;
  const asked = where === 'look';
  const unsure = view.lostSince !== null && where !== 'came';
  return [
    h(
      'section',
      { class: 'upper' },
      h(
        'h1',
        { class: 'question question--long' },
        voice.say(asked ? 'kiosk.done.lookTitle' : 'kiosk.done.title'),
      ),
      numberCard(view, page, null),
    ),
    h(
      'section',
      { class: 'lower slot' },
      h(
        'div',
        {},
        h('h2', {}, voice.say(asked ? 'kiosk.done.look' : 'kiosk.done.slot', { number })),
        h(
          'p',
          {},
          voice.say(
            asked ? 'kiosk.done.lookDetail' : unsure ? 'kiosk.done.doubt' : 'kiosk.done.listen',
          ),
        ),
        arrowDown(),
      ),
      h(
        'div',
        { class: 'slot__picture', 'aria-hidden': 'true' },
        h('div', { class: 'slot__mouth' }),
        h('div', { class: 'slot__clip' }, paper(view, page, number)),
      ),
    ),
    asked
      ? footOf(
          button(voice.say('kiosk.done.have'), { what: 'have-slip', look: 'main' }),
          button(voice.say('kiosk.done.missing'), { what: 'no-slip' }),
        )
      : footOf(
          finish(view),
          button(voice.say('kiosk.help'), { what: 'help', value: 'help', icon: 'kiosk-hand' }),
        ),
  ];
}

function finish({ voice, left }: View): Element {
  return button(voice.say('kiosk.done.finish', { count: left }), { what: 'finish', look: 'main' });
}

/** Another printer has the slip, because its own does not print. */
function slipElsewhere(view: View, page: Done): Child[] {
  const { voice, state } = view;
  const printer = whereElse(state, page) ?? '';
  return [
    h(
      'section',
      { class: 'upper' },
      h(
        'div',
        { class: 'note', role: 'status' },
        h('h1', {}, voice.say('kiosk.elsewhere.title'), ' ', h('span', {}, printer)),
        h('p', {}, voice.say('kiosk.elsewhere.detail')),
      ),
      numberCard(view, page, null),
    ),
    h(
      'section',
      { class: 'lower answers answers--two' },
      finish(view),
      button(voice.say('kiosk.call'), { what: 'help', value: 'paper', icon: 'kiosk-hand' }),
    ),
    foot(view, { help: false }),
  ];
}

function withoutSlip(view: View, page: Done): Child[] {
  const { voice, state } = view;
  const printer = state?.printer ?? null;
  const cause = printer === null ? 'none' : printer.state === 'out' ? 'out' : 'other';
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
      numberCard(view, page, page.ticket.link),
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

/** @param link of the citizen's page, where it stands on the screen as a code */
function numberCard(view: View, { ticket }: Done, link: string | null): Element {
  const { voice, language } = view;
  const label = h('p', { class: 'card__label' }, voice.say('kiosk.done.yours'));
  const { number, estimate, ahead, opens } = ticket;
  const long = number.length > 4 || /^[MW]/.test(number);
  const when: readonly [string, string] =
    estimate !== null && isWorthTelling(estimate)
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
    read(view, label, ticket.prompts?.[language.tag] ?? null),
    h('p', { class: 'given', id: 'given', 'data-long': long }, number),
    h(
      'div',
      { class: 'facts' },
      h(
        'div',
        {},
        when[0] === ''
          ? h('p', { class: 'facts__only' }, when[1])
          : h('dl', {}, h('dt', {}, when[0]), h('dd', {}, when[1])),
        link !== null && h('p', { class: 'facts__scan' }, voice.say('kiosk.noPaper.scan')),
      ),
      link === null
        ? h(
            'dl',
            { class: 'facts__right' },
            h('dt', {}, voice.say('kiosk.done.beforeYou')),
            h('dd', {}, before),
          )
        : qrCode(link, voice.say('kiosk.noPaper.scan'), 'facts__code'),
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

function footOf(...buttons: Element[]): Element {
  return h('footer', { class: 'foot' }, h('div', { class: 'foot__row' }, buttons));
}
