/** The words of a counter: what it is in the configuration and how it stands today. */

export const COUNTER_STATES = ['open', 'paused', 'closed'] as const;
export type CounterState = (typeof COUNTER_STATES)[number];

/** `office` counters are worked by officers, `support` counters by volunteers. */
export const COUNTER_KINDS = ['office', 'support'] as const;
export type CounterKind = (typeof COUNTER_KINDS)[number];

export const PAUSE_REASONS = ['meeting', 'lunch', 'trouble', 'short', 'other'] as const;
/** Minutes from now that a pause may be said to last; 0: nobody knows. */
export const MOST_PAUSE_MINUTES = 240;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** A group that a counter serves, with its tier: 1 is called first, 9 last. */
export interface ProfileEntry {
  group: string;
  tier: number;
}

/** How a counter stands today. A counter that nobody touched today is closed. */
export interface Counter {
  id: string;
  /** Seq of the counter's last event today; 0 before the first. */
  rev: number;
  state: CounterState;
  reason: PauseReason | null;
  /** When it entered this state; 0 before the first event of the day. */
  since: number;
  /** Site time, ms, at which whoever paused it means to be back; `null` where that is not known. */
  backAt: number | null;
  /** Today's profile; `null` means the one of the configuration. */
  profile: readonly ProfileEntry[] | null;
}

/** Field order in journal entries (see `TICKET_FIELDS`). */
export const COUNTER_FIELDS = [
  'state',
  'reason',
  'since',
  'backAt',
  'profile',
] as const satisfies readonly (keyof Counter)[];
export type CounterField = (typeof COUNTER_FIELDS)[number];

export const BLANK_COUNTER: Counter = {
  id: '',
  rev: 0,
  state: 'closed',
  reason: null,
  since: 0,
  backAt: null,
  profile: null,
};
