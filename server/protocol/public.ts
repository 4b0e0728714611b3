/** What anybody may know of a hall from elsewhere, where the site shows it. */
import type { Words } from './config.js';

/** A figure is never told but as a range of five: 0–4 (nobody or a few), 5–9 … */
export interface Range {
  from: number;
  to: number;
}
export interface PublicGroup {
  letter: string;
  name: Words;
  /** About how many minutes a newcomer would wait, by that range alone; `null` while no counter serves it. */
  wait: Range | null;
  /** Numbers are given now; `full`: today's are gone. */
  numbers: 'open' | 'closed' | 'full';
}
/** A group for which five people or more wait. */
export interface CountedGroup extends PublicGroup {
  waiting: Range;
}
/** The groups for which fewer than five wait, counted together, so that nobody is singled out. */
export interface MergedGroups {
  /** All who wait for any of them. */
  waiting: Range;
  groups: PublicGroup[];
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
  /** The site's order. */
  groups: CountedGroup[];
  /** `null` while five or more wait for each group. */
  others: MergedGroups | null;
}
