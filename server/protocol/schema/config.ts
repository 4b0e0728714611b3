/** Zod schema of a site's configuration (`protocol/config.ts`). */
import { z } from 'zod';
import {
  ADDRESS_FORMS,
  LEFTOVERS,
  ONLINE_REACHES,
  PLATES,
  POLICIES,
  SLIP_LINES,
  VOICE_NUMBERS,
  VOICE_ODDS,
  type SiteConfig,
  PRINTER_ADDRESS,
} from '../config.js';
import {
  CONFIG_DEFAULTS,
  COUNTER_DEFAULTS,
  GROUP_DEFAULTS,
  PROCEDURE_DEFAULTS,
  RULES_DEFAULTS,
  SITE_DEFAULTS,
} from '../config-defaults.js';
import { COUNTER_KINDS } from '../counter.js';
import { PRIORITY_CLASSES } from '../ticket.js';
import { day, languageTag, line, slug, translation } from './ids.js';
import { profile } from './requests.js';

const words = z.strictObject({ vi: line(200), en: line(200) });
const minuteOfDay = z.int().min(0).max(1440);

/** Text that may be left empty. */
function optionalLine(most: number) {
  return z.union([line(most), z.literal('')]).default('');
}

const session = z
  .strictObject({
    from: minuteOfDay,
    to: minuteOfDay,
    issueFrom: minuteOfDay.optional(),
    issueUntil: minuteOfDay,
  })
  .transform(({ from, issueFrom = from, ...rest }) => ({ from, issueFrom, ...rest }))
  .refine(
    ({ from, to, issueFrom, issueUntil }) =>
      from < to && issueFrom <= from && issueFrom < issueUntil && issueUntil <= to,
    { error: 'from < to, issueFrom ≤ from, issueFrom < issueUntil ≤ to' },
  );
const sessions = z.array(session).max(6);
const issuingHours = z
  .strictObject({ from: minuteOfDay, until: minuteOfDay })
  .refine(({ from, until }) => from < until, { error: 'from < until' });

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
  phone: optionalLine(40),
  hours: z.record(z.string().regex(/^[1-7]$/), sessions),
  specialDays: z
    .array(z.strictObject({ date: day, name: words, sessions }))
    .max(400)
    .default(SITE_DEFAULTS.specialDays),
  leftover: z.enum(LEFTOVERS).default(SITE_DEFAULTS.leftover),
  addressForm: z.enum(ADDRESS_FORMS).default(SITE_DEFAULTS.addressForm),
  trial: z.boolean().default(SITE_DEFAULTS.trial),
  training: z.boolean().default(SITE_DEFAULTS.training),
  idleLockSeconds: z.int().min(0).max(3600).default(SITE_DEFAULTS.idleLockSeconds),
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
  callsBeforeMissed: z.int().min(1).max(9).default(RULES_DEFAULTS.callsBeforeMissed),
});

const group = z.strictObject({
  id: slug,
  letter: z.string().regex(/^[A-Z]$/),
  name: words,
  short: words,
  target: z.int().min(1).max(1440),
  minutes: z.number().positive().max(480),
  quota: z.int().min(0).max(100_000).nullable(),
  hours: z.array(issuingHours).min(1).max(6).nullable().default(GROUP_DEFAULTS.hours),
  icon: z
    .string()
    .regex(/^[a-z0-9-]{0,40}$/)
    .default(GROUP_DEFAULTS.icon),
  plate: z.enum(PLATES).nullable().default(GROUP_DEFAULTS.plate),
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
  code: optionalLine(40),
  fee: words.nullable().default(PROCEDURE_DEFAULTS.fee),
  timeLimit: words.nullable().default(PROCEDURE_DEFAULTS.timeLimit),
  online: z.enum(ONLINE_REACHES).default(PROCEDURE_DEFAULTS.online),
  link: z
    .union([z.url({ protocol: /^https$/ }).max(500), z.literal('')])
    .default(PROCEDURE_DEFAULTS.link),
  source: optionalLine(200),
  checkedOn: day.nullable().default(PROCEDURE_DEFAULTS.checkedOn),
});

const counter = z.strictObject({
  id: slug,
  number: z.int().min(1).max(999),
  kind: z.enum(COUNTER_KINDS),
  zone: slug,
  profile,
  languages: z.array(languageTag).max(10).default(COUNTER_DEFAULTS.languages),
});

function hasPort(address: string): boolean {
  if (!address.startsWith('tcp:')) return true;
  const port = Number(/:(\d+)$/.exec(address)?.[1] ?? 1);
  return port >= 1 && port <= 65_535;
}

export const printerAddress = z.string().max(200).regex(PRINTER_ADDRESS).refine(hasPort);

