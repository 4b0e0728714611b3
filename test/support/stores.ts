/** The stores that must agree, each as it is opened and looked into by tests. */
import { MemoryStore } from '../../server/store/memory/memory-store.js';
import type { Store } from '../../server/store/port.js';
import type { Scripts } from '../../server/store/redis/scripts.js';
import { dump } from './redis-state.js';
import { patientStore } from './redis-store.js';
import type { TestRedis } from './redis.js';
import type { SiteState } from './site-state.js';

export interface OpenStore {
  store: Store;
  /** The whole state of a business day of a site. */
  dump(site: string, day: string): Promise<SiteState>;
}

export function memoryStore(): OpenStore {
  const store = new MemoryStore();
  return { store, dump: (site, day) => Promise.resolve(store.dump(site, day)) };
}

/** @param scripts a changed copy of the scripts, for planted faults */
export async function redisStore(redis: TestRedis, scripts?: Scripts): Promise<OpenStore> {
  const store = await patientStore(redis, scripts);
  const reader = redis.client();
  return { store, dump: (site, day) => dump(reader, site, day) };
}
