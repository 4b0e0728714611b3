import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  ClaimAnswer,
  Device,
  DevicesAnswer,
  MadePeopleAnswer,
  MadeTokenAnswer,
  PairingOffer,
  Sites,
  TokensAnswer,
} from '../../server/protocol/people.js';
import { refuseCrowd } from '../../server/access/people-rules.js';
import type { DeviceRecord } from '../../server/access/device-record.js';
import type { PersonRecord } from '../../server/access/person-record.js';
import { Browser, employ, pairBrowser } from '../support/access.js';
import { siteConfig, SITE } from '../support/factories.js';
import { newKey, openHall, TOKEN, type HttpHall } from '../support/http-hall.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const DEVICES = `/sites/${SITE}/devices`;
const TOKENS = `/sites/${SITE}/tokens`;
const MINUTE = 60_000;
const printer = { id: 'door', name: 'Máy in ở cửa', address: 'remote', dots: 576 } as const;

let hall: HttpHall;
let redis: TestRedis;
let lead: Browser;
let ahead = 0;
beforeAll(async () => {
  const config = { ...siteConfig(), printers: [printer] };
  redis = await startRedis();
  hall = await openHall({ config, sessions: redis, now: () => Date.now() + ahead });
  lead = new Browser(hall.url, { Cookie: await hall.signIn('lead') });
});
afterAll(async () => {
  await hall.stop();
  await redis.stop();
});
beforeEach(() => {
  ahead = 0;
});

const PLACE = { counter: null, zone: null, printer: null };
const offerOf = (browser: Browser) => browser.ask<PairingOffer>(201, 'POST', '/pairing', {});
const claim = (browser: Browser, offer: PairingOffer, program?: true) =>
  browser.ask<ClaimAnswer>(200, 'POST', '/pairing/claim', {
    ...{ claim: offer.claim },
    ...(program && { program }),
  });

describe('pairing', () => {
  test('goes by six digits that a lead types, whatever spaces he puts between', async () => {
    const television = new Browser(hall.url);
    const offer = await offerOf(television);
    expect(offer.code).toMatch(/^\d{6}$/);
    expect(await claim(television, offer)).toEqual({ paired: false });
    const code = `${offer.code.slice(0, 3)} ${offer.code.slice(3)}`;
    const device = await lead.ask<Device>(201, 'POST', DEVICES, {
      ...{ code, kind: 'hall', name: 'Màn hình sảnh', ...PLACE, zone: 'ground' },
    });
    const answer = await claim(television, offer);
    expect(answer).toMatchObject({ paired: true, path: '/hall/ground', dots: null });
    expect(answer).not.toHaveProperty('token');
    expect(television.cookie).toMatch(/^motcua-device=mcd_/);
    expect(device).toMatchObject({ kind: 'hall', zone: 'ground', site: SITE, online: false });
    // An answer that was lost on its way is given again; the code is worth nothing any more.
    expect(await claim(television, offer)).toMatchObject({ paired: true });
    const again = { code, kind: 'hall', name: 'Khác', ...PLACE };
    expect(await lead.code('POST', DEVICES, again)).toBe('code-unknown');
  });

  test('sends each device where it belongs', async () => {
    for (const [kind, place, path] of [
      ['hall', {}, '/hall'],
      ['sign', { counter: 'c1' }, '/sign/1'],
      ['kiosk', {}, '/kiosk'],
      ['tablet', {}, '/door'],
      ['pad', { counter: 'c2' }, '/desk/2'],
    ] as const) {
      const browser = new Browser(hall.url);
      const offer = await offerOf(browser);
      const device = { code: offer.code, kind, name: `Máy ${kind}`, ...PLACE, ...place };
      await lead.ask(201, 'POST', DEVICES, device);
      expect(await claim(browser, offer), kind).toMatchObject({ path });
    }
  });

  test('refuses places that are none, and what a kind of device cannot have', async () => {
    const { code } = await offerOf(new Browser(hall.url));
    for (const wrong of [
      { kind: 'pad' },
      { kind: 'sign', counter: 'c99' },
      { kind: 'hall', zone: 'attic' },
      { kind: 'tablet', counter: 'c1' },
      { kind: 'printer' },
      { kind: 'phone' },
    ]) {
      const body = { code, name: 'Máy', ...PLACE, ...wrong };
      expect(await lead.code('POST', DEVICES, body), JSON.stringify(wrong)).toBe('bad-request');
    }
    await lead.ask(201, 'POST', DEVICES, { code, kind: 'tablet', name: 'Máy', ...PLACE });
  });

  test('cannot be guessed: a few codes a minute, each for ten minutes', async () => {
    const guesser = new Browser(hall.url, { Cookie: await hall.signIn('lead') });
    const codes: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      const body = { code: String(n).padStart(6, '9'), kind: 'tablet', name: 'Máy', ...PLACE };
      codes.push(await guesser.code('POST', DEVICES, body));
    }
    expect(codes.slice(20)).toEqual(Array.from({ length: 5 }, () => 'too-many'));
    const unknown = { claim: 'x'.repeat(43) };
    expect(await guesser.code('POST', '/pairing/claim', unknown)).toBe('pairing-over');
  });
});

