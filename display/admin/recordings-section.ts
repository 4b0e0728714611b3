/** Voices that people here record: prompt by prompt with the microphone, or from files of a phone. */
import { RECORDING_LICENCES, type RecordingsAnswer } from '../../server/protocol/recording.js';
import { CONVERTING_MS, RecordingsHost } from './recordings-host.js';
import { packsOf } from './recordings-packs.js';
import { nextPrompt } from './recordings-state.js';
import { takesOf } from './recordings-takes.js';
import { drawRecordings, drawRecordingsSide } from './recordings-view.js';
import type { AdminTools, Section } from './section.js';

export function recordingsSection(tools: AdminTools): Section {
  const host = new RecordingsHost(tools);
  const { state } = host;
  const takes = takesOf(host);
  const packs = packsOf(host);
  const player = new Audio();

  player.addEventListener('ended', hush);

  function hush(): void {
    player.pause();
    state.playing = '';
    tools.redraw();
  }
  async function look(): Promise<void> {
    takes.lookForMicrophone();
    const reply = await tools.send<RecordingsAnswer>('GET', host.base, undefined, CONVERTING_MS);
    if (!reply.ok) return host.complain(reply);
    state.tools = reply.body.tools;
    state.packs = reply.body.packs;
    tools.redraw();
  }

  async function pick(id: string): Promise<void> {
    if (state.doing === 'recording' || state.doing === 'sending') return;
    await takes.keepWords();
    state.prompt = id;
    state.refused = '';
    tools.redraw();
  }

  async function play(what: string, path: string): Promise<void> {
    if (state.playing === what) return hush();
    state.playing = what;
    try {
      player.src = `/api/v1${path}`;
      await player.play();
    } catch {
      state.playing = '';
      tools.tell({ tone: 'warn', text: host.say('unheard') });
    }
  }

  function step(by: 1 | -1): void {
    const [pack, prompt] = [host.pack, host.prompt];
    if (pack === undefined || prompt === undefined) return;
    const at = pack.prompts.findIndex(({ id }) => id === prompt.id);
    void pick(by === 1 ? nextPrompt(pack, prompt.id) : (pack.prompts[at - 1]?.id ?? prompt.id));
  }

  return {
    id: 'recordings',
    open() {
      hush();
      Object.assign(state, { form: null, prompt: '', typed: null, files: [], refused: '' });
      state.askedToDelete = false;
      void look();
    },
    leave() {
      hush();
      takes.close();
    },
    view: (scene) => drawRecordings(scene, state),
    side: (scene) => drawRecordingsSide(scene, state),
    presses: {
      record: () => {
        hush();
        void takes.begin();
      },
      stop: () => void takes.end(),
      next: () => step(1),
      back: () => step(-1),
      pick: ({ value = '' }) => void pick(value),
      listen: ({ value = '' }) => {
        const [pack, prompt] = [host.pack, host.prompt];
        if (pack === undefined || prompt === undefined) return;
        void play(value, `${host.base}/${pack.id}/clips/${prompt.id}?v=${prompt.version}`);
      },
      sample: ({ value = '' }) =>
        void play('sample', `${host.base}/${host.pack?.id ?? ''}/sample${value}`),
      again: () => {
        state.without = null;
        void look();
      },
      use: packs.use,
      edit: packs.edit,
      save: () => void packs.saveForm(),
      drop: () => (state.form = null),
      list: packs.savePrompts,
      remove: () => void packs.remove(),
      removeAsk: () => (state.askedToDelete = true),
      removeKeep: () => (state.askedToDelete = false),
      licence: ({ value }) =>
        packs.change((form) => {
          form.licence = RECORDING_LICENCES.find((one) => one === value) ?? form.licence;
        }),
      language: ({ value = '' }) => packs.change((form) => (form.language = value)),
    },
    inputs: {
      name: (value) => packs.change((form) => (form.name = value)),
      speaker: (value) => packs.change((form) => (form.speaker = value)),
      consent: (value) => packs.change((form) => (form.consent = value === 'true')),
      words: (value) => (state.typed = value),
    },
    files: {
      one: ([file]) => {
        const prompt = host.prompt;
        if (file !== undefined && prompt !== undefined) void takes.sendTake(prompt.id, file);
      },
      many: (files) => void takes.sendFiles(files),
      pack: ([file]) => void packs.takeIn(file),
    },
  };
}
