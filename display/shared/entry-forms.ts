/** Forms with a password: real ones, so that a browser's keeper of passwords knows them. */
import { type Child, h } from './dom.js';
import type { EntryModel } from './entry-model.js';

/** Characters that a password has at least, and at most (ASVS 5, 6.2.1). */
const LEAST = 8;
const MOST = 128;

interface Field {
  name: string;
  label: string;
  type: 'text' | 'password';
  autocomplete: string;
  help?: string;
}

/**
 * The form of the step: signing in, unlocking, or setting a password. What was typed into its fields
 * stays there whatever is drawn around them.
 */
export function passwordForm(model: EntryModel, problem: Child): Child {
  const { words, state } = model;
  const { step } = state;
  const own = step.kind === 'own-password';
  const title =
    step.kind === 'unlock'
      ? step.person.name
      : words.say(own ? 'signIn.ownPassword.title' : 'signIn.title');
  const lead =
    step.kind === 'unlock'
      ? words.say('signIn.lockedPasswordHint')
      : words.say(own ? 'signIn.ownPassword.hint' : 'signIn.passwordHint');
  return h(
    'form',
    { class: 'form', method: 'post', 'data-form': 'entry', autocomplete: 'on' },
    h('h1', { class: 'form__title', id: 'pad-title', tabindex: -1 }, title),
    h('p', { class: 'form__lead' }, lead),
    problem,
    h(
      'div',
      { class: 'form__fields', id: `fields-${step.kind}`, 'data-kept': step.kind },
      fieldsOf(model).map(field),
    ),
    h(
      'button',
      {
        type: 'submit',
        class: 'button button--main pad__enter',
        id: 'entry-main',
        'aria-disabled': state.sentAt === null ? 'false' : 'true',
      },
      words.say(own ? 'signIn.ownPassword.save' : 'signIn.enter'),
      ' ',
      h('kbd', {}, 'Enter'),
    ),
    h('p', { class: 'pad__below' }, otherWays(model)),
  );
}

function fieldsOf({ words, state }: EntryModel): Field[] {
  const secret = (name: string, key: string, autocomplete: string, help = ''): Field => ({
    ...{ name, autocomplete, help },
    label: words.say(key),
    type: 'password',
  });
  switch (state.step.kind) {
    case 'own-password':
      return [
        secret('current', 'signIn.ownPassword.current', 'current-password'),
        secret(
          'fresh',
          'signIn.ownPassword.fresh',
          'new-password',
          words.say('signIn.ownPassword.help', { count: LEAST }),
        ),
        secret('again', 'signIn.ownPassword.again', 'new-password'),
      ];
    case 'unlock':
      return [secret('password', 'signIn.password', 'current-password')];
    default:
      return [
        {
          name: 'login',
          label: words.say('signIn.login'),
          type: 'text',
          autocomplete: 'username',
          help: words.say('signIn.loginHelp'),
        },
        secret('password', 'signIn.password', 'current-password'),
      ];
  }
}

function field({ name, label, type, autocomplete, help = '' }: Field): Element {
  const id = `entry-${name}`;
  return h(
    'div',
    { class: 'form__field' },
    h('label', { class: 'form__label', for: id }, label),
    h('input', {
      class: 'field',
      ...{ id, name, type, autocomplete },
      required: true,
      maxlength: MOST,
      minlength: autocomplete === 'new-password' ? LEAST : null,
      autocapitalize: 'none',
      spellcheck: 'false',
      'aria-describedby': help === '' ? null : `${id}-help`,
    }),
    help !== '' && h('p', { class: 'form__help', id: `${id}-help` }, help),
  );
}

function otherWays({ words, state, pinHere, root }: EntryModel): Child[] {
  const press = (what: string, key: string): Element =>
    h('button', { type: 'button', class: 'quiet', 'data-do': what }, words.say(key));
  switch (state.step.kind) {
    case 'own-password':
      return [press('entry.cancel', 'signIn.cancel')];
    case 'unlock':
      return [press('person.switch', 'signIn.switch')];
    default:
      return [
        pinHere && press('entry.names', 'signIn.byPin'),
        h('a', { class: 'quiet', href: `${root}/no-entry` }, words.say('signIn.help')),
      ];
  }
}
