/** Loudspeakers: who speaks in each zone, how loud at which hour, and sentences that a lead has said. */
import { clipList, NOTICE_CLIPS } from '../../server/domain/clip-list.js';
import { SERVER_SPEAKER } from '../../server/domain/speaker-choice.js';
import type { VoiceConfig } from '../../server/protocol/config.js';
import type { ZoneSound } from '../../server/protocol/operations.js';
import type { Device } from '../../server/protocol/people.js';
import { type Child, h } from '../shared/dom.js';
import { button, form, heading, note, subheading } from './parts.js';
import type { AdminScene, AdminTools } from './section.js';

export interface SpeakersState {
  /** Hall screens that are paired; `null` until the server answered. */
  screens: readonly Device[] | null;
  /** How it is about the sound of each zone; `null` until the server answered. */
  sounds: readonly ZoneSound[] | null;
  /** Zone in which the next sentence is said; `null` for all. */
  zone: string | null;
  /** The sentence that was asked for last, and when (site time, ms). */
  announced: { clip: string; at: number } | null;
}

/** Whoever can. */
const ANY = '';

type Change = (how: (voice: VoiceConfig) => void) => void;

export function speakersView(
  tools: AdminTools,
  scene: AdminScene,
  state: SpeakersState,
  change: Change,
): Child {
  const say = (key: string): string => scene.words.say(`settings.voice.${key}`);
  return [
    heading(say('speaking')),
    form(scene.draft.zones.map((zone) => speakerOf(tools, scene, state, zone.id, change))),
    subheading(say('volumes.label'), say('volumes.help')),
    scene.draft.voice.volumes.map((_, index) => volumeRow(tools, scene, index, change)),
    scene.mayConfigure &&
      button({
        do: 'voice.volume-add',
        label: say('volumes.add'),
        tone: 'quiet',
        off: scene.draft.voice.volumes.length >= 24,
        id: 'volume-add',
      }),
    announcements(tools, scene, state),
  ];
}

function speakerOf(
  tools: AdminTools,
  { draft, used, words, language }: AdminScene,
  state: SpeakersState,
  zone: string,
  change: Change,
): Child {
  const say = (key: string, values = {}): string =>
    words.say(`settings.voice.speakers.${key}`, values);
  const name = draft.zones.find(({ id }) => id === zone)?.name[language] ?? zone;
  const chosen = draft.voice.speakers[zone] ?? ANY;
  const screens = (state.screens ?? []).filter((each) => each.zone === null || each.zone === zone);
  const known = [ANY, SERVER_SPEAKER, ...screens.map(({ id }) => id)];
  const gone = known.includes(chosen) ? [] : [{ id: chosen, label: say('gone') }];
  const sound = state.sounds?.find((each) => each.zone === zone);
  return [
    tools.fields.choice({
      path: `voice.speakers.${zone}`,
      label: say('of', { zone: name }),
      help: say('help'),
      value: chosen,
      options: [
        { id: ANY, label: say('any') },
        ...screens.map((each) => ({ id: each.id, label: say('screen', { name: each.name }) })),
        { id: SERVER_SPEAKER, label: say('server') },
        ...gone,
      ],
      set: (id) =>
        change((voice) => {
          voice.speakers = { ...voice.speakers, [zone]: id === ANY ? null : id };
        }),
    }),
    sound !== undefined && used.zones.some(({ id }) => id === zone) && soundLine(words, sound),
  ];
}

/** How it is at this moment, in words. */
function soundLine(words: AdminScene['words'], { by, trouble, unsaid }: ZoneSound): Child {
  const say = (key: string, values = {}): string =>
    words.say(`settings.voice.sound.${key}`, values);
  const who =
    by === null ? 'nobody' : by === SERVER_SPEAKER ? 'server' : by === 'another' ? by : 'screen';
  return [
    note(trouble === null ? 'hint' : 'warn', say(trouble ?? who)),
    unsaid > 0 && note('warn', say('unsaid', { count: unsaid })),
  ];
}

function volumeRow(tools: AdminTools, scene: AdminScene, index: number, change: Change): Child {
  const { words, draft, mayConfigure } = scene;
  const say = (key: string, values = {}): string =>
    words.say(`settings.voice.volumes.${key}`, values);
  const span = draft.voice.volumes[index];
  if (span === undefined) return null;
  const set = (part: Partial<typeof span>): void =>
    change((voice) => {
      voice.volumes = voice.volumes.map((each, at) => (at === index ? { ...each, ...part } : each));
    });
  const path = `voice.volumes.${index}`;
  return h(
    'div',
    { class: 'session', id: `volume-${index}`, role: 'group' },
    h(
      'div',
      { class: 'row row--times' },
      tools.fields.time({
        ...{ path: `${path}.from`, label: say('from'), value: span.from },
        set: (from) => set({ from }),
      }),
      tools.fields.time({
        ...{ path: `${path}.until`, label: say('until'), value: span.until },
        set: (until) => set({ until }),
      }),
      tools.fields.number({
        ...{ path: `${path}.percent`, label: say('percent'), value: span.percent },
        ...{ least: 0, most: 100 },
        set: (percent) => set({ percent }),
      }),
      mayConfigure &&
        button({
          do: 'voice.volume-away',
          label: words.say('admin.row.remove'),
          tone: 'quiet',
          name: words.say('admin.row.away', { name: say('span', { n: index + 1 }) }),
          data: { index },
          id: `volume-${index}-away`,
        }),
    ),
    tools.fields.flawLine(path),
  );
}

function announcements(tools: AdminTools, scene: AdminScene, state: SpeakersState): Child {
  const { words, used, language } = scene;
  const say = (key: string, values = {}): string =>
    words.say(`settings.voice.announce.${key}`, values);
  const { announced } = state;
  return [
    subheading(say('title'), say('help')),
    used.zones.length > 1 &&
      form(
        tools.fields.choice({
          ...{ path: 'announce.zone', label: say('where'), free: true },
          value: state.zone ?? '',
          options: [
            { id: '', label: say('everywhere') },
            ...used.zones.map(({ id, name }) => ({ id, label: name[language] })),
          ],
          set: (zone) => {
            state.zone = zone === '' ? null : zone;
          },
        }),
      ),
    announced !== null && note('worked', say('asked', { time: words.time(announced.at) })),
    h(
      'div',
      { class: 'voices' },
      clipList('vi')
        .filter(({ id }) => NOTICE_CLIPS.some((clip) => clip === id))
        .map(({ id, text }) =>
          h(
            'div',
            { class: 'card voice' },
            h('p', { class: 'voice__said', lang: 'vi' }, text),
            button({
              do: 'voice.announce',
              label: say('say'),
              name: say('sayThis', { text }),
              data: { value: id },
            }),
          ),
        ),
    ),
  ];
}
