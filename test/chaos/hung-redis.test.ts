import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { product } from '../support/product.js';
import { expectOneTruth } from '../support/truth.js';

/** ms for which Redis does not move: longer than any request may take. */
const HUNG = 4_000;

it('answers every request within two seconds while Redis hangs, and goes on by itself', async () => {
  await using hall = await product();
  const client = embeddedClient(hall);
  const pid = await embeddedPid(client);
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 4, counters: ['quay-1'], rest: 10 },
  });
  await load.accepted();
  process.kill(pid, 'SIGSTOP');
  await pause(HUNG);
  process.kill(pid, 'SIGCONT');
  const resumed = performance.now();
  await load.accepted();
  expect(performance.now() - resumed).toBeLessThan(3_000);
  await load.stop();

  expect(load.slowest).toBeLessThan(2_000);
  expect(load.retried).toBeGreaterThan(0);
  const board = await expectOneTruth(client, 'sen-hong', load.promised);
  expect(Object.keys(board.tickets)).toHaveLength(load.asked);
  client.disconnect();
});
