/** What the server writes into a page for the screen's script, as JSON in `#page-data`. */
import type {
  CounterConfig,
  Leftover,
  PrinterConfig,
  RulesConfig,
  Session,
  SiteConfig,
  Words,
} from './config.js';
import type { PhoneState } from './phone.js';
import type { PriorityClass } from './ticket.js';
import type { Device, Me, Person, Role } from './people.js';
import type { SetUpDraft } from './set-up.js';

/** Common to all screens. */
export interface PageData {
  screen: string;
  /** BCP 47 tag of the page's language. */
  language: 'vi' | 'en';
  /** Hash of the screens' build that made this page. */
  build: string;
  site: string;
  /** Site time of the server when the page was made, ms, and its speed against real time. */
  at: number;
  speed: number;
  /** Minutes east of UTC at the site. */
  offset: number;
  /** Version of the site's configuration that the page was made from. */
  configVersion: number;
  /** The sentences that this screen needs, by dotted key. */
  words: Readonly<Record<string, string>>;
  /** Sentence of the trial band, with `{date}`, `{time}`, `{speed}`; `null` when all is real. */
  trial: string | null;
}

/** The configuration as the hall may know it, in the language of the page. */
export interface HallConfig {
  version: number;
  name: string;
  /** In the site's order. */
  groups: { id: string; letter: string; plate: string; name: string }[];
  counters: { id: string; number: number; zone: string; groups: string[] }[];
  zones: { id: string; name: string }[];
  rule: Pick<RulesConfig, 'policy' | 'normalAfterPriority' | 'creditMinutes'>;
  /** ISO weekday → sessions. Empty in trial mode, which ignores hours, as are the special days. */
  hours: Record<string, Session[]>;
  specialDays: { date: string; name: string; sessions: Session[] }[];
  leftover: Leftover;
  /** '' where the site names none. */
  phone: string;
  notices: { text: string; from: string | null; until: string | null }[];
  /** Size of the last calls in u, a step of `domain/viewing.ts`; '' for the usual one. */
  row: string;
  media: HallMedia[];
}
/** A picture for while nobody is called; dates as of a notice. */
export interface HallMedia {
  src: string;
  title: string;
  /** The code as an SVG path of so many modules each way; '' and 0 where there is no link. */
  code: string;
  modules: number;
  seconds: number;
  from: string | null;
  until: string | null;
}
export interface HallPageData extends PageData {
  screen: 'hall';
  /** The zone whose calls it shows; `null` for all. */
  zone: string | null;
  config: HallConfig;
  /** Origins to try when the server is lost, likeliest first, and who must answer there. */
  addresses: string[];
  installation: string;
}

/** One counter as its sign knows it, in the language of the page. */
export interface SignConfig extends Pick<HallConfig, 'version' | 'name' | 'hours' | 'specialDays'> {
  counter: { id: string; number: number };
  /** What the languages spoken here call themselves, Vietnamese first. */
  languages: string[];
  /** The officer says when somebody has come: until then a call stands. */
  needsStart: boolean;
}
export interface SignPageData extends PageData {
  screen: 'sign';
  config: SignConfig;
  /** As for a hall screen. */
  addresses: string[];
  installation: string;
}

/** The configuration as kiosks may know it. */
export interface KioskConfig {
  version: number;
  name: Words;
  /** In the site's order. */
  groups: { id: string; letter: string; plate: string; name: Words; icon: string }[];
  /** In the order in which they are offered; fixed for the day. */
  errands: { procedure: string; group: string; name: Words; icon: string }[];
  /** Classes that somebody may say of himself or herself. */
  priorities: PriorityClass[];
  /** ISO weekday → sessions. Empty where hours bind nobody. */
  hours: Record<string, Session[]>;
}
export interface KioskLanguage {
  /** BCP 47 tag. */
  tag: string;
  /** What its speakers call it. */
  name: string;
  /** In which language it names errands and groups. */
  names: keyof Words;
  words: Readonly<Record<string, string>>;
  /** Address at which the question of the first page is read out; `null` where it is not. */
  prompt: string | null;
}
export interface KioskPageData extends PageData {
  screen: 'kiosk';
  /** `''`, or `/s/{site}` where there are several sites. */
  root: string;
  config: KioskConfig;
  /** Vietnamese first. */
  languages: KioskLanguage[];
}

