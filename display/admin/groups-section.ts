/** Settings of the service groups: letter, names, plate, waiting, quota, and which counters serve them. */
import { platesOf } from '../../server/domain/plate.js';
import type { GroupConfig, SiteConfig } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { plate } from '../shared/staff-parts.js';
import { addGroup, LETTERS, removeGroup } from './group-edits.js';
import { hoursOfGroup, hoursPresses } from './group-hours.js';
import { countersOfGroup, orderOfGroup } from './group-places.js';
import { confusedWith, iconField, plateField, spokenLetter } from './group-signs.js';
import { button, form, heading, itemList, moved, note } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';

export function groupsSection(tools: AdminTools): Section {
  /** The group that is open: the chosen one, else the first. */
  const openIndex = (scene: AdminScene): number =>
    scene.chosen === '' ? 0 : scene.draft.groups.findIndex(({ id }) => id === scene.chosen);

  /** Changes the group with this id, wherever it stands in the draft by then. */
  const change = (id: string, how: (group: GroupConfig, draft: SiteConfig) => void): void =>
    tools.edit((draft) => {
      const group = draft.groups.find((one) => one.id === id);
      if (group !== undefined) how(group, draft);
    });

  function list(scene: AdminScene): Child {
    const { draft, language, words } = scene;
    const plates = platesOf(draft.groups);
    const open = draft.groups[openIndex(scene)]?.id ?? '';
    return itemList(
      { ...scene, chosen: open },
      'groups',
      draft.groups.map(({ id, letter, name }) => ({
        id,
        label: name[language],
        sign: plate({ letter, plate: plates[id] ?? 'plain' }),
      })),
      scene.mayConfigure &&
        button({
          do: 'groups.add',
          label: words.say('settings.groups.add'),
          tone: 'quiet',
          off: draft.groups.length >= 26,
          id: 'add-group',
        }),
    );
  }

  function view(scene: AdminScene): Child {
    const { draft, language, words } = scene;
    const { say } = words;
    const index = openIndex(scene);
    const group = draft.groups[index];
    if (group === undefined) {
      return [heading(say('admin.nav.groups')), h('p', { class: 'empty' }, say('admin.gone'))];
    }
    const { fields } = tools;
    const at = (name: string): string => `groups.${index}.${name}`;
    const text = (name: string, values = {}): { path: string; label: string; help: string } => ({
      path: at(name),
      label: say(`settings.groups.${name}.label`),
      help: say(`settings.groups.${name}.help`, values),
    });
    const sign = { letter: group.letter, plate: platesOf(draft.groups)[group.id] ?? 'plain' };
    return [
      heading(group.name[language], plate(sign)),
      form(
        fields.select({
          ...text('letter'),
          help: confusedWith(group.letter, draft, words),
          half: true,
          value: group.letter,
          options: [...LETTERS].sort().map((letter) => ({ id: letter, label: letter })),
          set: (letter) => change(group.id, (one) => (one.letter = letter)),
        }),
        h(
          'div',
          { class: 'f f--half' },
          h('p', { class: 'f__label' }, say('settings.groups.spoken.label')),
          h('p', { class: 'f__help' }, say('settings.groups.spoken.help')),
          h('p', { class: 'f__said' }, spokenLetter(group.letter, words)),
        ),
        fields.words({
          ...text('name'),
          value: group.name,
          set: (name) =>
            change(group.id, (one) => {
              // A short name that nobody shortened goes along.
              if (one.short.vi === one.name.vi && one.short.en === one.name.en) one.short = name;
              one.name = name;
            }),
        }),
        fields.words({
          ...text('short'),
          most: 60,
          value: group.short,
          set: (short) => change(group.id, (one) => (one.short = short)),
        }),
        fields.number({
          ...text('target'),
          half: true,
          least: 1,
          most: 1440,
          unit: say('admin.units.minutes'),
          value: group.target,
          set: (target) => change(group.id, (one) => (one.target = target)),
        }),
        fields.number({
          ...text('minutes'),
          half: true,
          least: 0.5,
          most: 480,
          whole: false,
          unit: say('admin.units.minutes'),
          value: group.minutes,
          set: (minutes) => change(group.id, (one) => (one.minutes = minutes)),
        }),
        countersOfGroup(tools, group, at('counters')),
        fields.maybeNumber({
          ...text('quota'),
          half: true,
          least: 0,
          most: 100_000,
          unit: say('admin.units.numbers'),
          empty: say('settings.groups.quota.none'),
          value: group.quota,
          set: (quota) => change(group.id, (one) => (one.quota = quota)),
        }),
        h('div', { class: 'f f--half' }, orderOfGroup(scene, index)),
        hoursOfGroup(tools, group, at('hours'), change),
        plateField(tools, group, at('plate'), (value) =>
          change(group.id, (one) => (one.plate = value)),
        ),
        iconField(tools, group, at('icon'), (icon) => change(group.id, (one) => (one.icon = icon))),
        scene.mayConfigure &&
          h(
            'div',
            { class: 'f' },
            button({
              do: 'groups.remove',
              label: say('settings.groups.remove'),
              tone: 'stop',
              off: draft.groups.length === 1,
              data: { group: group.id },
              id: 'remove-group',
            }),
            note('hint', say('settings.groups.removeHelp')),
          ),
      ),
    ];
  }

  return {
    id: 'groups',
    list,
    view,
    presses: {
      add: () => addGroup(tools),
      remove: ({ group = '' }) => removeGroup(tools, group),
      move: ({ index = '', by = '' }) =>
        tools.edit((next) => {
          next.groups = moved(next.groups, Number(index), by === '1' ? 1 : -1);
        }),
      ...hoursPresses(change),
    },
  };
}
