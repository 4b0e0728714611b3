import { sign } from 'cookie-signature';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MadePerson, Me } from '../../server/protocol/people.js';
import { Browser, employ } from '../support/access.js';
import { SITE } from '../support/factories.js';
import { newKey, openHall, type HttpHall } from '../support/http-hall.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const SECRET = 'a-secret-of-the-tests-0123456789abcdef';
const HOUR = 3_600_000;
const NOBODY = { cookie: undefined, authorization: undefined };

let redis: TestRedis;
let hall: HttpHall;
let officer: MadePerson;
/** ms by which real time is ahead. */
let ahead = 0;
const now = () => Date.now() + ahead;
beforeAll(async () => {
  redis = await startRedis();
  hall = await openHall({ sessions: redis, secret: SECRET, now, names: ['mot-cua.gov.example'] });
});
afterAll(async () => {
  await hall.stop();
  await redis.stop();
});
beforeEach(async () => {
  ahead = 0;
  officer = await employ(hall.access, 'officer', [SITE]);
});

async function signedIn(): Promise<Browser> {
  const browser = new Browser(hall.url);
  await browser.byPin(officer);
  return browser;
}
const sees = (browser: Browser) => browser.code('GET', `/sites/${SITE}/config`);

describe('a session', () => {
  test('begins by signing in, in a cookie that no script and no other site gets', async () => {
    const browser = new Browser(hall.url);
    const attempt = { kind: 'pin', person: officer.person.id, pin: officer.pin };
    const answer = await browser.send<Me>('POST', '/api/v1/sign-in', attempt);
    const cookies = answer.headers['set-cookie'] ?? [];
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(
      /^motcua=s%3A[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body).toEqual({
      person: { id: officer.person.id, name: officer.person.name, role: 'officer' },
      ...{ sites: [SITE], locked: false, mustChange: true, device: null },
    });
    expect(await sees(browser)).toBe('200');
  });

  test('is begun by no page and by nothing else of the API', async () => {
    for (const path of ['/', '/door', '/desk/1', '/hall', '/admin', '/sign-in', '/api/v1/sites']) {
      const answer = await new Browser(hall.url).send('GET', path);
      expect(answer.headers['set-cookie'], path).toBeUndefined();
    }
  });

  test('gets a new id at each sign-in, and the one before is over', async () => {
    const browser = await signedIn();
    const before = browser.cookie;
    await browser.byPin(officer);
    expect(browser.cookie).not.toBe(before);
    expect(await sees(new Browser(hall.url, { Cookie: before }))).toBe('signed-out');
  });

  test('takes no id that somebody else thought of', async () => {
    const id = `s%3A${sign('chosen-by-somebody-else', SECRET)}`;
    const browser = new Browser(hall.url, { Cookie: `motcua=${id}` });
    await browser.byPin(officer);
    expect(browser.cookie).not.toContain('chosen');
  });

  test('cannot be forged', async () => {
    const { cookie } = await signedIn();
    const value = decodeURIComponent(cookie.slice('motcua='.length));
    const unknown = `s:${sign('0123456789abcdef0123456789abcdef', SECRET)}`;
    const foreign = `s:${sign(value.slice(2).split('.')[0] ?? '', 'another secret')}`;
    for (const forged of [value.slice(0, -1), value.slice(2), unknown, foreign, 's:', '']) {
      const Cookie = `motcua=${encodeURIComponent(forged)}`;
      expect(await sees(new Browser(hall.url, { Cookie }))).toBe('signed-out');
    }
  });

  test('holds at every server process of the site, and ends at all of them', async () => {
    const other = await openHall({ sessions: redis, secret: SECRET, store: hall.store });
    const browser = await signedIn();
    const there = new Browser(other.url, { Cookie: browser.cookie });
    expect(await sees(there)).toBe('200');
    await browser.ask(200, 'POST', '/sign-out', {});
    await expect.poll(() => sees(there)).toBe('signed-out');
    await other.stop();
  });

  test('is one of ten at most: the oldest ends when the person signs in once more', async () => {
    const browsers: Browser[] = [];
    for (let n = 0; n < 10; n += 1) browsers.push(await signedIn());
    // Who signed out leaves room.
    await browsers[3]?.ask(200, 'POST', '/sign-out', {});
    const other = await employ(hall.access, 'officer', [SITE]);
    await new Browser(hall.url).byPin(other);
    const eleventh = await signedIn();
    expect(await Promise.all(browsers.map(sees))).toEqual(
      browsers.map((_, n) => (n === 3 ? 'signed-out' : '200')),
    );
    const ended: string[] = [];
    const forget = hall.access.onEnded(
      ({ kind, id }) => void (kind === 'session' && ended.push(id)),
    );
    const twelfth = await signedIn();
    forget();
    expect(await Promise.all(browsers.slice(0, 3).map(sees))).toEqual(['signed-out', '200', '200']);
    expect([await sees(eleventh), await sees(twelfth)]).toEqual(['200', '200']);
    // Its open sockets close.
    expect(ended).toHaveLength(1);
  });

  test('ends when it was left alone for twelve hours, not when it is used', async () => {
    const browser = await signedIn();
    const client = redis.client();
    const ttls = async () =>
      Promise.all((await client.keys('session:*')).map((key) => client.ttl(key)));
    expect(Math.max(...(await ttls()))).toBeLessThanOrEqual(12 * 3_600);
    await Promise.all((await client.keys('session:*')).map((key) => client.expire(key, 60)));
    expect(await sees(browser)).toBe('200');
    await expect.poll(async () => Math.max(...(await ttls()))).toBeGreaterThan(11 * 3_600);
  });

  test('ends after sixteen hours however much it is used', async () => {
    const browser = await signedIn();
    ahead = 15.9 * HOUR;
    expect(await sees(browser)).toBe('200');
    ahead = 16.1 * HOUR;
    expect(await sees(browser)).toBe('signed-out');
  });

  test('of somebody ends everywhere else when he says so, and stays here', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    await here.ask(200, 'POST', '/sign-out', { elsewhere: true });
    expect(await sees(here)).toBe('200');
    expect(await sees(there)).toBe('signed-out');
  });

  test('ends elsewhere when the person takes another PIN', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    await here.ask(200, 'PUT', '/me/pin', { current: null, pin: '840261' });
    expect(await sees(here)).toBe('200');
    expect(await sees(there)).toBe('signed-out');
    expect(await here.code('PUT', '/me/pin', { current: null, pin: '517380' })).toBe(
      'wrong-secret',
    );
  });

  test('undoes its own commands and nobody else’s', async () => {
    const mine = await signedIn();
    const theirs = await hall.signIn('officer');
    const key = newKey();
    const keyed = (cookie: string, as: string) =>
      new Browser(hall.url, { Cookie: cookie, 'Idempotency-Key': as });
    await keyed(mine.cookie, key).ask(201, 'POST', `/sites/${SITE}/tickets`, { group: 'land' });
    const undo = (cookie: string) =>
      keyed(cookie, newKey()).code('POST', `/sites/${SITE}/undo`, { request: key });
    expect(await undo(theirs)).toBe('undo-foreign');
    expect(await undo(mine.cookie)).toBe('200');
  });

  test('is known to sockets by the same cookie', async () => {
    const { cookie } = await signedIn();
    const handshake = { headers: { cookie: `lang=vi; ${cookie}` }, secure: false };
    expect(await hall.access.socket(handshake)).toMatchObject({
      ...{ actor: officer.person.id, roles: ['officer'], via: 'staff', sites: [SITE] },
    });
    // The cookie of plain HTTP is none under TLS.
    expect(await hall.access.socket({ ...handshake, secure: true })).toBeNull();
    expect(await hall.access.socket({ headers: NOBODY, secure: false })).toBeNull();
  });

  test('works under the public name of the site, not under one that only looks like it', async () => {
    const { cookie } = await signedIn();
    const issue = async (Origin: string) => {
      const answer = await request(hall.server)
        .post(`/api/v1/sites/${SITE}/tickets`)
        .set({ Host: 'mot-cua.gov.example', Cookie: cookie, Origin, 'Idempotency-Key': newKey() })
        .send({ group: 'justice' });
      return answer.status;
    };
    expect(await issue('https://mot-cua.gov.example')).toBe(201);
    expect(await issue('https://gov.example')).toBe(403);
  });

  test('that is known keeps working while Redis is away', async () => {
    const browser = await signedIn();
    expect(await sees(browser)).toBe('200');
    await redis.kill('SIGSTOP');
    expect(await sees(browser)).toBe('200');
    expect((await browser.send('GET', '/door')).status).toBe(200);
    const attempt = { kind: 'pin', person: officer.person.id, pin: officer.pin };
    expect(await new Browser(hall.url).code('POST', '/sign-in', attempt)).toBe('store-down');
    await redis.kill('SIGCONT');
    await vi.waitFor(() => new Browser(hall.url).byPin(officer), 20_000);
  });
});

