/** A site's configuration, versioned as a whole (design §12). Words in two languages or more. */
import type { CounterKind, ProfileEntry } from './counter.js';
import type { PriorityClass } from './ticket.js';

export interface Words {
  vi: string;
  en: string;
}
/** Opening of one weekday part, local minutes of the day: issuing stops before the session ends. */
export interface Session {
  from: number;
  to: number;
  issueUntil: number;
}
export interface GroupConfig {
  id: string;
  letter: string;
  name: Words;
  /** Shorter name for narrow places. */
  short: Words;
  /** Minutes of waiting past which it is marked late and called before its tier. */
  target: number;
  /** Usual minutes at the counter for one person. */
  minutes: number;
  /** Numbers a day that kiosks and phones may take; `null` for no limit. */
  quota: number | null;
}
export interface ProcedureCase {
  name: Words;
  documents: { name: Words; form: Words }[];
}
export interface ProcedureConfig {
  id: string;
  group: string;
  name: Words;
  /** What people really say. */
  aliases: string[];
  minutes: number;
  cases: ProcedureCase[];
}
export interface CounterConfig {
  id: string;
  number: number;
  kind: CounterKind;
  zone: string;
  profile: ProfileEntry[];
}
export interface ZoneConfig {
  id: string;
  name: Words;
}
export interface OutcomeConfig {
  id: string;
  name: Words;
}
export interface PrinterConfig {
  id: string;
  name: string;
  /** `virtual`, `tcp://host:port`, or `remote`: an agent of its own beside the printer serves it. */
  address: string;
  dots: 384 | 512 | 576;
}
export const POLICIES = ['interleave', 'first', 'credit'] as const;
export type Policy = (typeof POLICIES)[number];

export interface RulesConfig {
  policy: Policy;
  /** Normal calls after each priority call (N of design §5.4). */
  normalAfterPriority: number;
  /** M of design §5.3 `credit`, minutes. */
  creditMinutes: number;
  /** Under `first` and `credit`, minutes after which a waiting normal ticket is owed a call. */
  capMinutes: number;
  /** Minutes added to `readyAt` by `return`. */
  penaltyMinutes: number;
  /** Least seconds between two recalls. */
  recallGapSeconds: number;
  /** Seconds that a person needs to walk to the counter. */
  walkingSeconds: number;
  /** Minutes by which a further stop stands earlier. */
  stopCredit: number;
  /** The officer confirms "Đã đến" before finishing. */
  needsStart: boolean;
  needsOutcome: boolean;
  /** Seconds after which a call that nobody answered is missed; 0 is off; only with `needsStart`. */
  callTimeoutSeconds: number;
  /** Numbers a minute from one kiosk or phone; 0 for no limit. */
  devicePerMinute: number;
  showBadge: boolean;
}
export interface SiteConfig {
  version: number;
  site: {
    id: string;
    name: Words;
    address: string;
    /** IANA time zone. */
    timeZone: string;
    /** ISO weekday (1 = Monday) → sessions. */
    hours: Record<string, Session[]>;
  };
  rules: RulesConfig;
  zones: ZoneConfig[];
  groups: GroupConfig[];
  procedures: ProcedureConfig[];
  counters: CounterConfig[];
  outcomes: OutcomeConfig[];
  printers: PrinterConfig[];
  /** Classes that the site offers. */
  priorities: PriorityClass[];
}
