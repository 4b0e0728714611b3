/** The keys of each step of the way in, with the words that belong to it. */
import { type Child, h } from './dom.js';
import type { EntryModel } from './entry-model.js';
import { type EntryPerson, secondsToWait } from './entry-state.js';
import { pinPad } from './pin-pad.js';
import { message } from './staff-parts.js';

/** ms after which an answer that does not come is spoken of. */
const SLOW_MS = 400;

export function unlockPad(model: EntryModel, person: EntryPerson): Child {
  const { words } = model;
  return pad(model, {
    title: person.name,
    hint: words.say('signIn.lockedHint'),
    enter: words.say('signIn.unlock'),
    below: h(
      'p',
      { class: 'pad__below' },
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'person.switch' },
        words.say('signIn.switch'),
      ),
      help(model),
    ),
  });
}

export function joinPad(model: EntryModel): Child {
  const { words, state } = model;
  return [
    h(
      'div',
      { class: 'pad pad--device' },
      h('label', { class: 'form__label', for: 'device-name' }, words.say('join.deviceName')),
      h('input', {
        class: 'field',
        id: 'device-name',
        type: 'text',
        maxlength: 40,
        autocomplete: 'off',
        'data-input': 'entry.device',
        value: state.deviceName,
      }),
    ),
    pad(model, {
      title: words.say('join.title'),
      hint: words.say('join.hint'),
      instead: h(
        'a',
        { class: 'button pad__enter', href: `${model.root}/no-entry#slip` },
        words.say('join.help'),
      ),
    }),
  ];
}

export function ownPinPad(model: EntryModel, why: string, part: string): Child {
  const { words } = model;
  return pad(model, {
    title: words.say(`signIn.ownPin.${part === 'fresh' ? why : part}`),
    hint: words.say(`signIn.ownPin.${part}Hint`),
    enter: words.say(part === 'again' ? 'signIn.ownPin.save' : 'signIn.ownPin.next'),
    cancel:
      why === 'forced' ? '' : words.say(why === 'first' ? 'signIn.ownPin.later' : 'signIn.cancel'),
    instead: false,
  });
}

interface PadWords {
  title: string;
  hint: string;
  enter?: string;
  cancel?: string;
  instead?: Child;
  below?: Child;
}

export function pad(model: EntryModel, given: PadWords): Element {
  const { state, words, root, real } = model;
  const waiting = secondsToWait(state.hindrance, real);
  const slow = state.sentAt !== null && real - state.sentAt >= SLOW_MS;
  const forgotten = h(
    'a',
    { class: 'button pad__enter', href: `${root}/no-entry#pin` },
    words.say('signIn.forgotten'),
  );
  return pinPad({
    words,
    title: given.title,
    hint: given.hint,
    problem: hindranceMessage(model),
    pin: state.pin,
    refused: state.hindrance?.wrong === true,
    off: state.sentAt !== null || waiting > 0,
    enter: slow ? words.say('signIn.asking') : (given.enter ?? words.say('signIn.enter')),
    cancel: given.cancel ?? '',
    instead: state.hindrance !== null && state.hindrance.wrong && (given.instead ?? forgotten),
    below: given.below ?? false,
  });
}

function help({ words, root }: Pick<EntryModel, 'words' | 'root'>): Element {
  return h('a', { class: 'quiet', href: `${root}/no-entry` }, words.say('signIn.help'));
}

/** What was refused, with the time that must be waited counting down. */
export function hindranceMessage({ state, words, real }: EntryModel): Child {
  const { hindrance } = state;
  if (hindrance === null) return false;
  const seconds = secondsToWait(hindrance, real);
  const wait =
    seconds === 0
      ? ''
      : seconds > 90
        ? words.say('signIn.waitMinutes', { count: Math.ceil(seconds / 60) })
        : words.say('signIn.waitSeconds', { count: seconds });
  const second = hindrance.until === null ? hindrance.detail : wait;
  return h(
    'div',
    { class: 'entry__problem', id: 'entry-problem', role: 'alert' },
    message('stop', hindrance.title, second),
  );
}