describe('a locked screen', () => {
  test('does nothing until the PIN is right, and the session is the same', async () => {
    const browser = await signedIn();
    const { cookie } = browser;
    await browser.ask(200, 'POST', '/lock', {});
    expect(await sees(browser)).toBe('locked');
    for (const [method, path] of [
      ['GET', `/sites/${SITE}/journal`],
      ['POST', `/sites/${SITE}/tickets`],
      ['PUT', '/me/pin'],
    ] as const) {
      const body = method === 'GET' ? undefined : {};
      expect(await browser.code(method, path, body), path).toBe('locked');
    }
    expect(await browser.code('POST', '/sign-out', { elsewhere: true })).toBe('locked');
    expect(await browser.ask(200, 'GET', '/me')).toMatchObject({ locked: true });
    expect(await browser.code('POST', '/unlock', { secret: '000000' })).toBe('wrong-secret');
    await browser.ask(200, 'POST', '/unlock', { secret: officer.pin });
    expect(await sees(browser)).toBe('200');
    expect(browser.cookie).toBe(cookie);
  });

  test('can be left to somebody else', async () => {
    const browser = await signedIn();
    await browser.ask(200, 'POST', '/lock', {});
    const colleague = await employ(hall.access, 'officer', [SITE]);
    expect(await browser.byPin(colleague)).toMatchObject({ person: { id: colleague.person.id } });
    expect(await sees(browser)).toBe('200');
  });
});

