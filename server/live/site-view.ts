/** What one site looks like to this server process right now: read by routes, never changed by them. */
import type { Board } from '../protocol/board.js';
import type { SiteConfig } from '../protocol/config.js';
import type { Estimate, Load } from '../protocol/live.js';

/** Where tickets stand at one moment. */
export interface Places {
  /** People ahead of a waiting ticket by the calling rule; `null` when it does not wait. */
  ahead(ticket: string): number | null;
  /** Expected wait of a waiting ticket in minutes; `null` without an open counter for it. */
  estimate(ticket: string): Estimate | null;
}

export interface SiteView extends Places {
  readonly id: string;
  readonly config: SiteConfig;
  /** Folded from the journal up to `board.seq`; treat as read-only. */
  readonly board: Board;
  /** Resolves to true once `board.seq ≥ seq`, to false after `ms` of real time. */
  reached(seq: number, ms: number): Promise<boolean>;
  /** Expected waits and counts as of now. */
  load(): Load;
  /** All places of this moment, for whoever asks for many. Good until the board changes. */
  places(): Places;
}
export interface SiteViews {
  get(site: string): SiteView | undefined;
  all(): SiteView[];
}
