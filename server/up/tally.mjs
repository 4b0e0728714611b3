/**
 * Adds up what vitest's JSON report says. A file that could not be loaded has no tests that could fail
 * and counts as one; so does a run that ended badly though no test failed, or left no report.
 * @param {object | null} report
 * @param {boolean} endedWell
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function tally(report, endedWell) {
  const unloaded = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = (report?.numFailedTests ?? 0) + unloaded.length;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed === 0 && (!endedWell || report === null) ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

/**
 * The last line of `npm run check`.
 * @param {{ passed: number, failed: number, skipped: number }} totals
 */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
