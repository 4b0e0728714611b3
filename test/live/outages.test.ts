import { afterEach, describe, expect, it } from 'vitest';
import { hallBoard } from '../../server/domain/audience.js';
import { StoreDown } from '../../server/store/port.js';
import { contextAt, siteConfig } from '../support/factories.js';
import { HandClock, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';
import { hallScreen } from '../support/screen.js';

let redis: TestRedis;
const servers: LiveTestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await redis.stop();
});

async function serve(boot: string, clock = new HandClock()): Promise<LiveTestServer> {
  const server = await startLiveServer({ redis, config: siteConfig(), boot, clock });
  servers.push(server);
  return server;
}

describe('two servers on one Redis', () => {
  it('show the same hall, whichever of them took the command', async () => {
    redis = await startRedis();
    const [one, two] = [await serve('one'), await serve('two')];
    const screens = [one, two].map((server) => hallScreen(server.connect('/hall')));
    await Promise.all(screens.map((screen) => heard(screen.socket, 'load')));
    await one.give('openCounter', { counter: 'c1' });
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two).give('issue', { group: 'justice' })),
    );
    const { seq } = await two.give('callNext', { counter: 'c1' });
    for (const screen of screens) {
      await screen.upTo(seq);
      expect(screen.gaps).toBe(0);
      expect(screen.board).toEqual(hallBoard(one.relay.board, true));
      expect(new Set(screen.events.map((event) => event.seq)).size).toBe(screen.events.length);
    }
    expect(two.relay.board).toEqual(one.relay.board);
    expect(Object.keys(one.relay.board.tickets)).toHaveLength(40);
  });

  it('let a screen go from one to the other without a new board', async () => {
    redis = await startRedis();
    const [one, two] = [await serve('one'), await serve('two')];
    const before = hallScreen(one.connect('/hall'));
    await heard(before.socket, 'load');
    before.socket.disconnect();
    await one.give('issue', { group: 'justice' });
    const auth = { site: 'ward', ...before.have };
    const after = hallScreen(two.connect('/hall', { auth }), before);
    await after.upTo((await two.give('issue', { group: 'land' })).seq);
    expect(after.snapshots).toEqual([]);
    expect(after.gaps).toBe(0);
    expect(after.events.map(({ type }) => type)).toEqual(['ticket.issued', 'ticket.issued']);
    expect(after.board).toEqual(hallBoard(two.relay.board, true));
  });
});

describe('when Redis is killed and comes back', () => {
  it('the relay goes on with nothing lost and nothing repeated, and screens never leave', async () => {
    redis = await startRedis({ appendfsync: 'always' });
    const server = await serve('one');
    const hall = hallScreen(server.connect('/hall'));
    await heard(hall.socket, 'load');
    await server.give('issue', { group: 'justice' });
    for (let round = 0; round < 3; round += 1) {
      await redis.kill('SIGKILL');
      const lost = server.store.command('issue', { group: 'justice' }, contextAt(1));
      await expect(lost).rejects.toBeInstanceOf(StoreDown);
      await redis.restart();
      const { seq } = await issueWhenItCan(server);
      await hall.upTo(seq);
    }
    expect(hall.gaps).toBe(0);
    expect(hall.snapshots).toHaveLength(1);
    expect(hall.events).toHaveLength(4);
    expect(hall.board).toEqual(hallBoard(server.relay.board, true));
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(['A001', 'A002', 'A003', 'A004']);
  });

  it('a route that waits for a seq is told after its time that it did not come', async () => {
    redis = await startRedis();
    const server = await serve('one');
    expect(await server.relay.reached(server.relay.board.seq + 1, 30)).toBe(false);
    const seq = server.relay.board.seq + 1;
    const reached = server.relay.reached(seq, 5_000);
    await server.give('issue', { group: 'justice' });
    expect(await reached).toBe(true);
  });
});

/** The command client finds the new Redis within some hundred milliseconds. */
async function issueWhenItCan(server: LiveTestServer): Promise<{ seq: number }> {
  const context = contextAt(server.clock.now());
  for (;;) {
    try {
      const reply = await server.store.command('issue', { group: 'justice' }, context);
      if (reply.ok) return reply;
      throw new Error(reply.code);
    } catch (error) {
      if (!(error instanceof StoreDown)) throw error;
      await new Promise(setImmediate);
    }
  }
}
