/** A real redis-server for one test file: a child of its own on a unix socket in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import { cutTornTail } from '../../server/engine/aof-tail.js';

type ClientOptions = Omit<RedisOptions, 'replyMapping'>;

export interface TestRedisOptions {
  /** With it the server keeps an append-only file; without it nothing is kept, for speed. */
  appendfsync?: 'always' | 'everysec' | 'no';
  /** A one-node cluster that owns all slots. */
  cluster?: boolean;
  /** Further command line, such as `['--maxmemory', '3mb']`. */
  args?: readonly string[];
}

export interface TestRedis {
  readonly socket: string;
  /** Folder that holds the socket and the append-only file. */
  readonly dir: string;
  /** Process id of the present child; changes with `restart`. */
  readonly pid: number;
  /** A client that waits for its connection; closed by `stop`. Options are added to plain ones. */
  client(options?: ClientOptions): Redis;
  /** Sends a signal; for one that ends the child, resolves when it has ended. */
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** Starts the child again on the same folder, as the engine does (ends it first if it still runs). */
  restart(): Promise<void>;
  /** Closes all clients, ends the child, removes the folder. */
  stop(): Promise<void>;
}

/** @throws Error with the server's last words when it does not come up. */
export async function startRedis(options: TestRedisOptions = {}): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-redis-'));
  const socket = join(dir, 'redis.sock');
  const clients = new Set<Redis>();
  let child = await launch(dir, socket, options);
  const endWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', endWithUs);

  async function kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = signal === 'SIGKILL' || signal === 'SIGTERM' ? once(child, 'exit') : null;
    child.kill(signal);
    await ended;
  }

  const redis: TestRedis = {
    socket,
    dir,
    get pid() {
      return child.pid ?? 0;
    },
    client(extra = {}) {
      const settings: ClientOptions = {
        path: socket,
        retryStrategy: (times) => Math.min(50 * times, 500),
        ...extra,
      };
      const client = new Redis(settings);
      // Tests that take the server away look at the commands; here the loss is no news.
      client.on('error', () => undefined);
      clients.add(client);
      return client;
    },
    kill,
    async restart() {
      await kill('SIGKILL');
      await cutTornTail(dir);
      child = await launch(dir, socket, options);
      if (options.cluster === true) await clusterReady(redis);
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await kill('SIGKILL');
      process.off('exit', endWithUs);
      await rm(dir, { recursive: true, force: true });
    },
  };
  if (options.cluster === true) {
    await redis.client().call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await clusterReady(redis);
  }
  return redis;
}

async function launch(
  dir: string,
  socket: string,
  options: TestRedisOptions,
): Promise<ChildProcess> {
  const persistence = options.appendfsync
    ? ['--appendonly', 'yes', '--appendfsync', options.appendfsync]
    : ['--appendonly', 'no'];
  const cluster = options.cluster === true ? ['--cluster-enabled', 'yes', '--port', '0'] : [];
  const child = spawn(
    'redis-server',
    [
      ...['--port', '0', '--unixsocket', socket, '--dir', dir, '--save', ''],
      ...persistence,
      ...cluster,
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<boolean>((resolve) => {
    lines.on('line', (line) => {
      said.push(line);
      // Printed after the append-only file is loaded.
      if (/ready to accept connections/i.test(line)) resolve(true);
    });
    child.once('exit', () => resolve(false));
    child.once('error', () => resolve(false));
  });
  if (await ready) return child;
  throw new Error(`redis-server did not come up:\n${said.slice(-20).join('\n')}`);
}

/** A cluster says so only by being asked: no event tells that it took up its slots. */
async function clusterReady(redis: TestRedis): Promise<void> {
  const client = redis.client();
  while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) {
    await delay(10);
  }
  client.disconnect();
}
