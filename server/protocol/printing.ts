/**
 * What server and printers say to each other over `/printer`, and what is known of printers. It imports nothing:
 * whoever takes `printer/` elsewhere takes this file along.
 */

/**
 * What became of a slip. `printed`: the printer proved it; `sent`: everything was sent and the
 * printer cannot prove; `unknown`: something was sent, then the proof did not come, a person must
 * look; `failed`: nothing came out and nothing will.
 */
export const PRINT_OUTCOMES = ['printed', 'sent', 'unknown', 'failed'] as const;
export type PrintOutcome = (typeof PRINT_OUTCOMES)[number];

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
  /** Names this physical attempt, and never another one. */
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
 * ends soon; `roll`: paper was put in, and only a person knows whether it is a new roll; `unheard`: nothing was
 * heard of it since the server's start, for longer than agents take to come.
 */
export const PRINTER_TROUBLES = [
  'unheard',
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
  /** Something was heard of it since the server's start; until then `trouble` is `null` or `unheard`. */
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
  /**
   * What became of an attempt that was handed over on an earlier connection. Answered when it has ended; with
   * `null` at once by an agent that knows nothing of it.
   */
  recall(attempt: string, done: (result: PrintResult | null) => void): void;
  /** Browsers only: build of the screens. */
  hello(message: { build: string }): void;
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
  /** It answers `recall`. */
  recalls?: true;
}
/** A browser that prints: what it may is in its cookies, what its paper is in the configuration. */
export interface BrowserHandshake extends Pick<PrinterHandshake, 'site' | 'printer' | 'recalls'> {
  /** Build of the page. */
  build: string;
}
