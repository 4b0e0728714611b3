/** What the server writes into a page for the screen's script, as JSON in `#page-data`. */
import type { CounterConfig, PrinterConfig, RulesConfig, Session, SiteConfig } from './config.js';

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
  /** ISO weekday → sessions. Empty in trial mode, which ignores hours. */
  hours: Record<string, Session[]>;
}
export interface HallPageData extends PageData {
  screen: 'hall';
  /** The zone whose calls it shows; `null` for all. */
  zone: string | null;
  config: HallConfig;
}

/** The configuration as those who work here may know it. */
export interface StaffConfig extends Omit<SiteConfig, 'printers'> {
  printers: Pick<PrinterConfig, 'id' | 'name'>[];
  /** Plate of each group, by its id. */
  plates: Readonly<Record<string, string>>;
}
export interface DoorPageData extends PageData {
  screen: 'door';
  config: StaffConfig;
}
export interface DeskPageData extends PageData {
  screen: 'desk';
  config: StaffConfig;
  counter: CounterConfig;
}
/** `/` has no script of its own beyond the clock of the trial band. */
export interface StartPageData extends PageData {
  screen: 'start';
}
/** A page that is no screen: the server is starting, or there is nothing at this address. */
export interface PlainPageData {
  screen: 'plain';
  /** The page looks again by itself until something else is here. */
  again: boolean;
}
