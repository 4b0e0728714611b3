/** Takes of the open voice: by the microphone, or from files of a phone; and the words that are read. */
import type { RecordingPack } from '../../server/protocol/recording.js';
import { isAvailable } from '../shared/secure-context.js';
import { Microphone } from './microphone.js';
import { CONVERTING_MS, type RecordingsHost } from './recordings-host.js';
import { promptOfFile } from './recordings-state.js';

export interface Takes {
  /** Says whether this page can have a microphone at all. */
  lookForMicrophone(): void;
  begin(): Promise<void>;
  end(): Promise<void>;
  /** @returns why it was refused, in words; '' when it was taken */
  sendTake(clip: string, take: Blob): Promise<string>;
  /** Each by the number in its name. */
  sendFiles(files: readonly File[]): Promise<void>;
  /** Sends the words that were typed for the prompt, where they are others. */
  keepWords(): Promise<void>;
  /** Lets go of the microphone. */
  close(): void;
}

export function takesOf(host: RecordingsHost): Takes {
  const { state, tools } = host;
  let microphone: Microphone | null = null;

  function lookForMicrophone(): void {
    if (microphone === null && !isAvailable('microphone')) {
      state.without = window.isSecureContext ? 'tooOld' : 'plain';
    }
  }

  async function begin(): Promise<void> {
    if (state.doing !== 'nothing' || host.prompt === undefined) return;
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
    const prompt = host.prompt;
    if (state.doing !== 'recording' || microphone === null || prompt === undefined) return;
    await sendTake(prompt.id, microphone.end());
  }

  async function sendTake(clip: string, take: Blob): Promise<string> {
    const pack = host.pack;
    if (pack === undefined) return '';
    state.doing = 'sending';
    tools.redraw();
    const path = `${host.base}/${pack.id}/clips/${clip}`;
    const reply = await tools.send<RecordingPack>('PUT', path, take, CONVERTING_MS);
    state.doing = 'nothing';
    state.refused = reply.ok ? '' : `${reply.title} ${reply.detail}`;
    if (reply.ok) host.keep(reply.body);
    tools.redraw();
    return state.refused;
  }

  async function sendFiles(files: readonly File[]): Promise<void> {
    const pack = host.pack;
    if (pack === undefined || state.doing !== 'nothing') return;
    const sorted = [...files].sort((a, b) => a.name.localeCompare(b.name));
    state.files = [];
    for (const file of sorted) {
      const clip = promptOfFile(pack.prompts, file.name);
      const refused = clip === null ? host.say('files.nameless') : await sendTake(clip, file);
      const number = pack.prompts.findIndex(({ id }) => id === clip) + 1;
      const text = refused === '' ? host.say('files.taken', { number }) : refused;
      state.files = [...state.files, { name: file.name, text, good: refused === '' }];
      tools.redraw();
    }
    state.refused = '';
  }

  async function keepWords(): Promise<void> {
    const [pack, prompt, typed] = [host.pack, host.prompt, state.typed];
    state.typed = null;
    if (pack === undefined || prompt === undefined || typed === null) return;
    const words = typed.trim().normalize('NFC');
    if (words === prompt.words) return;
    const path = `${host.base}/${pack.id}/clips/${prompt.id}/words`;
    const reply = await tools.send<RecordingPack>('PUT', path, { words });
    if (reply.ok) host.keep(reply.body);
    else host.complain(reply);
  }

  function close(): void {
    microphone?.close();
    microphone = null;
    state.doing = 'nothing';
  }

  return { lookForMicrophone, begin, end, sendTake, sendFiles, keepWords, close };
}
