/** Settings of what is heard in the hall: how numbers are read, and whose voice reads them. */
import { VOICE_NUMBERS, VOICE_ODDS, type VoiceConfig } from '../../server/protocol/config.js';
import type { VoiceSample, VoicesAnswer } from '../../server/protocol/voice.js';
import { type Child, h } from '../shared/dom.js';
import { about, form, heading, itemList, link, note, subheading } from './parts.js';
import type { AdminScene, AdminTools, Section } from './section.js';
import type { OperationsAnswer, ZoneSound } from '../../server/protocol/operations.js';
import type { Device } from '../../server/protocol/people.js';
import { type SpeakersState, speakersView } from './speakers-view.js';
import { languagesOf, packView, type VoiceState } from './voice-packs-view.js';

const READING = 'reading';
const SPEAKERS = 'speakers';
/** ms between two looks at the loudspeakers while they are shown. */
const LOOK_MS = 5_000;

export function voiceSection(tools: AdminTools): Section {
  const state: VoiceState = { packs: null, playing: null, missing: {} };
  const loud: SpeakersState = { screens: null, sounds: null, zone: null, announced: null };
  let looking: ReturnType<typeof setTimeout> | undefined;
  // Not part of the page: what is drawn anew must not stop what is heard.
  const player = new Audio();
  player.addEventListener('ended', () => stop());
  const base = (): string => `/sites/${encodeURIComponent(tools.scene().site)}/voices`;
  const change = (how: (voice: VoiceConfig) => void): void =>
    tools.edit((draft) => how((draft.voice = { ...draft.voice })));

  async function look(): Promise<void> {
    const reply = await tools.send<VoicesAnswer>('GET', base());
    if (reply.ok) state.packs = reply.body.packs;
    else tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
    tools.redraw();
  }

  /** Who speaks where, looked at again while it is shown. */
  async function lookAtSpeakers(): Promise<void> {
    clearTimeout(looking);
    const site = `/sites/${encodeURIComponent(tools.scene().site)}`;
    const [devices, operations] = await Promise.all([
      tools.send<{ devices: Device[] }>('GET', `${site}/devices`),
      tools.send<OperationsAnswer>('GET', `${site}/operations`),
    ]);
    if (devices.ok) loud.screens = devices.body.devices.filter(({ kind }) => kind === 'hall');
    if (operations.ok) loud.sounds = operations.body.sounds;
    tools.redraw();
    clearTimeout(looking);
    if (!location.pathname.includes('/admin/voice')) return;
    looking = setTimeout(() => void lookAtSpeakers(), LOOK_MS);
  }

  async function announce(clip: string): Promise<void> {
    const { site, now } = tools.scene();
    loud.announced = null;
    const path = `/sites/${encodeURIComponent(site)}/announcements`;
    const reply = await tools.send<{ sounds: ZoneSound[] }>('POST', path, {
      clip,
      zone: loud.zone,
    });
    if (!reply.ok) tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
    else loud.announced = { clip, at: now };
    tools.redraw();
  }

  function stop(): void {
    player.pause();
    state.playing = null;
    tools.redraw();
  }

  async function listen(language: string): Promise<void> {
    if (state.playing === language) return stop();
    const { draft, words } = tools.scene();
    const { numbers, odd, chime, packs } = draft.voice;
    const { addressForm: address } = draft.site;
    const pack = packs[language];
    const asked = new URLSearchParams({
      ...{ language, numbers, odd, address, chime: String(chime) },
      ...(pack === undefined ? {} : { pack }),
    });
    state.playing = language;
    tools.tell(null);
    const reply = await tools.send<VoiceSample>('GET', `${base()}/sample?${asked.toString()}`);
    if (!reply.ok) {
      tools.tell({ tone: 'stop', text: `${reply.title} ${reply.detail}` });
      return stop();
    }
    state.missing = { ...state.missing, [language]: reply.body.missing.length };
    tools.redraw();
    try {
      player.src = reply.body.src;
      await player.play();
    } catch {
      tools.tell({ tone: 'warn', text: words.say('settings.voice.silent') });
      stop();
    }
  }

  function readingView(scene: AdminScene): Child {
    const { draft, words } = scene;
    const { say } = words;
    const { numbers, odd, chime, secondLanguage, kiosk } = draft.voice;
    return [
      heading(say('settings.voice.reading')),
      form(
        tools.fields.choice({
          ...about(scene, 'voice.numbers'),
          value: numbers,
          options: VOICE_NUMBERS.map((id) => ({
            id,
            label: say(`settings.voice.numbers.options.${id}`),
          })),
          set: (value) =>
            change((voice) => {
              voice.numbers = VOICE_NUMBERS.find((each) => each === value) ?? voice.numbers;
            }),
        }),
        tools.fields.choice({
          ...about(scene, 'voice.odd'),
          value: odd,
          options: VOICE_ODDS.map((id) => ({ id, label: say(`settings.voice.odd.options.${id}`) })),
          set: (value) =>
            change((voice) => {
              voice.odd = VOICE_ODDS.find((each) => each === value) ?? voice.odd;
            }),
        }),
        tools.fields.toggle({
          ...about(scene, 'voice.chime'),
          value: chime,
          set: (on) => change((voice) => (voice.chime = on)),
        }),
        tools.fields.toggle({
          ...about(scene, 'voice.secondLanguage'),
          value: secondLanguage,
          set: (on) => change((voice) => (voice.secondLanguage = on)),
        }),
        tools.fields.toggle({
          ...about(scene, 'voice.kiosk'),
          value: kiosk,
          set: (on) => change((voice) => (voice.kiosk = on)),
        }),
      ),
      subheading(say('settings.voice.whose'), say('settings.voice.whoseHelp')),
      link(
        scene,
        { section: 'recordings' },
        { class: 'record-more' },
        `${say('admin.nav.recordings')} →`,
      ),
      state.packs === null
        ? note('hint', say('settings.voice.looking'))
        : h(
            'div',
            { class: 'voices' },
            languagesOf(draft, state.packs).map((language) =>
              packView(tools, scene, state, language, change),
            ),
          ),
    ];
  }

  return {
    id: 'voice',
    open() {
      void look();
      void lookAtSpeakers();
    },
    list(scene) {
      const chosen = scene.chosen === '' ? READING : scene.chosen;
      return itemList({ ...scene, chosen }, 'voice', [
        { id: READING, label: scene.words.say('settings.voice.reading') },
        { id: SPEAKERS, label: scene.words.say('settings.voice.speaking') },
      ]);
    },
    view: (scene) =>
      scene.chosen === SPEAKERS ? speakersView(tools, scene, loud, change) : readingView(scene),
    presses: {
      listen: ({ value = '' }) => void listen(value),
      announce: ({ value = '' }) => void announce(value),
      'volume-add': () =>
        change((voice) => {
          const from = Math.min(voice.volumes.at(-1)?.until ?? 690, 1_380);
          voice.volumes = [...voice.volumes, { from, until: from + 60, percent: 50 }];
        }),
      'volume-away': ({ index = '' }) =>
        change((voice) => {
          voice.volumes = voice.volumes.filter((_, at) => at !== Number(index));
        }),
    },
  };
}
