import type { Config } from '../config.js';
import { type Log, scoped } from '../log.js';
import { Connections, targetOf } from './connections.js';
import { DiskGuard } from './disk-guard.js';
import { makeFolders } from './folders.js';
import { SilentRedis, UnfitRedis, inspectRedis, shownAddress } from './foreign-redis.js';
import { ManagedRedis } from './managed-redis.js';

/** How long a Redis with a month of tickets may take to load at start; past it something is wrong. */
const UP_WITHIN_MS = 60_000;

/** The Redis of this installation, its own or an operator's, with every connection to it (design §7). */
export interface Engine {
  readonly connections: Connections;
  /** A word for `/readyz`. */
  state(): string;
  /** The disk is so full that no number may be promised. */
  diskFull(): boolean;
  /** Closes the connections, then ends Redis if it is our own. */
  stop(): Promise<void>;
}

/**
 * @throws EngineError or UnfitRedis where it can never run like this; SilentRedis when an operator's
 * Redis does not answer, Error when our own does not
 */
export async function startEngine(
  config: Config,
  log: Log,
  waitMs = UP_WITHIN_MS,
): Promise<Engine> {
  const redisLog = scoped(log, 'redis');
  return config.redisUrl === null
    ? startOwn(config, redisLog, waitMs)
    : startForeign(config.redisUrl, config, redisLog, waitMs);
}

async function startOwn(config: Config, log: Log, waitMs: number): Promise<Engine> {
  const folders = await makeFolders(config.dataDir);
  const guard = new DiskGuard({ folder: folders.data, log });
  const redis = new ManagedRedis({ dataDir: config.dataDir, log, guard });
  // Before Redis: one that dies of a full disk at once must find the ballast known.
  await guard.start();
  try {
    await redis.start();
  } catch (error) {
    await guard.stop();
    throw error;
  }
  const connections = new Connections({
    store: redis.target,
    jobs: config.redisJobsUrl === null ? null : targetOf(config.redisJobsUrl),
    log,
  });
  await redis.whenUp(waitMs);
  connections.open();
  await connections.whenReady(waitMs);
  return {
    connections,
    state: () => redis.state,
    diskFull: () => guard.full,
    async stop() {
      connections.close();
      await guard.stop();
      await redis.stop();
    },
  };
}

async function startForeign(
  url: string,
  config: Config,
  log: Log,
  waitMs: number,
): Promise<Engine> {
  const connections = new Connections({
    store: targetOf(url),
    jobs: config.redisJobsUrl === null ? null : targetOf(config.redisJobsUrl),
    log,
  });
  const address = shownAddress(url);
  log.info({ address }, 'waiting for redis');
  connections.open();
  try {
    await connections.whenReady(waitMs);
  } catch (error) {
    connections.close();
    throw new SilentRedis(address, reasonOf(error), { cause: error });
  }
  for (const finding of await inspectRedis(connections.command)) {
    log[finding.weight === 'fatal' ? 'fatal' : 'error'](finding, 'redis is not fit');
    if (finding.weight === 'fatal') throw new UnfitRedis(finding);
  }
  return {
    connections,
    state: () => (connections.command.status === 'ready' ? 'up' : 'down'),
    diskFull: () => false,
    stop() {
      connections.close();
      return Promise.resolve();
    },
  };
}

/** What the client said last while nobody could be reached, such as `connect ECONNREFUSED …`. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
}
