/** The list of people, and the form of one beside it. */
import { foundIn } from '../../server/domain/fold-text.js';
import { type Person, ROLES } from '../../server/protocol/people.js';
import { type Child, h } from '../shared/dom.js';
import { keptSlips } from '../staff-slips/slips-box.js';
import type { Fields } from './fields.js';
import { languageName, languageTags } from './people-languages.js';
import { drawMade, slipsAt } from './people-made-view.js';
import { MANY, mayChange, mayGive, NEW, type PeopleState } from './people-state.js';
import { button, form as stacked, heading, link } from './parts.js';
import { askedTwice, mainButton } from './records-parts.js';
import type { AdminScene } from './section.js';

export function drawPeople(scene: AdminScene, state: PeopleState): Child {
  const { words } = scene;
  const say = (key: string, values = {}): string => words.say(`people.${key}`, values);
  const all = state.people;
  const shown = (all ?? []).filter(
    ({ active, name, login }) =>
      active === (state.show === 'active') && foundIn(`${name} ${login}`, state.query),
  );
  const waiting = keptSlips(scene.site, scene.me.person.id).length;
  const count = (active: boolean): number => (all ?? []).filter((p) => p.active === active).length;
  return [
    // Whoever is chosen has the heading that gets the focus, beside the list.
    scene.chosen === '' ? heading(say('title')) : h('h2', { class: 'title' }, say('title')),
    h(
      'div',
      { class: 'record-tools' },
      h('input', {
        class: 'record-search',
        type: 'search',
        id: 'people-query',
        'data-input': 'people.query',
        value: state.query,
        placeholder: say('find'),
        'aria-label': say('find'),
        autocomplete: 'off',
      }),
      (['active', 'left'] as const).map((show) =>
        h(
          'button',
          {
            ...{ type: 'button', class: 'chip', 'data-do': 'people.show', 'data-value': show },
            'aria-pressed': String(state.show === show),
          },
          say(`show.${show}`, { count: count(show === 'active') }),
        ),
      ),
      link(scene, { section: 'people', chosen: MANY }, { class: 'button' }, say('addMany')),
    ),
    waiting > 0 &&
      state.made.length === 0 &&
      h(
        'p',
        {},
        h(
          'a',
          { class: 'record-more', href: slipsAt(scene) },
          say('unprinted', { count: waiting }),
        ),
      ),
    all === null && h('p', { class: 'empty' }, words.say('shared.connecting')),
    all !== null && shown.length === 0 && h('p', { class: 'empty' }, say('nobody')),
    [...ROLES].reverse().map((role) => {
      const those = shown.filter((person) => person.role === role);
      if (those.length === 0) return null;
      const id = `people-${role}`;
      return [
        h(
          'h3',
          { class: 'record-head', id },
          say(`roles.${role}`),
          ' ',
          h('span', {}, those.length),
        ),
        h(
          'ul',
          { class: 'records', 'aria-labelledby': id },
          those.map((person) => row(scene, person)),
        ),
      ];
    }),
  ];
}

function row(scene: AdminScene, person: Person): Element {
  const { words, chosen } = scene;
  const say = (key: string, values = {}): string => words.say(`people.${key}`, values);
  const facts = [
    ...person.languages.map((tag) => languageName(scene, tag)),
    person.lastSignInAt === null
      ? say('neverHere')
      : say('lastHere', {
          date: words.date(person.lastSignInAt),
          time: words.time(person.lastSignInAt),
        }),
  ];
  return h(
    'li',
    { id: `person-${person.id}` },
    link(
      scene,
      { section: 'people', chosen: person.id },
      {
        class: 'record record--press',
        'aria-current': chosen === person.id ? 'true' : undefined,
      },
      h(
        'span',
        { class: 'record__what' },
        h('b', {}, person.name),
        h('span', {}, facts.join(' · ')),
      ),
      person.mustChange && h('span', { class: 'record__state' }, say('oneTimePin')),
    ),
  );
}

