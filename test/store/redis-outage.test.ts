import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JournalEntry } from '../../server/protocol/journal.js';
import { type Reply, StoreDown } from '../../server/store/port.js';
import type { RedisStore } from '../../server/store/redis/redis-store.js';
import { connectStore } from '../support/redis-store.js';
import { type TestRedis, startRedis } from '../support/redis.js';
import { StoryHall } from '../support/story-hall.js';

/** Every request settles within this, real ms. */
const SETTLED_MS = 2_000;

let redis: TestRedis;
let store: RedisStore;
let hall: StoryHall;

beforeEach(async () => {
  redis = await startRedis({ appendfsync: 'always' });
  store = await connectStore(redis);
  hall = new StoryHall(store, 'ward');
  await hall.open();
});
afterEach(() => redis.stop());

/** How a command ended, and after how many real ms. */
async function outcome(reply: Promise<Reply>): Promise<{ ended: unknown; took: number }> {
  const asked = performance.now();
  const ended: unknown = await reply.catch((error: unknown) => error);
  return { ended, took: performance.now() - asked };
}

/** Asks again with the same key until the store answers. */
async function issueUntilAnswered(key: string): Promise<Reply> {
  for (;;) {
    try {
      return await hall.run('issue', { group: 'justice' }, { key });
    } catch (error) {
      if (!(error instanceof StoreDown)) throw error;
      await delay(20);
    }
  }
}

test('a citizen who asks while Redis hangs hears so within two seconds and gets one number in the end', async () => {
  await redis.kill('SIGSTOP');
  const { ended, took } = await outcome(
    hall.run('issue', { group: 'justice' }, { key: 'asked-while-it-hung' }),
  );
  expect(ended).toBeInstanceOf(StoreDown);
  expect(took).toBeLessThan(SETTLED_MS);
  await redis.kill('SIGCONT');

  expect(await issueUntilAnswered('asked-while-it-hung')).toMatchObject({ ok: true });
  expect(await issueUntilAnswered('asked-afterwards')).toMatchObject({
    tickets: [{ number: 'A002' }],
  });
});

test('a connection lost under a command, and one that is not there, are the store being down', async () => {
  await redis.kill('SIGSTOP');
  const asked = outcome(hall.run('issue', { group: 'justice' }));
  await redis.kill('SIGKILL');
  const cut = await asked;
  expect(cut.ended).toBeInstanceOf(StoreDown);
  expect(cut.took).toBeLessThan(SETTLED_MS);

  const absent = await outcome(hall.run('issue', { group: 'justice' }));
  expect(absent.ended).toBeInstanceOf(StoreDown);
  expect(absent.took).toBeLessThan(SETTLED_MS);
  await expect(store.canary()).rejects.toBeInstanceOf(StoreDown);
  await expect(store.head('ward')).rejects.toBeInstanceOf(StoreDown);
});

test('a Redis that forgot the scripts is given them again', async () => {
  await redis.client().script('FLUSH');
  expect(await hall.run('issue', { group: 'justice' })).toMatchObject({ ok: true });
});

test('a full, read-only or busy Redis is the store being down, until it is well again', async () => {
  const admin = redis.client();
  await admin.config('SET', 'maxmemory', '1');
  await expect(hall.run('issue', { group: 'justice' })).rejects.toThrow(StoreDown);
  await admin.config('SET', 'maxmemory', '0');

  await admin.replicaof('127.0.0.1', '1');
  await expect(hall.run('issue', { group: 'justice' })).rejects.toThrow(StoreDown);
  await admin.replicaof('NO', 'ONE');

  await admin.config('SET', 'busy-reply-threshold', '1');
  const endless = redis.client().eval('while true do end', 0);
  const killed = expect(endless).rejects.toThrow('killed');
  await vi.waitFor(() => expect(admin.ping()).rejects.toThrow('BUSY'), 20_000);
  await expect(hall.run('issue', { group: 'justice' })).rejects.toThrow(StoreDown);
  await admin.script('KILL');
  await killed;

  expect(await hall.run('issue', { group: 'justice' })).toMatchObject({
    ok: true,
    tickets: [{ number: 'A001' }],
  });
});

test('a fault of a script is no outage and names the script', async () => {
  await redis.client().set('{ward}:given:2026-11-23', 'damaged');
  const { ended } = await outcome(hall.run('issue', { group: 'justice' }));
  expect(ended).toBeInstanceOf(Error);
  expect(ended).not.toBeInstanceOf(StoreDown);
  expect(String(ended)).toMatch(/script issue: .*WRONGTYPE/);
});

test('who follows the journal misses and repeats nothing while Redis is killed again and again', async () => {
  const taken: JournalEntry[] = [];
  const follower = store.follow('ward', 0, async (entries) => {
    taken.push(...entries);
    await delay(1);
  });
  for (let round = 0; round < 5; round += 1) {
    const asked = Array.from({ length: 20 }, (_, i) => issueUntilAnswered(`r${round}-number-${i}`));
    await Promise.race(asked);
    await redis.restart();
    const replies = await Promise.all(asked);
    expect(replies.every((reply) => reply.ok)).toBe(true);
  }
  await issueUntilAnswered('after-the-last-round');
  const journal = await store.entries('ward', 0, 1_000);
  expect(journal).toHaveLength(3 + 101);
  await expect.poll(() => taken.length).toBe(journal.length);
  expect(taken).toEqual(journal);
  await follower.stop();
});

test('who follows from the middle gets only what comes after, in pages', async () => {
  for (let turn = 0; turn < 24; turn += 1) {
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => issueUntilAnswered(`t${turn}-number-${i}`)),
    );
  }
  const pages: JournalEntry[][] = [];
  const follower = store.follow('ward', 100, (entries) => {
    pages.push(entries);
  });
  await expect.poll(() => pages.flat().length).toBe(1_203 - 100);
  await follower.stop();
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flat().map(({ seq }) => seq)).toEqual(
    Array.from({ length: 1_103 }, (_, i) => 101 + i),
  );
});

test.each(['waits for an entry', 'waits for Redis'])(
  'a follower that %s stops promptly and takes nothing more',
  async (state) => {
    const taken: JournalEntry[] = [];
    const follower = store.follow('ward', 3, (entries) => {
      taken.push(...entries);
    });
    await hall.issue();
    await expect.poll(() => taken).toHaveLength(1);
    if (state === 'waits for Redis') await redis.kill('SIGKILL');
    const asked = performance.now();
    await follower.stop();
    expect(performance.now() - asked).toBeLessThan(500);
    if (state === 'waits for an entry') await hall.issue();
    expect(taken).toHaveLength(1);
  },
);
