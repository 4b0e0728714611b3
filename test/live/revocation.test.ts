import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slipPicture } from '../../server/effects/slip-picture.js';
import { createLive, type Live } from '../../server/live/live.js';
import { createLog } from '../../server/log.js';
import type { DevicesAnswer, MadePerson, PairingOffer } from '../../server/protocol/people.js';
import { Browser, employ, pairBrowser } from '../support/access.js';
import { siteConfig, SITE } from '../support/factories.js';
import { openHall, TOKEN, type HttpHall } from '../support/http-hall.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';
import { answersKept } from '../support/printer-answers.js';
import { rollsKept } from '../support/rolls.js';

const SECRET = 'a-secret-of-the-tests-0123456789abcdef';
const PRINTER = { id: 'door', name: 'Máy in', address: 'remote', dots: 576 } as const;

let redis: TestRedis;
/** Two server processes of one hall: what one ends, the other closes. */
let hall: HttpHall;
let other: HttpHall;
let lives: Live[];
let lead: Browser;
let officer: MadePerson;
const sockets: Socket[] = [];
beforeAll(async () => {
  redis = await startRedis();
  const config = { ...siteConfig(), printers: [PRINTER] };
  hall = await openHall({ sessions: redis, secret: SECRET, config });
  other = await openHall({ sessions: redis, secret: SECRET, store: hall.store, config });
  lives = [hall, other].map((each) => {
    const live = createLive({
      ...{ server: each.server, relays: each.sites, access: each.access, clock: each.clock },
      ...{ build: 'build', boot: 'boot', secret: 'tags', printerToken: 'printers-of-the-server' },
      printerAnswers: answersKept(),
      slipPicture,
      rolls: rollsKept(),
      addresses: () => [],
      links: each.parts.links,
      log: createLog('silent'),
    });
    live.start();
    return live;
  });
  lead = new Browser(hall.url, { Cookie: await hall.signIn('lead') });
});
afterAll(async () => {
  for (const live of lives) live.stop();
  await other.stop();
  await hall.stop();
  await redis.stop();
});
beforeEach(async () => {
  officer = await employ(hall.access, 'officer', [SITE]);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

function connect(url: string, namespace: string, cookie: string, auth: object = {}): Socket {
  const socket = io(url + namespace, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { site: SITE, ...auth },
    ...(cookie !== '' && { extraHeaders: { cookie } }),
  });
  sockets.push(socket);
  return socket;
}
/** `in`, or the code with which the server refused. */
function fate(socket: Socket): Promise<string> {
  const refused = heard(socket, 'connect_error').then(([error]: unknown[]) =>
    error instanceof Error ? error.message : 'refused',
  );
  return Promise.race([heard(socket, 'connect').then(() => 'in'), refused]);
}
async function signedIn(): Promise<Browser> {
  const browser = new Browser(hall.url);
  await browser.byPin(officer);
  return browser;
}
/** Sockets of the same browser at both processes, open. */
async function staffOf({ cookie }: Browser): Promise<Socket[]> {
  const both = [hall, other].map(({ url }) => connect(url, '/staff', cookie));
  expect(await Promise.all(both.map(fate))).toEqual(['in', 'in']);
  return both;
}
const allClosed = (open: readonly Socket[]) =>
  Promise.all(open.map((socket) => heard(socket, 'disconnect')));

describe('an open staff screen closes at once, at every process, when', () => {
  it.each([
    ['its person signs out', (b: Browser) => b.ask(200, 'POST', '/sign-out', {}), 'signed-out'],
    ['it is locked', (b: Browser) => b.ask(200, 'POST', '/lock', {}), 'locked'],
    [
      'its person stops working here',
      () => lead.ask(200, 'PUT', `/sites/${SITE}/people/${officer.person.id}`, { active: false }),
      'signed-out',
    ],
    [
      'a lead signs its person out everywhere',
      () => lead.ask(200, 'POST', `/sites/${SITE}/people/${officer.person.id}/sign-out`, {}),
      'signed-out',
    ],
    [
      'its person gets another role',
      () =>
        lead.ask(200, 'PUT', `/sites/${SITE}/people/${officer.person.id}`, { role: 'volunteer' }),
      'in',
    ],
  ])('%s', async (_what, end, after) => {
    const browser = await signedIn();
    const open = await staffOf(browser);
    const closed = allClosed(open);
    await end(browser);
    await closed;
    expect(await fate(connect(other.url, '/staff', browser.cookie))).toBe(after);
  });

  it('the tablet that it began on is taken away', async () => {
    const tablet = new Browser(hall.url);
    const device = await pairBrowser(tablet, lead, SITE, { kind: 'tablet' });
    await tablet.byPin(officer);
    const open = await staffOf(tablet);
    const closed = allClosed(open);
    await lead.ask(200, 'DELETE', `/sites/${SITE}/devices/${device.id}`);
    await closed;
    expect(await fate(connect(hall.url, '/staff', tablet.cookie))).toBe('signed-out');
  });
});

describe('a staff screen', () => {
  it('of another site is refused', async () => {
    const stranger = await employ(hall.access, 'admin', ['elsewhere']);
    const browser = new Browser(hall.url);
    await browser.byPin(stranger);
    expect(await fate(connect(hall.url, '/staff', browser.cookie))).toBe('not-allowed');
  });

  it('of a program is open to a token that reads, until it is revoked', async () => {
    const { token, secret } = await hall.access.tokens.make({
      ...{ name: 'bảng', scope: 'read', sites: [SITE], expiresAt: Date.now() + 60_000 },
    });
    const socket = io(`${other.url}/staff`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { site: SITE } },
      extraHeaders: { authorization: `Bearer ${secret}` },
    });
    sockets.push(socket);
    expect(await fate(socket)).toBe('in');
    const closed = allClosed([socket]);
    await hall.access.tokens.revoke(token.id);
    await closed;
  });

  it('closes within seconds when what it rests on ended by itself', async () => {
    const { secret } = await hall.access.tokens.make({
      ...{ name: 'bảng', scope: 'read', sites: [SITE], expiresAt: Date.now() + 3_000 },
    });
    const socket = io(`${hall.url}/staff`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { site: SITE } },
      extraHeaders: { authorization: `Bearer ${secret}` },
    });
    sockets.push(socket);
    expect(await fate(socket)).toBe('in');
    const closed = allClosed([socket]);
    const opened = performance.now();
    await closed;
    expect(performance.now() - opened).toBeLessThan(10_000);
  });
});

