/** What an alarm is, and what alarms are told from. */
import type { Board } from '../protocol/board.js';
import type { RulesConfig } from '../protocol/config.js';
import type { ProfileEntry } from '../protocol/counter.js';
import type { PaperLeft, PrinterCondition, PrinterTrouble } from '../protocol/printing.js';
import type { SoundCause, SoundTrouble } from '../protocol/operations.js';
import type { HelpCall } from '../protocol/team.js';
import type { OpeningSite } from './counters-open.js';

/** What every alarm has. Times are ms of site time that passed. */
interface Common {
  /** The same as long as it is the same alarm. */
  id: string;
  /** Since what it tells of began; `null` where that is not known. */
  age: number | null;
  /** Since it is an alarm: rings are counted from here. */
  open: number;
  /** Actor id of who is going there. */
  takenBy: string | null;
}
export type Alarm = Common &
  (
    | { kind: 'escort' | 'not-come'; ticket: string; number: string; counter: string }
    | { kind: 'help'; help: HelpCall }
    | { kind: 'nobody-serves'; group: string; waiting: number }
    | { kind: 'paused'; counter: string; waiting: number }
    | { kind: 'sound'; zone: string; since: number; cause: SoundCause }
    | PrinterAlarm
    /** Nobody knows whether this slip came out. */
    | { kind: 'slip'; ticket: string; number: string; printer: string; copy: number }
  );
interface PrinterAlarm {
  kind: 'printer';
  printer: string;
  cause: PrinterCause;
  slips: TroubledSlip[];
  /** What is known of its paper. */
  left: PaperLeft | null;
}

/** `doubt`: nobody knows whether its last slips came out; `other`: it did not print, nobody knows why. */
export type PrinterCause = PrinterTrouble | 'doubt' | 'other';
/** A slip that somebody waits for. `failed`: it will not come by itself. */
export interface TroubledSlip {
  ticket: string;
  number: string;
  failed: boolean;
}

/** The part of a site's configuration that alarms depend on. */
export interface AlarmSite {
  counters: readonly { id: string; profile: readonly ProfileEntry[] }[];
  rules: Pick<RulesConfig, 'walkingSeconds' | 'needsStart'>;
  /** Hours, and whether they bind anybody; minutes east of UTC. */
  opening: OpeningSite;
  offset: number;
}
export interface AlarmFacts {
  board: Board;
  site: AlarmSite;
  /** Site time, ms. */
  now: number;
  /** How the printers are, by id; empty where nobody knows. */
  printers: ReadonlyMap<string, PrinterCondition>;
  /** Zones that are not heard; absent where nobody asks. */
  sounds?: readonly SoundTrouble[];
}
