/** Small sites and contexts for tests: what a test does not say is ordinary. */
import { createHash, randomUUID } from 'node:crypto';
import { businessDay, isoWeekday, localMinute } from '../../server/domain/day.js';
import { compileRules } from '../../server/domain/rules.js';
import { CONFIG_DEFAULTS } from '../../server/protocol/config-defaults.js';
import type { Commands, Via } from '../../server/protocol/commands.js';
import type {
  CounterConfig,
  GroupConfig,
  RulesConfig,
  SiteConfig,
} from '../../server/protocol/config.js';
import type { ProfileEntry } from '../../server/protocol/counter.js';
import { BLANK_TICKET, PRIORITY_CLASSES, type Ticket } from '../../server/protocol/ticket.js';
import type { Context } from '../../server/store/port.js';

export const TIME_ZONE = 'Asia/Ho_Chi_Minh';
export const SITE = 'ward';

/** Site time of a local wall clock in Việt Nam, such as `at('2026-11-23', '07:30')`. */
export function at(day: string, clock: string): number {
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  return Date.parse(`${day}T${seconds}+07:00`);
}

/** A Monday. */
export const MONDAY = '2026-11-23';
export const TUESDAY = '2026-11-24';
export const MORNING = at(MONDAY, '08:00');
export const MINUTE = 60_000;

export function group(id: string, letter: string, more: Partial<GroupConfig> = {}): GroupConfig {
  return {
    id,
    letter,
    name: { vi: id, en: id },
    short: { vi: id, en: id },
    target: 30,
    minutes: 10,
    quota: null,
    hours: null,
    icon: '',
    plate: null,
    ...more,
  };
}

export function counter(
  id: string,
  number: number,
  profile: ProfileEntry[],
  more: Partial<CounterConfig> = {},
): CounterConfig {
  return { id, number, kind: 'office', zone: 'ground', profile, languages: [], ...more };
}

const PLAIN_RULES: RulesConfig = {
  policy: 'interleave',
  normalAfterPriority: 2,
  creditMinutes: 10,
  capMinutes: 40,
  penaltyMinutes: 5,
  recallGapSeconds: 10,
  walkingSeconds: 30,
  stopCredit: 0,
  needsStart: false,
  needsOutcome: false,
  callTimeoutSeconds: 0,
  devicePerMinute: 0,
  showBadge: true,
  callsBeforeMissed: 1,
};

/**
 * Three groups (justice A, land B, social C) and three counters: 1 serves A before B, 2 serves B
 * before C, 3 serves all alike. Open for issuing on weekdays 7:00–10:30 and 13:30–16:30.
 */
export function siteConfig(
  rules: Partial<RulesConfig> = {},
  more: Partial<Omit<SiteConfig, 'site' | 'rules'>> = {},
): SiteConfig {
  const sessions = [
    { from: 7 * 60, issueFrom: 7 * 60, issueUntil: 10 * 60 + 30, to: 11 * 60 + 30 },
    { from: 13 * 60 + 30, issueFrom: 13 * 60 + 30, issueUntil: 16 * 60 + 30, to: 17 * 60 },
  ];
  const weekdays = ['1', '2', '3', '4', '5'];
  return {
    version: 1,
    site: {
      id: SITE,
      name: { vi: 'Phường thử', en: 'Test ward' },
      address: '',
      phone: '',
      timeZone: TIME_ZONE,
      hours: Object.fromEntries(weekdays.map((weekday) => [weekday, sessions])),
      specialDays: [],
      leftover: 'served',
      addressForm: 'citizen',
      trial: false,
      training: false,
      idleLockSeconds: 180,
    },
    rules: { ...PLAIN_RULES, ...rules },
    zones: [{ id: 'ground', name: { vi: 'Tầng trệt', en: 'Ground floor' } }],
    groups: [group('justice', 'A'), group('land', 'B'), group('social', 'C')],
    procedures: [],
    counters: [
      counter('c1', 1, [
        { group: 'justice', tier: 1 },
        { group: 'land', tier: 2 },
      ]),
      counter('c2', 2, [
        { group: 'land', tier: 1 },
        { group: 'social', tier: 2 },
      ]),
      counter('c3', 3, [
        { group: 'justice', tier: 1 },
        { group: 'land', tier: 1 },
        { group: 'social', tier: 1 },
      ]),
    ],
    outcomes: [
      { id: 'handed-in', name: { vi: 'Đã nộp', en: 'Handed in' } },
      { id: 'advised', name: { vi: 'Đã hướng dẫn', en: 'Advised' } },
    ],
    printers: [],
    priorities: [...PRIORITY_CLASSES],
    priorityBasis: {},
    slip: structuredClone(CONFIG_DEFAULTS.slip),
    notices: [],
    languages: [],
    retention: { ticketDays: 90, journalDays: 400 },
    privacy: { citizens: null, staff: null },
    voice: { ...CONFIG_DEFAULTS.voice },
    screens: { ...CONFIG_DEFAULTS.screens },
    online: structuredClone(CONFIG_DEFAULTS.online),
    ...more,
  };
}

/** The arguments of `configure` for a configuration. */
export function configuring(config: SiteConfig, ifVersion = 0): Commands['configure'] {
  return { ifVersion, config: JSON.stringify(config), rules: compileRules(config) };
}

export interface ContextParts {
  key?: string;
  actor?: string;
  via?: Via;
  stepped?: boolean;
  site?: string;
  /** What the fingerprint is taken over. */
  body?: unknown;
}

/** The context of a command given at `now` (site time, ms); a new key unless one is named. */
export function contextAt(now: number, parts: ContextParts = {}): Context {
  const actor = parts.actor ?? 'officer-1';
  return {
    site: parts.site ?? SITE,
    key: parts.key ?? randomUUID(),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([parts.body ?? null, actor]))
      .digest('hex'),
    actor,
    via: parts.via ?? 'staff',
    now,
    day: businessDay(now, TIME_ZONE),
    minute: localMinute(now, TIME_ZONE),
    weekday: isoWeekday(now, TIME_ZONE),
    stepped: parts.stepped ?? false,
  };
}

/** A ticket that waits in justice since `MORNING`. */
export function ticket(more: Partial<Ticket> = {}): Ticket {
  return {
    ...BLANK_TICKET,
    id: '0000000001',
    rev: 1,
    number: 'A001',
    day: MONDAY,
    group: 'justice',
    issuedAt: MORNING,
    readyAt: MORNING,
    ...more,
  };
}
