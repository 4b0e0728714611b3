/** Settings of the counters and zones: number, kind, zone, which groups each serves and how soon. */
import { idFrom } from '../../server/domain/id-from.js';
import { platesOf } from '../../server/domain/plate.js';
import type { CounterConfig } from '../../server/protocol/config.js';
import { COUNTER_KINDS } from '../../server/protocol/counter.js';
import { type Child, h } from '../shared/dom.js';
import { plate } from '../shared/staff-parts.js';
import { languageName, languageTags } from './people-languages.js';
import { about, button, form, heading, itemList } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';
import { profileInWords } from './value-words.js';
import { ZONES, zonePresses, zonesView } from './zones-view.js';

const TIERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
/** Choice that leaves a group out of a profile. */
const NOT = '0';

export function countersSection(tools: AdminTools): Section {
  const openItem = ({ chosen, draft }: AdminScene): string =>
    chosen === '' ? (draft.counters[0]?.id ?? ZONES) : chosen;
  const change = (id: string, how: (counter: CounterConfig) => void): void =>
    tools.edit(({ counters }) => {
      const counter = counters.find((one) => one.id === id);
      if (counter !== undefined) how(counter);
    });

  function list(scene: AdminScene): Child {
    const { draft, used, words } = scene;
    const { say } = words;
    const gone = used.counters.filter(({ id }) => !draft.counters.some((one) => one.id === id));
    const busy = scene.flaws.find(({ path }) => path === 'counters');
    return itemList(
      { ...scene, chosen: openItem(scene) },
      'counters',
      [
        ...[...draft.counters]
          .sort((one, other) => one.number - other.number)
          .map(({ id, number, kind, profile }) => ({
            id,
            label: say(`settings.counters.title.${kind}`, { number }),
            note: profileInWords(profile, { config: draft, words }),
          })),
        {
          id: ZONES,
          label: say('settings.zones.title'),
          note: draft.zones.map(({ name }) => name[scene.language]).join(', '),
        },
      ],
      scene.mayConfigure &&
        button({
          do: 'counters.add',
          label: say('settings.counters.add'),
          tone: 'quiet',
          id: 'add-counter',
        }),
      gone.length > 0 &&
        h(
          'div',
          { class: 'gone' },
          gone.map(({ id, number }) =>
            h(
              'p',
              { class: 'gone__row' },
              h('del', {}, say('staff.counter', { counter: number })),
              button({
                do: 'counters.restore',
                label: say('settings.counters.restore'),
                tone: 'quiet',
                name: say('settings.counters.restoreName', { number }),
                data: { counter: id },
                id: `restore-${id}`,
              }),
            ),
          ),
          busy !== undefined && h('p', { class: 'f__error' }, `▲ ${busy.text}`),
        ),
    );
  }

  function counterView(scene: AdminScene, counter: CounterConfig): Child {
    const { fields } = tools;
    const { draft, language, words } = scene;
    const { say } = words;
    const index = draft.counters.findIndex(({ id }) => id === counter.id);
    const field = (name: string): { path: string; label: string; help: string } =>
      about(scene, `counters.${index}.${name}`, `counters.${name}`);
    const { id, number, kind, zone, languages } = counter;
    return [
      heading(say(`settings.counters.title.${kind}`, { number })),
      form(
        fields.number({
          ...field('number'),
          half: true,
          least: 1,
          most: 999,
          value: number,
          set: (value) => change(id, (one) => (one.number = value)),
        }),
        fields.select({
          ...field('zone'),
          half: true,
          value: zone,
          options: draft.zones.map((one) => ({ id: one.id, label: one.name[language] })),
          set: (value) => change(id, (one) => (one.zone = value)),
        }),
        fields.choice({
          ...field('kind'),
          value: kind,
          options: COUNTER_KINDS.map((one) => ({
            id: one,
            label: say(`settings.counters.kind.options.${one}`),
          })),
          set: (value) =>
            change(id, (one) => {
              one.kind = COUNTER_KINDS.find((each) => each === value) ?? one.kind;
            }),
        }),
        profile(scene, counter, `counters.${index}.profile`),
        fields.choices({
          ...field('languages'),
          values: languages,
          options: languageTags(draft).map((tag) => ({
            id: tag,
            label: languageName(scene, tag),
          })),
          set: (tags) => change(id, (one) => (one.languages = tags)),
        }),
        scene.mayConfigure &&
          h(
            'div',
            {},
            button({
              do: 'counters.remove',
              label: say('settings.counters.remove'),
              tone: 'stop',
              off: draft.counters.length === 1,
              data: { counter: id },
              id: 'remove-counter',
            }),
            h('p', { class: 'f__help' }, say('settings.counters.removeHelp')),
          ),
      ),
    ];
  }

  /** One row a group: not at all, or in which tier. */
  function profile(scene: AdminScene, counter: CounterConfig, path: string): Element {
    const { draft, language, words } = scene;
    const { say } = words;
    const plates = platesOf(draft.groups);
    const { label, help } = about(scene, path, 'counters.profile');
    const tierOf = (group: string): string =>
      String(counter.profile.find((entry) => entry.group === group)?.tier ?? NOT);
    return h(
      'div',
      { class: 'f', role: 'group', 'aria-label': label },
      h('p', { class: 'f__label' }, label),
      h('p', { class: 'f__help' }, help),
      draft.groups.map(({ id, letter, name }) =>
        h(
          'div',
          { class: 'profile', id: `profile-${id}` },
          plate({ letter, plate: plates[id] ?? 'plain' }),
          tools.fields.select({
            path: `${path}.${id}`,
            label: name[language],
            value: tierOf(id),
            options: [
              { id: NOT, label: say('settings.counters.tier.not') },
              ...TIERS.map((tier) => ({
                id: tier,
                label: say(`settings.counters.tier.${tier === '1' ? 'first' : 'nth'}`, { tier }),
              })),
            ],
            set: (tier) =>
              change(counter.id, (one) => {
                const others = one.profile.filter((entry) => entry.group !== id);
                one.profile =
                  tier === NOT ? others : [...others, { group: id, tier: Number(tier) }];
              }),
          }),
        ),
      ),
      tools.fields.flawLine(path),
    );
  }

  function add(): void {
    const { draft, words } = tools.scene();
    const number = Math.max(0, ...draft.counters.map((one) => one.number)) + 1;
    const name = words.say('staff.counter', { counter: number });
    const id = idFrom(name, new Set(draft.counters.map((one) => one.id)), 'quay');
    tools.edit((next) => {
      const zone = next.zones[0]?.id ?? '';
      next.counters.push({ id, number, kind: 'office', zone, profile: [], languages: [] });
    });
    tools.go('counters', id);
  }

  return {
    id: 'counters',
    list,
    view(scene) {
      const item = openItem(scene);
      if (item === ZONES) return zonesView(tools, scene);
      const counter = scene.draft.counters.find(({ id }) => id === item);
      if (counter !== undefined) return counterView(scene, counter);
      const { say } = scene.words;
      return [heading(say('admin.nav.counters')), h('p', { class: 'empty' }, say('admin.gone'))];
    },
    presses: {
      add,
      remove: ({ counter = '' }) => {
        const { draft, words } = tools.scene();
        const number = draft.counters.find(({ id }) => id === counter)?.number ?? 0;
        tools.edit(
          (next) => {
            next.counters = next.counters.filter(({ id }) => id !== counter);
          },
          words.say('settings.counters.removed', { number }),
        );
        tools.go('counters');
      },
      restore: ({ counter = '' }) => {
        const { used } = tools.scene();
        tools.edit((next) => {
          next.counters.push(...used.counters.filter(({ id }) => id === counter));
          next.counters.sort((one, other) => one.number - other.number);
        });
      },
      ...zonePresses(tools),
    },
  };
}
