import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hallBoard } from '../../server/domain/audience.js';
import { configuring, contextAt, MORNING, siteConfig } from '../support/factories.js';
import { startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { patientStore } from '../support/redis-store.js';
import { heard } from '../support/socket-event.js';
import { hallScreen } from '../support/screen.js';

let redis: TestRedis;
let server: LiveTestServer | null = null;

afterEach(async () => {
  await server?.stop();
  server = null;
  await redis.stop();
});

const files = (name: string): string => join(redis.dir, name);

/** Keeps what Redis has on its disk now. */
async function keep(name: string): Promise<void> {
  await cp(files('appendonlydir'), files(name), { recursive: true });
}

/** Redis is killed and comes back with what it had then, as after a power cut or a failover. */
async function comeBackWith(name: string): Promise<void> {
  await redis.kill('SIGKILL');
  await rm(files('appendonlydir'), { recursive: true });
  await cp(files(name), files('appendonlydir'), { recursive: true });
  await redis.restart();
}

/** Issues without a server. */
async function issue(groups: readonly string[]): Promise<void> {
  const store = await patientStore(redis);
  for (const group of groups) {
    const reply = await store.command('issue', { group }, contextAt(MORNING));
    if (!reply.ok) throw new Error(reply.code);
  }
}

async function newHall(): Promise<void> {
  redis = await startRedis({ appendfsync: 'always' });
  const store = await patientStore(redis);
  await store.command('configure', configuring(siteConfig()), contextAt(MORNING));
}

describe('a Redis that comes back without the end of its journal', () => {
  it('is followed from there, and screens show what it has', async () => {
    await newHall();
    server = await startLiveServer({ redis });
    const hall = hallScreen(server.connect('/hall'));
    await heard(hall.socket, 'load');
    await server.give('issue', { group: 'justice' });
    await keep('early');
    await server.give('issue', { group: 'justice' });
    await server.give('issue', { group: 'land' });
    await hall.upTo(server.relay.board.seq);
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(['A001', 'A002', 'B001']);
    await comeBackWith('early');
    await hall.until(({ snapshots }) => snapshots.length === 2);
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(['A001']);
    const { seq } = await server.give('issue', { group: 'land' });
    await hall.upTo(seq);
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(['A001', 'B001']);
    expect(hall.board).toEqual(hallBoard(server.relay.board, true));
    expect(hall.gaps).toBe(0);
  });

  it('is read afresh when it went on differently, past what was known', async () => {
    await newHall();
    await issue(['justice']);
    await keep('early');
    await issue(['land', 'land', 'land', 'land', 'land']);
    await keep('other');
    await comeBackWith('early');
    server = await startLiveServer({ redis });
    await server.give('issue', { group: 'justice' });
    await server.give('issue', { group: 'justice' });
    const hall = hallScreen(server.connect('/hall'));
    await heard(hall.socket, 'load');
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(['A001', 'A002', 'A003']);
    await comeBackWith('other');
    await hall.until(({ snapshots }) => snapshots.length === 2);
    const numbers = ['A001', 'B001', 'B002', 'B003', 'B004', 'B005'];
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(numbers);
    const { seq } = await server.give('issue', { group: 'justice' });
    await hall.upTo(seq);
    expect(hall.board).toEqual(hallBoard(server.relay.board, true));
  });

  it('with another end of the same length is read afresh too', async () => {
    await newHall();
    await keep('early');
    await issue(['land']);
    await keep('other');
    await comeBackWith('early');
    server = await startLiveServer({ redis });
    await server.give('issue', { group: 'justice' });
    const hall = hallScreen(server.connect('/hall'));
    await heard(hall.socket, 'load');
    await comeBackWith('other');
    await hall.until(({ snapshots }) => snapshots.length === 2);
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(['B001']);
  });

  it('with nothing at all leaves an empty hall, and the product goes on', async () => {
    redis = await startRedis({ appendfsync: 'always' });
    await keep('empty');
    server = await startLiveServer({ redis, config: siteConfig() });
    const hall = hallScreen(server.connect('/hall'));
    await heard(hall.socket, 'load');
    await server.give('issue', { group: 'justice' });
    await comeBackWith('empty');
    await hall.until(({ snapshots }) => snapshots.length === 2);
    expect(hall.board?.tickets).toEqual({});
    await server.give('configure', configuring(siteConfig()));
    const { seq } = await server.give('issue', { group: 'land' });
    await hall.upTo(seq);
    expect(Object.keys(hall.board?.tickets ?? {})).toEqual(['B001']);
  });
});
