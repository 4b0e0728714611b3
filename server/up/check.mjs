/**
 * `npm run check`: installs what the checks need, then types, lint, build and every test. The last line
 * is `N passed, N failed`; a failing step that is not a test counts as one failed. `--plan` only says what
 * would be installed.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './machine.mjs';
import { carryOut, refuseOldNode, runs, show, stepsToCheck } from './prepare.mjs';
import { tally, totalsLine } from './tally.mjs';

refuseOldNode();
const steps = stepsToCheck();
show(steps);
if (process.argv.includes('--plan')) process.exit(0);
if (!carryOut(steps)) finish({ passed: 0, failed: 1, skipped: 0 });

let failedSteps = 0;
for (const script of ['types', 'lint', 'build']) {
  const startedAt = Date.now();
  const good = runs(['npm', 'run', script]);
  if (!good) failedSteps += 1;
  console.log(`${good ? '✓' : '✗'} ${script} (${Math.round((Date.now() - startedAt) / 1000)} s)\n`);
}
const tests = runTests();
finish({ ...tests, failed: tests.failed + failedSteps });

/** Runs every test; the runner prints its own totals too. */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-check-'));
  const file = join(folder, 'tests.json');
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const endedWell = runs([process.execPath, vitest, 'run', ...reporters]);
  const totals = tally(readReport(file), endedWell);
  rmSync(folder, { recursive: true, force: true });
  return totals;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(error);
    return null;
  }
}

function finish(totals) {
  console.log(totalsLine(totals));
  process.exit(totals.failed > 0 ? 1 : 0);
}
