/** Zod schemas of `protocol/papers.ts`. */
import { z } from 'zod';
import type { Papers, PapersBody } from '../papers.js';
import { slug, time } from './ids.js';
import { papersCode } from './requests.js';

/** No procedure of the library has half as many of either. */
const MOST = 60;
const nth = z.int().min(0).max(MOST);

export const papersBody = z
  .strictObject({ procedure: slug, case: nth, missing: z.array(nth).max(MOST) })
  .meta({ id: 'MissingPapers' }) satisfies z.ZodType<PapersBody>;

/** What lies in the store. `request`: digest of the key by which it was kept. */
export const keptPapers = z.strictObject({ ...papersBody.shape, at: time, request: z.string() });
export type KeptPapers = z.infer<typeof keptPapers>;

export const papersAnswer = z
  .strictObject({ ...papersBody.shape, at: time, code: papersCode })
  .meta({ id: 'Papers' }) satisfies z.ZodType<Papers>;
