import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hallBoard } from '../../server/domain/audience.js';
import { REPLAY_LIMIT } from '../../server/live/feed.js';
import type { HallBoard } from '../../server/protocol/board.js';
import type { Have } from '../../server/protocol/live.js';
import {
  at,
  configuring,
  MINUTE,
  MONDAY,
  siteConfig,
  SITE,
  TUESDAY,
} from '../support/factories.js';
import { startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';
import { hallScreen, type TestScreen } from '../support/screen.js';

let redis: TestRedis;
let server: LiveTestServer;

beforeEach(async () => {
  redis = await startRedis();
  server = await startLiveServer({ redis, config: siteConfig() });
  await server.give('openCounter', { counter: 'c1' });
});
afterEach(async () => {
  await server.stop();
  await redis.stop();
});

async function screen(have: Have | null = null): Promise<TestScreen<HallBoard>> {
  const made = hallScreen(server.connect('/hall', { auth: { site: SITE, ...have } }));
  await heard(made.socket, 'load');
  return made;
}

/** Issues many tickets at once and waits until the relay knows them. */
async function issueMany(count: number): Promise<void> {
  const all = Array.from({ length: count }, () => server.give('issue', { group: 'justice' }));
  await Promise.all(all);
}

describe('a screen that was away', () => {
  it('gets only what it missed when it comes back', async () => {
    const before = await screen();
    before.socket.disconnect();
    const { seq } = await server.give('issue', { group: 'justice' });
    await server.give('callNext', { counter: 'c1' });
    const after = await screen(before.have);
    expect(after.snapshots).toEqual([]);
    expect(after.events.map(({ type }) => type)).toEqual(['ticket.issued', 'ticket.called']);
    expect(after.events[0]).toMatchObject({ seq, prev: before.have?.seq });
  });

  it('goes on without a gap where its audience did not learn of something in between', async () => {
    const printed = await server.give('issue', { group: 'justice', printer: 'p1' });
    const ticket = printed.tickets[0]?.id ?? '';
    const before = await screen();
    await server.give('reprint', { ticket, printer: 'p1' });
    await before.upTo((await server.give('callNext', { counter: 'c1' })).seq);
    expect(before.gaps).toBe(0);
    before.socket.disconnect();
    await server.give('reprint', { ticket, printer: 'p1' });
    const after = await screen(before.have);
    expect(after.snapshots).toEqual([]);
    const { seq } = await server.give('miss', { ticket });
    await after.upTo(seq);
    expect(after.events).toHaveLength(1);
    expect(after.events[0]?.prev).toBe(before.have?.seq);
  });

  it('gets the whole board when its last message is not the one this server has', async () => {
    const before = await screen();
    const after = await screen({ seq: before.have?.seq ?? 0, h: '0123456789abcdef' });
    expect(after.snapshots).toHaveLength(1);
    expect(after.board).toEqual(hallBoard(server.relay.board, true));
  });

  it('gets the whole board when it comes from the future of another journal', async () => {
    const after = await screen({ seq: 1_000_000, h: '0123456789abcdef' });
    expect(after.snapshots).toHaveLength(1);
  });

  it('gets a replay for 499 missing messages and a snapshot for 500', async () => {
    const before = await screen();
    before.socket.disconnect();
    await issueMany(REPLAY_LIMIT - 1);
    const replayed = await screen(before.have);
    await replayed.upTo(server.relay.board.seq);
    expect(replayed.snapshots).toHaveLength(0);
    expect(replayed.events).toHaveLength(REPLAY_LIMIT - 1);
    await issueMany(1);
    const fresh = await screen(before.have);
    expect(fresh.snapshots).toHaveLength(1);
    expect(fresh.events).toEqual([]);
  });

  it('is served the same replay by a server that was started meanwhile', async () => {
    const before = await screen();
    before.socket.disconnect();
    await server.give('issue', { group: 'justice' });
    await server.stop();
    server = await startLiveServer({ redis, boot: 'boot-2' });
    const after = await screen(before.have);
    expect(after.hello?.boot).toBe('boot-2');
    expect(after.snapshots).toEqual([]);
    expect(after.events.map(({ type }) => type)).toEqual(['ticket.issued']);
  });

  it('of yesterday gets the new day', async () => {
    const before = await screen();
    before.socket.disconnect();
    server.clock.time = at(TUESDAY, '08:00');
    await server.give('issue', { group: 'justice' });
    const after = await screen(before.have);
    await after.upTo(server.relay.board.seq);
    const fresh = await screen();
    expect(after.events[0]?.type).toBe('day.opened');
    expect(fresh.board?.day).toBe(TUESDAY);
    expect(Object.keys(fresh.board?.tickets ?? {})).toEqual(['A001']);
  });
});

describe('a screen that lost a message', () => {
  it('asks again and gets what is missing', async () => {
    const made = await screen();
    const base = made.have;
    await made.upTo((await server.give('issue', { group: 'justice' })).seq);
    made.events.length = 0;
    made.socket.emit('resync', base);
    await made.until(({ events }) => events.length === 1);
    expect(made.events[0]?.prev).toBe(base?.seq);
    expect(made.snapshots).toHaveLength(1);
  });

  it('gets the whole board when it says that it has nothing', async () => {
    const made = await screen();
    made.socket.emit('resync', null);
    await made.until(({ snapshots }) => snapshots.length === 2);
  });

  it('that asks without pause is answered a few times a second, and last of all', async () => {
    const made = await screen();
    for (let i = 0; i < 500; i += 1) made.socket.emit('resync', null);
    await made.until(({ snapshots }) => snapshots.length === 3);
    const { seq } = await server.give('issue', { group: 'justice' });
    await made.upTo(seq);
    expect(made.snapshots).toHaveLength(3);
  });
});

describe('when what was sent no longer counts', () => {
  it('everybody gets the board of a day that is opened again after the clock was put right', async () => {
    const { clock, give } = server;
    await give('issue', { group: 'justice' });
    const made = await screen();
    clock.time = at(TUESDAY, '08:00');
    await give('issue', { group: 'land' });
    clock.time = at(MONDAY, '08:10');
    await give('confirmClock', { offset: -86_000_000 });
    await give('openCounter', { counter: 'c2' });
    await made.until(({ board }) => board?.counters['c2']?.state === 'open');
    expect(made.board).toEqual(hallBoard(server.relay.board, true));
    expect(Object.keys(made.board?.tickets ?? {})).toEqual(['A001']);
    expect(made.board?.counters['c1']?.state).toBe('open');
    expect(clock.confirmed).toEqual([-86_000_000]);
    expect(clock.stepped()).toBe(false);
    const late = await screen();
    expect(late.board).toEqual(made.board);
    await server.stop();
    server = await startLiveServer({ redis, clock });
    const restarted = await screen();
    expect(restarted.board).toEqual(made.board);
    expect(clock.confirmed).toEqual([-86_000_000, -86_000_000]);
    expect(clock.stepped()).toBe(true);
    await server.give('confirmClock', { offset: -86_000_000 });
    expect(clock.stepped()).toBe(false);
  });

  it('the hall gets a new board when the site hides its badges', async () => {
    await server.give('issue', { group: 'justice', priority: 'elder' });
    const made = await screen();
    expect(made.board?.tickets['A001']?.badge).toBe(true);
    const config = siteConfig({ showBadge: false });
    server.clock.time += MINUTE;
    await server.give('configure', configuring(config, 1));
    await made.until(({ snapshots }) => snapshots.length === 2);
    expect(made.board?.tickets['A001']?.badge).toBe(false);
    expect(server.relay.config.rules.showBadge).toBe(false);
  });
});
