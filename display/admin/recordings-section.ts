/** Voices that people here record: prompt by prompt with the microphone, or from files of a phone. */
import { idFrom } from '../../server/domain/id-from.js';
import {
  RECORDING_LICENCES,
  type RecordingPack,
  type RecordingsAnswer,
} from '../../server/protocol/recording.js';
import { isAvailable } from '../shared/secure-context.js';
import { Microphone } from './microphone.js';
import {
  nextPrompt,
  promptOf,
  promptOfFile,
  startRecordings,
  type RecordingsState,
} from './recordings-state.js';
import { drawRecordings, drawRecordingsSide } from './recordings-view.js';
import type { AdminTools, Reply, Section } from './section.js';
import { saveFile } from './text-file.js';

/** ms: a long recording is converted by a slow machine, behind others. */
const CONVERTING_MS = 30_000;

export function recordingsSection(tools: AdminTools): Section {
  const state: RecordingsState = startRecordings();
  const player = new Audio();
  let microphone: Microphone | null = null;

  const say = (key: string, values = {}): string =>
    tools.scene().words.say(`recordings.${key}`, values);
  const base = (): string => `/sites/${encodeURIComponent(tools.scene().site)}/recordings`;
  const open = (): RecordingPack | undefined =>
    state.packs.find(({ id }) => id === tools.scene().chosen);
  const current = () => {
    const pack = open();
    return pack && promptOf(pack, state.prompt);
  };
  player.addEventListener('ended', hush);

  function hush(): void {
    player.pause();
    state.playing = '';
    tools.redraw();
  }
  function complain({ title, detail }: Reply<unknown> & { ok: false }): void {
    tools.tell({ tone: 'stop', text: `${title} ${detail}` });
  }
  function keep(pack: RecordingPack): void {
    const others = state.packs.filter(({ id }) => id !== pack.id);
    state.packs = [...others, pack].sort((a, b) => a.name.localeCompare(b.name));
  }

  async function look(): Promise<void> {
    if (microphone === null && !isAvailable('microphone')) {
      state.without = window.isSecureContext ? 'tooOld' : 'plain';
    }
    const reply = await tools.send<RecordingsAnswer>('GET', base(), undefined, CONVERTING_MS);
    if (!reply.ok) return complain(reply);
    state.tools = reply.body.tools;
    state.packs = reply.body.packs;
    tools.redraw();
  }

  async function saveForm(): Promise<void> {
    const { form } = state;
    if (form === null || form.name.trim() === '' || !form.consent || state.doing !== 'nothing')
      return;
    const taken = new Set([...state.packs.map(({ id }) => id), 'vi', 'en']);
    const id = open()?.id ?? idFrom(form.name, taken, 'giong');
    state.doing = 'sending';
    const reply = await tools.send<RecordingPack>('PUT', `${base()}/${id}`, form);
    state.doing = 'nothing';
    if (!reply.ok) return complain(reply);
    keep(reply.body);
    state.form = null;
    tools.tell(null);
    tools.go('recordings', id);
  }

  async function begin(): Promise<void> {
    if (state.doing !== 'nothing' || current() === undefined) return;
    hush();
    await keepWords();
    state.doing = 'opening';
    state.refused = '';
    tools.redraw();
    microphone ??= new Microphone(tools.scene().capture);
    try {
      await microphone.begin({
        level(peak) {
          state.level = Math.max(peak, state.level * 0.9);
          tools.redraw();
        },
        tooLong: () => void end(),
      });
      state.doing = 'recording';
      state.level = 0;
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      state.without = name === 'NotAllowedError' ? 'refused' : 'absent';
      state.doing = 'nothing';
    }
    tools.redraw();
  }

  async function end(): Promise<void> {
    const prompt = current();
    if (state.doing !== 'recording' || microphone === null || prompt === undefined) return;
    await sendTake(prompt.id, microphone.end());
  }

  /** @returns why it was refused, in words; '' when it was taken */
  async function sendTake(clip: string, take: Blob): Promise<string> {
    const pack = open();
    if (pack === undefined) return '';
    state.doing = 'sending';
    tools.redraw();
    const path = `${base()}/${pack.id}/clips/${clip}`;
    const reply = await tools.send<RecordingPack>('PUT', path, take, CONVERTING_MS);
    state.doing = 'nothing';
    state.refused = reply.ok ? '' : `${reply.title} ${reply.detail}`;
    if (reply.ok) keep(reply.body);
    tools.redraw();
    return state.refused;
  }

  async function sendFiles(files: readonly File[]): Promise<void> {
    const pack = open();
    if (pack === undefined || state.doing !== 'nothing') return;
    const sorted = [...files].sort((a, b) => a.name.localeCompare(b.name));
    state.files = [];
    for (const file of sorted) {
      const clip = promptOfFile(pack.prompts, file.name);
      const refused = clip === null ? say('files.nameless') : await sendTake(clip, file);
      const number = pack.prompts.findIndex(({ id }) => id === clip) + 1;
      const text = refused === '' ? say('files.taken', { number }) : refused;
      state.files = [...state.files, { name: file.name, text, good: refused === '' }];
      tools.redraw();
    }
    state.refused = '';
  }

  async function keepWords(): Promise<void> {
    const [pack, prompt, typed] = [open(), current(), state.typed];
    state.typed = null;
    if (pack === undefined || prompt === undefined || typed === null) return;
    const words = typed.trim().normalize('NFC');
    if (words === prompt.words) return;
    const path = `${base()}/${pack.id}/clips/${prompt.id}/words`;
    const reply = await tools.send<RecordingPack>('PUT', path, { words });
    if (reply.ok) keep(reply.body);
    else complain(reply);
  }

  async function pick(id: string): Promise<void> {
    if (state.doing === 'recording' || state.doing === 'sending') return;
    await keepWords();
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
      tools.tell({ tone: 'warn', text: say('unheard') });
    }
  }

  function step(by: 1 | -1): void {
    const [pack, prompt] = [open(), current()];
    if (pack === undefined || prompt === undefined) return;
    const at = pack.prompts.findIndex(({ id }) => id === prompt.id);
    void pick(by === 1 ? nextPrompt(pack, prompt.id) : (pack.prompts[at - 1]?.id ?? prompt.id));
  }

  function use(): void {
    const pack = open();
    if (pack === undefined) return;
    const { id, language, name } = pack;
    tools.edit(
      (draft) => {
        draft.voice = { ...draft.voice, packs: { ...draft.voice.packs, [language]: id } };
      },
      say('used', { name }),
    );
  }

  async function remove(): Promise<void> {
    const pack = open();
    state.askedToDelete = false;
    if (pack === undefined) return;
    const reply = await tools.send('DELETE', `${base()}/${pack.id}`);
    if (!reply.ok) return complain(reply);
    state.packs = state.packs.filter(({ id }) => id !== pack.id);
    tools.go('recordings');
    tools.tell({ tone: 'good', text: say('deleted', { name: pack.name }) });
  }

  async function takeIn(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const reply = await tools.send<RecordingPack>('POST', `${base()}/file`, file, CONVERTING_MS);
    if (!reply.ok) return complain(reply);
    keep(reply.body);
    tools.go('recordings', reply.body.id);
  }

  /** The prompts with their numbers, to be read from paper beside a phone. */
  function savePrompts(): void {
    const lines = (open()?.prompts ?? []).map(
      ({ text, words }, at) =>
        `${String(at + 1).padStart(2, '0')}  ${words === '' ? text : `${words}  (${text})`}`,
    );
    saveFile(`${say('listFile')}.txt`, `${lines.join('\r\n')}\r\n`, 'text/plain;charset=utf-8');
  }

  function edit(): void {
    const pack = open();
    if (pack === undefined) return;
    const { name, language, licence, speaker } = pack;
    state.form = { name, language, licence, speaker, consent: false };
  }

  const change = (how: (form: NonNullable<RecordingsState['form']>) => void): void => {
    const form = state.form ?? {
      ...{ name: '', language: 'vi', licence: RECORDING_LICENCES[0], speaker: '', consent: false },
    };
    how(form);
    state.form = form;
  };

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
      microphone?.close();
      microphone = null;
      state.doing = 'nothing';
    },
    view: (scene) => drawRecordings(scene, state),
    side: (scene) => drawRecordingsSide(scene, state),
    presses: {
      record: () => void begin(),
      stop: () => void end(),
      next: () => step(1),
      back: () => step(-1),
      pick: ({ value = '' }) => void pick(value),
      listen: ({ value = '' }) => {
        const [pack, prompt] = [open(), current()];
        if (pack === undefined || prompt === undefined) return;
        void play(value, `${base()}/${pack.id}/clips/${prompt.id}?v=${prompt.version}`);
      },
      sample: ({ value = '' }) =>
        void play('sample', `${base()}/${open()?.id ?? ''}/sample${value}`),
      again: () => {
        state.without = null;
        void look();
      },
      use,
      edit,
      save: () => void saveForm(),
      drop: () => (state.form = null),
      list: savePrompts,
      remove: () => void remove(),
      removeAsk: () => (state.askedToDelete = true),
      removeKeep: () => (state.askedToDelete = false),
      licence: ({ value }) =>
        change((form) => {
          form.licence = RECORDING_LICENCES.find((one) => one === value) ?? form.licence;
        }),
      language: ({ value = '' }) => change((form) => (form.language = value)),
    },
    inputs: {
      name: (value) => change((form) => (form.name = value)),
      speaker: (value) => change((form) => (form.speaker = value)),
      consent: (value) => change((form) => (form.consent = value === 'true')),
      words: (value) => (state.typed = value),
    },
    files: {
      one: ([file]) => {
        const prompt = current();
        if (file !== undefined && prompt !== undefined) void sendTake(prompt.id, file);
      },
      many: (files) => void sendFiles(files),
      pack: ([file]) => void takeIn(file),
    },
  };
}
