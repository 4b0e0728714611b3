/** The step of service groups: keep, remove, rename, add. */
import { platesOf } from '../../server/domain/plate.js';
import { GROUP_LETTERS } from '../../server/domain/set-up-draft.js';
import type { DraftGroup } from '../../server/protocol/set-up.js';
import { type Child, h } from '../shared/dom.js';
import { plate } from '../shared/staff-parts.js';
import { flawLines, heading } from './parts.js';
import { flawsAt, type SetUpScene } from './scene.js';

export function groupsStep(scene: SetUpScene): Child {
  const { say } = scene.words;
  const { groups } = scene.draft;
  const own = groups.filter((group) => group.own);
  const listed = groups.filter((group) => !group.own);
  const plates = platesOf(groups.filter((group) => group.on));
  const list = (title: string, some: readonly DraftGroup[]): Child =>
    some.length > 0 && [
      h('h2', { class: 'section' }, title),
      h(
        'ul',
        { class: 'groups' },
        some.map((group) => groupRow(scene, group, plates[group.id])),
      ),
    ];
  return [
    heading(say('setUp.groups.title'), say('setUp.groups.help')),
    h(
      'p',
      { class: 'set-up__count', role: 'status' },
      say('setUp.groups.count', { count: groups.filter((group) => group.on).length }),
    ),
    flawLines('groups', flawsAt(scene, 'groups')),
    list(
      say('setUp.groups.usual'),
      listed.filter(({ id }) => scene.usual.has(id)),
    ),
    list(
      say('setUp.groups.more'),
      listed.filter(({ id }) => !scene.usual.has(id)),
    ),
    list(say('setUp.groups.own'), own),
    h(
      'button',
      {
        type: 'button',
        class: 'button',
        'data-do': 'add-group',
        'data-value': say('setUp.groups.newName'),
      },
      say('setUp.groups.add'),
    ),
  ];
}

function groupRow(scene: SetUpScene, group: DraftGroup, pattern: string | undefined): Child {
  const { say } = scene.words;
  const { id, letter, name, on } = group;
  const flaws = [...flawsAt(scene, `groups.${id}.name`), ...flawsAt(scene, `groups.${id}.letter`)];
  const invalid = flaws.length > 0 ? 'true' : null;
  return h(
    'li',
    { class: on ? 'group group--on' : 'group', id: `group-${id}` },
    h(
      'label',
      { class: 'group__tick', for: `on-${id}` },
      h('input', {
        type: 'checkbox',
        id: `on-${id}`,
        'data-input': 'group-on',
        'data-value': id,
        checked: on,
        'aria-label': say('setUp.groups.chosen', { name }),
      }),
      plate({ letter, plate: on ? (pattern ?? 'plain') : 'off' }),
    ),
    on
      ? h('input', {
          class: 'field group__name',
          type: 'text',
          id: `name-${id}`,
          'data-input': 'group-name',
          'data-value': id,
          value: name,
          maxlength: 100,
          autocomplete: 'off',
          'aria-label': say('setUp.groups.name', { letter }),
          'aria-invalid': invalid,
          'aria-describedby': invalid && `groups-${id}-flaw`,
        })
      : h('label', { class: 'group__off', for: `on-${id}` }, name),
    on &&
      h(
        'select',
        {
          class: 'field group__letter',
          id: `letter-${id}`,
          'data-input': 'group-letter',
          'data-value': id,
          'aria-label': say('setUp.groups.letter', { name }),
          'aria-invalid': invalid,
        },
        [...GROUP_LETTERS]
          .sort()
          .map((each) => h('option', { value: each, selected: each === letter }, each)),
      ),
    group.own &&
      h(
        'button',
        { type: 'button', class: 'quiet', 'data-do': 'remove-group', 'data-value': id },
        say('setUp.groups.remove'),
      ),
    flawLines(`groups-${id}`, flaws),
  );
}
