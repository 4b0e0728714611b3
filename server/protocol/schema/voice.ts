/** Zod schemas of `protocol/voice.ts`: what comes in, and the API document. */
import { z } from 'zod';
import { ADDRESS_FORMS, VOICE_NUMBERS, VOICE_ODDS } from '../config.js';
import { PACK_KINDS, type VoiceSample, type VoicesAnswer } from '../voice.js';
import { languageTag, slug } from './ids.js';

const clips = z.array(z.string());

export const voicesAnswer: z.ZodType<VoicesAnswer> = z
  .object({
    packs: z.array(
      z.object({
        id: slug,
        language: languageTag,
        name: z.string(),
        kind: z.enum(PACK_KINDS),
        licence: z.string(),
        consent: z.string().nullable(),
        provenance: z.string(),
        own: z.boolean(),
        missing: clips,
        broken: clips,
      }),
    ),
  })
  .meta({ id: 'Voices', description: 'Voice packs of a site.' });

export const voiceSampleQuery = z.strictObject({
  language: languageTag,
  /** The bundled one where it is not given. */
  pack: slug.exactOptional(),
  numbers: z.enum(VOICE_NUMBERS),
  odd: z.enum(VOICE_ODDS),
  address: z.enum(ADDRESS_FORMS),
  chime: z.enum(['true', 'false']),
});

export const voiceSample: z.ZodType<VoiceSample> = z
  .object({ src: z.string(), ms: z.int(), missing: clips })
  .meta({ id: 'VoiceSample', description: 'A spoken call.' });