describe('a paired television', () => {
  it('is listed as here with its build, closes when it is revoked and does not come back', async () => {
    const television = new Browser(hall.url);
    const { id } = await pairBrowser(television, lead, SITE, { kind: 'hall' });
    const screen = connect(hall.url, '/hall', television.cookie, { build: 'build-7' });
    expect(await fate(screen)).toBe('in');
    const listed = async () =>
      (await lead.ask<DevicesAnswer>(200, 'GET', `/sites/${SITE}/devices`)).devices.find(
        (device) => device.id === id,
      );
    await expect
      .poll(listed)
      .toMatchObject({ online: true, build: 'build-7', address: '127.0.0.1' });
    const closed = allClosed([screen]);
    await new Browser(other.url, { Authorization: `Bearer ${TOKEN}` }).ask(
      200,
      'DELETE',
      `/sites/${SITE}/devices/${id}`,
    );
    await closed;
    expect(await fate(connect(hall.url, '/hall', television.cookie))).toBe('signed-out');
    expect(await fate(connect(hall.url, '/hall', ''))).toBe('in');
  });

  it('that went away is listed with when it was last seen', async () => {
    const began = Date.now();
    const television = new Browser(hall.url);
    const { id } = await pairBrowser(television, lead, SITE, { kind: 'hall' });
    const screen = connect(hall.url, '/hall', television.cookie);
    await heard(screen, 'connect');
    screen.disconnect();
    const seen = async () =>
      (await hall.access.devices.list(SITE)).find((device) => device.id === id);
    await expect.poll(seen).toMatchObject({ online: false });
    await expect.poll(async () => (await seen())?.lastSeenAt ?? 0).toBeGreaterThanOrEqual(began);
  });
});

describe('a paired printer', () => {
  async function agentFor(printer: string): Promise<{ token: string; id: string }> {
    const agent = new Browser(hall.url);
    const offer = await agent.ask<PairingOffer>(201, 'POST', '/pairing', {});
    const as = { kind: 'printer', name: 'Máy in', site: SITE, printer } as const;
    const place = { counter: null, zone: null, person: null };
    const { id } = await hall.access.devices.pair(offer.code, { ...as, ...place }, 'lead');
    const claimed = await hall.access.devices.claim(offer.claim);
    return { id, token: claimed?.token ?? '' };
  }
  const serve = (token: string) =>
    connect(other.url, '/printer', '', { printer: PRINTER.id, token, dots: 576 });

  it('is served by its own agent alone, until that is taken away', async () => {
    const mine = await agentFor(PRINTER.id);
    const foreign = await agentFor('another');
    expect(await fate(serve(foreign.token))).toBe('signed-out');
    const socket = serve(mine.token);
    expect(await fate(socket)).toBe('in');
    const closed = allClosed([socket]);
    await hall.access.devices.revoke(mine.id);
    await closed;
    expect(await fate(serve(mine.token))).toBe('signed-out');
  });
});
