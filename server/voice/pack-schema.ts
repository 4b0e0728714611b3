/** Zod schema of `pack.json`. */
import { z } from 'zod';
import { languageTag, line, slug } from '../protocol/schema/ids.js';
import { PACK_KINDS, type Pack } from '../protocol/voice.js';

/** Ids of clips are names of files and parts of addresses. */
export const CLIP_ID = /^[a-z]{1,20}(?:-[A-Za-z0-9]{1,20}){0,4}$/;
/** Bytes; a clip of a minute is longer than any announcement. */
export const MOST_CLIP_BYTES = 360_000;

const clip = z.strictObject({
  text: z.union([line(400), z.literal('')]),
  ms: z.int().min(1),
  bytes: z.int().min(1).max(MOST_CLIP_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const packSchema = z.strictObject({
  id: slug,
  language: languageTag,
  name: line(100),
  kind: z.enum(PACK_KINDS),
  licence: line(200),
  consent: line(600).nullable(),
  provenance: line(600),
  clips: z
    .record(z.string().regex(CLIP_ID), clip)
    .refine((clips) => Object.keys(clips).length <= 400, { error: 'too many' }),
}) satisfies z.ZodType<Pack>;
