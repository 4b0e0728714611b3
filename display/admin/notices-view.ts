/** One-line notices for the hall's screens, with the days on which they are shown. */
import { idFrom } from '../../server/domain/id-from.js';
import type { NoticeConfig } from '../../server/protocol/config.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { listPresses } from './list-presses.js';
import { about, button, form, heading, note, rowButtons } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

export function noticesView(tools: AdminTools, scene: AdminScene): Child {
  const { draft, words, language, mayConfigure } = scene;
  const { say } = words;
  const field = (index: number, what: string): { path: string; label: string; help: string } =>
    about(scene, `notices.${index}.${what}`, `notices.${what}`);
  const change = (id: string, how: (one: NoticeConfig) => void): void =>
    tools.edit(({ notices }) => {
      const found = notices.find((one) => one.id === id);
      if (found !== undefined) how(found);
    });
  return [
    heading(say('settings.notices.title')),
    note('hint', say('settings.notices.help')),
    draft.notices.map(({ id, text, from, until }, index) =>
      h(
        'section',
        { class: 'card', id: `notice-${id}` },
        form(
          tools.fields.words({
            ...field(index, 'text'),
            value: text,
            set: (value) => change(id, (one) => (one.text = value)),
          }),
          tools.fields.date({
            ...field(index, 'from'),
            half: true,
            value: from,
            set: (day) => change(id, (one) => (one.from = day)),
          }),
          tools.fields.date({
            ...field(index, 'until'),
            half: true,
            value: until,
            set: (day) => change(id, (one) => (one.until = day)),
          }),
          rowButtons(scene, 'words', 'notices', index, draft.notices.length, text[language]),
        ),
      ),
    ),
    mayConfigure &&
      button({
        do: 'words.add',
        label: say('settings.notices.add'),
        off: draft.notices.length >= 20,
        id: 'add-notice',
      }),
  ];
}

/** Presses of the cards, for the section of the words. */
export function noticePresses(tools: AdminTools): Readonly<Record<string, (press: Press) => void>> {
  return {
    ...listPresses(tools, (draft) => draft.notices, 'settings.notices.removed'),
    add: () =>
      tools.edit(({ notices }) => {
        const text = tools.scene().words.say('settings.notices.newText');
        const id = idFrom(text, new Set(notices.map((one) => one.id)), 'thong-bao');
        notices.push({ id, text: { vi: text, en: text }, from: null, until: null });
      }),
  };
}
