/** What is filled in when a ward takes the product into use for real, and what comes of it. */
import type { PrinterConfig } from './config.js';
import type { CounterKind } from './counter.js';

export const SET_UP_STEPS = ['name', 'hours', 'groups', 'counters', 'printer', 'admin'] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

/** Local minutes of the day between which the counters work. */
export interface DraftSession {
  from: number;
  to: number;
}
/** A service group of the library or of the ward's own. */
export interface DraftGroup {
  id: string;
  letter: string;
  name: string;
  /** The ward has it. */
  on: boolean;
  /** Added by the ward: it stands in no library. */
  own: boolean;
}
export interface DraftCounter {
  number: number;
  kind: CounterKind;
  /** Ids of the groups that are called there. */
  groups: string[];
}
/**
 * `network` and `usb`: this server reaches it; `browser`: a page on the computer beside it will print;
 * `later`: an agent there will; `virtual`: paper is seen on the screen.
 */
export const DRAFT_PRINTERS = ['network', 'usb', 'browser', 'later', 'virtual'] as const;
export type DraftPrinter = (typeof DRAFT_PRINTERS)[number];

/** Kept as it is typed, so most of it may still be empty or wrong. The password is never part of it. */
export interface SetUpDraft {
  /** Where to go on. */
  step: SetUpStep;
  name: string;
  address: string;
  morning: DraftSession;
  /** `null` for a ward that works in the morning only. */
  afternoon: DraftSession | null;
  /** Saturday morning too. */
  saturday: boolean;
  groups: DraftGroup[];
  counters: DraftCounter[];
  /** Somebody chose who serves what: no suggestion may overwrite it. */
  countersChosen: boolean;
  printer: { kind: DraftPrinter; address: string; dots: PrinterConfig['dots'] };
  /** Name of the first admin. */
  admin: string;
}

/** The ward is open. */
export interface SetUpDone {
  site: string;
  /** What the first admin types to sign in. */
  login: string;
  /** Where other machines of the network reach the product, such as `http://192.168.1.5:3000`. */
  addresses: string[];
}
