/** What the section of recorded voices knows. */
import type {
  RecordedPrompt,
  RecordingAbout,
  RecordingPack,
  RecordingTools,
} from '../../server/protocol/recording.js';

export interface RecordingForm extends RecordingAbout {
  consent: boolean;
}

export interface RecordingsState {
  /** `null` until the server answered. */
  tools: RecordingTools | null;
  packs: readonly RecordingPack[];
  /** A new voice, or what is changed about the one that is open; `null` while neither is. */
  form: RecordingForm | null;
  /** The prompt that is read now, by the id of its clip; '' for the first that is missing. */
  prompt: string;
  doing: 'nothing' | 'opening' | 'recording' | 'sending';
  /** How loud it is while recording, 0 to 1. */
  level: number;
  /** Why this page has no microphone: by the browser's word, or a stable word of ours. */
  without: 'plain' | 'tooOld' | 'refused' | 'absent' | null;
  /** The take that was refused, in words. */
  refused: string;
  /** Words that were typed for the prompt and not sent yet. */
  typed: string | null;
  /** What is heard now: the id of a clip, or `sample`. */
  playing: string;
  /** Files that were sent together, and what became of each. */
  files: readonly { name: string; text: string; good: boolean }[];
  askedToDelete: boolean;
}

export function startRecordings(): RecordingsState {
  return {
    ...{ tools: null, packs: [], form: null, prompt: '', doing: 'nothing', level: 0 },
    ...{ without: null, refused: '', typed: null, playing: '', files: [], askedToDelete: false },
  };
}

/** The prompt that is open: the one that was chosen, else the first that is missing, else the first. */
export function promptOf(pack: RecordingPack, chosen: string): RecordedPrompt | undefined {
  const { prompts } = pack;
  return (
    prompts.find(({ id }) => id === chosen) ??
    prompts.find(({ state }) => state === 'missing') ??
    prompts[0]
  );
}

/** The one after it: the next that is missing, from the beginning again, or else simply the next. */
export function nextPrompt({ prompts }: RecordingPack, id: string): string {
  const at = prompts.findIndex((prompt) => prompt.id === id);
  const after = [...prompts.slice(at + 1), ...prompts.slice(0, Math.max(0, at))];
  return (after.find(({ state }) => state === 'missing') ?? after[0])?.id ?? id;
}

/** The prompt that a file is of: by the first number in its name, or by the clip's own name. */
export function promptOfFile(
  prompts: readonly Pick<RecordedPrompt, 'id'>[],
  name: string,
): string | null {
  const stem = name.replace(/\.[^.]*$/, '');
  const own = prompts.find(({ id }) => id.toLowerCase() === stem.toLowerCase());
  if (own !== undefined) return own.id;
  const number = /\d+/.exec(stem)?.[0];
  return number === undefined ? null : (prompts[Number(number) - 1]?.id ?? null);
}
