/** What the HTTP API answers. Times are ms since 1970 in site time. */
import type { SiteKind } from './sites.js';
import type { Board, HallBoard } from './board.js';
import type { GroupConfig, PrinterConfig, ProcedureConfig, Words } from './config.js';
import type { Counter } from './counter.js';
import type { JournalEntry } from './journal.js';
import type { PrinterCondition, PrinterStatus, PrinterTested } from './printing.js';
import type { Ticket } from './ticket.js';

/** Clock times between which a waiting ticket is expected to be called, ms. */
export interface ExpectedCall {
  low: number;
  high: number;
}
export interface TicketAnswer extends Ticket {
  /** People who are called before it by the calling rule; `null` unless it waits. */
  ahead: number | null;
  /** `null` unless it waits and an open counter serves its group. */
  estimate: ExpectedCall | null;
  /** When the counters open, for a number that waits before that; `null` else. */
  opens: number | null;
  /** Address of the citizen's page; `null` while there is none. */
  link: string | null;
}
/** `POST …/tickets` */
export interface IssueAnswer extends TicketAnswer {
  /** Addresses at which the number is read out, by language tag; to kiosks of sites that let them speak. */
  prompts?: Record<string, string>;
}
/** `GET …/tickets/{id}` */
export interface TicketDetailAnswer extends TicketAnswer {
  /** Text of the note; `null` when there is none or it expired. */
  noteText: string | null;
}
export interface CallNextAnswer {
  /** The ticket that `current` named, as it is now. Absent without `current`. */
  finished?: TicketAnswer;
  /** `null` when nobody was ready. */
  called: TicketAnswer | null;
}
export interface CallManyAnswer {
  called: TicketAnswer[];
}
/** Everything that an undo put back. */
export interface UndoAnswer {
  tickets: TicketAnswer[];
  /** Present when it put a counter back. */
  counter?: Counter;
}
/** The hall's view without a session, the staff's with one. */
export interface BoardAnswer {
  seq: number;
  board: Board | HallBoard;
}
export interface JournalAnswer {
  events: JournalEntry[];
}
export interface SiteAnswer {
  id: string;
  name: Words;
  kind: SiteKind;
}
export interface ConfigAnswer {
  version: number;
}
/** `at`: site time from now on. */
export interface ClockAnswer {
  at: number;
  offset: number;
}
export interface PrintersAnswer {
  printers: (PrinterConfig & {
    status: PrinterStatus | null;
    /** What a test slip found that the printer answers, while its agent is connected. */
    answers: PrinterTested | null;
    /** As all screens are told of it. */
    condition: PrinterCondition | null;
  })[];
}
/** One part of a request that did not fit its schema. */
export interface Flaw {
  /** Dotted path into the body or query; empty for the whole. */
  path: string;
  message: string;
}
/** RFC 9457, `application/problem+json`. */
export interface Problem {
  /** `urn:motcua:error:<code>` */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** A code of `server/errors.ts`. */
  code: string;
  /** The ticket in question as it is now, where there is one. */
  ticket?: Ticket;
  /** For `wrong-secret`: how often this place may still try before it has to wait. */
  triesLeft?: number;
  /** Seconds after which it may be tried again. */
  retryAfter?: number;
  /** For `bad-request`: what was wrong where. */
  flaws?: Flaw[];
}
/** `GET /healthz` */
export interface HealthAnswer {
  status: 'ok';
  /** Hash of what runs. */
  build: string;
  /** Site time, ms, and its speed: 1 but in trial mode. */
  at: number;
  speed: number;
  /** Tells this installation from any other: a screen that looks for its server asks at other addresses. */
  installation: string;
}
/** `GET /readyz` */
export interface ReadyAnswer {
  ready: boolean;
  /** State of the store, a word such as `up`, `starting`, `down`. */
  redis: string;
  /** ms of real time since the newest write that the store proved; `null` before the first. */
  canaryAge: number | null;
  /**
   * Most entries by which a board here is behind its journal; `null` when that is not known, or when a
   * journal is gone or ends before its board.
   */
  journalLag: number | null;
}

/** Procedures of a usual ward, and the groups that they belong to there. */
export interface LibraryAnswer {
  groups: Pick<GroupConfig, 'id' | 'name'>[];
  procedures: ProcedureConfig[];
}
