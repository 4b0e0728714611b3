/** Zod schemas of `protocol/answers.ts`: they make the API document; answers are not checked by them. */
import { z } from 'zod';
import type {
  BoardAnswer,
  CallManyAnswer,
  CallNextAnswer,
  ClockAnswer,
  ConfigAnswer,
  HealthAnswer,
  JournalAnswer,
  LibraryAnswer,
  PrintersAnswer,
  Problem,
  ReadyAnswer,
  SiteAnswer,
  IssueAnswer,
  TicketAnswer,
  TicketDetailAnswer,
  UndoAnswer,
} from '../answers.js';
import type { ConfigVersion } from '../config.js';
import { EVENT_TYPES } from '../journal.js';
import { PRINTER_TROUBLES, type PaperLeft } from '../printing.js';
import { SITE_KINDS } from '../sites.js';
import { counterAnswer, hallBoard, staffBoard, ticketFields, ticketState } from './board.js';
import { siteConfig } from './config.js';
import { day, languageTag, slug, time } from './ids.js';
import { printerStatus, printerTested } from './live.js';
import type { Loose } from './loose.js';

const count = z.int().min(0);
const words = z.strictObject({ vi: z.string(), en: z.string() });
const estimate = z.union([z.strictObject({ low: time, high: time }), z.null()]).meta({
  description: 'Clock times between which it is expected to be called, ms since 1970.',
});
const ahead = count
  .nullable()
  .meta({ description: 'People called before it; null unless it waits.' });

const answered = {
  ...ticketFields,
  ahead,
  estimate,
  opens: time
    .nullable()
    .describe(
      'When the counters open; `null` unless it waits, none is open for it and the day has not begun.',
    ),
  link: z.string().nullable(),
};

export const ticketAnswer = z.strictObject(answered).meta({
  id: 'Ticket',
  description: 'One visit of one citizen today. Times are ms since 1970, site time.',
}) satisfies z.ZodType<TicketAnswer>;

export const issueAnswer = z
  .strictObject({
    ...answered,
    prompts: z
      .record(languageTag, z.string())
      .describe('Addresses at which kiosks read the number out, by language tag.')
      .optional(),
  })
  .meta({ id: 'IssuedTicket' }) satisfies z.ZodType<Loose<IssueAnswer>>;

export const ticketDetailAnswer = z
  .strictObject({ ...answered, noteText: z.string().nullable() })
  .meta({ id: 'TicketDetail' }) satisfies z.ZodType<TicketDetailAnswer>;

export const callNextAnswer = z.strictObject({
  finished: ticketAnswer.optional(),
  called: z.union([ticketAnswer, z.null()]),
}) satisfies z.ZodType<Loose<CallNextAnswer>>;
export const callManyAnswer = z.strictObject({
  called: z.array(ticketAnswer),
}) satisfies z.ZodType<CallManyAnswer>;
export const undoAnswer = z.strictObject({
  tickets: z.array(ticketAnswer),
  counter: counterAnswer.optional(),
}) satisfies z.ZodType<Loose<UndoAnswer>>;

export const boardAnswer = z.strictObject({
  seq: count,
  board: z.union([staffBoard, hallBoard]),
}) satisfies z.ZodType<BoardAnswer>;

/** `data` depends on the type: `server/protocol/journal.ts`. */
const journalEntry = z
  .strictObject({
    seq: z.int().min(1),
    at: time,
    day,
    type: z.enum(EVENT_TYPES),
    actor: z.string(),
    request: z.string(),
    data: z.record(z.string(), z.unknown()),
    h: z.string(),
  })
  .meta({ id: 'JournalEntry' });
export const journalAnswer = z.strictObject({ events: z.array(journalEntry) }) satisfies z.ZodType<{
  events: Pick<JournalAnswer['events'][number], 'seq' | 'at' | 'day' | 'type' | 'h'>[];
}>;

export const sitesAnswer = z.array(
  z.strictObject({
    id: slug,
    name: words,
    kind: z.enum(SITE_KINDS),
  }) satisfies z.ZodType<SiteAnswer>,
);
export const configVersionAnswer = z.strictObject({
  version: count,
}) satisfies z.ZodType<ConfigAnswer>;
export const configVersionsAnswer = z.array(
  z.strictObject({
    version: count,
    at: time,
    actor: z.string(),
  }) satisfies z.ZodType<ConfigVersion>,
);
export const configPreviewAnswer = z.strictObject({
  config: siteConfig,
  findings: z.array(
    z.strictObject({ code: z.string(), subject: z.string(), path: z.string() }).meta({
      description: 'What it would do to people stands in the locales under `admin.finding.<code>`.',
    }),
  ),
  difference: z.array(
    z.strictObject({
      kind: z.enum(['added', 'removed', 'changed', 'moved']),
      section: z.string(),
      item: z.union([z.strictObject({ id: z.string(), label: words }), z.null()]),
      path: z.string(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
});
export const clockAnswer = z.strictObject({
  at: time,
  offset: z.int(),
}) satisfies z.ZodType<ClockAnswer>;

export const paperLeftAnswer = z.strictObject({
  roll: z.int(),
  slips: z.int(),
  low: z.boolean(),
  since: z.number().nullable(),
  asked: z.boolean(),
}) satisfies z.ZodType<PaperLeft>;
export const printersAnswer = z.strictObject({
  printers: z.array(
    z.strictObject({
      id: slug,
      name: z.string(),
      address: z.string(),
      dots: z.literal([384, 512, 576]),
      status: z.union([printerStatus, z.null()]),
      answers: z.union([printerTested, z.null()]),
      rollMetres: z.int().exactOptional(),
      condition: z.union([
        z.strictObject({
          id: slug,
          heard: z.boolean(),
          trouble: z.enum(PRINTER_TROUBLES).nullable(),
          since: z.number(),
          left: z.union([paperLeftAnswer, z.null()]),
        }),
        z.null(),
      ]),
    }),
  ),
}) satisfies z.ZodType<PrintersAnswer>;

export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    ticket: ticketState.optional(),
    triesLeft: count.optional(),
    retryAfter: count.optional(),
    flaws: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' }) satisfies z.ZodType<Loose<Problem>>;

export const healthAnswer = z.strictObject({
  status: z.literal('ok'),
  build: z.string(),
  at: z.number(),
  speed: z.number(),
  installation: z.string(),
}) satisfies z.ZodType<HealthAnswer>;

export const readyAnswer = z.strictObject({
  ready: z.boolean(),
  redis: z.string(),
  canaryAge: z.number().nullable(),
  journalLag: z.number().nullable(),
}) satisfies z.ZodType<ReadyAnswer>;

export const libraryAnswer = z.strictObject({
  groups: z.array(z.strictObject({ id: slug, name: words })),
  procedures: siteConfig.shape.procedures,
}) satisfies z.ZodType<LibraryAnswer>;
