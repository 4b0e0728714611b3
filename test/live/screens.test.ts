import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hallBoard } from '../../server/domain/audience.js';
import { siteConfig, SITE } from '../support/factories.js';
import { ADMIN_TOKEN, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';
import { hallScreen, staffScreen } from '../support/screen.js';

const STAFF = { extraHeaders: { authorization: `Bearer ${ADMIN_TOKEN}` } };

let redis: TestRedis;
let server: LiveTestServer;

beforeEach(async () => {
  redis = await startRedis();
  server = await startLiveServer({ redis, config: siteConfig() });
});
afterEach(async () => {
  await server.stop();
  await redis.stop();
});

/** A morning in which everything happens that screens show. */
async function morning(): Promise<number> {
  const { give } = server;
  await give('openCounter', { counter: 'c1' });
  await give('openCounter', { counter: 'c3' });
  await give('issue', { group: 'justice' });
  const elder = await give('issue', { group: 'justice', priority: 'elder', language: 'en' });
  await give('issue', { group: 'land', stops: ['social'], note: 'mang theo bản gốc' });
  await give('callNext', { counter: 'c1' });
  const called = await give('callNext', { counter: 'c3' });
  await give('finish', { ticket: called.called ?? '', outcome: 'handed-in' });
  await give('cancel', { ticket: elder.tickets[0]?.id ?? '', reason: 'left' }).catch(() => null);
  const parked = await give('issue', { group: 'social' });
  await give('park', { ticket: parked.tickets[0]?.id ?? '', reason: 'copies' });
  const last = await give('pauseCounter', { counter: 'c1', reason: 'lunch' });
  return last.seq;
}

describe('a screen of the hall', () => {
  it('has the board of the server after a snapshot and every event that follows', async () => {
    await server.give('issue', { group: 'land' });
    const hall = hallScreen(server.connect('/hall'));
    await hall.until(({ board }) => board !== null);
    await hall.upTo(await morning());
    expect(hall.snapshots).toHaveLength(1);
    expect(hall.gaps).toBe(0);
    expect(hall.board).toEqual(hallBoard(server.relay.board, true));
  });

  it('is greeted with site time, build, boot and speed before anything else', async () => {
    const socket = server.connect('/hall');
    const names: string[] = [];
    socket.onAny((name: string) => names.push(name));
    const hall = hallScreen(socket);
    await hall.until(({ loads }) => loads.length > 0);
    expect(names).toEqual(['hello', 'snapshot', 'load']);
    const { clock } = server;
    expect(hall.hello).toEqual({
      ...{ at: clock.now(), build: 'build-1', boot: 'boot-1', speed: 1 },
      addresses: [],
    });
  });

  it('learns no id, class, note, language, reason, actor or request', async () => {
    const hall = hallScreen(server.connect('/hall'));
    await hall.until(({ board }) => board !== null);
    await hall.upTo(await morning());
    const late = hallScreen(server.connect('/hall'));
    await late.until(({ board }) => board !== null);
    const told = JSON.stringify([hall.snapshots, hall.events, late.snapshots]);
    const hidden = [
      'elder',
      'officer-1',
      'copies',
      'lunch',
      'bản gốc',
      '"en"',
      'handed-in',
      'left',
    ];
    for (const word of [...hidden, ...Object.keys(server.relay.board.tickets)]) {
      expect(told).not.toContain(word);
    }
  });

  it('is told by the hash tag nothing that could be tried out against guesses', async () => {
    const hall = hallScreen(server.connect('/hall'));
    await hall.until(({ board }) => board !== null);
    const { seq } = await server.give('issue', { group: 'justice', priority: 'elder' });
    await hall.upTo(seq);
    const [entry] = await server.store.entries(SITE, seq - 1, 1);
    expect(hall.have?.h).toMatch(/^[0-9a-f]{16}$/);
    expect(entry?.h.startsWith(hall.have?.h ?? '')).toBe(false);
  });

  it('gets waiting counts and expected waits when they change, and no oftener than once a second', async () => {
    const hall = hallScreen(server.connect('/hall'));
    await server.give('openCounter', { counter: 'c1' });
    await server.give('issue', { group: 'justice' });
    await hall.until(({ loads }) => loads.at(-1)?.groups['justice']?.waiting === 1);
    expect(hall.loads.at(-1)?.groups['justice']).toMatchObject({ waiting: 1, counters: ['c1'] });
    const before = hall.loads.length;
    const began = performance.now();
    for (let i = 0; i < 20; i += 1) await server.give('issue', { group: 'justice' });
    await hall.until(({ loads }) => loads.at(-1)?.groups['justice']?.waiting === 21);
    const seconds = Math.floor((performance.now() - began) / 1_000);
    expect(hall.loads.length - before).toBeLessThanOrEqual(1 + seconds);
  });

  it('is told why nothing can be issued, without any entry in the journal', async () => {
    const hall = hallScreen(server.connect('/hall'));
    await hall.until(({ loads }) => loads.length > 0);
    server.trouble = 'disk';
    await hall.until(({ loads }) => loads.at(-1)?.trouble === 'disk');
    server.trouble = null;
    await hall.until(({ loads }) => loads.at(-1)?.trouble === null);
  });
});

describe('a screen of the staff', () => {
  it('has the whole board of the server', async () => {
    const staff = staffScreen(server.connect('/staff', STAFF));
    await staff.until(({ board }) => board !== null);
    await staff.upTo(await morning());
    expect(staff.gaps).toBe(0);
    expect(staff.board).toEqual(server.relay.board);
  });

  it('gets a call after the hall', async () => {
    const order: string[] = [];
    const hall = hallScreen(server.connect('/hall'));
    const staff = staffScreen(server.connect('/staff', STAFF));
    await Promise.all([hall, staff].map((screen) => heard(screen.socket, 'load')));
    hall.socket.on('event', () => order.push('hall'));
    staff.socket.on('event', () => order.push('staff'));
    const { seq } = await server.give('openCounter', { counter: 'c1' });
    await Promise.all([hall.upTo(seq), staff.upTo(seq)]);
    expect(order).toEqual(['hall', 'staff']);
  });
});
