/** The embedded Redis of a running product, seen from outside. */
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { TestProduct } from './product.js';

export function embeddedClient({ dataDir }: Pick<TestProduct, 'dataDir'>): Redis {
  const client = new Redis({
    path: join(dataDir, 'run', 'redis.sock'),
    retryStrategy: (times) => Math.min(50 * times, 500),
    maxRetriesPerRequest: null,
  });
  // The tests take it away; the loss of a connection is no news.
  client.on('error', () => undefined);
  return client;
}

export async function embeddedPid(client: Redis): Promise<number> {
  const pid = /process_id:(\d+)/.exec(await client.info('server'))?.[1];
  if (pid === undefined) throw new Error('redis did not tell its process id');
  return Number(pid);
}
