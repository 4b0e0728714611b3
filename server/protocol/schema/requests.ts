/** Zod schemas of `protocol/requests.ts`. Unknown keys are refused everywhere. */
import { z } from 'zod';
import { MOST_PAUSE_MINUTES, PAUSE_REASONS } from '../counter.js';
import {
  CANCEL_REASONS,
  LATER_MINUTES,
  PARK_REASONS,
  PLACES,
  PRIORITY_CLASSES,
  REOPEN_REASONS,
  REROUTE_REASONS,
} from '../ticket.js';
import type {
  CallManyBody,
  CallNextBody,
  ClockBody,
  IssueBody,
  PauseBody,
  ProfileBody,
  RollBody,
  TicketAction,
  TicketActionBodies,
  UndoBody,
} from '../requests.js';
import { day, languageTag, line, mark, requestKey, rev, slug, ticketId, time } from './ids.js';
import type { Loose } from './loose.js';
import { PAPERS_CODE } from '../papers.js';

/** Schemas that let through exactly the bodies of `protocol/requests.ts`. */
type Checks<T> = z.ZodType<Loose<T>>;

const ifRev = rev.optional().meta({ description: 'Rev that the caller knows; else `changed`.' });

export const profile = z
  .array(z.strictObject({ group: slug, tier: z.int().min(1).max(9) }))
  .min(1)
  .max(26)
  .refine((entries) => new Set(entries.map(({ group }) => group)).size === entries.length, {
    error: 'a group stands in a profile once',
  });

export const papersCode = z.string().regex(PAPERS_CODE).meta({
  description: 'Code of a list of missing papers.',
});

export const issueBody = z
  .strictObject({
    group: slug,
    procedure: slug.optional(),
    priority: z.enum(PRIORITY_CLASSES).optional(),
    language: languageTag.optional(),
    escort: z.boolean().optional(),
    stops: z.array(slug).max(4).optional(),
    note: line(140).optional(),
    papers: papersCode.optional(),
    mark: mark.optional(),
    print: z.union([slug, z.boolean()]).optional(),
  })
  .meta({ id: 'Issue', description: 'What a citizen came for.' }) satisfies Checks<IssueBody>;

const justRev = z.strictObject({ ifRev });

/** One schema for each action of `POST …/tickets/{id}/<action>`. */
export const actionBodies = {
  call: z.strictObject({ counter: slug, ifRev }),
  recall: justRev,
  start: justRev,
  finish: z.strictObject({ outcome: slug.optional(), resultDate: day.optional(), ifRev }),
  miss: justRev,
  return: justRev,
  park: z
    .strictObject({
      reason: z.enum(PARK_REASONS),
      minutes: z.literal(LATER_MINUTES).optional(),
      ifRev,
    })
    .refine(({ reason, minutes }) => (reason === 'later') === (minutes !== undefined), {
      error: '`later` and minutes go together',
      path: ['minutes'],
    }),
  resume: justRev,
  reroute: z
    .strictObject({
      group: slug.optional(),
      counter: slug.optional(),
      place: z.enum(PLACES).optional(),
      reason: z.enum(REROUTE_REASONS),
      ifRev,
    })
    .refine(({ group, counter }) => (group === undefined) !== (counter === undefined), {
      error: 'exactly one of group and counter',
      path: ['group'],
    }),
  cancel: z.strictObject({ reason: z.enum(CANCEL_REASONS), ifRev }),
  reopen: z.strictObject({ reason: z.enum(REOPEN_REASONS), ifRev }),
  note: z.strictObject({ note: z.union([line(140), z.literal('')]), ifRev }),
  reprint: z.strictObject({ printer: slug.optional() }),
} satisfies { [A in TicketAction]: Checks<TicketActionBodies[A]> };

export const undoBody = z.strictObject({ request: requestKey }) satisfies Checks<UndoBody>;

const currentTicket = z
  .strictObject({
    ticket: ticketId,
    rev,
    then: z.enum(['finish', 'miss', 'park']),
    outcome: slug.optional(),
    resultDate: day.optional(),
    reason: z.enum(PARK_REASONS).exclude(['later']).optional(),
  })
  .refine(({ then, reason }) => (then === 'park') === (reason !== undefined), {
    error: '`park` and a reason go together',
    path: ['reason'],
  })
  .refine(
    ({ then, outcome, resultDate }) =>
      then === 'finish' || (outcome === undefined && resultDate === undefined),
    { error: 'outcome and resultDate go with `finish`', path: ['outcome'] },
  );

export const callNextBody = z.strictObject({
  current: currentTicket.optional(),
}) satisfies Checks<CallNextBody>;
export const callManyBody = z.strictObject({
  tickets: z.array(ticketId).min(1).max(10),
}) satisfies Checks<CallManyBody>;
export const emptyBody = z.strictObject({});
export const pauseBody = z.strictObject({
  reason: z.enum(PAUSE_REASONS),
  minutes: z
    .int()
    .min(0)
    .max(MOST_PAUSE_MINUTES)
    .optional()
    .meta({ description: 'Until it goes on; 0: nobody knows.' }),
}) satisfies Checks<PauseBody>;
export const rollBody = z.strictObject({
  roll: z.int().min(1).max(1_000_000),
  changed: z.boolean(),
}) satisfies Checks<RollBody>;
export const profileBody = z.strictObject({ profile }) satisfies Checks<ProfileBody>;
/** A date that a calendar of this century has: what is far from it breaks every page that shows it. */
const thisCentury = time.min(Date.UTC(2020, 0)).max(Date.UTC(2100, 0));
export const clockBody = z.strictObject({ at: thisCentury.optional() }) satisfies Checks<ClockBody>;

/** Query of `GET …/journal`. */
export const journalQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .default('0')
    .transform(Number),
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .default('100')
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 1000, { error: 'from 1 to 1000' }),
});
