/** Packs that people of a site record themselves. */
import type { TakeFlaw } from './take-flaws.js';

/** What the speaker allows, from most to least: everybody may use it; with a name; here only. */
export const RECORDING_LICENCES = ['CC0-1.0', 'CC-BY-4.0', 'this-site-only'] as const;
export type RecordingLicence = (typeof RECORDING_LICENCES)[number];

/** Bytes of one take, and of a whole pack in one file. */
export const MOST_TAKE_BYTES = 4 * 1024 * 1024;
export const MOST_PACK_BYTES = 8 * 1024 * 1024;
/** Packs of a site. */
export const MOST_PACKS = 20;

/** Which programs are on the server: without any, what is recorded waits for one. */
export interface RecordingTools {
  ffmpeg: boolean;
  lame: boolean;
}

/** What is said of a pack before anything is recorded. */
export interface RecordingAbout {
  name: string;
  /** BCP 47 tag. */
  language: string;
  licence: RecordingLicence;
  /** '' unless somebody typed it. */
  speaker: string;
}

/** One thing to read aloud, and what there is of it. */
export interface RecordedPrompt {
  id: string;
  /** What is read; in a language without texts of its own, what it means in Vietnamese. */
  text: string;
  /** The words in the language of the pack, where somebody typed them; else ''. */
  words: string;
  /** `waiting`: recorded, but no program is there yet that makes a clip of it. */
  state: 'missing' | 'waiting' | 'recorded';
  /** ms of the clip; 0 where there is none. */
  ms: number;
  /** What is wrong with it, worst first. */
  flaws: TakeFlaw[];
  /** Changes with the recording; '' where there is none. */
  version: string;
}

export interface RecordingPack extends RecordingAbout {
  id: string;
  /** Day on which the speaker agreed, `YYYY-MM-DD`. */
  consentOn: string;
  /** The configuration in use speaks with it. */
  inUse: boolean;
  prompts: RecordedPrompt[];
}

export interface RecordingsAnswer {
  tools: RecordingTools;
  packs: RecordingPack[];
}
