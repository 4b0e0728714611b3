/** What a kiosk is told (`/kiosk`): how things are now, whole, on connecting and on each change. */
import type { Estimate, Hello, Trouble } from './live.js';
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
  /**
   * `low`: it prints, and its roll ends soon; `silent`: no agent, or one whose printer does not answer;
   * `stopped`: its cover is open, it is broken, or nobody knows what became of its last slips.
   */
  state: 'ready' | 'low' | 'out' | 'stopped' | 'silent';
  /** Since when it does not print, site time (ms); `null` where it does, or nobody knows. */
  since: number | null;
  /** Another of the site's that takes its slips meanwhile; `null` where it prints, or none can. */
  instead: { id: string; name: string } | null;
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
  /** What became of the newest slips that were asked for on its printer or the one that takes its place, by ticket id. */
  slips: Record<string, KioskSlip>;
}
export interface KioskSlip extends Pick<Slip, 'outcome' | 'cause' | 'copy'> {
  /** The site's name of the printer that it comes out of instead; absent where that is the kiosk's own. */
  elsewhere?: string;
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
