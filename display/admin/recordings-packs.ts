/** Voices as a whole: begun, described, used, deleted, handed on as files. */
import { idFrom } from '../../server/domain/id-from.js';
import { RECORDING_LICENCES, type RecordingPack } from '../../server/protocol/recording.js';
import { CONVERTING_MS, type RecordingsHost } from './recordings-host.js';
import type { RecordingsState } from './recordings-state.js';
import { saveFile } from './text-file.js';

export interface Packs {
  /** What is said of a voice, in the form. */
  edit(): void;
  change(how: (form: NonNullable<RecordingsState['form']>) => void): void;
  saveForm(): Promise<void>;
  /** Into the draft of the settings. */
  use(): void;
  remove(): Promise<void>;
  takeIn(file: File | undefined): Promise<void>;
  savePrompts(): void;
}

export function packsOf(host: RecordingsHost): Packs {
  const { state, tools } = host;

  async function saveForm(): Promise<void> {
    const { form } = state;
    if (form === null || form.name.trim() === '' || !form.consent || state.doing !== 'nothing')
      return;
    const taken = new Set([...state.packs.map(({ id }) => id), 'vi', 'en']);
    const id = host.pack?.id ?? idFrom(form.name, taken, 'giong');
    state.doing = 'sending';
    const reply = await tools.send<RecordingPack>('PUT', `${host.base}/${id}`, form);
    state.doing = 'nothing';
    if (!reply.ok) return host.complain(reply);
    host.keep(reply.body);
    state.form = null;
    tools.tell(null);
    tools.go('recordings', id);
  }

  function use(): void {
    const pack = host.pack;
    if (pack === undefined) return;
    const { id, language, name } = pack;
    tools.edit(
      (draft) => {
        draft.voice = { ...draft.voice, packs: { ...draft.voice.packs, [language]: id } };
      },
      host.say('used', { name }),
    );
  }

  async function remove(): Promise<void> {
    const pack = host.pack;
    state.askedToDelete = false;
    if (pack === undefined) return;
    const reply = await tools.send('DELETE', `${host.base}/${pack.id}`);
    if (!reply.ok) return host.complain(reply);
    state.packs = state.packs.filter(({ id }) => id !== pack.id);
    tools.go('recordings');
    tools.tell({ tone: 'good', text: host.say('deleted', { name: pack.name }) });
  }

  async function takeIn(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const reply = await tools.send<RecordingPack>('POST', `${host.base}/file`, file, CONVERTING_MS);
    if (!reply.ok) return host.complain(reply);
    host.keep(reply.body);
    tools.go('recordings', reply.body.id);
  }

  /** The prompts with their numbers, to be read from paper beside a phone. */
  function savePrompts(): void {
    const lines = (host.pack?.prompts ?? []).map(
      ({ text, words }, at) =>
        `${String(at + 1).padStart(2, '0')}  ${words === '' ? text : `${words}  (${text})`}`,
    );
    saveFile(
      `${host.say('listFile')}.txt`,
      `${lines.join('\r\n')}\r\n`,
      'text/plain;charset=utf-8',
    );
  }

  function edit(): void {
    const pack = host.pack;
    if (pack === undefined) return;
    const { name, language, licence, speaker } = pack;
    state.form = { name, language, licence, speaker, consent: false };
  }

  function change(how: (form: NonNullable<RecordingsState['form']>) => void): void {
    const form = state.form ?? {
      ...{ name: '', language: 'vi', licence: RECORDING_LICENCES[0], speaker: '', consent: false },
    };
    how(form);
    state.form = form;
  }

  return { edit, change, saveForm, use, remove, takeIn, savePrompts };
}
