/** Sessions cost their caller nothing and the server memory: strangers who ask for thousands get few. */
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isLoopback } from '../../server/access/address.js';
import { SessionCap } from '../../server/live/session-cap.js';
import { siteConfig } from '../support/factories.js';
import { startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

let redis: TestRedis;
let server: LiveTestServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(() => server.stop());
afterAll(() => redis.stop());

/** A screen that came in, with a session that holds no connection between two requests. */
async function screen(): Promise<Socket> {
  const socket = server.connect('/hall', { transports: ['polling'] });
  await heard(socket, 'load');
  return socket;
}

/** What is answered to who asks for one more. */
async function more(): Promise<number> {
  const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
  await answer.text();
  return answer.status;
}

test.each([
  ['all callers together', { most: 3, mostOfAddress: 100, exempt: isLoopback }],
  ['one address', { most: 100, mostOfAddress: 3, exempt: () => false }],
])('%s have no more sessions than the cap; one that ended makes room', async (_who, caps) => {
  server = await startLiveServer({ redis, config: siteConfig(), sessions: new SessionCap(caps) });
  const first = await screen();
  await screen();
  await screen();
  expect(await more()).toBe(403);
  await heard(server.connect('/hall'), 'connect_error');
  first.disconnect();
  await expect.poll(more).toBe(200);
});

test('this machine itself, and a proxy on it, has as many as all may have', async () => {
  const caps = { most: 100, mostOfAddress: 1, exempt: isLoopback };
  server = await startLiveServer({ redis, config: siteConfig(), sessions: new SessionCap(caps) });
  await screen();
  expect(await more()).toBe(200);
});
