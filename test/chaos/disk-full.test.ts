import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { embeddedClient } from '../support/embedded-redis.js';
import { product } from '../support/product.js';
import { expectOneTruth } from '../support/truth.js';

const run = promisify(execFile);
const CHUNK = Buffer.alloc(1_048_576, 7);

/** Writes until nothing more fits, or `leave` bytes are left. */
async function fill(file: string, leave: number, size: number): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (let written = 0; written < size - leave; written += CHUNK.length) {
      await handle.write(CHUNK);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    await handle.close();
  }
}

it('promises no number on a full disk, says why, and goes on by itself when space returns', async (test) => {
  const disk = await mkdtemp(join(tmpdir(), 'motcua-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', disk]);
  } catch (error) {
    test.skip(`a small disk cannot be mounted here: ${String(error)}`);
  }
  const hall = await product({}, join(disk, 'data'));
  try {
    const issue = () =>
      hall.api.send<{ id: string; number: string }>('POST', `${hall.site}/tickets`, {
        group: 'chung-thuc',
      });
    const issued = new Map<string, string>();
    const first = await issue();
    expect(first.status).toBe(201);
    if (first.body) issued.set(first.body.id, first.body.number);

    await fill(join(disk, 'other'), 0, Number.POSITIVE_INFINITY);
    let answer = await issue();
    while (answer.status === 201) {
      if (answer.body) issued.set(answer.body.id, answer.body.number);
      await pause(50);
      answer = await issue();
    }
    expect(answer).toMatchObject({ status: 507, code: 'disk-full' });

    await rm(join(disk, 'other'));
    const freed = performance.now();
    do {
      await pause(50);
      answer = await issue();
    } while (answer.status !== 201);
    expect(performance.now() - freed).toBeLessThan(3_000);
    if (answer.body) issued.set(answer.body.id, answer.body.number);

    const client = embeddedClient(hall);
    await expectOneTruth(client, 'sen-hong', { issued, called: [] });
    client.disconnect();
  } finally {
    await hall.stop();
    await run('umount', ['-l', disk]);
    await rm(disk, { recursive: true, force: true });
  }
});
