/** Zod schemas of `protocol/operations.ts` and of what comes in about it. */
import { z } from 'zod';
import { EVENT_TYPES } from '../journal.js';
import { PRINT_OUTCOMES } from '../printing.js';
import { HEARD } from '../live.js';
import {
  CHECK_WORDS,
  SCREENS_SHOW,
  SOUND_CAUSES,
  type BackupsAnswer,
  type IdentifyAnswer,
  type JournalVerdict,
  type JournalView,
  type OperationsAnswer,
  type PrintTestAnswer,
  type SoundAnswer,
  type SoundsAnswer,
  type ZoneSound,
} from '../operations.js';
import { day, slug, time } from './ids.js';
import { paperLeftAnswer } from './answers.js';
import { printerAnswers, printerStatus, printerTested } from './live.js';

const count = z.int().min(0);
const countOrNull = count.nullable();
const seq = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

export const backupsAnswer = z
  .strictObject({
    kept: z.enum(['here', 'elsewhere']),
    folder: z.string(),
    free: countOrNull,
    running: z.boolean(),
    failed: z.union([z.strictObject({ code: z.string(), at: time }), z.null()]),
    backups: z.array(z.strictObject({ id: z.string(), madeAt: time, bytes: count })),
  })
  .meta({
    id: 'Backups',
    description: 'Newest first. Times are real, ms since 1970.',
  }) satisfies z.ZodType<BackupsAnswer>;

export const journalVerdict = z.strictObject({
  first: count,
  last: count,
  h: z.string(),
  wrong: z.union([
    z.strictObject({ seq: count, why: z.enum(['gap', 'changed', 'cut']) }),
    z.null(),
  ]),
  next: countOrNull.meta({ description: 'Ask again with it as `from`; null at the end.' }),
}) satisfies z.ZodType<JournalVerdict>;
/** Query of `GET …/journal/verify`. */
export const verifyQuery = z.strictObject({ from: seq.default(1), to: seq.exactOptional() });

const journalLine = z.strictObject({
  seq: count,
  at: time,
  day,
  type: z.enum(EVENT_TYPES),
  actor: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export const journalView = z.strictObject({
  lines: z.array(journalLine),
  before: countOrNull,
  h: z.string(),
}) satisfies z.ZodType<{
  lines: Pick<JournalView['lines'][number], 'seq' | 'at' | 'day' | 'type'>[];
  before: number | null;
}>;
/** An id of a person, or a stable word such as `system`. */
const actor = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** Query of `GET …/journal/view`. */
export const viewQuery = z.strictObject({
  day: day.exactOptional(),
  person: actor.exactOptional(),
  ticket: z
    .string()
    .regex(/^[A-Za-z]\d{3,6}$/)
    .transform((text) => text.toUpperCase())
    .exactOptional(),
  counter: slug.exactOptional(),
  kind: z
    .string()
    .regex(/^[a-z]{1,20}$/)
    .exactOptional(),
  before: seq.exactOptional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .default('100')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 500, { error: 'from 1 to 500' }),
});

const screen = {
  id: z.string(),
  zone: slug.nullable(),
  counter: slug.nullable(),
  lag: z.int().min(0).nullable(),
  silentSince: time.nullable(),
  device: z.string().nullable(),
  current: z.boolean().nullable(),
  since: time,
  sound: z.enum([...HEARD, 'asked', 'silent']).nullable(),
};
export const zoneSound = z.strictObject({
  zone: slug,
  by: z.string().nullable(),
  trouble: z.enum(SOUND_CAUSES).nullable(),
  unsaid: count,
}) satisfies z.ZodType<ZoneSound>;
export const soundsAnswer = z.strictObject({
  troubles: z.array(z.strictObject({ zone: slug, cause: z.enum(SOUND_CAUSES), since: time })),
}) satisfies z.ZodType<SoundsAnswer>;
/** Body of `POST …/screens/sound`: `null` for the screens that show all zones. */
export const soundBody = z.strictObject({ zone: slug.nullable() });
export const soundAnswer = z.strictObject({
  screens: z.array(z.strictObject(screen)),
}) satisfies z.ZodType<SoundAnswer>;
export const identifyAnswer = z.strictObject({
  seconds: count,
  screens: z.array(z.strictObject({ ...screen, code: z.string() })),
}) satisfies z.ZodType<IdentifyAnswer>;

export const printTestAnswer = z.strictObject({
  result: z.union([
    z.strictObject({
      outcome: z.enum([...PRINT_OUTCOMES, 'blocked']),
      bytesSent: count,
      cause: z.string().nullable(),
      found: printerAnswers.exactOptional(),
    }),
    z.null(),
  ]),
  printing: z.boolean(),
  at: time.nullable(),
}) satisfies z.ZodType<PrintTestAnswer>;

export const operationsAnswer = z.strictObject({
  at: time,
  siteAt: z.number(),
  build: z.string(),
  node: z.string(),
  system: z.string(),
  uptime: count,
  machineUptime: count,
  memory: count,
  redis: z.strictObject({
    state: z.string(),
    version: z.string().nullable(),
    memory: countOrNull,
    appendOnly: countOrNull,
    provedAgo: countOrNull,
  }),
  disk: z.strictObject({ free: count, total: count, full: z.boolean() }),
  clock: z.strictObject({
    offset: z.number(),
    stepped: z.boolean(),
    wrong: z.boolean(),
    timeZone: z.string(),
  }),
  backups: backupsAnswer,
  printers: z.array(
    z.strictObject({
      id: slug,
      name: z.string(),
      address: z.string(),
      dots: z.literal([384, 512, 576]),
      rollMetres: z.int().exactOptional(),
      status: z.union([printerStatus, z.null()]),
      answers: z.union([printerTested, z.null()]),
      left: z.union([paperLeftAnswer, z.null()]),
    }),
  ),
  screens: z.array(z.strictObject(screen)),
  screensShow: z.enum(SCREENS_SHOW),
  sounds: z.array(zoneSound),
  addresses: z.array(z.string()),
  certificate: z.strictObject({
    kind: z.enum(['none', 'own', 'given']),
    validTo: time.nullable(),
    problem: z.string().nullable(),
  }),
  retention: z.strictObject({ ticketDays: count, journalDays: count }),
  unservedGroups: z.array(slug),
  hall: z.strictObject({
    open: count,
    paused: count,
    waiting: count,
    parked: count,
    serving: count,
  }),
  head: z.union([z.strictObject({ seq: count, h: z.string(), day: z.string() }), z.null()]),
}) satisfies z.ZodType<OperationsAnswer>;

/** What a check looked at. It is journaled: which printers and zones there are the route knows. */
const looked = z
  .array(z.enum(CHECK_WORDS).or(z.string().regex(/^(?:printer|sound):[a-z0-9-]{1,40}$/)))
  .max(60);
/** Body of `POST …/checks`. */
export const checkBody = z.strictObject({
  check: z.enum(['morning', 'evening']),
  good: looked,
  bad: looked,
});

/** Nothing that is in it is about a person. */
export const diagnosticsAnswer = z.looseObject({ format: z.literal(1) });
