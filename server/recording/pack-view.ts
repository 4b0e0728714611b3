/** A recorded pack as those see it who record it: every prompt, and what is wrong with what there is. */
import { clipList } from '../domain/clip-list.js';
import { expectedOf, lengthFlaws } from '../domain/recording-checks.js';
import {
  RECORDING_LICENCES,
  type RecordedPrompt,
  type RecordingLicence,
  type RecordingPack,
} from '../protocol/recording.js';
import type { PackState } from './pack-folder.js';

/** Digits of a hash by which two recordings are told apart. */
const VERSION_DIGITS = 12;

/** @param waiting clips that no program could make yet */
export function packView(
  { pack, takes }: PackState,
  waiting: ReadonlySet<string>,
  inUse: boolean,
): RecordingPack {
  const prompts = clipList(pack.language);
  const texts = new Map(prompts.map(({ id, text }) => [id, takes.words[id] ?? text]));
  const lengths = lengthFlaws(
    prompts.flatMap((prompt) => {
      const taken = takes.takes[prompt.id];
      if (taken === undefined) return [];
      const text = texts.get(prompt.id) ?? prompt.text;
      const expected = expectedOf(pack.language, { text, ms: prompt.ms });
      return [{ id: prompt.id, ...expected, speechMs: taken.speechMs }];
    }),
  );
  return {
    ...{ id: pack.id, name: pack.name, language: pack.language, inUse },
    licence: licenceOf(pack.licence),
    ...{ speaker: takes.speaker, consentOn: takes.consentOn },
    prompts: prompts.map(({ id, text }): RecordedPrompt => {
      const clip = pack.clips[id];
      const length = lengths.get(id);
      const waits = waiting.has(id);
      return {
        ...{ id, text, words: takes.words[id] ?? '' },
        state: waits ? 'waiting' : clip === undefined ? 'missing' : 'recorded',
        ms: clip?.ms ?? 0,
        flaws: [...(takes.takes[id]?.flaws ?? []), ...(length === undefined ? [] : [length])],
        version: waits ? 'waiting' : (clip?.sha256.slice(0, VERSION_DIGITS) ?? ''),
      };
    }),
  };
}

/** What a pack from elsewhere calls otherwise is not ours to give away. */
function licenceOf(text: string): RecordingLicence {
  return RECORDING_LICENCES.find((licence) => licence === text) ?? 'this-site-only';
}
