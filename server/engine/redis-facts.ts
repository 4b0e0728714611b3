import type { Redis } from 'ioredis';
import { infoFields } from './probe.js';

/** How the Redis behind a connection is, for those who look after it. */
export interface RedisFacts {
  /** `Redis 7.0.15`, `Valkey 8.1.1`. */
  version: string;
  /** Bytes of memory, and of the append-only file; `null` where it does not say. */
  memory: number | null;
  appendOnly: number | null;
  /** Seconds since its start. */
  uptime: number | null;
  clients: number | null;
}

/** @throws the client's error when it does not answer */
export async function redisFacts(redis: Redis): Promise<RedisFacts> {
  const about = infoFields(await redis.info());
  const count = (name: string): number | null => {
    const text = about.get(name);
    return text === undefined || !/^\d+$/.test(text) ? null : Number(text);
  };
  const valkey = about.get('valkey_version');
  return {
    version:
      valkey === undefined ? `Redis ${about.get('redis_version') ?? '?'}` : `Valkey ${valkey}`,
    memory: count('used_memory'),
    appendOnly: count('aof_current_size'),
    uptime: count('uptime_in_seconds'),
    clients: count('connected_clients'),
  };
}
