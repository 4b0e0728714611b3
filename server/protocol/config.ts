/** A site's configuration, versioned as a whole. Words in two languages or more. */
import type { CounterKind, ProfileEntry } from './counter.js';
import type { PriorityClass } from './ticket.js';

export interface Words {
  vi: string;
  en: string;
}
/**
 * Opening of one part of a day, local minutes of the day. Numbers are given from `issueFrom`, which may
 * lie before the counters open, until `issueUntil`, which lies before they close.
 */
export interface Session {
  from: number;
  to: number;
  issueFrom: number;
  issueUntil: number;
}
/** A day with hours of its own; without sessions the site is closed, as on a holiday. */
export interface SpecialDay {
  /** `YYYY-MM-DD` */
  date: string;
  name: Words;
  sessions: Session[];
}
/** Local minutes of the day in which kiosks and phones may take a number of a group; until exclusive. */
export interface IssuingHours {
  from: number;
  until: number;
}
export const PLATES = [
  'upright',
  'dots',
  'level',
  'slant',
  'chevron',
  'checks',
  'plain',
  'cross',
  'thick',
] as const;
export type PlateName = (typeof PLATES)[number];

export const ONLINE_REACHES = ['none', 'partial', 'whole'] as const;
export type OnlineReach = (typeof ONLINE_REACHES)[number];

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
  /** Parts of the day in which kiosks and phones may take a number; `null`: the site's hours alone. */
  hours: IssuingHours[] | null;
  /** Name of a sign that goes with the group on kiosk and door; '' for none. */
  icon: string;
  /** Tint and pattern of the group's plate; `null`: chosen by the letter (`domain/plate.ts`). */
  plate: PlateName | null;
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
  /** Official code in the province's list, such as `2.000815`; '' while nobody entered it. */
  code: string;
  /** Fee and legal time limit as sentences; `null` while nobody entered them. */
  fee: Words | null;
  timeLimit: Words | null;
  /** How far it can be done on the portal. */
  online: OnlineReach;
  /** The portal's page, https; '' for none. */
  link: string;
  /** Where the entry was taken from, and on which day (`YYYY-MM-DD`) somebody last checked it. */
  source: string;
  checkedOn: string | null;
}
export interface CounterConfig {
  id: string;
  number: number;
  kind: CounterKind;
  zone: string;
  profile: ProfileEntry[];
  /** Tags of the languages spoken there besides Vietnamese. */
  languages: string[];
}
export interface ZoneConfig {
  id: string;
  name: Words;
}
export interface OutcomeConfig {
  id: string;
  name: Words;
}
/**
 * `tcp://host:port`, a device on USB, the printer that draws into a folder, one that the server cannot reach, or
 * one that a browser on its own machine prints on.
 */
export const PRINTER_ADDRESS =
  /^(?:virtual|remote|browser|tcp:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}|device:\/dev\/(?:usb\/lp\d{1,2}|lp\d{1,2}|motcua-printer(?:-[\w-]{1,60})?))$/;
export interface PrinterConfig {
  id: string;
  name: string;
  /**
   * `virtual`, `tcp://host:port`, `device:/dev/usb/lp0` (on the server's own USB), or `remote`: an agent of
   * its own beside the printer serves it, or `browser`: a page on the machine that has its driver prints.
   */
  address: string;
  dots: 384 | 512 | 576;
  /** Metres of paper on a new roll; absent: what is usual for the width (`USUAL_ROLL_METRES`). */
  rollMetres?: number;
}
export const POLICIES = ['interleave', 'first', 'credit'] as const;
export type Policy = (typeof POLICIES)[number];

export interface RulesConfig {
  policy: Policy;
  /** Normal calls after each priority call. */
  normalAfterPriority: number;
  /** Minutes by which `credit` puts a priority ticket earlier. */
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
  /** A called ticket can be marked as missed only after this many calls; 1 for no such rule. */
  callsBeforeMissed: number;
}
/**
 * How citizens are spoken of in calls: công dân, quý khách, or the number alone.
 */
export const ADDRESS_FORMS = ['citizen', 'guest', 'number'] as const;
export type AddressForm = (typeof ADDRESS_FORMS)[number];
/** How numbers of tickets are read aloud: digit by digit, or as cardinals ("mười hai"). */
export const VOICE_NUMBERS = ['digits', 'cardinal'] as const;
export type VoiceNumbers = (typeof VOICE_NUMBERS)[number];
/** "một trăm lẻ năm" or "một trăm linh năm". */
export const VOICE_ODDS = ['le', 'linh'] as const;
export type VoiceOdd = (typeof VOICE_ODDS)[number];
/** What the hall's loudspeakers say, and how. */
export interface VoiceConfig {
  numbers: VoiceNumbers;
  odd: VoiceOdd;
  /** Two tones before each announcement. */
  chime: boolean;
  /** Id of the pack by language tag; a language that is not named has its bundled pack. */
  packs: Record<string, string>;
  /** A call is said once more in the language that its ticket asked for. */
  secondLanguage: boolean;
  /** Kiosks read their question and the number out to who touches "Nghe". */
  kiosk: boolean;
  /** How loud, by local minutes of the day; 100 outside of them. */
  volumes: { from: number; until: number; percent: number }[];
  /**
   * Who speaks in each zone, by the zone's id, or '' for what all zones hear: a device's id, or `server`
   * for the sound card of the server; `null` or none: a screen that can.
   */
  speakers: Record<string, string | null>;
}
/** Who still holds a number when the hours end: is served that day, or asked to come again. */
export const LEFTOVERS = ['served', 'come-again'] as const;
export type Leftover = (typeof LEFTOVERS)[number];

