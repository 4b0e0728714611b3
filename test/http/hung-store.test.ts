import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Problem } from '../../server/protocol/answers.js';
import { MemoryStore } from '../../server/store/memory/memory-store.js';
import type { Reply } from '../../server/store/port.js';
import { newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { connectStore } from '../support/redis-store.js';

/** ms that an answer took, and the answer. */
async function timed(sent: request.Test): Promise<{ took: number; answer: request.Response }> {
  const began = Date.now();
  const answer = await sent;
  return { took: Date.now() - began, answer };
}

describe('while Redis hangs', () => {
  let redis: TestRedis;
  let hall: HttpHall;
  beforeAll(async () => {
    redis = await startRedis();
    hall = await openHall({ sessions: redis, store: await connectStore(redis) });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await redis.kill('SIGCONT');
    await hall.store.time();
  });
  afterAll(async () => {
    await hall.stop();
    await redis.stop();
  });

  /** So much time passes as the server counts it. */
  function pass(ms: number): void {
    const real = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => real() + ms);
  }
  const press = (cookie: string) =>
    request(hall.server)
      .post(`${SITE_PATH}/tickets`)
      .set({ Cookie: cookie, Origin: hall.url, 'Idempotency-Key': newKey() })
      .send({ group: 'justice' });
  const journal = (cookie: string) =>
    request(hall.server).get(`${SITE_PATH}/journal`).set('Cookie', cookie);

  test('a screen that worked half a minute ago hears within two seconds', async () => {
    const cookie = await hall.signIn('lead');
    await press(cookie).expect(201);
    await redis.kill('SIGSTOP');
    pass(30_000);
    const times: number[] = [];
    // What Redis is not asked for is there at once, unless the machine is busy just then.
    for (let look = 0; look < 3; look += 1) {
      const board = request(hall.server).get(`${SITE_PATH}/board`).set('Cookie', cookie);
      const { took, answer } = await timed(board);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('"owed"');
      times.push(took);
    }
    expect(Math.min(...times)).toBeLessThan(400);
    const { took, answer } = await timed(press(cookie));
    expect(answer.status).toBe(503);
    expect((answer.body as Problem).code).toBe('store-down');
    expect(took).toBeLessThan(1_900);
  });

  test('a screen that this server does not know yet, or not since a minute, hears at once', async () => {
    const [stranger, sleeper] = [await hall.signIn('lead'), await hall.signIn('lead')];
    await press(sleeper).expect(201);
    await redis.kill('SIGSTOP');
    pass(61_000);
    for (const cookie of [stranger, sleeper]) {
      const { took, answer } = await timed(press(cookie));
      expect(answer.status).toBe(503);
      expect((answer.body as Problem).code).toBe('store-down');
      expect(took).toBeLessThan(1_200);
    }
  });

  test('pages still open within two seconds, with a session and without', async () => {
    const cookie = await hall.signIn('lead');
    await journal(cookie).expect(200);
    await redis.kill('SIGSTOP');
    for (const headers of [{}, { Cookie: cookie }]) {
      const { took, answer } = await timed(request(hall.server).get('/door').set(headers));
      expect(answer.status).toBe('Cookie' in headers ? 200 : 303);
      expect(took).toBeLessThan(2_000);
    }
  });

  test('and after it the same sessions work', async () => {
    const cookie = await hall.signIn('lead');
    await redis.kill('SIGSTOP');
    await press(cookie).expect(503);
    await redis.kill('SIGCONT');
    await press(cookie).expect(201);
  });

  test('a session that was ended works for one more request, and no longer', async () => {
    const cookie = await hall.signIn('lead');
    await journal(cookie).expect(200);
    const client = redis.client();
    await client.del(await client.keys('session:*'));
    pass(30_000);
    await journal(cookie).expect(200);
    await expect.poll(async () => (await journal(cookie)).status).toBe(401);
  });
});

test('a command to which a store says nothing at all is answered within two seconds', async () => {
  let silent = false;
  class SilentStore extends MemoryStore {
    override command(...asked: Parameters<MemoryStore['command']>): Promise<Reply> {
      return silent ? new Promise(() => undefined) : super.command(...asked);
    }
  }
  const hall = await openHall({ store: new SilentStore() });
  silent = true;
  const { took, answer } = await timed(
    hall
      .program('post', `${SITE_PATH}/tickets`)
      .set('Idempotency-Key', newKey())
      .send({ group: 'justice' }),
  );
  expect(answer.status).toBe(503);
  expect((answer.body as Problem).code).toBe('store-down');
  expect(took).toBeLessThan(1_900);
  await hall.stop();
});
