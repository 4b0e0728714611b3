/** Zod schemas of `protocol/team.ts` and `protocol/rhythm.ts`: what comes in, and the API document. */
import { z } from 'zod';
import { ROLES } from '../people.js';
import { RHYTHM_SOURCES, type RhythmAnswer } from '../rhythm.js';
import {
  ASSIST_TYPES,
  HAND_OVERS,
  HELP_CAUSES,
  type Assist,
  type AssistBody,
  type CrewAnswer,
  type Escort,
  type Handed,
  type HandedBody,
  type HelpBody,
  type HelpCall,
  type SoundTaken,
  type TakeBody,
  type TakeSoundBody,
} from '../team.js';
import { slug, ticketId, time } from './ids.js';
import type { Loose } from './loose.js';

/** Schemas that let through exactly the bodies of `protocol/team.ts`. */
type Checks<T> = z.ZodType<Loose<T>>;

const count = z.int().min(0);
/** Id of somebody, as the journal names them. */
const actor = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const assistBody = z.strictObject({
  type: z.enum(ASSIST_TYPES),
  ticket: ticketId.optional(),
}) satisfies Checks<AssistBody>;
export const helpBody = z
  .strictObject({ cause: z.enum(HELP_CAUSES), counter: slug.optional() })
  .refine(({ cause, counter }) => (cause === 'counter') === (counter !== undefined), {
    error: '`counter` as the cause and a counter go together',
    path: ['counter'],
  }) satisfies Checks<HelpBody>;
export const takeBody = z.strictObject({
  instead: actor.nullable().meta({ description: 'Who was going until now; else `taken`.' }),
}) satisfies Checks<TakeBody>;
export const takeSoundBody = takeBody.extend({ since: time }) satisfies Checks<TakeSoundBody>;
export const handedBody = z.strictObject({
  copy: z.int().min(0).max(999),
  how: z.enum(HAND_OVERS),
}) satisfies Checks<HandedBody>;

export const assistAnswer = z
  .strictObject({
    id: z.string(),
    type: z.enum(ASSIST_TYPES),
    ticket: ticketId.nullable(),
    by: z.string(),
    at: time,
  })
  .meta({ id: 'Assist', description: 'Help without a number.' }) satisfies z.ZodType<Assist>;
export const helpAnswer = z
  .strictObject({
    id: z.string(),
    place: z.strictObject({ kind: z.enum(['kiosk', 'counter']), id: z.string() }),
    cause: z.enum(HELP_CAUSES),
    at: time,
    takenBy: z.string().nullable(),
    takenAt: time.nullable(),
  })
  .meta({ id: 'HelpCall', description: 'A volunteer is wanted.' }) satisfies z.ZodType<HelpCall>;
export const escortAnswer = z
  .strictObject({ by: z.string(), at: time, calledAt: time })
  .meta({ id: 'Escort', description: 'Who fetches the citizen.' }) satisfies z.ZodType<Escort>;
export const soundTaken = z.strictObject({ by: z.string(), at: time, since: time }).meta({
  id: 'SoundTaken',
  description: 'Who looks after the sound of a zone.',
}) satisfies z.ZodType<SoundTaken>;
export const handedAnswer = z.strictObject({
  copy: count,
  how: z.enum(HAND_OVERS),
}) satisfies z.ZodType<Handed>;

export const crewAnswer = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      role: z.enum(ROLES),
      mark: z.string(),
    }),
  ),
  kiosks: z.array(z.strictObject({ id: z.string(), name: z.string() })),
}) satisfies z.ZodType<CrewAnswer>;

const mean = z.number().min(0);
export const rhythmAnswer = z
  .strictObject({
    days: count,
    source: z.enum(RHYTHM_SOURCES),
    halfHours: z.array(
      z.strictObject({
        from: z.int().min(0).max(1439),
        groups: z.record(slug, mean),
        waits: z.record(slug, mean.nullable()),
        procedures: z.record(slug, mean),
      }),
    ),
  })
  .meta({
    id: 'Rhythm',
    description: 'What a usual day of this weekday looks like, by half-hours.',
  }) satisfies z.ZodType<RhythmAnswer>;
