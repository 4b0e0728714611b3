/** What those who look after an installation are told (`server/operations`). */
import type { PrinterConfig } from './config.js';
import type { JournalEntry } from './journal.js';
import type { Heard } from './live.js';
import type { PaperLeft, PrinterStatus, PrinterTested, PrintResult } from './printing.js';

/** `GET /api/v1/backups`. Times are real, ms. */
export interface BackupsAnswer {
  /** `elsewhere`: an operator's own Redis, whose owner must back it up. */
  kept: 'here' | 'elsewhere';
  folder: string;
  /** Bytes free there; `null` when the folder is not there. */
  free: number | null;
  running: boolean;
  /** Why the newest attempt of this process made none: a code of `server/errors.ts`. */
  failed: { code: string; at: number } | null;
  /** Newest first. */
  backups: { id: string; madeAt: number; bytes: number }[];
}

/** Whether the journal is whole and nobody changed it: `…/journal/verify`. */
export interface JournalVerdict {
  /** First and last entry looked at; 0 where there was none. */
  first: number;
  last: number;
  /** Hash of the last one. */
  h: string;
  /**
   * The first entry that does not fit: `gap` where its number does not follow the one before it,
   * `changed` where its content does not give its hash, `cut` where the journal ends before its head.
   */
  wrong: { seq: number; why: 'gap' | 'changed' | 'cut' } | null;
  /** Entry to go on from, as `from`; `null` when all that was asked for was looked at. */
  next: number | null;
}

/** One line of the journal as people read it: `…/journal/view`. */
export type JournalLine = Pick<JournalEntry, 'seq' | 'at' | 'day' | 'type' | 'actor' | 'data'>;
export interface JournalView {
  /** Newest first. */
  lines: JournalLine[];
  /** As `before` for older ones of that day; `null` when there are none. */
  before: number | null;
  /** Hash of the newest entry of the day, `''` where nothing happened on it. */
  h: string;
}

/** A hall screen whose socket is open on this server. */
export const SCREENS_SHOW = ['calls', 'hours', 'clock'] as const;
export type ScreensShow = (typeof SCREENS_SHOW)[number];
export interface ScreenState {
  /** Tells screens apart while they are open. */
  id: string;
  /** Zone that it shows; `null` for all. */
  zone: string | null;
  /** Counter above which a sign hangs; `null` for a television. */
  counter: string | null;
  /** ms from the newest ping to its answer; `null` before the first. */
  lag: number | null;
  /** Real time, ms, of a ping that it has not answered; `null` while it does. It says so itself by then. */
  silentSince: number | null;
  /** Id of the paired device; `null` for a browser that was not paired. */
  device: string | null;
  /** It runs the build of this server; `null` where it did not say. */
  current: boolean | null;
  /** Real time, ms, since when it is open. */
  since: number;
  /**
   * What became of the newest sentence that it was to play: `asked` while it may be playing, `silent`
   * where it never answered; `null` before the first.
   */
  sound: Heard | 'asked' | 'silent' | null;
}
/**
 * Why a zone is not heard as it should be. `no-screen`: nothing is there that could speak; `blocked`: somebody
 * must touch a screen first; `silent`: screens do not answer; `no-player`: the server has no program to play
 * with, or no sound card; `wordless`: the voice lacks words; `stand-in`: another one speaks than the one that
 * was chosen.
 */
export const SOUND_CAUSES = [
  'no-screen',
  'blocked',
  'silent',
  'no-player',
  'wordless',
  'stand-in',
] as const;
export type SoundCause = (typeof SOUND_CAUSES)[number];
/** How it is about the sound of a zone. */
export interface ZoneSound {
  zone: string;
  /** Id of the screen that speaks there, `server` for its sound card, `another`: another server process. */
  by: string | null;
  trouble: SoundCause | null;
  /** Calls that were shown and not said since the server was started. */
  unsaid: number;
}
/** A zone that is not heard although it has, or had of late, something to speak with. */
export interface SoundTrouble {
  zone: string;
  cause: SoundCause;
  /** Site time, ms. */
  since: number;
}
/** `GET …/sounds` */
export interface SoundsAnswer {
  troubles: SoundTrouble[];
}
/** `POST …/screens/sound`: a sentence on the screens of one zone. */
export interface SoundAnswer {
  screens: ScreenState[];
}
/** `POST …/screens/identify`: two characters on each screen for a while. */
export interface IdentifyAnswer {
  seconds: number;
  screens: (ScreenState & { code: string })[];
}

/**
 * What a check looks at, besides `printer:<id>` for each printer of the site and `sound:<zone>` for each
 * zone; `sound` is that of screens that show all zones.
 */
export const CHECK_WORDS = [
  'clock',
  'store',
  'disk',
  'backup',
  'groups',
  'screens',
  'sound',
  'tickets',
  'serving',
  'counters',
] as const;

/** A test slip on its way: `…/printers/{printer}/test`. */
export interface PrintTestAnswer {
  /** `null` while it is being printed, and before the first test of this process. */
  result: PrintResult | null;
  printing: boolean;
  /** Site time, ms, of the newest test; `null` before the first. */
  at: number | null;
}

/** How the machine is: `…/operations`, for the operations page and both checks. Times are real, ms. */
export interface OperationsAnswer {
  at: number;
  /** Site time, ms. */
  siteAt: number;
  build: string;
  node: string;
  system: string;
  /** Seconds since the start of the process and of the machine. */
  uptime: number;
  machineUptime: number;
  /** Bytes that the process holds. */
  memory: number;
  redis: {
    state: string;
    version: string | null;
    memory: number | null;
    appendOnly: number | null;
    /** Real ms since the newest write that came back; `null` before the first. */
    provedAgo: number | null;
  };
  /** Bytes on the disk of the data; `full`: no number is given. */
  disk: { free: number; total: number; full: boolean };
  clock: { offset: number; stepped: boolean; wrong: boolean; timeZone: string };
  backups: BackupsAnswer;
  printers: (PrinterConfig & {
    status: PrinterStatus | null;
    answers: PrinterTested | null;
    /** Its paper as it was counted; `null` before it is known. */
    left: PaperLeft | null;
  })[];
  screens: ScreenState[];
  /** What those that hear the server show: calls, outside hours the hours, or that its clock is in doubt. */
  screensShow: ScreensShow;
  /** One for each zone. */
  sounds: ZoneSound[];
  addresses: string[];
  /** `none`: plain HTTP only. `problem` as `network/certificate-keeper.ts` tells it. */
  certificate: { kind: 'none' | 'own' | 'given'; validTo: number | null; problem: string | null };
  retention: { ticketDays: number; journalDays: number };
  /** Groups that no counter serves by its profile of today. */
  unservedGroups: string[];
  /** Counters that are open or paused, tickets still open, and unfinished services. */
  hall: { open: number; paused: number; waiting: number; parked: number; serving: number };
  /** Head of the journal. */
  head: { seq: number; h: string; day: string } | null;
}