/** What a slip can carry beyond the four large things and the name of the site. */
export const SLIP_LINES = [
  'takenAt',
  'ahead',
  'stops',
  'priority',
  'validity',
  'mark',
  'address',
  'footer',
] as const;
export type SlipLine = (typeof SLIP_LINES)[number];
export interface SlipConfig {
  /** The lines that are printed, in no order: the template has one. */
  lines: SlipLine[];
  /** A sentence of the site's own at the foot. */
  footer: Words | null;
  /** The ticket's page as a code to scan, where phones have a way to this server. */
  code: boolean;
  /** Name of a picture that was uploaded, in place of the door mark; `null` for none. */
  logo: string | null;
  /**
   * Language in which where to go and when are repeated small: `en`, or one of the site's own; `null` for
   * none. The site's own must have all sentences of a slip, else nothing is repeated.
   */
  second: string | null;
}
/** One line of notice for the hall's screens. */
export interface NoticeConfig {
  id: string;
  text: Words;
  /** First and last day (`YYYY-MM-DD`) on which it is shown; `null` without an end on that side. */
  from: string | null;
  until: string | null;
}
/** From how far a screen is read, and how large it is across. */
export interface Viewing {
  metres: number;
  inches: number;
}
/** A picture or poster that hall screens show while nobody is called. */
export interface MediaConfig {
  id: string;
  /** Name of a picture that was uploaded: digest of its content, and its type. */
  file: string;
  title: Words;
  /** What its QR code opens, https; '' for none. */
  link: string;
  /** For how long it stands before the next. */
  seconds: number;
  /** First and last day (`YYYY-MM-DD`) on which it is shown; `null` without an end on that side. */
  from: string | null;
  until: string | null;
}
/** What hangs in the hall. */
export interface ScreensConfig {
  viewing: Viewing;
  /** By a zone's id, where its screens are others. */
  zones: Record<string, Viewing>;
  /** In the order in which it is shown. */
  media: MediaConfig[];
}
/** A further language of citizens: what they read, by the keys of the locale (`citizenKeys`). */
export interface LanguageConfig {
  /** BCP 47 tag, such as `hmn`, `km`, `tyz`. */
  tag: string;
  /** What its speakers call it. */
  name: string;
  strings: Record<string, string>;
}
/** After how many days what is kept is deleted (the journal is trimmed behind its archive). */
export interface RetentionConfig {
  ticketDays: number;
  journalDays: number;
}
/** What is told about personal data, to citizens and to those who work here; `null`: the locale's. */
export interface PrivacyConfig {
  citizens: Words | null;
  staff: Words | null;
}
/** What people find out and do from elsewhere than the hall. All of it is off unless the site turns it on. */
export interface OnlineConfig {
  /** Numbers taken from home ("lấy số trực tuyến"). */
  remote: {
    open: boolean;
    /** Groups of which such numbers are given. */
    groups: string[];
    /** Numbers a day of all groups together, and from one address of the network. */
    perDay: number;
    perAddress: number;
    /** Minutes before the expected time by which people are asked to be there. */
    comeMinutes: number;
  };
  /** How busy the hall is, for a ward's own pages: counts alone, small ones blurred. */
  board: {
    open: boolean;
    /** Any page may show it inside itself. */
    embed: boolean;
  };
}
export interface SiteConfig {
  version: number;
  site: {
    id: string;
    name: Words;
    address: string;
    /** Telephone that the hall's screens and slips may name; '' for none. */
    phone: string;
    /** IANA time zone. */
    timeZone: string;
    /** ISO weekday (1 = Monday) → sessions. */
    hours: Record<string, Session[]>;
    /** Days that differ from their weekday, ascending. */
    specialDays: SpecialDay[];
    leftover: Leftover;
    addressForm: AddressForm;
    /** The sample ward: nothing in it is real, hours bind nobody (DÙNG THỬ). */
    trial: boolean;
    /** A site to practise at (TẬP DƯỢT): the same people, its own numbers and a virtual printer only. */
    training: boolean;
    /** Seconds after which a shared tablet that nobody touches asks for the PIN; 0 never. */
    idleLockSeconds: number;
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
  /** The site's note on what each class rests on in law, by class; staff only. */
  priorityBasis: Partial<Record<PriorityClass, string>>;
  slip: SlipConfig;
  notices: NoticeConfig[];
  languages: LanguageConfig[];
  retention: RetentionConfig;
  privacy: PrivacyConfig;
  voice: VoiceConfig;
  screens: ScreensConfig;
  online: OnlineConfig;
}

/** One version of a configuration that was in use. */
export interface ConfigVersion {
  version: number;
  /** Site time, ms, from which it was in use, and who put it there. */
  at: number;
  actor: string;
}
