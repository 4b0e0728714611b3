/** Zod schema of `protocol/public.ts`. */
import { z } from 'zod';
import type { PublicAnswer } from '../public.js';
import { slug, time } from './ids.js';

const words = z.strictObject({ vi: z.string(), en: z.string() });
const range = z.strictObject({ from: z.int().min(0), to: z.int().min(0) });

export const publicAnswer = z
  .strictObject({
    site: slug,
    name: words,
    at: time,
    open: z.boolean(),
    opens: time.nullable(),
    groups: z.array(
      z.strictObject({
        letter: z.string(),
        name: words,
        waiting: range,
        wait: range.nullable(),
        numbers: z.enum(['open', 'closed', 'full']),
      }),
    ),
  })
  .meta({
    id: 'PublicBoard',
    description: 'How busy a hall is: ranges of five people, nothing of anybody.',
  }) satisfies z.ZodType<PublicAnswer>;
