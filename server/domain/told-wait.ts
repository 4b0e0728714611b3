/** Whether an expected wait is worth telling a citizen. Runs in servers and browsers alike. */

const WIDEST_MS = 3 * 3_600_000;

/**
 * With hundreds waiting the guess reaches over half a day: then only how many are ahead is told.
 * @param low ms, like `high`: two moments, or two lengths of time
 */
export function isWorthTelling({ low, high }: { low: number; high: number }): boolean {
  return high - low <= WIDEST_MS;
}
