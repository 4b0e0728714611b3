/** Settings of what people do and find out from elsewhere: numbers from home, the public board. */
import type { OnlineConfig } from '../../server/protocol/config.js';
import type { Child } from '../shared/dom.js';
import { about, form, heading, note, subheading } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';

/** Name, least, most and unit of the figures. */
const FIGURES = [
  ['perDay', 1, 10_000, 'numbers'],
  ['perAddress', 1, 1_000, 'numbers'],
  ['comeMinutes', 0, 240, 'minutes'],
] as const;

export function onlineSection(tools: AdminTools): Section {
  const change = (how: (online: OnlineConfig) => void): void =>
    tools.edit(({ online }) => how(online));

  function remote(scene: AdminScene): Child {
    const { fields } = tools;
    const { draft, words, language } = scene;
    const { remote: now } = draft.online;
    return [
      fields.toggle({
        ...about(scene, 'online.remote.open'),
        value: now.open,
        set: (open) => change((online) => (online.remote.open = open)),
      }),
      now.open && [
        fields.choices({
          ...about(scene, 'online.remote.groups'),
          values: now.groups,
          options: draft.groups.map(({ id, letter, name }) => ({
            id,
            label: `${letter} · ${name[language]}`,
          })),
          set: (groups) => change((online) => (online.remote.groups = [...groups])),
        }),
        FIGURES.map(([name, least, most, unit]) =>
          fields.number({
            ...about(scene, `online.remote.${name}`),
            ...{ half: true, least, most, unit: words.say(`admin.units.${unit}`) },
            value: now[name],
            set: (value) => change((online) => (online.remote[name] = value)),
          }),
        ),
      ],
    ];
  }

  function board(scene: AdminScene): Child {
    const { open, embed } = scene.draft.online.board;
    return [
      tools.fields.toggle({
        ...about(scene, 'online.board.open'),
        value: open,
        set: (value) => change((online) => (online.board.open = value)),
      }),
      open &&
        tools.fields.toggle({
          ...about(scene, 'online.board.embed'),
          value: embed,
          set: (value) => change((online) => (online.board.embed = value)),
        }),
    ];
  }

  function view(scene: AdminScene): Child {
    const { words, used, root, site } = scene;
    const say = (key: string, values = {}): string => words.say(`settings.online.${key}`, values);
    const data = `/api/v1/sites/${encodeURIComponent(site)}/public`;
    return [
      heading(say('title')),
      subheading(say('remoteTitle')),
      form(remote(scene)),
      used.online.remote.open &&
        note('hint', say('remoteAddress', { address: `${root}/remote` }), ' ', say('needsUrl')),
      subheading(say('boardTitle')),
      form(board(scene)),
      used.online.board.open && note('hint', say('boardAddress', { page: `${root}/public`, data })),
    ];
  }

  return { id: 'online', view };
}
