import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { io } from 'socket.io-client';
import { expect, it } from 'vitest';
import { embeddedClient } from '../support/embedded-redis.js';
import { startLoad } from '../support/load.js';
import { product } from '../support/product.js';
import { hallScreen } from '../support/screen.js';
import { expectOneTruth } from '../support/truth.js';

const run = promisify(execFile);
const CHUNK = Buffer.alloc(1_048_576, 7);

/** Writes until nothing more fits. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (;;) await handle.write(CHUNK);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    await handle.close();
  }
}

it('promises no number on a full disk, says why, and goes on by itself when space returns', async () => {
  const disk = await mkdtemp(join(tmpdir(), 'motcua-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', disk]);
  const hall = await product({}, join(disk, 'data'));
  try {
    const screen = hallScreen(io(`${hall.url}/hall`, { auth: { site: 'sen-hong' } }));
    const load = await startLoad({
      ...{ urls: [hall.url], token: hall.token, site: hall.site, group: 'chung-thuc' },
      ...{ citizens: 2, counters: ['quay-1'], rest: 20 },
    });
    await load.accepted();
    await screen.until(({ loads }) => loads.at(-1)?.trouble === null);

    await fill(join(disk, 'other'));
    await screen.until(({ loads }) => loads.at(-1)?.trouble === 'disk');
    const refused = await hall.api.send('POST', `${hall.site}/tickets`, { group: 'chung-thuc' });
    expect(refused).toMatchObject({ status: 507, code: 'disk-full' });

    await rm(join(disk, 'other'));
    const freed = performance.now();
    const before = load.promised.issued.size;
    while (load.promised.issued.size === before) await load.accepted();
    expect(performance.now() - freed).toBeLessThan(3_000);
    await screen.until(({ loads }) => loads.at(-1)?.trouble === null);
    await load.stop();

    expect(load.slowest).toBeLessThan(2_000);
    const client = embeddedClient(hall);
    const board = await expectOneTruth(client, 'sen-hong', load.promised);
    expect(Object.keys(board.tickets)).toHaveLength(load.asked);
    await screen.until((seen) => Object.keys(seen.board?.tickets ?? {}).length === load.asked);
    screen.socket.disconnect();
    client.disconnect();
  } finally {
    await hall.stop();
    await run('umount', ['-l', disk]);
    await rm(disk, { recursive: true, force: true });
  }
});
