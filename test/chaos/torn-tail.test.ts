import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cutTornTail } from '../../server/engine/aof-tail.js';
import { RedisStore } from '../../server/store/redis/redis-store.js';
import { Afterwards, clientOf, dataFolder, startEngine } from '../support/engines.js';
import { StoryHall } from '../support/story-hall.js';
import { expectOneTruth } from '../support/truth.js';

const afterwards = new Afterwards();
let folder: string;

beforeEach(async () => {
  folder = await dataFolder(afterwards);
});
afterEach(() => afterwards.run());

/** Runs the embedded Redis on the folder for as long as the story takes. */
async function withRedis(story: (hall: StoryHall) => Promise<void>): Promise<void> {
  const life = new Afterwards();
  await startEngine(folder, life);
  const command = clientOf(join(folder, 'run', 'redis.sock'), life);
  const store = new RedisStore({ command, tail: () => command });
  await story(new StoryHall(store, 'ward'));
  await expectOneTruth(command, 'ward', { issued: new Map(), called: [] });
  await life.run();
}

async function appendOnlyFile(): Promise<string> {
  const dir = join(folder, 'redis', 'appendonlydir');
  const name = (await readdir(dir)).find((file) => file.endsWith('.incr.aof'));
  if (name === undefined) throw new Error('no append-only file');
  return join(dir, name);
}

/** Ends of all commands of the last transaction, `EXEC` not counted, and a place inside each. */
function tears(bytes: Buffer): number[] {
  const start = bytes.lastIndexOf('*1\r\n$5\r\nMULTI\r\n');
  const places: number[] = [];
  for (let at = start; at !== -1; at = bytes.indexOf('\r\n*', at + 1)) {
    if (at > start) places.push(at + 2, at + 9);
  }
  return places.filter((place) => place < bytes.length);
}

test('a number half written by a power cut is given again as a whole, wherever it was torn', async () => {
  await withRedis(async (hall) => {
    await hall.open();
    await hall.issue();
    await hall.issue({ priority: 'elder' }, { key: 'the-torn-number' });
  });
  const file = await appendOnlyFile();
  const bytes = await readFile(file);
  const places = tears(bytes);
  expect(places.length).toBeGreaterThan(12);
  for (const place of places) {
    await writeFile(file, bytes.subarray(0, place));
    await withRedis(async (hall) => {
      const again = await hall.issue({ priority: 'elder' }, { key: 'the-torn-number' });
      expect(again.number).toBe('A002');
    });
    // The second start is the one at which Redis alone would mix both halves.
    await withRedis(async (hall) => {
      expect((await hall.issue()).number).toBe('A003');
    });
  }
});

test('a file that ends in order, or that is not there, is left alone', async () => {
  expect(await cutTornTail(join(folder, 'redis'))).toBe(0);
  await withRedis((hall) => hall.open());
  const before = await readFile(await appendOnlyFile());
  expect(await cutTornTail(join(folder, 'redis'))).toBe(0);
  expect(await readFile(await appendOnlyFile())).toEqual(before);
});

test('what Redis did not write is left for a person to look at', async () => {
  await withRedis((hall) => hall.open());
  const file = await appendOnlyFile();
  const damaged = Buffer.concat([await readFile(file), Buffer.from('???'), await readFile(file)]);
  await writeFile(file, damaged);
  expect(await cutTornTail(join(folder, 'redis'))).toBe(0);
  expect(await readFile(file)).toEqual(damaged);
});
