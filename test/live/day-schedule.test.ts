import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DaySchedule } from '../../server/effects/day-schedule.js';
import { Queues } from '../../server/effects/queues.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { siteConfig } from '../support/factories.js';
import { SILENT } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';

let redis: TestRedis;
let queues: Queues;
let schedule: DaySchedule;
let configs: SiteConfig[];

beforeEach(async () => {
  redis = await startRedis();
  queues = new Queues({ path: redis.socket, maxRetriesPerRequest: null }, SILENT);
  configs = [lyingIn('Asia/Ho_Chi_Minh')];
  const client = redis.client({ maxRetriesPerRequest: null });
  schedule = new DaySchedule({
    ...{ redis: client, owner: 'one', queues, log: SILENT },
    configs: () => configs,
  });
  schedule.start();
});
afterEach(async () => {
  await schedule.stop();
  await queues.stop();
  await redis.stop();
});

function lyingIn(timeZone: string): SiteConfig {
  const config = siteConfig();
  return { ...config, site: { ...config.site, timeZone } };
}

async function zones(): Promise<(string | undefined)[]> {
  return [...new Set((await queues.common.getJobSchedulers()).map(({ tz }) => tz))];
}

describe('the bell of midnight', () => {
  it('follows the site to another time zone, whichever process learns of it first', async () => {
    await expect.poll(zones).toEqual(['Asia/Ho_Chi_Minh']);
    configs = [lyingIn('Asia/Tokyo')];
    await expect.poll(zones).toEqual(['Asia/Tokyo']);
  });
});
