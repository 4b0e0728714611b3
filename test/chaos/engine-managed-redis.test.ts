import { once } from 'node:events';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { EngineError } from '../../server/engine/engine-error.js';
import { ManagedRedis } from '../../server/engine/managed-redis.js';
import { isAlive } from '../../server/engine/redis-process.js';
import {
  Afterwards,
  ampleDisk,
  clientOf,
  dataFolder,
  entered,
  silent,
  startEngine,
  startOwner,
} from '../support/engines.js';

const afterwards = new Afterwards();
afterEach(() => afterwards.run());

function socketOf(engine: ManagedRedis): string {
  const { target } = engine;
  if (!('path' in target)) throw new Error('no socket');
  return target.path;
}

function pidOf(engine: ManagedRedis): number {
  if (engine.processId === null) throw new Error('no redis');
  return engine.processId;
}

describe('the embedded Redis', () => {
  test('keeps every acknowledged number on disk, and lets nobody else in', async () => {
    const engine = await startEngine(await dataFolder(afterwards), afterwards);
    const client = clientOf(socketOf(engine), afterwards);
    const setting = async (name: string) => (await client.config('GET', name)) as string[];
    expect(await setting('appendfsync')).toEqual(['appendfsync', 'always']);
    expect(await setting('appendonly')).toEqual(['appendonly', 'yes']);
    expect(await setting('maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await setting('port')).toEqual(['port', '0']);
    expect((await stat(socketOf(engine))).mode & 0o777).toBe(0o700);
    expect((await stat(dirname(socketOf(engine)))).mode & 0o777).toBe(0o700);
  });

  test('killed again and again, serves again within 3 s with every number it gave', async () => {
    const engine = await startEngine(await dataFolder(afterwards), afterwards);
    const client = clientOf(socketOf(engine), afterwards);
    const pauses: number[] = [];
    for (let given = 1; given <= 6; given += 1) {
      expect(await client.incr('given')).toBe(given);
      const up = entered(engine, 'up');
      const killedAt = performance.now();
      process.kill(pidOf(engine), 'SIGKILL');
      await up;
      expect(await client.get('given')).toBe(String(given));
      pauses.push(performance.now() - killedAt);
    }
    expect(Math.max(...pauses)).toBeLessThan(3_000);
  });

  test('serves on when its server is killed, and is adopted by the next one', async () => {
    const folder = await dataFolder(afterwards);
    const owner = startOwner(folder, afterwards);
    const pid = await owner.next('up');
    const client = clientOf(join(folder, 'run', 'redis.sock'), afterwards);
    await client.set('number', 'A027');

    owner.child.kill('SIGKILL');
    await once(owner.child, 'exit');
    expect(await client.get('number')).toBe('A027');

    const heir = await startEngine(folder, afterwards);
    expect(heir.processId).toBe(pid);
    expect(await client.get('number')).toBe('A027');

    // An adopted one is watched and restarted like a child.
    const up = entered(heir, 'up');
    process.kill(pidOf(heir), 'SIGKILL');
    await up;
    expect(heir.processId).not.toBe(pid);
    expect(await client.get('number')).toBe('A027');
  });

  test('left behind and hung, is replaced', async () => {
    const folder = await dataFolder(afterwards);
    const owner = startOwner(folder, afterwards);
    const pid = await owner.next('up');
    if (pid === null) throw new Error('no redis');
    const client = clientOf(join(folder, 'run', 'redis.sock'), afterwards);
    await client.set('number', 'A027');
    owner.child.kill('SIGKILL');
    await once(owner.child, 'exit');
    process.kill(pid, 'SIGSTOP');

    const heir = new ManagedRedis({ dataDir: folder, log: silent, guard: ampleDisk });
    await heir.start();
    afterwards.add(() => heir.stop());
    await heir.whenUp(20_000);
    expect(heir.processId).not.toBe(pid);
    expect(await isAlive(pid)).toBe(false);
    expect(await clientOf(socketOf(heir), afterwards).get('number')).toBe('A027');
  });

  test('has one owner: a second product on the same folder is told so and changes nothing', async () => {
    const folder = await dataFolder(afterwards);
    const first = await startEngine(folder, afterwards);
    const second = new ManagedRedis({ dataDir: folder, log: silent, guard: ampleDisk });
    const refusal = await second.start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EngineError);
    expect(refusal).toMatchObject({ code: 'data-dir-in-use' });
    expect(await isAlive(pidOf(first))).toBe(true);

    await first.stop();
    await second.start();
    afterwards.add(() => second.stop());
    await second.whenUp(10_000);
  });

  test('of ten products that start together after a crash, exactly one gets the folder', async () => {
    const folder = await dataFolder(afterwards);
    const owner = startOwner(folder, afterwards);
    await owner.next('up');
    owner.child.kill('SIGKILL');
    await once(owner.child, 'exit');

    const rivals = Array.from(
      { length: 10 },
      () => new ManagedRedis({ dataDir: folder, log: silent, guard: ampleDisk }),
    );
    const starts = await Promise.allSettled(rivals.map((rival) => rival.start()));
    for (const rival of rivals) afterwards.add(() => rival.stop());
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1);
  });

  test('is ended in order when the product stops, and leaves nothing running', async () => {
    const folder = await dataFolder(afterwards);
    const owner = startOwner(folder, afterwards);
    const pid = await owner.next('up');
    if (pid === null) throw new Error('no redis');
    owner.child.kill('SIGTERM');
    await owner.next('stopped');
    expect(await isAlive(pid)).toBe(false);
  });

  test('works in a folder too deep for a socket', async () => {
    const folder = join(await dataFolder(afterwards), 'a'.repeat(60), 'b'.repeat(60));
    await mkdir(folder, { recursive: true });
    const engine = await startEngine(folder, afterwards);
    afterwards.add(() =>
      engine.stop().then(() => rm(dirname(socketOf(engine)), { recursive: true })),
    );
    expect(await clientOf(socketOf(engine), afterwards).ping()).toBe('PONG');
    expect((await stat(join(folder, 'redis', 'appendonlydir'))).isDirectory()).toBe(true);
  });

  test('says so when the machine has no Redis', async () => {
    const folder = await dataFolder(afterwards);
    const engine = new ManagedRedis({
      dataDir: folder,
      log: silent,
      guard: ampleDisk,
      searchPath: folder,
    });
    await expect(engine.start()).rejects.toMatchObject({ code: 'redis-missing' });
  });
});
