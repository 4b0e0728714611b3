/** What a backup has besides the queue: nothing that only this hall has may be lost with its disk. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isBackedUp, keptFiles } from '../../server/operations/kept-files.js';

test('pepper, authority and recorded voices, and pictures are kept and brought back, and paper is not', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-kept-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const voice = 'voices/ward/lan';
  const kept = [
    ...['pepper', 'tls/ca.pem', `${voice}/pack.json`, `${voice}/digit-1.mp3`],
    `media/ward/${'0'.repeat(32)}.png`,
  ];
  for (const path of [...kept, 'paper/slip.png']) {
    await mkdir(dirname(join(dataDir, path)), { recursive: true });
    await writeFile(join(dataDir, path), 'x');
  }
  const found = (await keptFiles(dataDir, null)).map(({ path }) => path);
  expect(found.sort()).toEqual([...kept].sort());
  expect(found.every(isBackedUp)).toBe(true);
  expect(isBackedUp('paper/slip.png')).toBe(false);
});
