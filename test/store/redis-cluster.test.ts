import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RedisStore } from '../../server/store/redis/redis-store.js';
import { ACCEPTED } from '../support/accepted-cases.js';
import { patientStore } from '../support/redis-store.js';
import { type TestRedis, startRedis } from '../support/redis.js';
import { StoryHall } from '../support/story-hall.js';

let redis: TestRedis;
let store: RedisStore;

beforeAll(async () => {
  redis = await startRedis({ cluster: true });
  store = await patientStore(redis);
});
afterAll(() => redis.stop());

const stories = Object.entries(ACCEPTED).flatMap(([command, told]) =>
  Object.entries(told).map(([story, arrange]) => ({ command, story, arrange })),
);

test.each(stories)('on a cluster, $command $story', async ({ command, story, arrange }) => {
  const run = await arrange(new StoryHall(store, `ward:${command}:${story}`));
  expect(await run()).toMatchObject({ ok: true });
});

test('on a cluster, everything that the store is asked is answered', async () => {
  const hall = new StoryHall(store, 'ward');
  await hall.open();
  const { id } = await hall.issue({ note: 'cần phiên dịch' });
  const head = await store.head('ward');
  expect(head).toMatchObject({ seq: 4, day: '2026-11-23', offset: 0 });
  expect((await store.entries('ward', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(await store.firstSeq('ward', '2026-11-23')).toBe(1);
  expect(await store.firstSeq('ward', '2026-11-24')).toBeNull();
  expect(await store.unclosedDays('ward', '2026-11-24')).toEqual(['2026-11-23']);
  expect(await store.config('ward')).toContain('"justice"');
  expect(await store.note('ward', id)).toBe('cần phiên dịch');
  expect(await store.sites()).toContain('ward');
  expect(Math.abs((await store.time()) - Date.now())).toBeLessThan(10_000);
  await store.canary();
});

test('a site whose configuration was refused is not among the sites', async () => {
  const hall = new StoryHall(store, 'refused');
  expect(await hall.run('configure', { ifVersion: 7, config: '{}', rules: {} })).toMatchObject({
    code: 'version-changed',
  });
  expect(await store.sites()).not.toContain('refused');
});
