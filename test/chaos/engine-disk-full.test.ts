import { execFileSync } from 'node:child_process';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { DiskGuard, type DiskLevel } from '../../server/engine/disk-guard.js';
import { ManagedRedis } from '../../server/engine/managed-redis.js';
import { Afterwards, clientOf, dataFolder, entered, silent } from '../support/engines.js';

const MIB = 1_048_576;
const afterwards = new Afterwards();
afterEach(() => afterwards.run());

/** A disk of `mebibytes` of its own, or why there cannot be one here. */
async function smallDisk(mebibytes: number): Promise<{ folder: string } | { why: string }> {
  const folder = await dataFolder(afterwards);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
  } catch {
    return { why: 'mounting a small disk is not allowed here' };
  }
  afterwards.add(() => execFileSync('umount', ['-l', folder]));
  return { folder };
}

/** Resolves when the guard has come to a level after now. */
function reached(guard: DiskGuard, level: DiskLevel): Promise<void> {
  return new Promise((resolve) => {
    const off = guard.onChange((now) => {
      if (now !== level) return;
      off();
      resolve();
    });
  });
}

/** Takes every byte that is left on the disk. */
async function fill(path: string): Promise<void> {
  for (const size of [MIB, 64 * 1024, 4096]) {
    for (let wrote = true; wrote; ) {
      wrote = await writeFile(path, Buffer.alloc(size, 1), { flag: 'a' }).then(
        () => true,
        () => false,
      );
    }
  }
}

describe('a full disk', () => {
  test('is announced before Redis dies of it, survived, and forgotten when space returns', async (ctx) => {
    const disk = await smallDisk(24);
    if ('why' in disk) return ctx.skip(disk.why);
    const { folder } = disk;
    const ballast = join(folder, 'ballast');
    const guard = new DiskGuard({
      folder,
      log: silent,
      ballastBytes: 4 * MIB,
      reserveBytes: 2 * MIB,
      everyMs: 100,
    });
    await guard.start();
    afterwards.add(() => guard.stop());
    const engine = new ManagedRedis({ dataDir: folder, log: silent, guard });
    await engine.start();
    afterwards.add(() => engine.stop());
    await engine.whenUp(20_000);
    const client = clientOf(join(folder, 'run', 'redis.sock'), afterwards);
    expect(guard.full).toBe(false);
    await expect.poll(() => stat(ballast).then((found) => found.size)).toBe(4 * MIB);

    let acknowledged = await client.incr('given');
    const low = reached(guard, 'low');
    await fill(join(folder, 'somebody-elses-film'));
    await low;
    expect(guard.full).toBe(true);

    // Whoever writes all the same: Redis dies of it, and must be there again to be read.
    const none = reached(guard, 'none');
    const up = entered(engine, 'up');
    for (;;) {
      const reply = await Promise.race([client.incr('given'), none.then(() => null)]);
      if (reply === null) break;
      acknowledged = reply;
    }
    await up;
    expect(Number(await client.get('given'))).toBeGreaterThanOrEqual(acknowledged);
    await expect(stat(ballast)).rejects.toThrow('ENOENT');

    const ample = reached(guard, 'ample');
    const spaceAt = performance.now();
    await rm(join(folder, 'somebody-elses-film'));
    await ample;
    const before = Number(await client.get('given'));
    expect(await client.incr('given')).toBe(before + 1);
    expect(performance.now() - spaceAt).toBeLessThan(3_000);
    await expect.poll(() => stat(ballast).then((found) => found.size)).toBe(4 * MIB);
  });

  test('met at the first start is waited out, and nothing is given away before', async (ctx) => {
    const disk = await smallDisk(16);
    if ('why' in disk) return ctx.skip(disk.why);
    const { folder } = disk;
    const film = join(folder, 'film');
    await fill(film);
    const sizes = { ballastBytes: 4 * MIB, reserveBytes: 2 * MIB, everyMs: 100 };
    const guard = new DiskGuard({ folder, log: silent, ...sizes });
    await guard.start();
    afterwards.add(() => guard.stop());
    expect(guard.full).toBe(true);

    const engine = new ManagedRedis({ dataDir: folder, log: silent, guard });
    const down = entered(engine, 'down');
    await engine.start();
    afterwards.add(() => engine.stop());
    await down;

    const up = entered(engine, 'up');
    const spaceAt = performance.now();
    await rm(film);
    await up;
    expect(performance.now() - spaceAt).toBeLessThan(3_000);
    // It looks by itself, a moment before or after Redis does.
    await expect.poll(() => guard.full).toBe(false);
  });
});