describe('a page that somebody must be in for', () => {
  const opens = async (browser: Browser, path: string) => {
    const { status, headers } = await browser.send('GET', path);
    return headers.location ?? status;
  };

  test('sends to the sign-in page, and nowhere else, whoever is not in', async () => {
    const browser = new Browser(hall.url);
    expect(await opens(browser, '/door')).toBe('/sign-in?next=%2Fdoor');
    expect(await opens(browser, '/desk/3?a=//evil.example')).toBe(
      '/sign-in?next=%2Fdesk%2F3%3Fa%3D%2F%2Fevil.example',
    );
    for (const path of [
      '/Door',
      '/door/',
      '/DESK/1',
      '/admin',
      '/admin/people/x',
      '/ADMIN/people',
    ]) {
      expect(String(await opens(browser, path)), path).toMatch(/^\/sign-in\?next=/);
    }
    const locked = await signedIn();
    await locked.ask(200, 'POST', '/lock', {});
    expect(await opens(locked, '/door')).toBe('/sign-in?next=%2Fdoor');
  });

  test('opens for staff of the site, the settings for lead and admin alone', async () => {
    const as = async (role: 'volunteer' | 'officer' | 'lead' | 'admin', site = SITE) =>
      new Browser(hall.url, { Cookie: await hall.signIn(role, [site]) });
    const officers = await as('officer');
    expect(await opens(officers, '/door')).toBe(200);
    expect(await opens(officers, '/desk/1')).toBe(200);
    expect(await opens(officers, '/admin/people')).toBe(403);
    expect(await opens(await as('lead'), '/admin/people')).toBe(200);
    expect(await opens(await as('admin'), '/admin')).toBe(200);
    expect(await opens(await as('lead', 'elsewhere'), `/s/${SITE}/door`)).not.toBe(200);
  });
});
