/**
 * `npm run replay -- FILE.csv --hall 631 --day 2020-05-12 --speed 120`: prints the waits of a real
 * day as this product gave them, beside those of the log.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readLoggedDay } from './hall-log.js';
import { REPLAY_GROUP, type ReplayReport, replayDay } from './replay-day.js';
import type { Waits } from './visits.js';

const minutes = (ms: number) => (ms / 60_000).toFixed(1).padStart(8);

function table(report: ReplayReport): string {
  const row = (name: string, waits: Waits) =>
    `${name.padEnd(12)}${minutes(waits.mean)}${minutes(waits.p50)}${minutes(waits.p90)}${minutes(waits.max)}`;
  const refused = Object.entries(report.result.refusals);
  return [
    `tickets ${report.tickets} · counters ${report.counters} · issued ${report.result.issued} · called ${report.result.called} · finished ${report.result.finished}`,
    `${'wait (min)'.padEnd(12)}${['mean', 'p50', 'p90', 'max'].map((name) => name.padStart(8)).join('')}`,
    row('replayed', report.waits),
    row('log', report.loggedWaits),
    refused.length === 0
      ? 'refusals: none'
      : `refusals: ${refused.map(([code, count]) => `${code} × ${count}`).join(', ')}`,
  ].join('\n');
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      hall: { type: 'string' },
      day: { type: 'string' },
      speed: { type: 'string', default: '120' },
    },
  });
  const [file] = positionals;
  const speed = Number(values.speed);
  if (!file || !values.hall || !values.day || !(speed >= 1)) {
    process.stderr.write('npm run replay -- FILE.csv --hall 631 --day 2020-05-12 [--speed 120]\n');
    process.exitCode = 2;
    return;
  }
  const csv = await readFile(file, 'utf8');
  const logged = readLoggedDay(csv, values.hall, values.day, REPLAY_GROUP);
  const report = await replayDay(logged, speed, ({ url }) => {
    process.stdout.write(`${url}/hall · ${url}/door\n`);
    return Promise.resolve({ done: () => Promise.resolve() });
  });
  process.stdout.write(`${table(report)}\n`);
}

await main();
