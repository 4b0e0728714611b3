/** The zones of a site: floors or areas with screens and a speaker of their own. */
import { idFrom } from '../../server/domain/id-from.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { listPresses } from './list-presses.js';
import { button, form, heading, rowButtons } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

/** Item of the counters' list that opens the zones. */
export const ZONES = 'zones';

export function zonesView(tools: AdminTools, scene: AdminScene): Child {
  const { draft, words, language, mayConfigure } = scene;
  const { say } = words;
  return [
    heading(say('settings.zones.title')),
    h('p', { class: 'f__help' }, say('settings.zones.help')),
    form(
      draft.zones.map(({ id, name }, index) =>
        h(
          'div',
          { class: 'card', id: `zone-${id}` },
          tools.fields.words({
            path: `zones.${index}.name`,
            label: say('settings.zones.name.label'),
            value: name,
            set: (value) =>
              tools.edit(({ zones }) => {
                const zone = zones.find((one) => one.id === id);
                if (zone !== undefined) zone.name = value;
              }),
          }),
          rowButtons(scene, 'counters', ZONES, index, draft.zones.length, name[language]),
        ),
      ),
      mayConfigure &&
        h(
          'div',
          {},
          button({
            do: 'counters.zone-add',
            label: say('settings.zones.add'),
            off: draft.zones.length >= 20,
            id: 'add-zone',
          }),
        ),
    ),
  ];
}

/** Presses of the rows, for the section of the counters. */
export function zonePresses(tools: AdminTools): Readonly<Record<string, (press: Press) => void>> {
  return {
    ...listPresses(tools, (draft) => draft.zones, 'settings.zones.removed'),
    'zone-add': () =>
      tools.edit(({ zones }) => {
        const name = tools.scene().words.say('settings.zones.newName', { n: zones.length + 1 });
        const id = idFrom(name, new Set(zones.map((one) => one.id)), 'khu');
        zones.push({ id, name: { vi: name, en: name } });
      }),
  };
}
