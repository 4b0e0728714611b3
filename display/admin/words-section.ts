/** Settings of what people read: notices, further languages, what is told about personal data. */
import type { PrivacyConfig, RetentionConfig } from '../../server/protocol/config.js';
import type { Child } from '../shared/dom.js';
import { ADD_LANGUAGE, LanguageView } from './language-view.js';
import { noticePresses, noticesView } from './notices-view.js';
import { languageName } from './people-languages.js';
import { about, form, heading, itemList, note, subheading, button } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';

const NOTICES = 'notices';
const PRIVACY = 'privacy';

export function wordsSection(tools: AdminTools): Section {
  const languages = new LanguageView(tools);
  const openItem = ({ chosen }: AdminScene): string => (chosen === '' ? NOTICES : chosen);

  function list(scene: AdminScene): Child {
    const { draft, words, mayConfigure } = scene;
    const { say } = words;
    return itemList(
      { ...scene, chosen: openItem(scene) },
      'words',
      [
        {
          id: NOTICES,
          label: say('settings.notices.title'),
          note: say('settings.notices.count', { count: draft.notices.length }),
        },
        { id: PRIVACY, label: say('settings.privacy.title') },
        ...draft.languages.map(({ tag, name, strings }) => ({
          id: tag,
          label: name === '' ? languageName(scene, tag) : name,
          note: languages.completeness(scene, strings),
        })),
      ],
      mayConfigure &&
        button({
          do: 'words.language',
          label: say('settings.languages.add'),
          tone: 'quiet',
          off: draft.languages.length >= 10,
          id: 'add-language',
        }),
    );
  }

  function privacyView(scene: AdminScene): Child {
    const { fields } = tools;
    const { draft, words } = scene;
    const { say } = words;
    const told = (whom: keyof PrivacyConfig): Child => {
      const value = draft.privacy[whom];
      const standard = say(`settings.privacy.${whom}.standard`);
      return [
        fields.toggle({
          path: `privacy.${whom}.own`,
          label: say(`settings.privacy.${whom}.label`),
          help: say(`settings.privacy.${whom}.help`),
          value: value !== null,
          set: (own) =>
            tools.edit(({ privacy }) => {
              privacy[whom] = own ? { vi: standard, en: standard } : null;
            }),
        }),
        value === null
          ? note('worked', standard)
          : fields.words({
              path: `privacy.${whom}`,
              label: say('settings.privacy.text'),
              tall: true,
              value,
              set: (text) => tools.edit(({ privacy }) => void (privacy[whom] = text)),
            }),
      ];
    };
    const days = (which: keyof RetentionConfig, least: number): Element =>
      fields.number({
        ...about(scene, `retention.${which}`),
        half: true,
        least,
        most: 3650,
        unit: say('admin.units.days'),
        value: draft.retention[which],
        set: (value) => tools.edit(({ retention }) => void (retention[which] = value)),
      });
    return [
      heading(say('settings.privacy.title')),
      form(
        told('citizens'),
        told('staff'),
        subheading(say('settings.retention.title'), say('settings.retention.help')),
        days('ticketDays', 1),
        days('journalDays', 7),
      ),
    ];
  }

  return {
    id: 'words',
    list,
    view(scene) {
      const item = openItem(scene);
      if (item === NOTICES) return noticesView(tools, scene);
      if (item === PRIVACY) return privacyView(scene);
      return languages.view(scene);
    },
    presses: {
      ...noticePresses(tools),
      language: () => tools.go('words', ADD_LANGUAGE),
      ...languages.presses,
    },
    inputs: { file: (text) => languages.take(text) },
  };
}
