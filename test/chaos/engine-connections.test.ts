import { Queue, Worker } from 'bullmq';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Connections, targetOf } from '../../server/engine/connections.js';
import { inspectRedis } from '../../server/engine/foreign-redis.js';
import { Afterwards, silent } from '../support/engines.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const afterwards = new Afterwards();
let redis: TestRedis;
beforeEach(async () => {
  redis = await startRedis();
  afterwards.add(() => redis.stop());
});
afterEach(() => afterwards.run());

function connections(path = redis.socket): Connections {
  const made = new Connections({ store: { path }, log: silent });
  made.open();
  afterwards.add(() => made.close());
  return made;
}

/** How a command ended, and after how many ms. */
async function timed(command: Promise<unknown>): Promise<{ failed: boolean; ms: number }> {
  const startedAt = performance.now();
  const failed = await command.then(
    () => false,
    () => true,
  );
  return { failed, ms: performance.now() - startedAt };
}

describe('the command connection', () => {
  test('fails at once while Redis is gone, and works again by itself soon after it is back', async () => {
    const { command } = connections();
    await expect.poll(() => command.status).toBe('ready');
    await redis.kill('SIGKILL');
    await expect.poll(() => command.status).not.toBe('ready');
    const gone = await timed(command.incr('given'));
    expect(gone.failed).toBe(true);
    expect(gone.ms).toBeLessThan(100);

    await redis.restart();
    const backAt = performance.now();
    await expect.poll(() => command.status, { interval: 10 }).toBe('ready');
    expect(performance.now() - backAt).toBeLessThan(1_000);
    expect(await command.incr('given')).toBe(1);
  });

  test('gives a hung Redis up within 2 s, and never sends a command twice', async () => {
    const { command } = connections();
    await expect.poll(() => command.status).toBe('ready');
    await redis.kill('SIGSTOP');
    const hung = await timed(command.incr('given'));
    expect(hung.failed).toBe(true);
    expect(hung.ms).toBeLessThan(2_000);

    await redis.kill('SIGCONT');
    // It was on its way: it may be carried out late, which is why every command has a key; but once.
    await expect.poll(() => command.get('given').catch(() => null)).toBe('1');
  });

  test('finds a Redis that is started after it', async () => {
    await redis.kill('SIGTERM');
    const { command } = connections();
    expect((await timed(command.ping())).failed).toBe(true);
    await redis.restart();
    await expect.poll(() => command.ping().catch(() => null)).toBe('PONG');
  });

  test('waits for a Redis that comes up late, and says so when none does', async () => {
    await redis.kill('SIGTERM');
    const made = connections();
    await expect(made.whenReady(200)).rejects.toThrow('does not answer');
    const ready = made.whenReady(20_000);
    await redis.restart();
    await ready;
    expect(await made.command.ping()).toBe('PONG');
  });

  test('shows its role to whoever looks at Redis', async () => {
    const made = connections();
    await expect.poll(() => made.command.status).toBe('ready');
    await made.tail().ping();
    const list = String(await made.command.client('LIST'));
    expect(list).toContain('name=motcua:command ');
    expect(list).toContain('name=motcua:tail ');
  });
});

test('a blocking read waits through an outage and gets what comes after it', async () => {
  const tail = connections().tail();
  await tail.ping();
  await redis.kill('SIGKILL');
  const read = tail.xread('BLOCK', 0, 'STREAMS', 'journal', '0');
  await redis.restart();
  await redis.client().xadd('journal', '1-0', 'type', 'ticket.issued');
  expect(await read).toEqual([['journal', [['1-0', ['type', 'ticket.issued']]]]]);
});

test('jobs are done after an outage without help', async () => {
  const made = connections();
  const done: string[] = [];
  const queue = new Queue('print', { connection: made.jobs() });
  const worker = new Worker(
    'print',
    (job) => {
      done.push(job.name);
      return Promise.resolve();
    },
    { connection: made.jobs() },
  );
  queue.on('error', () => undefined);
  worker.on('error', () => undefined);
  afterwards.add(() => Promise.all([worker.close(true), queue.close()]));
  await queue.add('before', {});
  await expect.poll(() => done).toEqual(['before']);
  await redis.kill('SIGKILL');
  await redis.restart();
  await queue.add('after', {});
  await expect.poll(() => done).toContain('after');
});

describe("an operator's own Redis", () => {
  test('that may lose or drop numbers is reported, each reason by name', async () => {
    const careless = await startRedis({
      appendfsync: 'everysec',
      args: ['--maxmemory-policy', 'allkeys-lru'],
    });
    afterwards.add(() => careless.stop());
    expect(await inspectRedis(careless.client())).toEqual([
      { code: 'fsync-not-always', found: 'everysec', wanted: 'always', weight: 'risk' },
      { code: 'evicts', found: 'allkeys-lru', wanted: 'noeviction', weight: 'risk' },
    ]);
    expect((await inspectRedis(redis.client())).map((finding) => finding.code)).toContain(
      'append-only-off',
    );
  });

  test('that keeps everything is passed without a word', async () => {
    const careful = await startRedis({ appendfsync: 'always' });
    afterwards.add(() => careful.stop());
    expect(await inspectRedis(careful.client())).toEqual([]);
  });

  test('that hides its settings is reported as unknown, not as good', async () => {
    const hosted = await startRedis({ args: ['--rename-command', 'CONFIG', 'hidden'] });
    afterwards.add(() => hosted.stop());
    expect(await inspectRedis(hosted.client())).toEqual([
      { code: 'settings-hidden', found: 'appendonly', wanted: 'yes', weight: 'risk' },
    ]);
  });

  test('can be named by address or by socket', () => {
    expect(targetOf('redis://127.0.0.1:6379/2')).toEqual({ url: 'redis://127.0.0.1:6379/2' });
    expect(targetOf('unix:///run/redis/redis.sock')).toEqual({ path: '/run/redis/redis.sock' });
  });
});
