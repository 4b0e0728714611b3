import { expect, it } from 'vitest';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { product } from '../support/product.js';
import { expectOneTruth } from '../support/truth.js';

/** ms after the server is back within which a command must be accepted. */
const RECOVERY = 3_000;
/** ms within which each request must be answered or refused. */
const SETTLED = 2_000;

it('loses and doubles nothing when the server is killed under load, and adopts its Redis', async () => {
  let hall = await product({ PORT: '0' });
  const client = embeddedClient(hall);
  const redis = await embeddedPid(client);
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 6, counters: ['quay-1', 'quay-2'], rest: 5 },
  });
  for (let round = 0; round < 5; round += 1) {
    await load.accepted();
    await load.accepted();
    process.kill(hall.pid, 'SIGKILL');
    hall = await hall.restart();
    const ready = performance.now();
    await load.accepted();
    expect(performance.now() - ready).toBeLessThan(RECOVERY);
    await load.quiet(() => expectOneTruth(client, 'sen-hong', load.promised));
    expect(await embeddedPid(client)).toBe(redis);
  }
  await load.stop();

  const board = await expectOneTruth(client, 'sen-hong', load.promised);
  expect(Object.keys(board.tickets)).toHaveLength(load.asked);
  expect(load.slowest).toBeLessThan(SETTLED);
  client.disconnect();
  await hall[Symbol.asyncDispose]();
});