describe('a paired device', () => {
  test('is seen, renamed, put elsewhere and taken away', async () => {
    const tablet = new Browser(hall.url);
    const { id } = await pairBrowser(tablet, lead, SITE, { kind: 'pad', counter: 'c1' });
    const listed = async () =>
      (await lead.ask<DevicesAnswer>(200, 'GET', DEVICES)).devices.find((each) => each.id === id);
    expect(await listed()).toMatchObject({ kind: 'pad', counter: 'c1', lastSeenAt: null });
    await lead.ask(200, 'PUT', `${DEVICES}/${id}`, { name: 'Máy quầy 2', counter: 'c2' });
    expect(await listed()).toMatchObject({ name: 'Máy quầy 2', counter: 'c2' });
    expect(await lead.code('PUT', `${DEVICES}/${id}`, { counter: null })).toBe('bad-request');
    await lead.ask(200, 'DELETE', `${DEVICES}/${id}`);
    expect(await listed()).toBeUndefined();
    expect(await lead.code('DELETE', `${DEVICES}/${id}`)).toBe('device-unknown');
  });

  test('leaves nothing behind when a screen of it closes on another server after it was taken away', async () => {
    const television = new Browser(hall.url);
    const { id } = await pairBrowser(television, lead, SITE, { kind: 'hall' });
    const gone = hall.access.devices.seen(id, { address: '192.168.1.77', build: 'of-before' });
    const last = () => redis.client().hget('motcua:{access}:devices:last', id);
    await expect.poll(last).toContain('192.168.1.77');
    await lead.ask(200, 'DELETE', `${DEVICES}/${id}`);
    expect(await last()).toBeNull();
    gone();
    // Both go over the connection of the hall, one after the other.
    await lead.ask(200, 'GET', DEVICES);
    expect(await last()).toBeNull();
  });

  test('takes the sessions that began on it with it', async () => {
    const tablet = new Browser(hall.url);
    const { id } = await pairBrowser(tablet, lead, SITE, { kind: 'tablet' });
    const made = await hall.access.people.add({
      ...{ name: 'Lò Thị Mai', role: 'volunteer', languages: [], sites: [SITE] },
    });
    expect(await tablet.byPin(made)).toMatchObject({ device: { id, kind: 'tablet' } });
    await lead.ask(200, 'DELETE', `${DEVICES}/${id}`);
    expect(await tablet.code('GET', '/me')).toBe('signed-out');
  });

  test('may by itself what its kind may: a kiosk gives numbers, a television only looks', async () => {
    const issue = async (kind: 'kiosk' | 'hall' | 'tablet') => {
      const browser = new Browser(hall.url);
      await pairBrowser(browser, lead, SITE, { kind });
      const keyed = new Browser(hall.url, { Cookie: browser.cookie, 'Idempotency-Key': newKey() });
      return keyed.code('POST', `/sites/${SITE}/tickets`, { group: 'justice' });
    };
    expect(await issue('kiosk')).toBe('201');
    expect(await issue('hall')).toBe('not-allowed');
    expect(await issue('tablet')).toBe('signed-out');
  });

  test('that is a program gets its token and what its printer is', async () => {
    // No browser: no origin and no cookie.
    const agent = new Browser(hall.url);
    const offer = await offerOf(agent);
    const place = { ...PLACE, printer: printer.id };
    const body = { code: offer.code, kind: 'printer', name: 'Máy in cửa', ...place };
    await lead.ask(201, 'POST', DEVICES, body);
    const answer = await claim(agent, offer, true);
    if (!answer.paired || answer.token === undefined) throw new Error('no token came');
    expect(answer).toMatchObject({
      dots: printer.dots,
      device: { site: SITE, printer: printer.id },
    });
    expect(agent.cookie).toBe('');
    const { access } = hall;
    expect(await access.serves(answer.token, SITE, printer.id)).toHaveLength(1);
    expect(await access.serves(answer.token, SITE, 'another')).toBeNull();
    expect(await access.serves(answer.token, 'elsewhere', printer.id)).toBeNull();
  });
});

