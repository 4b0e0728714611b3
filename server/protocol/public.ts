/** What anybody may know of a hall from elsewhere, where the site shows it. */
import type { Words } from './config.js';

/** A figure is never told but as a range of five: 0–4, 5–9 … */
export interface Range {
  from: number;
  to: number;
}
export interface PublicGroup {
  letter: string;
  name: Words;
  /** People who wait; `from` 0 is "fewer than 5", whether anybody waits or not. */
  waiting: Range;
  /** About how many minutes a newcomer would wait, by that range alone; `null` while no counter serves it. */
  wait: Range | null;
  /** Numbers are given now; `full`: today's are gone. */
  numbers: 'open' | 'closed' | 'full';
}
/** `GET …/public` */
export interface PublicAnswer {
  site: string;
  name: Words;
  /** Site time (ms) for which it is true. */
  at: number;
  /** Within opening hours. */
  open: boolean;
  /** Site time (ms) of the next opening; `null` while it is open or nobody knows. */
  opens: number | null;
  /** The site's order; those with fewer than five are to be read together. */
  groups: PublicGroup[];
}
