import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toPng } from '../../printer/render/png.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import { slipPicture } from '../../server/effects/slip-picture.js';
import { createLive, type Live } from '../../server/live/live.js';
import { createLog } from '../../server/log.js';
import type { PictureOrder, PrintOrder, PrintResult } from '../../server/protocol/printing.js';
import type { Device } from '../../server/protocol/people.js';
import { Browser, pairBrowser } from '../support/access.js';
import { siteConfig, SITE } from '../support/factories.js';
import { openHall, type HttpHall } from '../support/http-hall.js';
import { answersKept } from '../support/printer-answers.js';
import { rollsKept } from '../support/rolls.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

const DRIVER = {
  id: 'driver',
  name: 'Máy in bàn tiếp đón',
  address: 'browser',
  dots: 384,
} as const;
const PAGE = { site: SITE, printer: 'driver', build: 'build' };
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="384" height="80"><rect width="200" height="80"/></svg>';
const ORDER: PrintOrder = { attempt: 'a1', printer: 'driver', svg: SVG, speed: 1 };

let redis: TestRedis;
let hall: HttpHall;
let live: Live;
let lead: Browser;
const sockets: Socket[] = [];
beforeAll(async () => {
  redis = await startRedis();
  const printers = [DRIVER, { ...DRIVER, id: 'annex', address: 'remote' }];
  hall = await openHall({ sessions: redis, config: { ...siteConfig(), printers } });
  live = createLive({
    ...{ server: hall.server, relays: hall.sites, access: hall.access, clock: hall.clock },
    ...{ build: 'build', boot: 'boot', secret: 'tags', printerToken: 'printers-of-the-server' },
    ...{ printerAnswers: answersKept(), rolls: rollsKept(), slipPicture },
    addresses: () => [],
    links: hall.parts.links,
    log: createLog('silent'),
  });
  live.start();
  lead = new Browser(hall.url, { Cookie: await hall.signIn('lead') });
});
afterAll(async () => {
  live.stop();
  await hall.stop();
  await redis.stop();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function paired(printer: string): Promise<{ browser: Browser; device: Device }> {
  const browser = new Browser(hall.url);
  const device = await pairBrowser(browser, lead, SITE, { kind: 'printer', printer });
  return { browser, device };
}

function connect({ cookie }: Pick<Browser, 'cookie'>, auth: object = PAGE): Socket {
  const socket = io(`${hall.url}/printer`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth },
    extraHeaders: { cookie },
  });
  sockets.push(socket);
  return socket;
}

async function refusal(socket: Socket): Promise<string> {
  const [error]: unknown[] = await heard(socket, 'connect_error');
  return error instanceof Error ? error.message : '';
}

describe('a browser beside a printer that only its driver reaches', () => {
  it('is sent to its page when it is paired, and is seen by those who look after it', async () => {
    const browser = new Browser(hall.url);
    const offer = await browser.ask<{ code: string; claim: string }>(201, 'POST', '/pairing', {});
    await lead.ask(201, 'POST', `/sites/${SITE}/devices`, {
      ...{ code: offer.code, kind: 'printer', name: 'Máy', counter: null, zone: null },
      printer: 'driver',
    });
    const { claim } = offer;
    expect(await browser.ask(200, 'POST', '/pairing/claim', { claim })).toMatchObject({
      path: '/print',
      dots: 384,
    });
  });

  it('is given the very dots of the paper that the site set, and says what became of them', async () => {
    const { browser, device } = await paired('driver');
    const page = connect(browser);
    expect(await heard(page, 'hello')).toEqual([{ build: 'build' }]);
    expect(live.printers.dots(SITE, 'driver')).toBe(384);
    const orders: PictureOrder[] = [];
    page.on('picture', (order: PictureOrder, done: (result: PrintResult) => void) => {
      orders.push(order);
      done({ outcome: 'sent', bytesSent: 9, cause: null });
    });
    expect(await live.printers.print(SITE, ORDER)).toMatchObject({ outcome: 'sent' });
    const png = toPng(await renderSlip(SVG, 384)).toString('base64');
    expect(orders).toEqual([
      {
        ...{ attempt: 'a1', printer: 'driver' },
        picture: { src: `data:image/png;base64,${png}`, dots: 384, rows: 80 },
      },
    ]);
    const { devices } = await lead.ask<{ devices: Device[] }>(200, 'GET', `/sites/${SITE}/devices`);
    expect(devices.find(({ id }) => id === device.id)).toMatchObject({ online: true });
  });

  it('gives way to another window of it, which is told', async () => {
    const { browser } = await paired('driver');
    const first = connect(browser);
    await heard(first, 'hello');
    const told = heard(first, 'replaced');
    const closed = heard(first, 'disconnect');
    await heard(connect(browser), 'hello');
    await told;
    expect(await closed).toContain('io server disconnect');
    expect(live.printers.connected(SITE, 'driver')).toBe(true);
  });

  it('is cut off with its device', async () => {
    const { browser, device } = await paired('driver');
    const page = connect(browser);
    await heard(page, 'hello');
    const closed = heard(page, 'disconnect');
    await lead.ask(200, 'DELETE', `/sites/${SITE}/devices/${device.id}`);
    await closed;
    expect(await refusal(connect(browser))).toBe('signed-out');
  });

  it('serves nothing but the printer that it was paired for', async () => {
    const { browser } = await paired('driver');
    const { browser: annex } = await paired('annex');
    const tablet = new Browser(hall.url);
    await pairBrowser(tablet, lead, SITE, { kind: 'tablet' });
    expect(await refusal(connect({ cookie: '' }))).toBe('signed-out');
    expect(await refusal(connect(lead))).toBe('signed-out');
    expect(await refusal(connect(tablet))).toBe('signed-out');
    expect(await refusal(connect(annex))).toBe('signed-out');
    // A printer that an agent serves is not for a browser, also when it is its own.
    expect(await refusal(connect(annex, { ...PAGE, printer: 'annex' }))).toBe('not-found');
    expect(await refusal(connect(browser, { ...PAGE, site: 'elsewhere' }))).toBe('signed-out');
  });
});
