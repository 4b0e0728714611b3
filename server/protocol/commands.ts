/** The commands: what a caller asks of the store. One command is one script. */
import type { PauseReason, ProfileEntry } from './counter.js';
import type { PrintEndedData, WrittenEventType } from './journal.js';
import type {
  CancelReason,
  LaterMinutes,
  ParkReason,
  Place,
  PriorityClass,
  ReopenReason,
  RerouteReason,
  TicketState,
} from './ticket.js';

/** A ticket named by a screen, with the `rev` it knew: a mismatch is `changed`. */
export interface Named {
  ticket: string;
  ifRev?: number;
}

export interface IssueCommand {
  group: string;
  procedure?: string;
  priority?: PriorityClass;
  language?: string;
  escort?: boolean;
  /** Further groups, at most 4. */
  stops?: readonly string[];
  /** Free text, at most 140 characters; never journalled. */
  note?: string;
  mark?: string;
  /** Printer on which the slip is asked for. */
  printer?: string;
  /** Id of the kiosk or phone, for its limit per minute. */
  device?: string;
}

/** What becomes of the ticket that the counter holds, in the same script as the next call. */
export interface CurrentTicket {
  ticket: string;
  rev: number;
  then: 'finish' | 'miss' | 'park';
  outcome?: string;
  resultDate?: string;
  reason?: ParkReason;
}

export interface Commands {
  issue: IssueCommand;
  callNext: { counter: string; current?: CurrentTicket };
  call: Named & { counter: string };
  callMany: { counter: string; tickets: readonly string[] };
  recall: Named;
  start: Named;
  finish: Named & { outcome?: string; resultDate?: string };
  miss: Named;
  return: Named;
  park: Named & { reason: ParkReason; minutes?: LaterMinutes };
  resume: Named;
  /** Exactly one of `group` and `counter`. */
  reroute: Named & { group?: string; counter?: string; place: Place; reason: RerouteReason };
  cancel: Named & { reason: CancelReason };
  /**
   * `from`: the only states from which it is reopened, for a caller whose rights depend on the state;
   * without it `cancelled` and `done`.
   */
  reopen: Named & { reason: ReopenReason; from?: readonly TicketState[] };
  /** `note`: free text, at most 140 characters, in place of the one before; '' removes it. */
  note: Named & { note: string };
  undo: { request: string };
  openCounter: { counter: string };
  /** `minutes` until it goes on, 0: nobody knows; without them what was said before stands. */
  pauseCounter: { counter: string; reason: PauseReason; minutes?: number };
  closeCounter: { counter: string };
  setProfile: { counter: string; profile: readonly ProfileEntry[] };
  reprint: { ticket: string; printer: string };
  /**
   * What the printer's worker found out about a slip. `elsewhere`: nothing of it was sent, and the same copy
   * is asked for at that printer.
   */
  endPrint: PrintEndedData & { elsewhere?: string };
  /** Replaces the configuration if its version is still `ifVersion` (0 when there is none). */
  configure: { ifVersion: number; config: string; rules: Readonly<Record<string, string>> };
  /** A lead says that date and time are right, or by how much (ms) to correct the machine's clock. */
  confirmClock: { offset: number };
  /**
   * Closes another day than today in batches: one that is over, or one that lies ahead since the clock
   * was put back. The reply's `left` says how many open tickets remain.
   */
  expire: { day: string; limit: number };
  /** Writes down what happened beside the queue. `data` is JSON of `WrittenData[type]`, at most 2 kB. */
  record: {
    type: WrittenEventType;
    data: string;
    /** Kept beside the journal under the first of these codes that is free, for so many real seconds. */
    papers?: { codes: string[]; text: string; seconds: number };
    /** A line that a citizen added to the rating of a ticket, kept likewise; '' removes it. */
    said?: { ticket: string; text: string; seconds: number };
  };
}
export type CommandName = keyof Commands;

/** Who asks: what binds whom (hours, quota and device limits bind kiosks and phones only). */
export const VIAS = ['staff', 'token', 'kiosk', 'phone', 'system'] as const;
export type Via = (typeof VIAS)[number];
