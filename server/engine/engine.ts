import type { Config } from '../config.js';
import { type Log, scoped } from '../log.js';
import { allowRewrites, appendOnlyBytes, copyAppendOnlyFiles } from './append-only-copy.js';
import { Connections, targetOf } from './connections.js';
import { DiskGuard } from './disk-guard.js';
import { exclusively } from './exclusive.js';
import { makeFolders } from './folders.js';
import { forgetDeleted } from './forget-deleted.js';
import { SilentRedis, UnfitRedis, inspectRedis, shownAddress } from './foreign-redis.js';
import { ManagedRedis } from './managed-redis.js';
import { OwnerLock } from './owner-lock.js';
import { probe } from './probe.js';
import { redisFacts, type RedisFacts } from './redis-facts.js';

/** The part of the configuration that says which Redis. */
export type EngineConfig = Pick<Config, 'dataDir' | 'redisUrl' | 'redisJobsUrl'>;

/** The files of the embedded Redis, which goes on working (`append-only-copy.ts`). */
export interface DataCopy {
  /** Bytes that a copy would take now. */
  bytes(): Promise<number>;
  /** @param to an empty folder @returns bytes written @throws FilesMoved or the disk's error */
  make(to: string): Promise<number>;
  /** Writes the files anew without what was deleted (`forget-deleted.ts`). */
  forgetDeleted(): Promise<void>;
  /** Does `work` unless another process is at a backup. @returns `null` when one is */
  alone<T>(work: () => Promise<T>): Promise<{ value: T } | null>;
}

/** How long a Redis with a month of tickets may take to load at start; past it something is wrong. */
const UP_WITHIN_MS = 60_000;

/** The Redis of this installation, its own or an operator's, with every connection to it. */
export interface Engine {
  readonly connections: Connections;
  /** A word for `/readyz`. */
  state(): string;
  /** The disk is so full that no number may be promised. */
  diskFull(): boolean;
  /** `null` for an operator's own Redis: its owner has it backed up, and its files written anew. */
  readonly copy: DataCopy | null;
  /** @throws the client's error when Redis does not answer */
  facts(): Promise<RedisFacts>;
  /** Closes the connections, then ends Redis if it is our own. */
  stop(): Promise<void>;
}

/**
 * @throws EngineError or UnfitRedis where it can never run like this; SilentRedis when an operator's
 * Redis does not answer, Error when our own does not
 */
export async function startEngine(
  config: EngineConfig,
  log: Log,
  waitMs = UP_WITHIN_MS,
): Promise<Engine> {
  const redisLog = scoped(log, 'redis');
  return config.redisUrl === null
    ? startOwn(config, redisLog, waitMs)
    : startForeign(config.redisUrl, config, redisLog, waitMs);
}

/**
 * The engine of a data folder for a command beside the product: where the product runs its Redis is
 * visited and left as it is, else one is started for as long as it takes.
 * @throws as `startEngine`
 */
export async function visitEngine(config: EngineConfig, log: Log): Promise<Engine> {
  if (config.redisUrl !== null) return startEngine(config, log);
  const { redisSocket } = await makeFolders(config.dataDir);
  if ((await probe(redisSocket)) === null) return startEngine(config, log);
  const connections = new Connections({ store: { path: redisSocket }, log });
  connections.open();
  await connections.whenReady(UP_WITHIN_MS);
  return {
    connections,
    state: () => connections.command.status,
    diskFull: () => false,
    copy: copyOf(connections),
    facts: () => redisFacts(connections.command),
    stop() {
      connections.close();
      return Promise.resolve();
    },
  };
}

/** Whether a product, or the Redis that one left behind, works in a data folder. @throws EngineError */
export async function dataInUse(dataDir: string): Promise<boolean> {
  const { run, redisSocket } = await makeFolders(dataDir);
  if ((await probe(redisSocket)) !== null) return true;
  const lock = new OwnerLock(run);
  const free = await lock.take();
  lock.release();
  return !free;
}

function copyOf(connections: Connections): DataCopy {
  return {
    bytes: () => appendOnlyBytes(connections.command),
    make: (to) => copyAppendOnlyFiles(connections.command, to),
    forgetDeleted: () => forgetDeleted(connections.command),
    alone: (work) => exclusively(connections.command, 'backup', work),
  };
}

async function startOwn(config: EngineConfig, log: Log, waitMs: number): Promise<Engine> {
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
  await allowRewrites(connections.command);
  return {
    connections,
    state: () => redis.state,
    diskFull: () => guard.full,
    copy: copyOf(connections),
    facts: () => redisFacts(connections.command),
    async stop() {
      connections.close();
      await guard.stop();
      await redis.stop();
    },
  };
}

async function startForeign(
  url: string,
  config: EngineConfig,
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
    copy: null,
    facts: () => redisFacts(connections.command),
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
