/** Numbers from home, asked for at two servers that share a Redis. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, TooMany } from '../../server/errors.js';
import type { RemoteDesk } from '../../server/http/remote-desk.js';
import { at, MONDAY, siteConfig } from '../support/factories.js';
import { HandClock, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { remoteDesk } from '../support/ticket-links.js';

/** Numbers that an address may have in a day. */
const SHARE = 6;
/** Numbers that all of them may have in a day. */
const IN_ALL = 14;
const [OFFICE, HOME] = ['198.51.100.7', '203.0.113.9'];

interface Server {
  live: LiveTestServer;
  desk: RemoteDesk;
}
let redis: TestRedis;
const servers: Server[] = [];
const clock = new HandClock(at(MONDAY, '09:00'));

async function serve(boot: string): Promise<Server> {
  const plain = siteConfig();
  const remote = {
    ...plain.online.remote,
    open: true,
    groups: ['justice'],
    perAddress: SHARE,
    perDay: IN_ALL,
  };
  const config = { ...plain, online: { ...plain.online, remote } };
  const live = await startLiveServer({ redis, config, boot, clock });
  const server = { live, desk: remoteDesk(redis, live) };
  servers.push(server);
  return server;
}
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await Promise.all(servers.map(({ live }) => live.stop()));
  await redis.stop();
});

/** Another browser asks for a number there. @returns whether it got one */
async function asks({ live, desk }: Server, address = OFFICE): Promise<boolean> {
  const asker = { browser: desk.fresh(), address, language: null };
  try {
    await desk.give(live.relay, 'justice', asker);
    return true;
  } catch (error) {
    if (error instanceof TooMany) return false;
    if (error instanceof AppError && error.code === 'quota-reached') return false;
    throw error;
  }
}

describe('an address that asks two servers on one Redis', () => {
  it('gets its share once, however many ask at one moment, and its neighbour gets another', async () => {
    const [one, two] = [await serve('one'), await serve('two')];
    const asked = Array.from({ length: 2 * SHARE }, (_, nth) => asks(nth % 2 ? one : two));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(SHARE);
    expect([await asks(one), await asks(two)]).toEqual([false, false]);
    expect(await asks(two, HOME)).toBe(true);
  });

  it('is known to a server that starts later, and written down nowhere', async () => {
    expect(await asks(await serve('three'))).toBe(false);
    const keys = await redis.client().keys('motcua:{access}:quota:*');
    // Two addresses, and all of them together.
    expect(keys).toHaveLength(3);
    expect(keys.join()).not.toMatch(/198\.51|203\.0/);
    expect(await redis.client().ttl(keys[0] ?? '')).toBeGreaterThan(86_400);
  });

  it('loses nothing by a number that was refused, and begins anew the next day', async () => {
    const [one, two] = servers as [Server, Server];
    const elsewhere = '192.0.2.5';
    const asker = { browser: one.desk.fresh(), address: elsewhere, language: null };
    // The same browser at both servers is one number, and one of the share.
    const same = await Promise.all(
      [one, two].map(({ live, desk }) => desk.give(live.relay, 'justice', asker)),
    );
    expect(new Set(same.map(({ number }) => number)).size).toBe(1);
    for (let nth = 1; nth < SHARE; nth += 1) expect(await asks(two, elsewhere)).toBe(true);
    expect(await asks(one, elsewhere)).toBe(false);
    clock.time += 86_400_000;
    expect(await asks(one, elsewhere)).toBe(true);
  });
});

describe('all addresses together', () => {
  it('get what the site gives in a day, however many ask two servers at one moment', async () => {
    const [one, two] = servers as [Server, Server];
    const { relay } = one.live;
    const before = Object.values(relay.board.tickets).filter(({ remote }) => remote).length;
    const asked = Array.from({ length: 2 * IN_ALL }, (_, nth) =>
      asks(nth % 2 ? one : two, `192.0.2.${100 + nth}`),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(IN_ALL - before);
    expect(before).toBeGreaterThan(0);
    expect(await asks(one, '192.0.2.99')).toBe(false);
  });

  it('lose nothing by those that were refused for their own sake', async () => {
    const [one, two] = servers as [Server, Server];
    clock.time += 86_400_000;
    for (let nth = 0; nth < SHARE; nth += 1) expect(await asks(one)).toBe(true);
    for (let nth = 0; nth < IN_ALL; nth += 1) expect(await asks(two)).toBe(false);
    const others = Array.from({ length: IN_ALL - SHARE }, (_, nth) => asks(two, `192.0.2.${nth}`));
    expect((await Promise.all(others)).every(Boolean)).toBe(true);
  });
});
