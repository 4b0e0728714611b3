/** What a usual day looks like: how many come when, and how long they wait (`GET …/rhythm`). */

/** `history`: means over the journal's days; `usual`: what is known of wards, until there are any. */
export const RHYTHM_SOURCES = ['history', 'usual'] as const;
export type RhythmSource = (typeof RHYTHM_SOURCES)[number];

/** Half an hour, by the time at which people took their number. Absent ids: nobody came. */
export interface RhythmHalfHour {
  /** Minute of the local day, a multiple of 30. */
  from: number;
  /** Mean arrivals by group. */
  groups: Record<string, number>;
  /** Mean minutes from number to first call by group; `null` where none of them is known. */
  waits: Record<string, number | null>;
  /** Mean arrivals by procedure. */
  procedures: Record<string, number>;
}
/** `GET …/rhythm`: a day of today's weekday. */
export interface RhythmAnswer {
  /** Business days that the means are of; 0 for `usual`. */
  days: number;
  source: RhythmSource;
  /** In order of time, without those in which nobody comes. */
  halfHours: RhythmHalfHour[];
}
