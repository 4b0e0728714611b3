/**
 * `npm run demo`: the sample ward on a simulated Monday, so that one can watch a hall work. Opens
 * the screens of a product of its own and plays citizens and officers until evening or Ctrl-C.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SiteConfig } from '../protocol/config.js';
import { ApiClient } from './client.js';
import { runDay } from './hall-day.js';
import { apiHands } from './hands.js';
import { startProduct } from './product.js';
import { localStart, siteClock } from './replay-day.js';
import { summary } from './visits.js';
import { simulateDay } from './ward-day.js';

/** A Monday, the fullest day of the week. */
const DAY = '2026-11-23';
const OPENS_MS = 445 * 60_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      speed: { type: 'string', default: '30' },
      tickets: { type: 'string', default: '240' },
      seed: { type: 'string', default: '1' },
      port: { type: 'string', default: '3000' },
    },
  });
  const ward = new URL('./ward.json', import.meta.url);
  const config = JSON.parse(await readFile(ward, 'utf8')) as SiteConfig;
  const midnight = Date.parse(`${DAY}T00:00:00+07:00`);
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-demo-'));
  const token = randomBytes(24).toString('hex');
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  const product = await startProduct({
    PORT: values.port,
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    ADMIN_TOKEN: token,
    CLOCK: `${localStart(midnight + OPENS_MS)}@${values.speed}`,
  });
  try {
    process.stdout.write(
      `${['/', '/door', '/desk/1', '/hall'].map((page) => product.url + page).join('\n')}\n`,
    );
    const clock = await siteClock(product.url);
    const result = await runDay({
      hands: apiHands(new ApiClient(product.url, token), `/api/v1/sites/${config.site.id}`, true),
      counters: config.counters.map(({ id }) => id),
      visits: simulateDay(config, midnight, Number(values.tickets), Number(values.seed)),
      now: clock.now,
      speed: clock.speed,
      signal: ended.signal,
    });
    const waits = summary(result.waits.map((ms) => ms / 60_000));
    process.stdout.write(
      `issued ${result.issued} · called ${result.called} · finished ${result.finished} · missed ${result.missed} · wait p50 ${waits.p50.toFixed(1)} min, p90 ${waits.p90.toFixed(1)} min\n`,
    );
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();
