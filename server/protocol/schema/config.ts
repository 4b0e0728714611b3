/** Zod schema of a site's configuration (`protocol/config.ts`). */
import { z } from 'zod';
import { POLICIES, type SiteConfig } from '../config.js';
import { COUNTER_KINDS } from '../counter.js';
import { PRIORITY_CLASSES } from '../ticket.js';
import { line, slug } from './ids.js';
import { profile } from './requests.js';

const words = z.strictObject({ vi: line(200), en: line(200) });
const minuteOfDay = z.int().min(0).max(1440);

const session = z
  .strictObject({ from: minuteOfDay, to: minuteOfDay, issueUntil: minuteOfDay })
  .refine(({ from, to, issueUntil }) => from < to && from <= issueUntil && issueUntil <= to, {
    error: 'from < to, and issueUntil between them',
  });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const site = z.strictObject({
  id: slug,
  name: words,
  address: z.union([line(300), z.literal('')]),
  timeZone: z.string().max(64).refine(isTimeZone, { error: 'not a time zone' }),
  hours: z.record(z.string().regex(/^[1-7]$/), z.array(session).max(6)),
});

const rules = z.strictObject({
  policy: z.enum(POLICIES),
  normalAfterPriority: z.int().min(0).max(20),
  creditMinutes: z.int().min(0).max(480),
  capMinutes: z.int().min(1).max(1440),
  penaltyMinutes: z.int().min(0).max(480),
  recallGapSeconds: z.int().min(0).max(600),
  walkingSeconds: z.int().min(0).max(600),
  stopCredit: z.int().min(0).max(480),
  needsStart: z.boolean(),
  needsOutcome: z.boolean(),
  callTimeoutSeconds: z.int().min(0).max(3600),
  devicePerMinute: z.int().min(0).max(600),
  showBadge: z.boolean(),
});

const group = z.strictObject({
  id: slug,
  letter: z.string().regex(/^[A-Z]$/),
  name: words,
  short: words,
  target: z.int().min(1).max(1440),
  minutes: z.number().positive().max(480),
  quota: z.int().min(0).max(100_000).nullable(),
});

const procedureCase = z.strictObject({
  name: words,
  documents: z.array(z.strictObject({ name: words, form: words })).max(40),
});

const procedure = z.strictObject({
  id: slug,
  group: slug,
  name: words,
  aliases: z.array(line(100)).max(40),
  minutes: z.number().positive().max(480),
  cases: z.array(procedureCase).max(20),
});

const counter = z.strictObject({
  id: slug,
  number: z.int().min(1).max(999),
  kind: z.enum(COUNTER_KINDS),
  zone: slug,
  profile,
});

/** `tcp://host:port`, the printer that draws into a folder, or one that the server cannot reach. */
const PRINTER_ADDRESS = /^(?:virtual|remote|tcp:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5})$/;
function hasPort(address: string): boolean {
  const port = Number(/:(\d+)$/.exec(address)?.[1] ?? 1);
  return port >= 1 && port <= 65_535;
}

const printer = z.strictObject({
  id: slug,
  name: line(100),
  address: z.string().max(200).regex(PRINTER_ADDRESS).refine(hasPort),
  dots: z.literal([384, 512, 576]),
});

const named = z.strictObject({ id: slug, name: words });

/** Checks shapes only; what hangs together is checked by `domain/config-checks.ts`. */
export const siteConfig = z
  .strictObject({
    version: z.int().min(0),
    site,
    rules,
    zones: z.array(named).min(1).max(20),
    groups: z.array(group).min(1).max(26),
    procedures: z.array(procedure).max(1000),
    counters: z.array(counter).min(1).max(100),
    outcomes: z.array(named).max(20),
    printers: z.array(printer).max(20),
    priorities: z.array(z.enum(PRIORITY_CLASSES)).max(PRIORITY_CLASSES.length),
  })
  .meta({
    id: 'SiteConfig',
    description: 'A site with its groups, counters and rules.',
  }) satisfies z.ZodType<SiteConfig>;
