import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem, ReadyAnswer, TicketAnswer } from '../../server/protocol/answers.js';
import { newKey, openHall, type HttpHall } from '../support/http-hall.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { connectStore } from '../support/redis-store.js';

describe('a server whose Redis dies', () => {
  let redis: TestRedis;
  let hall: HttpHall;
  beforeAll(async () => {
    redis = await startRedis({ appendfsync: 'always' });
    hall = await openHall({ store: await connectStore(redis) });
  });
  afterAll(async () => {
    await hall.stop();
    await redis.stop();
  });

  const ready = async () => {
    const answer = await request(hall.server).get('/readyz');
    return { status: answer.status, body: answer.body as ReadyAnswer };
  };

  test('is alive and ready before', async () => {
    const alive = await request(hall.server).get('/healthz').expect(200);
    expect(alive.body).toMatchObject({ status: 'ok', build: 'test', speed: 1 });
    const { status, body } = await ready();
    expect(status).toBe(200);
    expect(body).toMatchObject({ ready: true, redis: 'up', journalLag: 0 });
    expect(body.canaryAge).toBeLessThan(15_000);
  });

  test('gives numbers, refuses honestly, and gives the same number after', async () => {
    const key = newKey();
    const before = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' }, key);
    expect(before.body.number).toBe('A001');

    await redis.kill('SIGKILL');
    const sent = performance.now();
    const lost = newKey();
    const down = await hall.command<Problem>(503, '/tickets', { group: 'justice' }, lost);
    expect(performance.now() - sent).toBeLessThan(2_000);
    expect(down.headers['retry-after']).toBe('1');
    expect(down.body.code).toBe('store-down');
    expect(await ready()).toMatchObject({ status: 503, body: { ready: false, journalLag: null } });
    await request(hall.server).get('/healthz').expect(200);

    await redis.restart();
    await expect.poll(async () => (await ready()).status).toBe(200);
    const again = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' }, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toMatchObject({ id: before.body.id, number: 'A001' });
    const retried = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' }, lost);
    expect(retried.body.number).toBe('A002');
  });

  test('counts its answers by route and status', async () => {
    const { text } = await request(hall.server).get('/metrics').expect(200);
    expect(text).toMatch(
      /motcua_http_seconds_count\{method="post",route="\/api\/v1\/sites\/\{site\}\/tickets",status="503"\} 1/,
    );
  });

  test('tells its figures to programs on this machine and to who has the token, not to others', async () => {
    for (const header of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP']) {
      const handedOn = request(hall.server).get('/metrics').set(header, 'for=10.0.0.7');
      expect((await handedOn.expect(401)).text).not.toContain('motcua_');
      await hall.program('get', '/metrics').set(header, 'for=10.0.0.7').expect(200);
    }
    // A page that somebody made point here runs in a browser on this machine.
    await request(hall.server).get('/metrics').set('Host', 'evil.example').expect(401);
    // Nor is a proxy here that says nothing of itself, but for the name by which others called it.
    for (const host of [
      'evil.local',
      '10.1.1.1',
      'localhost.lan',
      '127.evil.local:3000',
      '[::2]',
    ]) {
      await request(hall.server).get('/metrics').set('Host', host).expect(401);
    }
    for (const host of ['localhost', 'LOCALHOST:3000', '127.0.0.1', '127.3.2.1:80', '[::1]:3000']) {
      await request(hall.server).get('/metrics').set('Host', host).expect(200);
    }
    // As nginx asks unless it is told otherwise: with the name that its own settings give this server.
    const old = connect(Number(new URL(hall.url).port), '127.0.0.1');
    old.end('GET /metrics HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n');
    expect(await text(old)).toMatch(/^HTTP\/1\.1 401/);
    const elsewhere = { 'Sec-Fetch-Site': 'cross-site' };
    await request(hall.server).get('/metrics').set(elsewhere).expect(401);
  });
});

describe('a server whose Redis was emptied', () => {
  let redis: TestRedis;
  let hall: HttpHall;
  beforeAll(async () => {
    redis = await startRedis();
    hall = await openHall({ store: await connectStore(redis) });
  });
  afterAll(async () => {
    await hall.stop();
    await redis.stop();
  });

  test('is not ready, neither at once nor after it read the empty journal', async () => {
    await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' });
    await request(hall.server).get('/readyz').expect(200);
    await redis.client().flushall();
    const lost = { ready: false, journalLag: null };
    expect((await request(hall.server).get('/readyz').expect(503)).body).toMatchObject(lost);
    await expect.poll(() => hall.sites.get('ward')?.board.seq).toBe(0);
    expect((await request(hall.server).get('/readyz').expect(503)).body).toMatchObject(lost);
  });
});
