/** Draws the way in: names, keys, the form for a password, a PIN of one's own. */
import type { Me } from '../../server/protocol/people.js';
import { foundIn } from '../../server/domain/fold-text.js';
import type { Speaker } from '../../server/domain/wording.js';
import { type Child, h } from './dom.js';
import { passwordForm } from './entry-forms.js';
import type { EntryModel } from './entry-model.js';
import { hindranceMessage, joinPad, ownPinPad, pad, unlockPad } from './entry-pads.js';
import { type EntryPerson, byName } from './entry-state.js';
import { doorway, message } from './staff-parts.js';

/** Names beyond this many are looked for by typing. */
const MANY = 12;
export function entryView(model: EntryModel): Child {
  const { step } = model.state;
  switch (step.kind) {
    case 'choose':
      return h(
        'div',
        { class: `entry entry--names${step.person === null ? '' : ' entry--chosen'}` },
        names(model, step.person),
        h('section', { class: 'entry__work' }, choicePad(model, step.person)),
      );
    case 'unlock':
      return alone(model.pinHere ? unlockPad(model, step.person) : beside(model));
    case 'join':
      return alone(joinPad(model));
    case 'own-pin':
      return alone(ownPinPad(model, step.why, step.part));
    case 'told':
      return alone(
        h(
          'div',
          { class: 'pad' },
          h('h2', { class: 'pad__title', id: 'pad-title', tabindex: -1 }, step.text),
          button(model, 'entry.done', 'signIn.done'),
        ),
      );
    case 'password':
    case 'own-password':
      return beside(model);
  }
}

/** Somebody is in on this device; who only came back here goes on with one press. */
export function alreadyIn(words: Speaker, me: Me, href: string): Element {
  return message(
    'hint',
    words.say('signIn.already', { name: me.person.name }),
    words.say('signIn.alreadyDetail'),
    h('a', { class: 'button', href }, words.say('signIn.goOn')),
  );
}

function alone(...children: Child[]): Element {
  return h(
    'div',
    { class: 'entry entry--alone' },
    h('section', { class: 'entry__work' }, children),
  );
}

/** A form with the house beside it. */
function beside(model: EntryModel): Element {
  return h(
    'div',
    { class: 'entry entry--form' },
    h('section', { class: 'entry__house', 'aria-hidden': 'true' }, house(model)),
    h('section', { class: 'entry__work' }, passwordForm(model, hindranceMessage(model))),
  );
}

function house({ words, siteName }: EntryModel): Element {
  return doorway('serving', h('b', {}, words.say('signIn.product')), h('span', {}, siteName));
}

function button({ words }: EntryModel, what: string, key: string): Element {
  return h(
    'button',
    { type: 'button', class: 'button button--main pad__enter', id: 'entry-main', 'data-do': what },
    words.say(key),
  );
}

function names(model: EntryModel, chosen: EntryPerson | null): Element {
  const { state, words, root } = model;
  const people = state.people ?? [];
  const shown = byName(people, state.query, foundIn);
  return h(
    'section',
    { class: 'entry__names', 'aria-label': words.say('signIn.names') },
    h('h1', { class: 'entry__title' }, words.say('signIn.who')),
    people.length > MANY &&
      h('input', {
        class: 'field',
        type: 'search',
        'data-input': 'entry.query',
        value: state.query,
        placeholder: words.say('signIn.find'),
        'aria-label': words.say('signIn.find'),
        autocomplete: 'off',
      }),
    h(
      'ul',
      { class: `names${people.length > MANY / 2 ? ' names--many' : ''}` },
      shown.map((person) => nameItem(model, person, person.id === chosen?.id)),
    ),
    state.people !== null &&
      shown.length === 0 &&
      h('p', { class: 'entry__hint' }, words.say('signIn.nobody')),
    h(
      'p',
      { class: 'entry__ways' },
      h('a', { class: 'button', href: `${root}/no-entry#name` }, words.say('signIn.notHere')),
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'entry.password' },
        words.say('signIn.byPassword'),
      ),
    ),
    h('p', { class: 'entry__hint' }, model.why),
  );
}

function nameItem({ words }: EntryModel, person: EntryPerson, chosen: boolean): Element {
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'name',
        id: `name-${person.id}`,
        'data-do': 'entry.name',
        'data-value': person.id,
        'aria-pressed': chosen ? 'true' : 'false',
      },
      h('b', {}, person.name),
      h('span', {}, words.say(`signIn.role.${person.role}`)),
    ),
  );
}

function choicePad(model: EntryModel, person: EntryPerson | null): Child {
  const { words } = model;
  if (person === null) {
    return h(
      'div',
      { class: 'entry__rest' },
      house(model),
      h('p', {}, words.say('signIn.tapName')),
    );
  }
  return pad(model, {
    title: person.name,
    hint: words.say('signIn.pinHint'),
    cancel: words.say('signIn.cancel'),
  });
}
