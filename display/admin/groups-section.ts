/** Settings of the service groups: letter, names, plate, waiting, quota, and which counters serve them. */
import { platesOf } from '../../server/domain/plate.js';
import type { GroupConfig, SiteConfig } from '../../server/protocol/config.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { plate } from '../shared/staff-parts.js';
import { idFrom } from './field-values.js';
import { hoursOfGroup, hoursPresses } from './group-hours.js';
import { confusedWith, iconField, plateField, spokenLetter } from './group-signs.js';
import { button, form, heading, itemList, moved, note } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';

/** Minutes of a new group, until somebody says better. */
const NEW = { target: 20, minutes: 10 } as const;
/** Letters in the order in which free ones are offered: those that rhyme with others come last. */
const LETTERS = 'AHKGSLRXNEMQUYIJWFOZBCDPTV';

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
        countersField(scene, group, at('counters')),
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
        h('div', { class: 'f f--half' }, orderField(scene, index)),
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

  function countersField({ draft, words }: AdminScene, group: GroupConfig, path: string): Element {
    const serving = draft.counters.filter(({ profile }) =>
      profile.some((entry) => entry.group === group.id),
    );
    return tools.fields.choices({
      path,
      label: words.say('settings.groups.counters.label'),
      help: words.say('settings.groups.counters.help'),
      values: serving.map(({ id }) => id),
      options: draft.counters.map(({ id, number, kind }) => ({
        id,
        label: words.say(`settings.counters.chip.${kind}`, { number }),
      })),
      set: (ids) =>
        tools.edit((next) => {
          for (const counter of next.counters) {
            const has = counter.profile.some((entry) => entry.group === group.id);
            if (ids.includes(counter.id) && !has) {
              counter.profile = [...counter.profile, { group: group.id, tier: 1 }];
            } else if (!ids.includes(counter.id) && has) {
              counter.profile = counter.profile.filter((entry) => entry.group !== group.id);
            }
          }
        }),
    });
  }

  function orderField(scene: AdminScene, index: number): Child {
    const { say } = scene.words;
    const { groups } = scene.draft;
    return [
      h('p', { class: 'f__label' }, say('settings.groups.order.label')),
      h('p', { class: 'f__help' }, say('settings.groups.order.help')),
      h(
        'p',
        { class: 'f__row' },
        button({
          do: 'groups.move',
          label: say('settings.groups.order.up'),
          off: index === 0 || !scene.mayConfigure,
          data: { index, by: -1 },
          id: 'group-up',
        }),
        button({
          do: 'groups.move',
          label: say('settings.groups.order.down'),
          off: index === groups.length - 1 || !scene.mayConfigure,
          data: { index, by: 1 },
          id: 'group-down',
        }),
      ),
    ];
  }

  function add(): void {
    const { draft, words } = tools.scene();
    const letter = [...LETTERS].find((one) => !draft.groups.some((group) => group.letter === one));
    const name = words.say('settings.groups.newName');
    const id = idFrom(
      name,
      draft.groups.map((group) => group.id),
      'nhom',
    );
    tools.edit((next) => {
      const named = { vi: name, en: name };
      const signs = { quota: null, hours: null, icon: '', plate: null };
      next.groups.push({
        id,
        letter: letter ?? 'A',
        name: named,
        short: named,
        ...NEW,
        ...signs,
      });
    });
    tools.go('groups', id);
  }

  /** Its procedures and its places at counters go with it. */
  function remove(press: Press): void {
    const id = press['group'] ?? '';
    const { draft, words, language } = tools.scene();
    const name = draft.groups.find((group) => group.id === id)?.name[language] ?? '';
    tools.edit(
      (next) => {
        next.groups = next.groups.filter((group) => group.id !== id);
        next.procedures = next.procedures.filter(({ group }) => group !== id);
        for (const counter of next.counters) {
          counter.profile = counter.profile.filter(({ group }) => group !== id);
        }
      },
      words.say('settings.groups.removed', { name }),
    );
    tools.go('groups');
  }

  return {
    id: 'groups',
    list,
    view,
    presses: {
      add,
      remove,
      move: ({ index = '', by = '' }) =>
        tools.edit((next) => {
          next.groups = moved(next.groups, Number(index), by === '1' ? 1 : -1);
        }),
      ...hoursPresses(change),
    },
  };
}
