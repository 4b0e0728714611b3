/** Parts of the page on which voices are recorded. */
import { type Child, h } from '../shared/dom.js';
import { note } from './parts.js';
import type { RecordingsState } from './recordings-state.js';
import type { AdminScene } from './section.js';

/** A button that opens files which are sent as they are. @param many several at once @param main the next action */
export function filesPicker(
  what: string,
  label: string,
  accept: string,
  many = false,
  main = false,
): Element {
  return h(
    'label',
    { class: main ? 'button button--main stage__main file' : 'button file' },
    h('span', {}, label),
    h('input', {
      type: 'file',
      class: 'file__input',
      id: `file-${what.replace('.', '-')}`,
      accept,
      multiple: many,
      'data-files': what,
    }),
  );
}

/** Sounds as phones and computers record them; Android names some of them as videos. */
export const SOUNDS = 'audio/*,.m4a,.mp3,.wav,.ogg,.opus,.amr,.3gp,.aac,.flac,.webm,.caf';

export interface KeyButton {
  do: string;
  label: string;
  /** As browsers call it, in lower case; what is shown for it. */
  key: string;
  sign: string;
  main?: boolean;
  off?: boolean;
  value?: string;
}

/** A button and the key that presses it. */
export function keyButton({ do: what, label, key, sign, main, off, value }: KeyButton): Element {
  return h(
    'button',
    {
      type: 'button',
      class: main === true ? 'button button--main stage__main' : 'button',
      id: main === true ? 'main-button' : `stage-${what.replace('.', '-')}`,
      'data-do': what,
      'data-value': value,
      'data-key': off === true ? undefined : key,
      'aria-disabled': off === true ? 'true' : undefined,
      'aria-keyshortcuts': key === ' ' ? 'Space' : key,
    },
    label,
    h('kbd', { class: 'stage__key', 'aria-hidden': 'true' }, sign),
  );
}

/** What the server lacks, and how somebody installs it. */
export function toolsNote({ words }: AdminScene, { tools }: RecordingsState): Child {
  if (tools === null || tools.ffmpeg) return null;
  return note('warn', words.say(`recordings.tools.${tools.lame ? 'lame' : 'none'}`));
}

export function languageName({ words, draft }: AdminScene, tag: string): string {
  if (tag === 'vi' || tag === 'en') return words.say(`admin.tongue.${tag}`);
  return draft.languages.find((language) => language.tag === tag)?.name ?? tag;
}
