import { sign } from 'cookie-signature';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Problem } from '../../server/protocol/answers.js';
import { newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const SECRET = 'a-secret-of-the-tests-0123456789abcdef';

describe('a session', () => {
  let redis: TestRedis;
  let hall: HttpHall;
  beforeAll(async () => {
    redis = await startRedis();
    hall = await openHall({ sessions: redis, secret: SECRET, names: ['mot-cua.gov.example'] });
  });
  afterAll(async () => {
    await hall.stop();
    await redis.stop();
  });

  const journal = (cookie: string, at = hall) =>
    request(at.server).get(`${SITE_PATH}/journal`).set('Cookie', cookie);

  test('is established by a page in a cookie that no script and no other site gets', async () => {
    const page = await request(hall.server).get('/door').expect(200);
    const cookies = page.get('Set-Cookie') ?? [];
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(
      /^motcua=s%3A[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-powered-by']).toBeUndefined();
  });

  test('stays the same when another page is opened with it', async () => {
    const cookie = await hall.openPage();
    const again = await request(hall.server).get('/door').set('Cookie', cookie).expect(200);
    expect(again.get('Set-Cookie')?.[0]?.split(';')[0]).toBe(cookie);
  });

  test('holds at every server process of the site', async () => {
    const cookie = await hall.openPage();
    const other = await openHall({ sessions: redis, secret: SECRET, store: hall.store });
    await journal(cookie, other).expect(200);
    await other.stop();
  });

  test('is not begun by files, unknown addresses or the API', async () => {
    for (const path of ['/assets/x.js', '/favicon.ico', '/api/v1/sites', '/healthz', '/attic']) {
      const answer = await request(hall.server).get(path);
      expect(answer.get('Set-Cookie')).toBeUndefined();
    }
  });

  test('is begun by the screens that give commands, and by no other', async () => {
    const begins = async (path: string) =>
      (await request(hall.server).get(path)).get('Set-Cookie') !== undefined;
    for (const path of ['/door', '/desk/1', '/s/ward/door', '/s/ward/desk/1']) {
      expect(await begins(path), path).toBe(true);
    }
    for (const path of ['/', '/hall', '/hall/ground', '/s/ward', '/s/ward/hall', '/door/attic']) {
      expect(await begins(path), path).toBe(false);
    }
    const asked = await request(hall.server).head('/door');
    expect(asked.get('Set-Cookie')).toBeUndefined();
  });

  test('that nobody uses is soon forgotten, one that is used lasts', async () => {
    const client = redis.client();
    await client.flushall();
    const cookie = await hall.openPage();
    const [key = ''] = await client.keys('session:*');
    expect(await client.ttl(key)).toBeLessThanOrEqual(600);
    await journal(cookie).expect(200);
    await vi.waitFor(async () => expect(await client.ttl(key)).toBeGreaterThan(29 * 86_400));
    await request(hall.server).get('/door').set('Cookie', cookie).expect(200);
    expect(await client.ttl(key)).toBeGreaterThan(29 * 86_400);
  });

  test('is begun sixty times a minute by one address, then it has to wait', async () => {
    const crowded = await openHall({ sessions: redis, secret: SECRET, store: hall.store });
    const open = (headers: Record<string, string> = {}) =>
      request(crowded.server).get('/door').set(headers);
    const first = (await open().expect(200)).get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    for (let n = 2; n <= 60; n += 1) await open().expect(200);
    const client = redis.client();
    const before = await client.dbsize();
    const refused = await open().expect(429);
    expect((refused.body as Problem).code).toBe('too-many');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused.get('Set-Cookie')).toBeUndefined();
    expect(await client.dbsize()).toBe(before);
    await open({ Cookie: first }).expect(200);
    await request(crowded.server).get('/hall').expect(404);
    await journal(first, crowded).expect(200);
    await crowded.stop();
  });

  test('cannot be forged', async () => {
    const cookie = await hall.openPage();
    const name = 'motcua=';
    const value = decodeURIComponent(cookie.slice(name.length));
    const unknown = `s:${sign('0123456789abcdef0123456789abcdef', SECRET)}`;
    const foreign = `s:${sign(value.slice(2).split('.')[0] ?? '', 'another secret')}`;
    for (const forged of [value.slice(0, -1), value.slice(2), unknown, foreign, 's:', '']) {
      const answer = await journal(name + encodeURIComponent(forged)).expect(401);
      expect((answer.body as Problem).code).toBe('signed-out');
    }
    await journal(cookie).expect(200);
  });

  test('undoes its own commands and no other session’s', async () => {
    const [mine, theirs] = [await hall.openPage(), await hall.openPage()];
    const key = newKey();
    const send = (cookie: string, path: string, body: object, as = newKey()) =>
      request(hall.server)
        .post(SITE_PATH + path)
        .set({ Cookie: cookie, Origin: hall.url, 'Idempotency-Key': as })
        .send(body);
    await send(mine, '/tickets', { group: 'land' }, key).expect(201);
    const other = await send(theirs, '/undo', { request: key }).expect(403);
    expect((other.body as Problem).code).toBe('undo-foreign');
    await send(mine, '/undo', { request: key }).expect(200);
  });

  test('is known to sockets by the same cookie', async () => {
    const cookie = await hall.openPage();
    const subject = await hall.access.socket(`lang=vi; ${cookie}`);
    expect(subject).toMatchObject({ roles: ['officer', 'lead'], via: 'staff' });
    expect(await hall.access.socket(undefined)).toBeNull();
    expect(await hall.access.socket('motcua=s%3Ax.y')).toBeNull();
  });

  test('works under the public name of the site', async () => {
    const page = await request(hall.server).get('/door').set('Host', 'mot-cua.gov.example');
    expect(page.status).toBe(200);
    const cookie = page.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
    const issue = (origin: string) =>
      request(hall.server)
        .post(`${SITE_PATH}/tickets`)
        .set({ Cookie: cookie, Host: 'mot-cua.gov.example', Origin: origin })
        .set('Idempotency-Key', newKey())
        .send({ group: 'justice' });
    await issue('https://mot-cua.gov.example').expect(201);
    await issue('https://gov.example').expect(403);
  });

  test('that is known keeps working while Redis is away, and pages still open', async () => {
    const cookie = await hall.openPage();
    await journal(cookie).expect(200);
    await redis.kill('SIGKILL');
    await journal(cookie).expect(200);
    const page = await request(hall.server).get('/door').expect(200);
    expect(page.text).toContain('door');
    await redis.restart();
  });
});
