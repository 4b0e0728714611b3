/** What a slip says, before any word of a language: facts of one ticket at the moment of printing. */

/** A time of day on the site's clock. */
export interface ClockTime {
  /** 0–23 */
  hour: number;
  /** 0–59 */
  minute: number;
}
/** Counters on one floor. */
export interface Place {
  /** Numbers of the counters, ascending; never empty. */
  counters: readonly number[];
  /** Name of the floor; `null` where the site has only one. */
  zone: string | null;
}
/** A picture of black and white dots, as large as it is printed. */
export interface SlipLogo {
  /** Dots. */
  width: number;
  height: number;
  /** `data:image/png;base64,…` */
  source: string;
}
/** A further stop of the visit. */
export interface NextStop {
  /** Name of the group that serves it. */
  name: string;
  places: readonly Place[];
}
export interface SlipModel {
  /** `A027`. */
  number: string;
  /** Name of the site, such as a ward's. */
  site: string;
  /** `dd/MM/yyyy`, the business day. */
  date: string;
  /** `null` where the site leaves it out. */
  takenAt: ClockTime | null;
  group: { letter: string; name: string };
  /** Where to go when called. Empty: not known now, the slip asks to listen. */
  places: readonly Place[];
  /** What comes after this stop, in order; empty for nothing, or where the site leaves it out. */
  stops: readonly NextStop[];
  /** Says that the number goes first; never why. */
  priority: boolean;
  /** Stands in place of the door mark; `null` for none. */
  logo: SlipLogo | null;
  /** Expected time of the call; `null` where there is no honest estimate. */
  when: { from: ClockTime; to: ClockTime } | null;
  /** When the counters open, for a number given before that; `null` where they are open. */
  opens: ClockTime | null;
  /** People who are called before; `null` when the ticket does not wait or the site leaves it out. */
  ahead: number | null;
  /** The ticket's own page, printed as a code; `null` for none. */
  link: string | null;
  /** Says for which day the number is good. */
  valid: boolean;
  /** Address of the site; `null` where it is left out. */
  address: string | null;
  /** A sentence of the site's own; `null` for none. */
  footer: string | null;
  /** The issuer's mark, so that volunteers can share a printer. */
  mark: string | null;
  /** Of a site to practise at: says large that it is not real. */
  training: boolean;
  /** 1 for the first slip; n + 1 is the n-th reprint and is marked as such. */
  copy: number;
}

/** Keys of the words of a slip, `slip.<key>` in the locales. */
type SlipWord =
  | 'heading'
  | 'takenAt'
  | 'clock'
  | 'fullHour'
  | 'clockShort'
  | 'go'
  | 'counters'
  | 'countersZone'
  | 'or'
  | 'listen'
  | 'expected'
  | 'range'
  | 'opens'
  | 'ahead'
  | 'aheadNone'
  | 'waitForCall'
  | 'missed'
  | 'scan'
  | 'valid'
  | 'reprint'
  | 'priority'
  | 'stops'
  | 'training';

/** Gives a word of the slip's language with `data` put in. The text is escaped here, not there. */
export type SlipWords = (
  word: SlipWord,
  data?: Readonly<Record<string, string | number>>,
) => string;

/** A language in which the slip repeats, small, where to go and about when. */
export interface SecondLanguage {
  words: SlipWords;
  /** Where to go, floors as this language names them. */
  places: readonly Place[];
}
