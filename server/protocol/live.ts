/** The live protocol of design §8: messages and typed socket.io event maps. */
import type {
  CounterEventType,
  CounterPatch,
  EventType,
  Owed,
  PrintOutcome,
  RecordEventType,
  TicketEventType,
  TicketPatch,
} from './journal.js';
import type { HallTicket } from './board.js';
import type { TeamEvent } from './team.js';

/** What can reach an audience: what is only recorded (`RECORD_EVENTS`) reaches none. */
export type LiveEventType = Exclude<EventType, RecordEventType>;

/** One journal entry as an audience may see it; `type` says what `data.set` can hold. */
export type LiveEvent = {
  [T in LiveEventType]: {
    seq: number;
    /** Seq of the message before this one in this audience: a gap means "ask again". */
    prev: number;
    /** Keyed tag of the entry's hash, given back on reconnect. */
    h: string;
    at: number;
    day: string;
    type: T;
    data: LiveData<T>;
  };
}[LiveEventType];

/** What changed, as far as the audience may know; the hall's tickets have a badge besides. */
export type LivePatch<T extends LiveEventType = LiveEventType> = T extends TicketEventType
  ? TicketPatch & { badge?: HallTicket['badge'] }
  : T extends CounterEventType
    ? CounterPatch
    : never;

/** Union of what any audience gets; the fold of the audience knows its own part. */
export interface LiveData<T extends LiveEventType = LiveEventType> {
  /** Ticket id; staff only. */
  ticket?: string;
  number?: string;
  set?: LivePatch<T>;
  counter?: string;
  owed?: Owed;
  chosen?: true;
  batch?: true;
  from?: string;
  place?: string;
  printer?: string;
  copy?: number;
  outcome?: PrintOutcome;
  cause?: string | null;
  version?: number;
  offset?: number;
  putBack?: number;
  day?: string;
  again?: boolean;
  /** What the people here did beside the queue; staff only. */
  team?: TeamEvent;
  /** Staff only: who did it and under which request, for the undo line. */
  actor?: string;
  request?: string;
}

export interface Hello {
  /** Site time of the server, ms. */
  at: number;
  /** Hash of the screens' build: a screen reloads only when it differs. */
  build: string;
  /** Changes with every start of the server. */
  boot: string;
  /** Speed of site time against real time; 1 but in trial mode. */
  speed: number;
  /** Origins at which this server is reached: a hall screen that was made with others asks for a new page. */
  addresses: string[];
}
export interface Snapshot<B> {
  seq: number;
  h: string;
  at: number;
  board: B;
}

/** Minutes until a newcomer is called, from and to; `null` where no open counter serves the group. */
export interface Estimate {
  low: number;
  high: number;
}
export interface GroupLoad {
  waiting: number;
  /** When the one who waited longest came, site time (ms), never ahead; `null` when nobody waits. */
  longestSince: number | null;
  /** Ids of the open counters that serve it. */
  counters: string[];
  /** Expected wait of a newcomer, as minutes. */
  estimate: Estimate | null;
}
/** Waiting counts and expected waits: not in the journal, at most once a second. */
export interface Load {
  at: number;
  groups: Record<string, GroupLoad>;
  /** Why nothing can be issued or called now; `null` when all is well. */
  trouble: Trouble | null;
}
/** `clock`: date or time must be confirmed; `disk`: no space; `store`: Redis does not answer. */
export type Trouble = 'clock' | 'disk' | 'store';

export interface Have {
  seq: number;
  h: string;
}
/** Two large characters for a while, so that somebody can tell screens apart. */
export interface Identify {
  code: string;
  seconds: number;
}
/** Something to be played aloud, once. */
export interface Sound {
  /** Another for each time that something is played. */
  id: string;
  /** Its address on this server. */
  src: string;
  /** How long it lasts; what has not ended a second later is cut off. */
  ms: number;
  /** 0–1; at 0 nothing is heard, and it only shows whether the screen may play. */
  volume: number;
  /** Site time, ms, after which it is not begun any more: it was held up on the way. */
  by: number;
}
/**
 * What became of it; `blocked`: the browser plays nothing before somebody touched the screen, `failed`:
 * nothing was heard, `cut`: not all of it.
 */
export const HEARD = ['played', 'blocked', 'failed', 'cut'] as const;
export type Heard = (typeof HEARD)[number];
/** What a hall screen shows of the sound. */
export interface Speaking {
  /** Calls that are being said at this moment, as `number@at`. */
  calls: string[];
  /** Nothing is heard before somebody touches this screen. */
  blocked: boolean;
}
export interface LiveServerToClient<B> {
  /** Hall screens only. */
  identify(message: Identify): void;
  /** Hall screens only. */
  sound(message: Sound, done: (heard: Heard) => void): void;
  /** Hall screens only. */
  speaking(message: Speaking): void;
  hello(message: Hello): void;
  snapshot(message: Snapshot<B>): void;
  event(message: LiveEvent): void;
  load(message: Load): void;
  /** Staff only: all printers of the site, at once when something changed. */
  printers(message: PrinterCondition[]): void;
}
export interface LiveClientToServer {
  /** Asks for what is missing after `have`, or for a snapshot. */
  resync(have: Have | null): void;
}
/** `auth` of the handshake of `/hall` and `/staff`. */
export interface Handshake {
  site: string;
  /** Build of the screen. */
  build?: string;
  /** Zone that a hall screen shows; absent for all. */
  zone?: string;
  /** Counter above which a sign hangs; absent for televisions. */
  counter?: string;
  seq?: number;
  h?: string;
}