describe('a token of a program', () => {
  const admin = async () => new Browser(hall.url, { Cookie: await hall.signIn('admin') });
  const make = async (scope: string, days = 30) =>
    (await admin()).ask<MadeTokenAnswer>(201, 'POST', TOKENS, { name: 'Báo cáo', scope, days });
  const program = (secret: string) => new Browser(hall.url, { Authorization: `Bearer ${secret}` });
  const keyed = (secret: string) =>
    new Browser(hall.url, { Authorization: `Bearer ${secret}`, 'Idempotency-Key': newKey() });

  test('may what its scope says', async () => {
    const issue = (secret: string) =>
      keyed(secret).code('POST', `/sites/${SITE}/tickets`, { group: 'justice' });
    const config = (secret: string) => program(secret).code('GET', `/sites/${SITE}/config`);
    const people = (secret: string) => program(secret).code('GET', `/sites/${SITE}/people`);
    const may = async (scope: string) => {
      const { secret } = await make(scope);
      return [await config(secret), await issue(secret), await people(secret)];
    };
    expect(await may('read')).toEqual(['200', 'not-allowed', 'not-allowed']);
    expect(await may('issue')).toEqual(['200', '201', 'not-allowed']);
    expect(await may('admin')).toEqual(['200', '201', '200']);
  });

  test('is said once, listed without the secret, and ends on its day or when it is revoked', async () => {
    const by = await admin();
    const { token, secret } = await make('read', 2);
    const listed = await by.ask<TokensAnswer>(200, 'GET', TOKENS);
    expect(listed.tokens).toContainEqual(
      expect.objectContaining({ id: token.id, name: 'Báo cáo' }),
    );
    expect(JSON.stringify(listed)).not.toContain(secret.slice(20));
    const reads = () => program(secret).code('GET', `/sites/${SITE}/board`);
    expect(await reads()).toBe('200');
    ahead = 2 * 24 * 60 * MINUTE + MINUTE;
    expect(await reads()).toBe('signed-out');
    ahead = 0;
    expect(await reads()).toBe('200');
    await by.ask(200, 'DELETE', `${TOKENS}/${token.id}`);
    expect(await reads()).toBe('signed-out');
  });

  test('cannot outlive its end: it makes no other token, and nobody who leads', async () => {
    const manager = program((await make('admin')).secret);
    const people = `/sites/${SITE}/people`;
    const hire = (role: string) =>
      manager.code('POST', people, { people: [{ name: `Ma ${role}`, role, languages: [] }] });
    const body = { name: 'Nữa', scope: 'read', days: 30 };
    expect(await manager.code('POST', TOKENS, body)).toBe('not-allowed');
    expect(await hire('admin')).toBe('not-allowed');
    expect(await hire('lead')).toBe('not-allowed');
    const { made } = await manager.ask<MadePeopleAnswer>(201, 'POST', people, {
      people: [{ name: 'Vừ A Páo', role: 'officer', languages: [] }],
    });
    const officer = made[0]?.person.id ?? '';
    expect(await manager.code('PUT', `${people}/${officer}`, { role: 'admin' })).toBe(
      'not-allowed',
    );
    const { person } = await employ(hall.access, 'admin', [SITE]);
    expect(await manager.code('POST', `${people}/${person.id}/reset`, {})).toBe('not-allowed');
    // The operator's own word in the settings of the server is another thing.
    const operator = program(TOKEN);
    await operator.ask(201, 'POST', TOKENS, body);
  });

  test('is for the site, and for all only from who has all', async () => {
    const body = { name: 'Tỉnh', scope: 'read', days: 30, allSites: true };
    expect(await (await admin()).code('POST', TOKENS, body)).toBe('not-allowed');
    const all = new Browser(hall.url, { Cookie: await hall.signIn('admin', 'all') });
    const { token } = await all.ask<MadeTokenAnswer>(201, 'POST', TOKENS, body);
    expect(token.sites).toBe('all');
    expect(await (await admin()).code('DELETE', `${TOKENS}/${token.id}`)).toBe('not-allowed');
    expect(await lead.code('GET', TOKENS)).toBe('not-allowed');
  });
});

