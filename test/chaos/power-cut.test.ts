import { once } from 'node:events';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { fsyncRecord } from '../support/preload.js';
import { product, type TestProduct } from '../support/product.js';
import { expectOneTruth } from '../support/truth.js';

const ROUNDS = Number(process.env['CHAOS_ROUNDS'] ?? 5);

/** Ends server and Redis at once, as a power cut does. */
async function cutPower(hall: TestProduct): Promise<void> {
  const client = embeddedClient(hall);
  const pid = await embeddedPid(client);
  const gone = once(client, 'close');
  process.kill(hall.pid, 'SIGKILL');
  process.kill(pid, 'SIGKILL');
  await gone;
  client.disconnect();
}

/** The append-only file that is being written. */
async function journalFile(hall: TestProduct): Promise<string> {
  const dir = join(hall.dataDir, 'redis', 'appendonlydir');
  const file = (await readdir(dir)).filter((name) => name.endsWith('.incr.aof')).at(-1);
  if (file === undefined) throw new Error('no append-only file');
  return join(dir, file);
}

it(`keeps every promise when the power fails ${ROUNDS} times and only what was synced is left`, async () => {
  const record = await fsyncRecord();
  let hall = await product(record.env);
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 6, counters: ['quay-1', 'quay-2'], rest: 1 },
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let count = 0; count < 20; count += 1) await load.accepted();
    const file = await journalFile(hall);
    await cutPower(hall);
    const synced = (await readFile(record.file, 'utf8'))
      .trim()
      .split('\n')
      .filter((line) => line.endsWith(` ${file}`))
      .at(-1);
    const length = Number(synced?.split(' ')[0]);
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual((await stat(file)).size);
    await truncate(file, length);
    hall = await hall.restart();
    const ready = performance.now();
    await load.accepted();
    expect(performance.now() - ready).toBeLessThan(3_000);
    const client = embeddedClient(hall);
    await load.quiet(() => expectOneTruth(client, 'sen-hong', load.promised));
    client.disconnect();
  }
  await load.stop();
  expect(load.promised.called.length).toBeGreaterThan(ROUNDS);
  expect(load.slowest).toBeLessThan(2_000);
  await hall[Symbol.asyncDispose]();
  await record.remove();
});

it('starts after a torn write at the end of the file, with whole commands only', async () => {
  let hall = await product();
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 2, counters: [], issues: 20 },
  });
  await load.done;
  await load.stop();
  const file = await journalFile(hall);
  await cutPower(hall);
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 7));

  hall = await hall.restart();
  const client = embeddedClient(hall);
  const board = await expectOneTruth(client, 'sen-hong', { issued: new Map(), called: [] });
  expect(Object.keys(board.tickets).length).toBeGreaterThanOrEqual(19);
  client.disconnect();
  await hall[Symbol.asyncDispose]();
});
