/** Settings of what hangs in the hall: from how far it is read, pictures for while nobody is called. */
import { idFrom } from '../../server/domain/id-from.js';
import { farthest } from '../../server/domain/viewing.js';
import type { MediaConfig, Viewing } from '../../server/protocol/config.js';
import { type Child, h, type Press } from '../shared/dom.js';
import { spell } from './field-values.js';
import { filePicker } from './language-view.js';
import { listPresses } from './list-presses.js';
import { about, form, heading, note, rowButtons, subheading } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';

/** As `schema/config.ts`. */
const METRES = { least: 1, most: 60 };
const INCHES = { least: 7, most: 200 };
const MOST_PICTURES = 30;
/** Seconds that a picture stands unless somebody says otherwise. */
const SECONDS = 20;

export function screensSection(tools: AdminTools): Section {
  const { fields } = tools;

  function distance(
    scene: AdminScene,
    path: string,
    value: Viewing,
    set: (value: Viewing) => void,
  ): Child {
    const one = (what: keyof Viewing, bounds: { least: number; most: number }): Element =>
      fields.number({
        ...about(scene, `${path}.${what}`, `screens.viewing.${what}`),
        ...bounds,
        half: true,
        unit: scene.words.say(`settings.screens.viewing.${what}.unit`),
        value: value[what],
        set: (number) => set({ ...value, [what]: number }),
      });
    const most = farthest(value.inches);
    return [
      one('metres', METRES),
      one('inches', INCHES),
      value.metres > most &&
        note('warn', scene.words.say('settings.screens.viewing.tooFar', { metres: spell(most) })),
    ];
  }

  function zonesView(scene: AdminScene): Child {
    const { draft, words, language } = scene;
    const { say } = words;
    if (draft.zones.length < 2) return null;
    return [
      subheading(say('settings.screens.zones.label'), say('settings.screens.zones.help')),
      draft.zones.map(({ id, name }) => {
        const own = draft.screens.zones[id];
        return h(
          'section',
          { class: 'card', id: `screens-${id}` },
          form(
            fields.toggle({
              path: `screens.zones.${id}`,
              label: name[language],
              help: say('settings.screens.zones.own'),
              value: own !== undefined,
              set: (wanted) =>
                tools.edit(({ screens }) => {
                  const { [id]: _before, ...others } = screens.zones;
                  screens.zones = wanted ? { ...others, [id]: screens.viewing } : others;
                }),
            }),
            own !== undefined &&
              distance(scene, `screens.zones.${id}`, own, (value) =>
                tools.edit(({ screens }) => {
                  screens.zones = { ...screens.zones, [id]: value };
                }),
              ),
          ),
        );
      }),
    ];
  }

  function pictureView(scene: AdminScene, media: MediaConfig, index: number): Element {
    const { draft, site, language } = scene;
    const path = (what: string) =>
      about(scene, `screens.media.${index}.${what}`, `screens.media.${what}`);
    const change = (how: (one: MediaConfig) => void): void =>
      tools.edit(({ screens }) => {
        const found = screens.media.find(({ id }) => id === media.id);
        if (found !== undefined) how(found);
      });
    const { file, title, link, seconds, from, until } = media;
    return h(
      'section',
      { class: 'card', id: `media-${media.id}` },
      h('img', { class: 'media__picture', src: `/media/${site}/${file}`, alt: '' }),
      form(
        fields.words({
          ...path('title'),
          most: 120,
          value: title,
          set: (value) => change((one) => (one.title = value)),
        }),
        fields.text({
          ...path('link'),
          most: 500,
          value: link,
          set: (value) => change((one) => (one.link = value.trim())),
        }),
        fields.number({
          ...path('seconds'),
          ...{ least: 5, most: 600, unit: scene.words.say('admin.units.seconds') },
          value: seconds,
          set: (value) => change((one) => (one.seconds = value)),
        }),
        fields.date({
          ...path('from'),
          half: true,
          value: from,
          set: (day) => change((one) => (one.from = day)),
        }),
        fields.date({
          ...path('until'),
          half: true,
          value: until,
          set: (day) => change((one) => (one.until = day)),
        }),
        rowButtons(scene, 'screens', 'media', index, draft.screens.media.length, title[language]),
      ),
    );
  }

  function view(scene: AdminScene): Child {
    const { draft, words, mayConfigure } = scene;
    const { say } = words;
    return [
      heading(say('admin.nav.screens')),
      subheading(say('settings.screens.viewing.label'), say('settings.screens.viewing.help')),
      form(
        distance(scene, 'screens.viewing', draft.screens.viewing, (value) =>
          tools.edit(({ screens }) => (screens.viewing = value)),
        ),
      ),
      zonesView(scene),
      subheading(say('settings.screens.media.label'), say('settings.screens.media.help')),
      draft.screens.media.map((media, index) => pictureView(scene, media, index)),
      mayConfigure &&
        draft.screens.media.length < MOST_PICTURES &&
        filePicker(
          'screens.add',
          say('settings.screens.media.add'),
          'image/png,image/jpeg,image/webp',
        ),
    ];
  }

  /** @param data of the picture as the page made it smaller; '' for what no browser draws */
  async function add(data: string, { file: name = '' }: Press): Promise<void> {
    const { site, words } = tools.scene();
    const reply = await tools.send<{ file: string }>('POST', `/sites/${site}/media`, { data });
    if (!reply.ok) {
      tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
      return;
    }
    const { file } = reply.body;
    const plain =
      name.replace(/\.[^.]*$/, '').trim() || words.say('settings.screens.media.newTitle');
    tools.edit(({ screens }) => {
      const id = idFrom(plain, new Set(screens.media.map((one) => one.id)), 'anh');
      const title = { vi: plain, en: plain };
      screens.media.push({ id, file, title, link: '', seconds: SECONDS, from: null, until: null });
    });
  }

  return {
    id: 'screens',
    view,
    inputs: { add: (data, press) => void add(data, press) },
    presses: listPresses(tools, ({ screens }) => screens.media, 'settings.screens.media.removed'),
  };
}
