import { afterAll, beforeAll, describe } from 'vitest';
import { startRedis, type TestRedis } from '../support/redis.js';
import { memoryStore, type OpenStore, redisStore } from '../support/stores.js';
import { conformance } from './conformance.js';

describe('the reference model', () => {
  conformance(memoryStore);
});

describe('the store in Redis', () => {
  let redis: TestRedis;
  let open: OpenStore;
  beforeAll(async () => {
    redis = await startRedis();
    open = await redisStore(redis);
  });
  afterAll(() => redis.stop());
  conformance(() => open);
});
