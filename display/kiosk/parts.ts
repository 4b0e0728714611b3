/** Parts of the kiosk's pages: tiles, buttons, the row at the foot, the drawn door. */
import type { View } from './kiosk-state.js';
import { type Child, h } from '../shared/dom.js';
import { groupIcon, plate } from '../shared/staff-parts.js';

/** Letters from which a tile's words are set smaller. */
const LONG = 26;
const LONGEST = 58;
/** Languages that stand in the row by name; more of them get a page of their own. */
const NAMED = 2;

function icon(name: string, className: string): Element {
  const drawn = groupIcon(name);
  drawn.setAttribute('class', className);
  return drawn;
}

export interface Tile {
  what: string;
  value: string;
  name: string;
  icon: string;
  /** In place of the icon. */
  plate?: { letter: string; plate: string };
  /** Why it cannot be pressed now. */
  when?: string | null;
}

export function tile({ what, value, name, icon: sign, plate: mark, when = null }: Tile): Element {
  const length = name.length + (when === null ? 0 : LONG / 2);
  const size = length > LONGEST ? ' tile__text--longest' : length > LONG ? ' tile__text--long' : '';
  return h(
    'button',
    {
      ...{ class: 'tile', type: 'button', id: `${what}-${value}`, 'data-do': what },
      ...{ 'data-value': value, 'data-closed': when !== null },
      'aria-disabled': when === null ? null : 'true',
    },
    mark === undefined ? icon(sign, 'tile__icon') : plate(mark),
    h(
      'span',
      { class: `tile__text${size}` },
      h('b', {}, name),
      when !== null && h('span', { class: 'tile__when' }, when),
    ),
  );
}

export interface Button {
  what: string;
  value?: string;
  /** `main`, `quiet`, `language`, `help`. */
  look?: string;
  icon?: string;
  iconAfter?: string;
  id?: string;
  lang?: string;
}

export function button(text: string, options: Button): Element {
  const { what, value = '', look = '', icon: sign, iconAfter, id, lang } = options;
  const looks = look
    .split(' ')
    .map((each) => (each === '' ? '' : ` button--${each}`))
    .join('');
  return h(
    'button',
    {
      ...{ class: `button${looks}`, type: 'button', id: id ?? `${what}-${value}` },
      ...{ 'data-do': what, 'data-value': value, lang },
    },
    sign !== undefined && icon(sign, 'button__icon'),
    h('span', {}, text),
    iconAfter !== undefined && icon(iconAfter, 'button__icon'),
  );
}

/** Words, and beside them what reads them out, where something does. */
export function read({ voice }: View, words: Element, src: string | null): Element {
  if (src === null) return words;
  const listen = button(voice.say('kiosk.listen'), {
    ...{ what: 'listen', value: src, look: 'listen', icon: 'kiosk-sound', id: 'listen' },
  });
  return h('div', { class: 'read' }, words, listen);
}

export function arrowDown(): Element {
  return icon('kiosk-down', 'slot__arrow');
}

/** The same place on every page: help, the way back, the other languages; `rate`: what somebody thinks of today. */
export function foot(
  { voice, languages, language }: View,
  options: { back?: string; help?: boolean; rate?: boolean; row?: Child } = {},
): Element {
  const { back, help = true, rate = false, row } = options;
  const others = languages.filter(({ tag }) => tag !== language.tag);
  const named = others.length <= NAMED;
  return h(
    'footer',
    { class: 'foot' },
    row,
    h(
      'div',
      { class: 'foot__row' },
      back !== undefined && button(voice.say(back), { what: 'back' }),
      help &&
        button(voice.say('kiosk.help'), {
          ...{ what: 'help', value: 'help', look: 'main help', icon: 'kiosk-hand' },
        }),
      rate &&
        button(voice.say('kiosk.rating.button'), {
          ...{ what: 'rate', look: 'rate', icon: 'kiosk-face' },
        }),
      named
        ? others.map(({ tag, name }) =>
            button(name, { what: 'language', value: tag, look: 'language', lang: tag }),
          )
        : button(languagesWord(languages), { what: 'languages', look: 'language' }),
    ),
  );
}

/** Who reads none of the page's words finds "Language" by its English name. */
function languagesWord(languages: View['languages']): string {
  const words = ['vi', 'en'].flatMap(
    (tag) => languages.find((each) => each.tag === tag)?.words['kiosk.languages'] ?? [],
  );
  return words.join(' · ');
}

export function door(open: boolean): Element {
  return h(
    'svg',
    { class: 'doorway', viewBox: '0 0 490 450', 'aria-hidden': 'true' },
    h('use', { href: open ? '#kiosk-open-door' : '#kiosk-shut-door' }),
  );
}

/** The upper part of pages without a ticket on them: words, the door, the floor of gạch bông. */
export function doorstep(open: boolean, ...words: Child[]): Element {
  return h(
    'section',
    { class: 'upper' },
    h('div', { class: 'upper__words' }, ...words),
    door(open),
    h('div', { class: 'floor', 'aria-hidden': 'true' }),
  );
}
