/** Zod schemas of `protocol/recording.ts`, of what comes in about it, and of what lies in its files. */
import { z } from 'zod';
import {
  RECORDING_LICENCES,
  type RecordedPrompt,
  type RecordingPack,
  type RecordingsAnswer,
} from '../recording.js';
import { SOUND_FLAWS, TAKE_FLAWS } from '../take-flaws.js';
import { PACK_KINDS, type Pack } from '../voice.js';
import { day, languageTag, line, slug, translation } from './ids.js';

const count = z.int().min(0);
const licence = z.enum(RECORDING_LICENCES);
/** Ids of clips (`domain/clip-list.ts`). */
export const CLIP_ID = /^[a-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?$/;
const clipId = z.string().regex(CLIP_ID);
const LONGEST_TEXT = 200;
const speaker = z.union([z.literal(''), line(80)]);

/** Body of `PUT …/recordings/{pack}`. */
export const recordingBody = z.strictObject({
  name: line(60),
  language: languageTag,
  licence,
  speaker,
  consent: z.literal(true).meta({ description: 'The speaker was asked, and agreed.' }),
});
/** Body of `PUT …/recordings/{pack}/clips/{clip}/words`; '' takes them away. */
export const wordsBody = z.strictObject({
  words: z.union([z.literal(''), translation(LONGEST_TEXT)]),
});

const prompt = z.strictObject({
  id: clipId,
  text: z.string(),
  words: z.string(),
  state: z.enum(['missing', 'waiting', 'recorded']),
  ms: count,
  flaws: z.array(z.enum(TAKE_FLAWS)),
  version: z.string(),
}) satisfies z.ZodType<RecordedPrompt>;

export const recordingPack = z
  .strictObject({
    id: slug,
    name: z.string(),
    language: z.string(),
    licence,
    speaker: z.string(),
    consentOn: day,
    inUse: z.boolean(),
    prompts: z.array(prompt),
  })
  .meta({ id: 'RecordingPack' }) satisfies z.ZodType<RecordingPack>;

export const recordingsAnswer = z.strictObject({
  tools: z.strictObject({ ffmpeg: z.boolean(), lame: z.boolean() }),
  packs: z.array(recordingPack),
}) satisfies z.ZodType<RecordingsAnswer>;

/** Query of `GET …/recordings/{pack}/sample`: a call as it would be heard. */
export const sampleQuery = z.strictObject({
  number: z
    .string()
    .regex(/^[A-Z]\d{3,4}$/)
    .default('A027'),
  counter: z.coerce.number().pipe(z.int().min(1).max(999)).default(3),
});

/** `pack.json` of a recorded pack. */
export const packFile = z.strictObject({
  id: slug,
  language: languageTag,
  name: line(60),
  kind: z.enum(PACK_KINDS),
  licence: z.string().max(60),
  consent: z.string().max(400).nullable(),
  provenance: z.string().max(1_000),
  clips: z.record(
    clipId,
    z.strictObject({
      text: z.string().max(LONGEST_TEXT),
      ms: count,
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
}) satisfies z.ZodType<Pack>;

/** `takes.json` beside it: what only the making of the pack needs. */
export const takesFile = z.strictObject({
  speaker,
  consentOn: day,
  /** Words in the language of the pack, by clip. */
  words: z.record(clipId, z.string().max(LONGEST_TEXT)),
  takes: z.record(
    clipId,
    z.strictObject({ speechMs: z.number().min(0), flaws: z.array(z.enum(SOUND_FLAWS)) }),
  ),
});
export type TakesFile = z.infer<typeof takesFile>;
