/** Where a group is served, and where it stands among the others. */
import type { GroupConfig } from '../../server/protocol/config.js';
import { type Child, h } from '../shared/dom.js';
import { button } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

/** Which counters serve a group: a tap gives it to a counter, or takes it away. */
export function countersOfGroup(tools: AdminTools, group: GroupConfig, path: string): Element {
  const { draft, words } = tools.scene();
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

/** Its place among the groups, as boards and buttons show them. */
export function orderOfGroup(scene: AdminScene, index: number): Child {
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
