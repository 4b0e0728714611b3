/** Parts of the day in which kiosks and phones may take a number of one group. */
import type { GroupConfig, IssuingHours } from '../../server/protocol/config.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { button } from './parts.js';
import type { AdminTools } from './section.js';

/** What a first part of the day starts from: a morning. */
const MORNING: IssuingHours = { from: 450, until: 690 };

type Change = (id: string, how: (group: GroupConfig) => void) => void;

export function hoursOfGroup(
  tools: AdminTools,
  group: GroupConfig,
  path: string,
  change: Change,
): Child {
  const { fields } = tools;
  const { words, mayConfigure } = tools.scene();
  const { say } = words;
  const set = (index: number, part: Partial<IssuingHours>): void =>
    change(group.id, (one) => {
      one.hours = (one.hours ?? []).map((each, i) => (i === index ? { ...each, ...part } : each));
    });
  return [
    fields.toggle({
      path,
      label: say('settings.groups.hours.label'),
      help: say('settings.groups.hours.help'),
      value: group.hours !== null,
      set: (own) => change(group.id, (one) => (one.hours = own ? [MORNING] : null)),
    }),
    (group.hours ?? []).map(({ from, until }, index) =>
      h(
        'div',
        { class: 'row row--times', id: `group-hours-${index}` },
        fields.time({
          path: `${path}.${index}.from`,
          label: say('settings.groups.hours.from'),
          value: from,
          set: (minutes) => set(index, { from: minutes }),
        }),
        fields.time({
          path: `${path}.${index}.until`,
          label: say('settings.groups.hours.until'),
          value: until,
          set: (minutes) => set(index, { until: minutes }),
        }),
        mayConfigure &&
          button({
            do: 'groups.hours-away',
            label: say('admin.row.remove'),
            tone: 'quiet',
            off: group.hours?.length === 1,
            name: say('admin.row.away', { name: say('settings.groups.hours.label') }),
            data: { group: group.id, index },
            id: `group-hours-away-${index}`,
          }),
      ),
    ),
    group.hours !== null &&
      mayConfigure &&
      h(
        'div',
        { class: 'f' },
        button({
          do: 'groups.hours-add',
          label: say('settings.groups.hours.add'),
          tone: 'quiet',
          off: group.hours.length >= 6,
          data: { group: group.id },
          id: 'group-hours-add',
        }),
      ),
  ];
}

/** Presses of the rows above, for the section of the groups. */
export function hoursPresses(change: Change): Readonly<Record<string, (press: Press) => void>> {
  return {
    'hours-add': ({ group = '' }) =>
      change(group, (one) => {
        const last = one.hours?.at(-1)?.until ?? MORNING.from;
        const from = Math.min(last + 60, 1380);
        one.hours = [...(one.hours ?? []), { from, until: Math.min(from + 180, 1440) }];
      }),
    'hours-away': ({ group = '', index = '' }) =>
      change(group, (one) => {
        one.hours = (one.hours ?? []).filter((_, i) => i !== Number(index));
      }),
  };
}
