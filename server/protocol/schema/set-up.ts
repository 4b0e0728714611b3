/** Zod schemas of what set-up sends and hears (`protocol/set-up.ts`). */
import { z } from 'zod';
import { COUNTER_KINDS } from '../counter.js';
import { DRAFT_PRINTERS, SET_UP_STEPS, type SetUpDraft } from '../set-up.js';
import { line, slug } from './ids.js';
import { trialBody } from './printers.js';

/** A line that may still be empty. */
function typed(most: number) {
  return z.union([
    line(most),
    z
      .string()
      .regex(/^\s*$/)
      .max(most)
      .transform(() => ''),
  ]);
}
const minute = z.int().min(0).max(1440);
const session = z.strictObject({ from: minute, to: minute });

/** Shapes only: a draft may be unfinished. What is wrong with it says `domain/set-up-draft.ts`. */
export const setUpDraft = z.strictObject({
  step: z.enum(SET_UP_STEPS),
  name: typed(120),
  address: typed(200),
  morning: session,
  afternoon: session.nullable(),
  saturday: z.boolean(),
  groups: z
    .array(
      z.strictObject({
        id: slug,
        letter: z.string().regex(/^[A-Z]?$/),
        name: typed(100),
        on: z.boolean(),
        own: z.boolean(),
      }),
    )
    .max(40),
  counters: z
    .array(
      z.strictObject({
        number: z.int().min(1).max(999),
        kind: z.enum(COUNTER_KINDS),
        groups: z.array(slug).max(40),
      }),
    )
    .max(60),
  countersChosen: z.boolean(),
  printer: z.strictObject({
    kind: z.enum(DRAFT_PRINTERS),
    address: typed(200),
    dots: z.literal([384, 512, 576]),
  }),
  admin: typed(80),
}) satisfies z.ZodType<SetUpDraft>;

/** The one-time link proves who asks; it travels in the body so that no log of addresses holds it. */
const link = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** The link alone, whatever else there is. */
export const setUpLink = z.object({ link });

export const setUpSave = z.strictObject({ link, draft: setUpDraft });
/** `search: false` only tells how far it is. */
export const setUpPrinters = z.strictObject({ link, search: z.boolean() });
/** `try: null` only tells what became of the newest one. */
export const setUpPrinter = z.strictObject({ link, try: trialBody.nullable() });
export const setUpFinish = z.strictObject({ link, password: z.string().min(1).max(256) });

export const setUpSaved = z.strictObject({ saved: z.literal(true) });
export const setUpDone = z
  .strictObject({ site: z.string(), login: z.string(), addresses: z.array(z.string()) })
  .meta({ id: 'SetUpDone', description: 'The ward is open and its first admin signed in.' });
