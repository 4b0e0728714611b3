export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}
/** The part of vitest's JSON report that counts. */
export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: readonly { status: string; assertionResults: readonly unknown[] }[];
}
export function tally(report: Report | null, endedWell: boolean): Totals;
export function totalsLine(totals: Totals): string;
