/** What a kiosk is told (`/kiosk`): how things are now, whole, on connecting and on each change. */
import type { Estimate, Hello, PaperState, Trouble } from './live.js';
import type { Slip } from './board.js';

/** A group as somebody at a kiosk may take its number now. */
export interface KioskGroup {
  /** `closed`: outside the hours for numbers; `full`: the day's numbers are gone. */
  state: 'open' | 'closed' | 'full';
  /** Site time (ms) from which numbers are given again; `null` while it is open, or when nobody knows. */
  opens: number | null;
  waiting: number;
  estimate: Estimate | null;
}
/** The printer that the kiosk prints on. */
export interface KioskPrinter {
  id: string;
  /** `silent`: no agent, or one whose printer does not answer; `stopped`: its cover is open. */
  state: 'ready' | 'out' | 'stopped' | 'silent';
  paper: PaperState;
}
export interface KioskState {
  /** Site time, ms. */
  at: number;
  configVersion: number;
  groups: Record<string, KioskGroup>;
  /** `null` where the site has no printer. */
  printer: KioskPrinter | null;
  trouble: Trouble | null;
  /** The kiosk called for somebody; `coming`: one of the volunteers said that he or she goes. */
  help: { coming: boolean } | null;
  /** What became of the newest slips on its printer, by ticket id. */
  slips: Record<string, Pick<Slip, 'outcome' | 'cause'>>;
}

export interface KioskServerToClient {
  hello(message: Hello): void;
  state(message: KioskState): void;
}
/** A kiosk says nothing here: it gives its commands over HTTP. */
export type KioskClientToServer = Record<never, never>;

/** `auth` of the handshake of `/kiosk`. */
export interface KioskHandshake {
  site: string;
  /** Build of the screen. */
  build?: string;
}
