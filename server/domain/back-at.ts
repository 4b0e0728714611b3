/** When a counter that rests goes on, as citizens are told. Runs in servers and browsers alike. */

const STEP_MS = 5 * 60_000;
/** What lies further ahead was said before the clock was put back. */
const MOST_MS = 4 * 3_600_000;

/**
 * Rounded up to five minutes. @param now site time, ms
 * @returns site time, ms; `null` where nobody said it, and once it is over: then nobody knows
 */
export function backAround(backAt: number | null | undefined, now: number): number | null {
  if (!backAt || backAt <= now) return null;
  const around = Math.ceil(backAt / STEP_MS) * STEP_MS;
  return around - now > MOST_MS + STEP_MS ? null : around;
}
