/** A store on a test's own Redis, with clients set as in the product. */
import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { RedisStore } from '../../server/store/redis/redis-store.js';
import type { Scripts } from '../../server/store/redis/scripts.js';
import type { TestRedis } from './redis.js';

/** The settings of the product's command client: a lost connection is an honest error. */
export const COMMAND_CLIENT = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 1200,
} as const;

/** As in the product, but for a machine that is busy: who waits too long fails a test that is right. */
const PATIENT_CLIENT = { ...COMMAND_CLIENT, commandTimeout: 20_000 };

/** Resolves when the store can take commands; its clients are closed by `redis.stop()`. */
export async function connectStore(
  redis: TestRedis,
  scripts?: Scripts,
  client: typeof COMMAND_CLIENT | typeof PATIENT_CLIENT = COMMAND_CLIENT,
): Promise<RedisStore> {
  const command = redis.client(client);
  await connected(command);
  return new RedisStore(
    { command, tail: () => redis.client({ maxRetriesPerRequest: null }) },
    scripts ?? null,
  );
}

/** A store that waits however long Redis takes. */
export function patientStore(redis: TestRedis, scripts?: Scripts): Promise<RedisStore> {
  return connectStore(redis, scripts, PATIENT_CLIENT);
}

/** Resolves when the client is ready, at once where it is. */
export async function connected(client: Redis): Promise<void> {
  if (client.status !== 'ready') await once(client, 'ready');
}
