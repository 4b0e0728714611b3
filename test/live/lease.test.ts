import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Redis } from 'ioredis';
import { Lease } from '../../server/effects/lease.js';
import { SILENT } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { connected } from '../support/redis-store.js';

const KEY = 'motcua:lease:bell';

let redis: TestRedis;
let client: Redis;

beforeEach(async () => {
  redis = await startRedis();
  client = redis.client({ maxRetriesPerRequest: null });
  await connected(client);
});
afterEach(() => redis.stop());

/** A lease, and what it told. */
function lease(owner: string): { told: string[]; lease: Lease } {
  const told: string[] = [];
  const parts = { redis: client, name: 'bell', owner, log: SILENT };
  return {
    told,
    lease: new Lease({ ...parts, held: () => told.push('held'), lost: () => told.push('lost') }),
  };
}

describe('a lease', () => {
  it('is held by one, and by another as soon as that one gives it back', async () => {
    const [one, two] = [lease('one'), lease('two')];
    one.lease.start();
    await expect.poll(() => one.told).toEqual(['held']);
    two.lease.start();
    await one.lease.stop();
    await expect.poll(() => two.told).toEqual(['held']);
    await two.lease.stop();
    expect(one.told).toEqual(['held']);
    expect(await client.exists(KEY)).toBe(0);
  });

  it('given up before the first answer came is given back, and nobody is told that it is held', async () => {
    const { told, lease: hasty } = lease('one');
    await redis.kill('SIGSTOP');
    hasty.start();
    const stopped = hasty.stop();
    await redis.kill('SIGCONT');
    await stopped;
    expect(await client.exists(KEY)).toBe(0);
    expect(told).toEqual([]);
  });

  it('of a process is not given back by another lease of the same process', async () => {
    const [before, after] = [lease('one'), lease('one')];
    before.lease.start();
    await expect.poll(() => before.told).toEqual(['held']);
    after.lease.start();
    await after.lease.stop();
    expect(await client.exists(KEY)).toBe(1);
    await before.lease.stop();
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'is given up within a second while Redis does not answer (%s)',
    async (signal) => {
      const { told, lease: held } = lease('one');
      held.start();
      await expect.poll(() => told).toEqual(['held']);
      await redis.kill(signal);
      const began = performance.now();
      await held.stop();
      expect(performance.now() - began).toBeLessThan(1_000);
    },
  );

  it('is lost before another can have it, while Redis hangs', async () => {
    const { told, lease: held } = lease('one');
    held.start();
    await expect.poll(() => told).toEqual(['held']);
    const began = performance.now();
    await redis.kill('SIGSTOP');
    await expect.poll(() => told, { timeout: 9_500 }).toEqual(['held', 'lost']);
    expect(performance.now() - began).toBeLessThan(8_000);
    await redis.kill('SIGCONT');
    await expect.poll(() => told).toEqual(['held', 'lost', 'held']);
    await held.stop();
  });
});