/** The configuration as those who work here may know it. */
export interface StaffConfig extends Omit<SiteConfig, 'printers'> {
  printers: Pick<PrinterConfig, 'id' | 'name'>[];
  /** Plate of each group, by its id. */
  plates: Readonly<Record<string, string>>;
  /** What each language of counters and citizens is called in the language of the page, by its tag. */
  languageNames: Readonly<Record<string, string>>;
}
/** A screen that somebody works at: who that was when the page was made, and what proves it here. */
export interface WorkerPageData extends PageData {
  me: Me;
  /** `''`, or `/s/{site}` where there are several sites. */
  root: string;
  siteName: string;
  /** A PIN is enough on this device. */
  pinHere: boolean;
  /** Seconds without a touch after which a shared device asks for the PIN; 0 never. */
  idleLockSeconds: number;
  /** Root of the site to practise at, such as `/s/an-phu-tap-duot`; `null` while there is none. */
  training: string | null;
}
export interface DoorPageData extends WorkerPageData {
  screen: 'door';
  config: StaffConfig;
  /** Address of the script that reads codes. */
  codeReader: string;
}
/** A counter's screen, or its call pad. */
export interface DeskPageData extends WorkerPageData {
  screen: 'desk' | 'pad';
  config: StaffConfig;
  counter: CounterConfig;
}
/** `/` has no script of its own beyond the clock of the trial band. */
export interface StartPageData extends PageData {
  screen: 'start';
}
/** Where people sign in. */
export interface SignInPageData extends PageData {
  screen: 'sign-in';
  root: string;
  siteName: string;
  pinHere: boolean;
  /** The device when it is paired. */
  device: Pick<Device, 'name' | 'kind'> | null;
  /** Whose names may be tapped here: none where a PIN is not enough. */
  people: Pick<Person, 'id' | 'name' | 'role'>[];
  /** Who is in already, perhaps locked. */
  me: Me | null;
  /** Somebody whose name was tapped on an earlier page. */
  chosen: string | null;
  /** A path of this server to go on to; `null`: to where the person belongs. */
  next: string | null;
  /** Where somebody of each role belongs on this device. */
  homes: Readonly<Record<Role, string>>;
}
/** An own phone becomes its owner's device, with the slip in the hand. */
export interface JoinPageData extends PageData {
  screen: 'join';
  root: string;
  siteName: string;
  /** Secret of the slip. */
  join: string;
  homes: Readonly<Record<Role, string>>;
}
/** A device without a purpose yet shows the code by which a lead gives it one. */
export interface PairPageData extends PageData {
  screen: 'pair';
}
/** What to do when somebody cannot get in: words alone. */
export interface NoEntryPageData extends PageData {
  screen: 'no-entry';
}
/** The settings: the whole configuration, for those who may see all of it. */
export interface AdminPageData extends WorkerPageData {
  screen: 'admin';
  /** Address of the script that hands on what a microphone hears. */
  capture: string;
  /** Who looks may at each site that there is: backups and the file for a helper are of all of them. */
  atEverySite: boolean;
  config: SiteConfig;
  /** Where other machines reach this server, best first; empty when only this machine does. */
  addresses: string[];
  /** The Vietnamese sentences that citizens read, by key: what further languages translate. */
  citizen: Readonly<Record<string, string>>;
}
/** Slips for people who were just made; the people themselves never travel in a page. */
export interface SlipsPageData extends WorkerPageData {
  screen: 'staff-slips';
  /** Printers of the site that may be given a PIN. */
  printers: Pick<PrinterConfig, 'id' | 'name' | 'dots'>[];
  /** Where other machines reach this server, best first; empty when only this machine does. */
  addresses: string[];
}
/** Taking the product into use: the steps, or a sentence where there is nothing to fill in. */
export interface SetUpPageData extends PageData {
  screen: 'set-up';
  /** `null` where the page only says something. */
  work: {
    /** Secret of the one-time address. */
    link: string;
    draft: SetUpDraft;
    /** Usual minutes at the counter by group. */
    minutes: Readonly<Record<string, number>>;
    /** Groups of a usual ward; the others are the library's. */
    usual: readonly string[];
  } | null;
}
/** A tablet that staff hold out to a citizen. */
export interface RatePageData extends PageData {
  screen: 'rate';
  root: string;
}
/** A browser beside a printer that it prints on by its machine's driver. */
export interface PrintPageData extends PageData {
  screen: 'print';
  printer: Pick<PrinterConfig, 'id' | 'name' | 'dots'>;
  /** Address of the script that keeps the line to the server. */
  link: string;
}
/** A citizen's own phone, at the address that only the slip knows. */
export interface TicketPageData extends PageData {
  screen: 'ticket';
  /** `null`: no number of today has this address. */
  ticket: {
    state: PhoneState;
    /** In which language the server names things. */
    names: keyof Words;
    /** Address of the script by which some browsers show notices. */
    notices: string;
  } | null;
}
/** How a device learns to trust the hall's own authority. */
export interface EnrolPageData extends PageData {
  screen: 'enrol';
  /** Where other devices open this page. */
  address: string;
  /** Origin of HTTPS that a device tries; `null` where there is none. */
  safe: string | null;
}
/** A page that is no screen: the server is starting, or there is nothing at this address. */
export interface PlainPageData {
  screen: 'plain';
  /** The page looks again by itself until something else is here. */
  again: boolean;
}