/** The third column: somebody new, or the chosen person; or PINs that were just made. */
export function drawForm(scene: AdminScene, state: PeopleState, fields: Fields): Child {
  const { words, chosen, me } = scene;
  const say = (key: string, values = {}): string => words.say(`people.${key}`, values);
  if (state.made.length > 0) return drawMade(scene, state);
  if (chosen === MANY) return drawManyHelp(scene);
  const { form } = state;
  const person = state.people?.find(({ id }) => id === form.id);
  if (chosen !== '' && chosen !== NEW && person === undefined) {
    return h('p', { class: 'empty' }, say(state.people === null ? 'reading' : 'gone'));
  }
  const off = person !== undefined && !mayChange(me, person);
  return [
    chosen === ''
      ? h('h2', { class: 'record-title' }, say('addOne'))
      : heading(person === undefined ? say('addOne') : person.name),
    off && h('p', { class: 'record-note' }, say('notYours')),
    !off && editor(scene, state, fields),
    !off &&
      mainButton(
        'people.save',
        state.sending
          ? say('sending')
          : form.name.trim() === ''
            ? say('nameNeeded')
            : say(person === undefined ? 'make' : 'save'),
        state.sending || form.name.trim() === '',
      ),
    person !== undefined && !off && deeds(scene, state, person),
  ];
}

function editor({ words, ...scene }: AdminScene, state: PeopleState, fields: Fields): Child {
  const say = (key: string): string => words.say(`people.${key}`);
  const { form } = state;
  const of = { ...scene, words };
  // Nobody raises himself, nor puts himself out by mistake.
  const own = form.id === of.me.person.id;
  return stacked(
    fields.text({
      ...{ path: 'people.name', label: say('name'), help: say('nameHelp'), free: true },
      value: form.name,
      most: 60,
      set: (name) => {
        form.name = name;
      },
    }),
    !own &&
      fields.choice({
        ...{ path: 'people.role', label: say('roleLabel'), free: true },
        help: say(`roleHelp.${form.role}`),
        value: form.role,
        options: mayGive(of.me).map((role) => ({ id: role, label: say(`role.${role}`) })),
        set: (role) => {
          form.role = ROLES.find((each) => each === role) ?? form.role;
        },
      }),
    fields.choices({
      ...{
        path: 'people.languages',
        label: say('languages'),
        help: say('languagesHelp'),
        free: true,
      },
      values: form.languages,
      options: languageTags(of.draft).map((tag) => ({ id: tag, label: languageName(of, tag) })),
      set: (languages) => {
        form.languages = languages;
      },
    }),
    form.id !== null &&
      !own &&
      fields.toggle({
        ...{ path: 'people.active', label: say('active'), help: say('activeHelp'), free: true },
        value: form.active,
        set: (active) => {
          form.active = active;
        },
      }),
  );
}

function deeds(scene: AdminScene, state: PeopleState, person: Person): Child {
  const { words, me } = scene;
  const say = (key: string, values = {}): string => words.say(`people.${key}`, values);
  const own = me.person.id === person.id;
  return h(
    'div',
    { class: 'record-deeds' },
    h('p', {}, say('login', { login: person.login })),
    h('div', { class: 'record-deed' }, [
      button({ do: 'people.reset', label: say('reset'), data: { value: person.id } }),
      h('p', {}, say('resetHelp')),
    ]),
    h('div', { class: 'record-deed' }, [
      button({ do: 'people.signOut', label: say('signOut'), data: { value: person.id } }),
      h('p', {}, say('signOutHelp')),
    ]),
    !own &&
      h('div', { class: 'record-deed' }, [
        askedTwice('people.remove', person.id, state.removing === person.id, {
          first: say('remove'),
          question: say('removeAsk', { name: person.name }),
          second: say('removeYes'),
          keep: say('removeKeep'),
        }),
        h('p', {}, say('removeHelp')),
      ]),
    link(scene, { section: 'people', chosen: NEW }, { class: 'record-more' }, say('addOne')),
  );
}

function drawManyHelp(scene: AdminScene): Child {
  const say = (key: string): string => scene.words.say(`people.${key}`);
  return [
    h('h2', { class: 'record-title' }, say('many.howTitle')),
    h(
      'ol',
      { class: 'record-steps' },
      ['how1', 'how2', 'how3'].map((step) => h('li', {}, say(`many.${step}`))),
    ),
    h('p', { class: 'record-note' }, say('many.example')),
    h('pre', { class: 'record-example' }, say('many.exampleText')),
    link(scene, { section: 'people' }, { class: 'record-more' }, say('back')),
  ];
}