/** How a printer proves that a slip is on paper: `GS ( H` echo, queued `GS r`, or not at all. */
export const PRINTER_PROOFS = ['echo', 'fence', 'none'] as const;
/** What a printer was found to answer, when it was asked everything beside a test slip. */
export interface PrinterAnswers {
  /** It says in real time how paper and cover are (`DLE EOT`). */
  status: boolean;
  /** It says by itself that something changed (`GS a`). */
  pushes: boolean;
  proof: (typeof PRINTER_PROOFS)[number];
}

/** What is known of a printer's answers. */
export interface PrinterTested extends PrinterAnswers {
  /** Site time, ms, of the test slip that found them. */
  at: number;
  /**
   * It was seen to say that its paper ended or its cover stood open. Until then nobody knows: some units say
   * that all is well whatever is the matter.
   */
  warned: boolean;
}

/** `/printer`: the server hands over one slip at a time; the agent answers when it knows. */
export interface PrintOrder {
  /** Ledger id of this physical attempt. */
  attempt: string;
  printer: string;
  svg: string;
  /** Speed of site time: a virtual printer's paper runs with it. */
  speed: number;
  /** A test slip: it is sent to a printer that answers nothing too, and all answers are asked for. */
  probe?: true;
}
/** A slip as the very dots, for a browser that prints: it draws nothing itself. */
export interface SlipPicture {
  /** `data:` address of a PNG. */
  src: string;
  /** Dots across and down; 8 are a millimetre. */
  dots: number;
  rows: number;
}
/** As `PrintOrder`, for a browser beside the printer. */
export interface PictureOrder extends Pick<PrintOrder, 'attempt' | 'printer'> {
  picture: SlipPicture;
}
/** What an agent says stood in the way. It is journaled, so a word that is not among them is `other`. */
export const AGENT_CAUSES = [
  'paper-out',
  'cover-open',
  'printer-error',
  'offline',
  'silent',
  'no-answer',
  'connection-lost',
  'no-proof',
  'wrong-printer',
  'bad-picture',
  'busy',
  'not-seen',
  'other',
] as const;
export interface PrintResult {
  outcome: PrintOutcome | 'blocked';
  /** Bytes that the printer's side accepted; 0 means that a retry cannot print twice. */
  bytesSent: number;
  /** One of `AGENT_CAUSES`, or the server's own word for an agent that it did not reach. */
  cause: string | null;
  /** After a test slip that was sent. */
  found?: PrinterAnswers;
}
export const PAPER_STATES = ['ok', 'low', 'out', 'unknown'] as const;
export type PaperState = (typeof PAPER_STATES)[number];
/** What is broken: `error` where the printer does not say that it is the cutter. */
export const PRINTER_FAULTS = ['cutter', 'error'] as const;
export type PrinterFault = (typeof PRINTER_FAULTS)[number];
export interface PrinterStatus {
  printer: string;
  online: boolean;
  paper: PaperState;
  cover: 'closed' | 'open' | 'unknown';
  /** Absent where nothing is known of any. */
  fault?: PrinterFault;
  /** Real time, ms, at which this was true. */
  at: number;
}
/**
 * What is the matter with a printer. `error`: broken, and it is not known to be the cutter; `low`: its roll
 * ends soon; `roll`: paper was put in, and only a person knows whether it is a new roll.
 */
export const PRINTER_TROUBLES = [
  'offline',
  'cover',
  'paper',
  'cutter',
  'error',
  'low',
  'roll',
] as const;
export type PrinterTrouble = (typeof PRINTER_TROUBLES)[number];
/** How much paper there is still, as counted since the roll was put in. */
export interface PaperLeft {
  /** Which roll it is: a change names the one that it ends. */
  roll: number;
  /** Tickets that can still be printed, about. */
  slips: number;
  low: boolean;
  /** When the roll was put in, site time (ms); `null` where nobody said so yet. */
  since: number | null;
  /** Paper was put in, and only a person knows whether it is a new roll. */
  asked: boolean;
}
/** How a printer is, as all screens are told. */
export interface PrinterCondition {
  id: string;
  /** Something was heard of it since the server's start, so that `trouble` says how it is. */
  heard: boolean;
  /** What is the matter; `null` for nothing. */
  trouble: PrinterTrouble | null;
  /** Since when it is so, site time (ms). */
  since: number;
  /** `null` before it is known. */
  left: PaperLeft | null;
}
export interface PrinterServerToClient {
  print(order: PrintOrder, done: (result: PrintResult) => void): void;
  /** Browsers only. */
  picture(order: PictureOrder, done: (result: PrintResult) => void): void;
  /** Browsers only: build of the screens. */
  hello(message: Pick<Hello, 'build'>): void;
  /** Another connection has this printer now; the server ends this one. */
  replaced(): void;
  /** What this printer was found to answer: counts from now on instead of its profile. */
  answers(found: PrinterAnswers): void;
}
export interface PrinterClientToServer {
  status(status: PrinterStatus): void;
}
export interface PrinterHandshake {
  site: string;
  printer: string;
  token: string;
  /** Width of its paper in dots. */
  dots: number;
  /** Another one when the printer's address or profile is another: what was found of the old one no longer counts. */
  unit?: string;
  /** Dots of paper that it feeds after a slip, up to its cutter. */
  feed?: number;
  /** It is known to say in time that its roll ends. */
  sensor?: boolean;
}
/** A browser that prints: what it may is in its cookies, what its paper is in the configuration. */
export interface BrowserHandshake extends Pick<PrinterHandshake, 'site' | 'printer'> {
  /** Build of the page. */
  build: string;
}
