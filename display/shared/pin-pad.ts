/** The keys, dots and button with which a PIN is typed (keys 80 px high, 34/700). */
import type { Speaker } from '../../server/domain/wording.js';
import { type Child, h } from './dom.js';

/** Digits that a PIN has at least, and the most that are taken. */
export const PIN_LEAST = 6;
const PIN_MOST = 16;

/** What a key makes of the digits so far: a digit adds itself, `Backspace` takes the last away. */
export function typePin(pin: string, key: string): string {
  if (key === 'Backspace') return pin.slice(0, -1);
  return /^[0-9]$/.test(key) && pin.length < PIN_MOST ? pin + key : pin;
}

export interface PinPadModel {
  words: Speaker;
  title: string;
  /** What the PIN is for; stands where a problem would. */
  hint: Child;
  problem: Child;
  pin: string;
  /** The secret was refused and nothing was typed since. */
  refused: boolean;
  /** Nothing can be typed now: an answer is awaited, or one must wait. */
  off: boolean;
  /** Words of the button once enough digits stand there. */
  enter: string;
  /** Words beside the 0 on its left, and what they do; '' for nothing. */
  cancel: string;
  /** Takes the button's place, such as help after a refusal. */
  instead: Child;
  /** What stands below the button. */
  below: Child;
}

export function pinPad(model: PinPadModel): Element {
  const { words, title, hint, problem, pin, cancel } = model;
  const digit = (value: number): Element =>
    h(
      'button',
      {
        type: 'button',
        class: 'pad__key',
        'data-do': 'entry.key',
        'data-value': value,
        'aria-disabled': model.off ? 'true' : 'false',
      },
      value,
    );
  return h(
    'div',
    { class: 'pad' },
    h('h2', { class: 'pad__title', id: 'pad-title', tabindex: -1 }, title),
    problem || h('p', { class: 'pad__hint' }, hint),
    dots(model),
    h(
      'div',
      { class: 'pad__keys', role: 'group', 'aria-label': words.say('signIn.keys') },
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map(digit),
      cancel === ''
        ? h('span', {})
        : h('button', { type: 'button', class: 'quiet', 'data-do': 'entry.cancel' }, cancel),
      digit(0),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'data-do': 'entry.key',
          'data-value': 'Backspace',
          'aria-disabled': pin === '' || model.off ? 'true' : 'false',
        },
        words.say('signIn.erase'),
      ),
    ),
    (pin === '' && model.instead) || enterButton(model),
    model.below,
  );
}

/** One for each digit, at least as many as a PIN has; a reader hears how many were typed. */
function dots({ words, pin, refused }: PinPadModel): Element {
  const places = Math.max(PIN_LEAST, pin.length);
  return h(
    'p',
    {
      class: `dots${refused ? ' dots--refused' : ''}${places > 10 ? ' dots--many' : ''}`,
      role: 'img',
      'aria-label': words.say('signIn.typed', { count: pin.length }),
    },
    Array.from({ length: places }, (_, place) =>
      h('span', { class: place < pin.length ? 'dot dot--full' : 'dot' }),
    ),
  );
}

function enterButton({ words, pin, off, enter }: PinPadModel): Element {
  const missing = PIN_LEAST - pin.length;
  return h(
    'button',
    {
      type: 'button',
      class: 'button button--main pad__enter',
      id: 'entry-main',
      'data-do': 'entry.enter',
      'aria-disabled': missing > 0 || off ? 'true' : 'false',
    },
    missing > 0 ? words.say('signIn.missing', { enter, count: missing }) : enter,
  );
}
