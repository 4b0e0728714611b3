import { once } from 'node:events';
import { expect, it } from 'vitest';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { product } from '../support/product.js';
import { expectOneTruth } from '../support/truth.js';

const ROUNDS = Number(process.env['CHAOS_ROUNDS'] ?? 20);
/** ms after the kill within which a command must be accepted again. */
const RECOVERY = 3_000;
/** ms within which each request must be answered or refused. */
const SETTLED = 2_000;

it(`loses and doubles nothing when redis-server is killed ${ROUNDS} times under load`, async () => {
  await using hall = await product();
  const client = embeddedClient(hall);
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 6, counters: ['quay-1', 'quay-2'], rest: 5 },
  });
  const recoveries: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await load.accepted();
    await load.accepted();
    const pid = await embeddedPid(client);
    const gone = once(client, 'close');
    const killed = performance.now();
    process.kill(pid, 'SIGKILL');
    await gone;
    await load.accepted();
    recoveries.push(performance.now() - killed);
    await load.quiet(() => expectOneTruth(client, 'sen-hong', load.promised));
  }
  await load.stop();

  const board = await expectOneTruth(client, 'sen-hong', load.promised);
  expect(Object.keys(board.tickets)).toHaveLength(load.asked);
  expect(Math.max(...recoveries)).toBeLessThan(RECOVERY);
  expect(load.slowest).toBeLessThan(SETTLED);
  expect(load.retried).toBeGreaterThan(0);
  client.disconnect();
});
