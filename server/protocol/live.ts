/** The live protocol: messages and typed socket.io event maps. */
import type {
  CounterEventType,
  CounterPatch,
  EventType,
  Owed,
  RecordEventType,
  TicketEventType,
  TicketPatch,
} from './journal.js';
import type { PrinterCondition, PrintOutcome } from './printing.js';
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
