/** The steps name and hours. */
import { siteIdFrom } from '../../server/domain/site-id.js';
import type { DraftSession } from '../../server/protocol/set-up.js';
import { type Child, h } from '../shared/dom.js';
import { chip } from '../shared/staff-parts.js';
import { field, flawLines, heading, tick } from './parts.js';
import { flawsAt, type SetUpScene } from './scene.js';
import { minutesFrom, timeText } from './time-text.js';

export function nameStep(scene: SetUpScene): Child {
  const { say } = scene.words;
  const { name, address } = scene.draft;
  return [
    heading(say('setUp.name.title')),
    field({
      id: 'name',
      label: say('setUp.name.name'),
      help: say('setUp.name.nameHelp'),
      value: name,
      flaws: flawsAt(scene, 'name'),
      attributes: { maxlength: 120 },
    }),
    name !== '' &&
      h('p', { class: 'row__help' }, say('setUp.name.id', { id: siteIdFrom(name, new Set()) })),
    field({
      id: 'address',
      label: say('setUp.name.address'),
      help: say('setUp.name.addressHelp'),
      value: address,
      attributes: { maxlength: 200 },
    }),
  ];
}

/** Hours that wards keep, from the north's to the south's. */
export const PRESETS: readonly (readonly [DraftSession, DraftSession])[] = [
  [
    { from: 450, to: 690 },
    { from: 810, to: 1020 },
  ],
  [
    { from: 420, to: 690 },
    { from: 810, to: 1020 },
  ],
  [
    { from: 480, to: 720 },
    { from: 810, to: 1020 },
  ],
];

export function hoursStep(scene: SetUpScene): Child {
  const { say } = scene.words;
  const { morning, afternoon, saturday } = scene.draft;
  const span = ({ from, to }: DraftSession): string =>
    say('setUp.hours.span', { from: timeText(from), to: timeText(to) });
  const both = (one: DraftSession, other: DraftSession): string =>
    say('setUp.hours.and', { one: span(one), other: span(other) });
  const same = (one: DraftSession, other: DraftSession | null): boolean =>
    other !== null && one.from === other.from && one.to === other.to;
  const weekdays = afternoon === null ? span(morning) : both(morning, afternoon);
  return [
    heading(say('setUp.hours.title')),
    h(
      'div',
      { class: 'chips', role: 'group', 'aria-label': say('setUp.hours.preset') },
      PRESETS.map(([am, pm], index) =>
        chip('preset', String(index), both(am, pm), same(am, morning) && same(pm, afternoon)),
      ),
    ),
    sessionRow(scene, 'morning', morning),
    tick('hasAfternoon', say('setUp.hours.hasAfternoon'), afternoon !== null),
    afternoon !== null && sessionRow(scene, 'afternoon', afternoon),
    tick('saturday', say('setUp.hours.saturday'), saturday),
    h(
      'p',
      { class: 'set-up__sum' },
      h('b', {}, say('setUp.hours.weekdays', { spans: weekdays })),
      ' ',
      saturday
        ? [
            say('setUp.hours.saturdayOpen', { span: span(morning) }),
            ' ',
            say('setUp.hours.sundayShut'),
          ]
        : say('setUp.hours.saturdayShut'),
      ' ',
      say('setUp.hours.last'),
    ),
  ];
}

/** Whether what is typed there cannot be a time. */
export function isNoTime({ typed }: SetUpScene, id: string): boolean {
  const text = typed[id];
  return text !== undefined && minutesFrom(text) === null;
}

function sessionRow(
  scene: SetUpScene,
  half: 'morning' | 'afternoon',
  session: DraftSession,
): Child {
  const { say } = scene.words;
  const notTimes = (['from', 'to'] as const).filter((end) => isNoTime(scene, `${half}-${end}`));
  const flaws = notTimes.length > 0 ? [say('setUp.flaw.time-unknown')] : flawsAt(scene, half);
  const name = half === 'morning' ? 'Morning' : 'Afternoon';
  const input = (end: 'from' | 'to'): Child => {
    const id = `${half}-${end}`;
    return h(
      'label',
      { class: 'session__end', for: id },
      h('span', { 'aria-hidden': 'true' }, say(`setUp.hours.${end}`)),
      h('input', {
        id,
        class: 'field field--time',
        type: 'text',
        inputmode: 'numeric',
        autocomplete: 'off',
        value: scene.typed[id] ?? timeText(session[end]),
        'data-input': id,
        'aria-label': say(`setUp.hours.${end}${name}`),
        'aria-invalid': flaws.length > 0 ? 'true' : null,
        'aria-describedby': flaws.length > 0 ? `${half}-flaw` : null,
      }),
    );
  };
  return h(
    'div',
    { class: 'session' },
    h('b', { class: 'session__name' }, say(`setUp.hours.${half}`)),
    input('from'),
    input('to'),
    flawLines(half, flaws),
  );
}
