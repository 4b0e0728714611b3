/** What a day asks of a hall: who comes when, for what, and how long they need. */
import type { PriorityClass } from '../protocol/ticket.js';

export interface Visit {
  /** When the citizen takes a number, site time in ms. */
  at: number;
  group: string;
  /** Minutes at the counter, as ms of site time. */
  serviceMs: number;
  priority?: PriorityClass;
  /** The citizen has left by the time of the call. */
  absent?: boolean;
  /** How long the hall that was logged let this citizen wait, ms. */
  loggedWaitMs?: number;
}

/** How many counters a day needs: the most people that were at counters at one time. */
export function countersNeeded(services: readonly { from: number; to: number }[]): number {
  const changes = services
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const change of changes) {
    now += change.by;
    most = Math.max(most, now);
  }
  return most;
}

export interface Waits {
  mean: number;
  p50: number;
  p90: number;
  max: number;
}
/** Mean, median, 90th percentile (nearest rank) and maximum of waits; all 0 for nobody. Unit kept. */
export function summary(waits: readonly number[]): Waits {
  const sorted = [...waits].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const total = sorted.reduce((sum, wait) => sum + wait, 0);
  return {
    mean: sorted.length === 0 ? 0 : total / sorted.length,
    p50: rank(0.5),
    p90: rank(0.9),
    max: sorted.at(-1) ?? 0,
  };
}
