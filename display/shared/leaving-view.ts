/** Somebody leaves a screen: what was pressed and not sent yet goes first, and it says so. */
import type { Speaker } from '../../server/domain/wording.js';
import { type Child, h } from './dom.js';
import type { Departure } from './departure.js';
import type { Pending } from './outbox.js';
import { message } from './staff-parts.js';

interface LeavingModel {
  words: Speaker;
  pending(): readonly Pending[];
  connected(): boolean;
}

export function leavingView(leaving: Departure, model: LeavingModel): Child {
  const { words } = model;
  const pending = leaving.regardless ? [] : model.pending();
  const lost = !model.connected() || leaving.failed;
  const title = words.say(`signIn.leaving.${leaving.how}`);
  const press = (what: string, key: string): Element =>
    h('button', { type: 'button', class: 'button', 'data-do': what }, words.say(key));
  return h(
    'div',
    { class: 'entry entry--alone' },
    h(
      'section',
      { class: 'entry__work' },
      h(
        'div',
        { class: 'pad' },
        h('h2', { class: 'pad__title', id: 'pad-title', tabindex: -1 }, title),
        lost
          ? message(
              'warn',
              words.say('signIn.leaving.lost'),
              pending.length === 0
                ? words.say('signIn.leaving.lostDetail')
                : words.say('signIn.leaving.lostKept', { count: pending.length }),
            )
          : pending.length > 0 &&
              h(
                'p',
                { class: 'pad__hint' },
                words.say('signIn.leaving.sending', { count: pending.length }),
              ),
        pending.length > 0 &&
          h(
            'ul',
            { class: 'leaving__list' },
            pending.map((one) => h('li', {}, one.about['wish'] ?? '')),
          ),
        press('person.stay', 'signIn.leaving.stay'),
        press('person.lock', 'signIn.menu.lock'),
        pending.length > 0 && !lost && press('person.keep', 'signIn.leaving.keep'),
      ),
    ),
  );
}