describe('a site that has as many as it may have', () => {
  const FULL = 'full';

  test('takes no more devices and no more tokens, and says so', async () => {
    const { devices, tokens } = hall.access;
    const there = Array.from({ length: 200 }, (_, n): [string, string] => {
      const id = `d-${String(n).padStart(12, '0')}`;
      const device: DeviceRecord['device'] = {
        ...{ id, kind: 'phone', name: 'Máy', site: FULL, ...PLACE, person: 'p-1', pairedAt: n },
      };
      return [id, JSON.stringify({ device, digest: null } satisfies DeviceRecord)];
    });
    await redis.client().hset('motcua:{access}:devices', new Map(there));
    // From here on the book is as it is in Redis.
    await pairBrowser(new Browser(hall.url), lead, SITE, { kind: 'tablet' });
    const { code } = await offerOf(new Browser(hall.url));
    const tablet = { ...PLACE, kind: 'tablet', name: 'Máy', site: FULL, person: null } as const;
    const full = { code: 'site-full', status: 409 };
    await expect(devices.pair(code, tablet, 'lead')).rejects.toMatchObject(full);
    // The code is still there for a site that has room.
    await devices.pair(code, { ...tablet, site: SITE }, 'lead');

    const token = { name: 'Sổ', scope: 'read', expiresAt: Date.now() + MINUTE } as const;
    for (let n = 0; n < 100; n += 1) await tokens.make({ ...token, sites: [FULL] });
    const more = tokens.make({ ...token, sites: [FULL] });
    await expect(more).rejects.toMatchObject(full);
    await tokens.make({ ...token, sites: [SITE] });
  });

  test('takes no more people, whoever works elsewhere or everywhere', () => {
    const known = new Map<string, PersonRecord>();
    const work = (n: number, sites: Sites): void => {
      const id = `p-${n}`;
      const person = {
        ...{ id, login: id, name: id, role: 'officer' as const, languages: [], active: true },
        ...{ sites: sites === 'all' ? ('all' as const) : [...sites] },
        ...{ mustChange: false, hasPassword: false, madeAt: 0 },
      };
      known.set(id, { person, pin: null, pinAt: 0, password: null, epoch: 1, join: null });
    };
    for (let n = 0; n < 299; n += 1) work(n, [FULL]);
    expect(() => refuseCrowd(known, [FULL])).not.toThrow();
    work(299, [SITE, FULL]);
    expect(() => refuseCrowd(known, [SITE, FULL])).toThrow('site-full');
    expect(() => refuseCrowd(known, [SITE])).not.toThrow();
    expect(() => refuseCrowd(known, 'all')).not.toThrow();
  });
});
