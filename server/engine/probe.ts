import { Redis } from 'ioredis';

/** What a running Redis says about itself. */
export interface ProbeAnswer {
  pid: number;
  /** Its folder, absolute. */
  dir: string;
  /** Still reading its files: it answers, but takes no commands. */
  loading: boolean;
  /** It keeps what it acknowledges: `appendfsync always` and no eviction. */
  durable: boolean;
}

/** Long enough for a busy machine, short enough to find a hung one. */
const ANSWER_MS = 1_000;

/** Asks the Redis behind a socket who it is; `null` when none answers there. */
export async function probe(path: string): Promise<ProbeAnswer | null> {
  const client = new Redis({
    path,
    lazyConnect: true,
    connectionName: 'motcua:probe',
    enableReadyCheck: false,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
    disableClientInfo: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const [info, settings] = await Promise.all([client.info(), client.config('GET', '*')]);
    const about = infoFields(info);
    const value = settingsOf(settings);
    return {
      pid: Number(about.get('process_id')),
      dir: value.get('dir') ?? '',
      loading: about.get('loading') !== '0',
      durable:
        value.get('appendonly') === 'yes' &&
        value.get('appendfsync') === 'always' &&
        value.get('maxmemory-policy') === 'noeviction',
    };
  } catch {
    return null;
  } finally {
    client.disconnect();
  }
}

/** The `name:value` lines of `INFO`. */
export function infoFields(info: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of info.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return fields;
}

/** The flat list of names and values that `CONFIG GET` gives. */
export function settingsOf(reply: unknown): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  if (!Array.isArray(reply)) return settings;
  for (let i = 0; i + 1 < reply.length; i += 2)
    settings.set(String(reply[i]), String(reply[i + 1]));
  return settings;
}