const printer = z.strictObject({
  id: slug,
  name: line(100),
  address: printerAddress,
  dots: z.literal([384, 512, 576]),
  rollMetres: z.int().min(5).max(500).exactOptional(),
});

/** Kinds of pictures that the renderer of slips draws. */
const logoFile = z.string().regex(/^[0-9a-f]{32}\.(?:png|jpg)$/);
const SLIP = CONFIG_DEFAULTS.slip;
const slip = z.strictObject({
  lines: z.array(z.enum(SLIP_LINES)).max(SLIP_LINES.length),
  footer: words.nullable(),
  code: z.boolean().default(SLIP.code),
  logo: logoFile.nullable().default(SLIP.logo),
  second: languageTag.nullable().default(SLIP.second),
});
const notice = z.strictObject({
  id: slug,
  text: words,
  from: day.nullable(),
  until: day.nullable(),
});
/** Several times what citizens read in all. */
const MOST_STRINGS = 2_000;
const language = z.strictObject({
  tag: languageTag,
  name: line(60),
  strings: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,80}$/), translation(300))
    .refine((strings) => Object.keys(strings).length <= MOST_STRINGS, { error: 'too many' }),
});
const retention = z.strictObject({
  ticketDays: z.int().min(1).max(3650),
  journalDays: z.int().min(7).max(3650),
});

const volume = z
  .strictObject({ from: minuteOfDay, until: minuteOfDay, percent: z.int().min(0).max(100) })
  .refine(({ from, until }) => from < until, { error: 'from < until' });
/** `''` is what all zones hear. */
const anyZone = z.union([slug, z.literal('')]);
const VOICE = CONFIG_DEFAULTS.voice;
const voice = z.strictObject({
  numbers: z.enum(VOICE_NUMBERS).default(VOICE.numbers),
  odd: z.enum(VOICE_ODDS).default(VOICE.odd),
  chime: z.boolean().default(VOICE.chime),
  packs: z.record(languageTag, slug).default(VOICE.packs),
  secondLanguage: z.boolean().default(VOICE.secondLanguage),
  kiosk: z.boolean().default(VOICE.kiosk),
  volumes: z.array(volume).max(24).default(VOICE.volumes),
  speakers: z.record(anyZone, slug.nullable()).default(VOICE.speakers),
});

const viewing = z.strictObject({
  metres: z.number().min(1).max(60),
  inches: z.number().min(7).max(200),
});
export const mediaFile = z.string().regex(/^[0-9a-f]{32}\.(?:png|jpg|webp)$/);
const media = z.strictObject({
  id: slug,
  file: mediaFile,
  title: words,
  link: z.union([z.url({ protocol: /^https$/ }).max(500), z.literal('')]),
  seconds: z.int().min(5).max(600),
  from: day.nullable(),
  until: day.nullable(),
});
const SCREENS = CONFIG_DEFAULTS.screens;
const screens = z.strictObject({
  viewing: viewing.default(SCREENS.viewing),
  zones: z.record(slug, viewing).default(SCREENS.zones),
  media: z.array(media).max(30).default(SCREENS.media),
});

const { remote: REMOTE, board: BOARD } = CONFIG_DEFAULTS.online;
const online = z.strictObject({
  remote: z
    .strictObject({
      open: z.boolean().default(REMOTE.open),
      groups: z.array(slug).max(26).default(REMOTE.groups),
      perDay: z.int().min(1).max(10_000).default(REMOTE.perDay),
      perAddress: z.int().min(1).max(1_000).default(REMOTE.perAddress),
      comeMinutes: z.int().min(0).max(240).default(REMOTE.comeMinutes),
    })
    .default(REMOTE),
  board: z
    .strictObject({
      open: z.boolean().default(BOARD.open),
      embed: z.boolean().default(BOARD.embed),
    })
    .default(BOARD),
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
    priorityBasis: z
      .partialRecord(z.enum(PRIORITY_CLASSES), line(300))
      .default(CONFIG_DEFAULTS.priorityBasis),
    slip: slip.default(CONFIG_DEFAULTS.slip),
    notices: z.array(notice).max(20).default(CONFIG_DEFAULTS.notices),
    languages: z.array(language).max(10).default(CONFIG_DEFAULTS.languages),
    retention: retention.default(CONFIG_DEFAULTS.retention),
    privacy: z
      .strictObject({ citizens: words.nullable(), staff: words.nullable() })
      .default(CONFIG_DEFAULTS.privacy),
    voice: voice.default(VOICE),
    screens: screens.default(SCREENS),
    online: online.default(CONFIG_DEFAULTS.online),
  })
  .meta({
    id: 'SiteConfig',
    description: 'A site with its groups, counters and rules.',
  }) satisfies z.ZodType<SiteConfig>;
