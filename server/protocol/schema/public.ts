/** Zod schema of `protocol/public.ts`. */
import { z } from 'zod';
import type { PublicAnswer } from '../public.js';
import { slug, time } from './ids.js';

const words = z.strictObject({ vi: z.string(), en: z.string() });
const range = z.strictObject({ from: z.int().min(0), to: z.int().min(0) });
const group = z.strictObject({
  letter: z.string(),
  name: words,
  wait: range.nullable(),
  numbers: z.enum(['open', 'closed', 'full']),
});

export const publicAnswer = z
  .strictObject({
    site: slug,
    name: words,
    at: time,
    open: z.boolean(),
    opens: time.nullable(),
    groups: z.array(group.extend({ waiting: range })),
    others: z.strictObject({ waiting: range, groups: z.array(group) }).nullable(),
  })
  .meta({
    id: 'PublicBoard',
    description:
      'How busy a hall is: ranges of five people; groups with fewer than five are counted together.',
  }) satisfies z.ZodType<PublicAnswer>;
