/** How a visit can end: what officers choose from when they finish a ticket. */
import { idFrom } from '../../server/domain/id-from.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { listPresses } from './list-presses.js';
import { button, form, heading, rowButtons } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

/** Item of the calls' list that opens the outcomes. */
export const OUTCOMES = 'outcomes';

/** @param demanded the field that says whether one must be chosen */
export function outcomesView(tools: AdminTools, scene: AdminScene, demanded: Element): Child {
  const { draft, words, language, mayConfigure } = scene;
  const { say } = words;
  return [
    heading(say('settings.outcomes.title')),
    h('p', { class: 'f__help' }, say('settings.outcomes.help')),
    form(
      demanded,
      tools.fields.flawLine(OUTCOMES),
      draft.outcomes.map(({ id, name }, index) =>
        h(
          'div',
          { class: 'card', id: `outcome-${id}` },
          tools.fields.words({
            path: `outcomes.${index}.name`,
            label: say('settings.outcomes.name.label'),
            value: name,
            set: (value) =>
              tools.edit(({ outcomes }) => {
                const outcome = outcomes.find((one) => one.id === id);
                if (outcome !== undefined) outcome.name = value;
              }),
          }),
          rowButtons(scene, 'calls', OUTCOMES, index, draft.outcomes.length, name[language]),
        ),
      ),
      mayConfigure &&
        h(
          'div',
          {},
          button({
            do: 'calls.add',
            label: say('settings.outcomes.add'),
            off: draft.outcomes.length >= 20,
            id: 'add-outcome',
          }),
        ),
    ),
  ];
}

/** Presses of the rows, for the section of the calls. */
export function outcomePresses(
  tools: AdminTools,
): Readonly<Record<string, (press: Press) => void>> {
  return {
    ...listPresses(tools, (draft) => draft.outcomes, 'settings.outcomes.removed'),
    add: () =>
      tools.edit(({ outcomes }) => {
        const name = tools.scene().words.say('settings.outcomes.newName');
        const id = idFrom(name, new Set(outcomes.map((one) => one.id)), 'ket-qua');
        outcomes.push({ id, name: { vi: name, en: name } });
      }),
  };
}
