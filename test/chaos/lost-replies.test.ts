import { expect, it } from 'vitest';
import { startLoad } from '../support/load.js';
import { product } from '../support/product.js';
import { proxyTo } from '../support/proxy.js';
import { startRedis } from '../support/redis.js';
import { expectOneTruth } from '../support/truth.js';

it('gives one number for each that was asked for while the answers of Redis are lost', async () => {
  const redis = await startRedis({ appendfsync: 'always' });
  const proxy = await proxyTo({ path: redis.socket });
  const hall = await product({ REDIS_URL: `redis://127.0.0.1:${proxy.port}` });
  proxy.losing(0.05);
  const load = await startLoad({
    ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
    ...{ citizens: 4, counters: ['quay-1', 'quay-2'], issues: 200, rest: 2 },
  });
  await load.done;
  // Officers press on: how many answers are lost is chance, and that they are is not.
  while (proxy.lost <= 10) await load.accepted();
  await load.stop();
  proxy.losing(0);

  const board = await expectOneTruth(redis.client(), 'sen-hong', load.promised);
  expect(Object.keys(board.tickets)).toHaveLength(load.asked);
  expect(proxy.lost).toBeGreaterThan(10);
  expect(load.slowest).toBeLessThan(2_000);
  await hall[Symbol.asyncDispose]();
  await proxy.stop();
  await redis.stop();
});
