/** Devices that learn to trust the hall's own authority, and screens on plain HTTP that need none. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations, sideways, smallTargets } from '../support/accessibility.js';
import { openBrowser, openPage } from '../support/browser.js';
import { live } from '../support/hall-screens.js';
import { product, type TestProduct } from '../support/product.js';
import { hire, signIn, type Cookies } from '../support/signed-in.js';
import { authorityFor, type TestAuthority } from '../support/tls.js';

const PC = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** A name that is not this machine's own: pages called by it are no secure context over plain HTTP. */
const NAME = 'motcua.local';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser(`--host-resolver-rules=MAP ${NAME} 127.0.0.1`);
});
afterAll(() => browser.close());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('a hall with its own authority', () => {
  let authority: TestAuthority;
  let hall: TestProduct;
  let plain: string;
  let safe: string;
  beforeAll(async () => {
    authority = await authorityFor([NAME, '127.0.0.1']);
    const httpPort = String(await freePort());
    hall = await product({ HTTP_PORT: httpPort }, authority.dataDir);
    plain = `http://${NAME}:${httpPort}`;
    safe = `https://${NAME}:${new URL(hall.url).port}`;
  });
  afterAll(async () => {
    await hall[Symbol.asyncDispose]();
    await authority[Symbol.asyncDispose]();
  });

  async function enrol(
    origin: string,
    options: BrowserContextOptions = {},
    query = '',
  ): Promise<Page> {
    const context = await browser.newContext({ viewport: PC, ...options });
    const page = await context.newPage();
    await page.goto(`${origin}/enrol${query}`);
    await page.locator('#trust[data-trusted]').waitFor();
    return page;
  }

  test('tells a device that does not trust it, over plain HTTP, what to do', async () => {
    const page = await enrol(plain);
    expect(await page.locator('#trust').getAttribute('data-trusted')).toBe('false');
    expect(await page.locator('#trust').textContent()).toContain('Máy này chưa tin');
    expect(await page.locator('details[open]').getAttribute('data-system')).toBe('linux');
    await page.context().close();
  });

  test.each([
    ['Mozilla/5.0 (Linux; Android 14; SM-A055F) AppleWebKit/537.36 Chrome/130 Mobile', 'android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Safari', 'apple'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130', 'windows'],
  ])('opens the steps of the device that asks: %s', async (userAgent, system) => {
    const page = await enrol(plain, { userAgent, viewport: PHONE });
    expect(await page.locator('details[open]').getAttribute('data-system')).toBe(system);
    await page.context().close();
  });

  test('gives out the authority, and the code by which two people can compare it', async () => {
    const page = await enrol(plain);
    const download = page.waitForEvent('download');
    await page.locator('.enrol__way a.button--main').click();
    const file = await (await download).path();
    const given = new X509Certificate(await readFile(file));
    const own = new X509Certificate(authority.ca);
    expect(given.fingerprint256).toBe(own.fingerprint256);
    const shown = (await page.locator('#print').textContent()) ?? '';
    expect(shown.replace(/\s/g, '')).toBe(own.fingerprint256.replaceAll(':', ''));
    await page.context().close();
  });

  test('shows the way to itself as a code that a phone can read', async () => {
    const page = await enrol(plain, { deviceScaleFactor: 2 });
    const { data, width, height } = PNG.sync.read(await page.locator('#code').screenshot());
    const read = jsqr.default(new Uint8ClampedArray(data), width, height);
    expect(read?.data).toBe(await page.locator('#address').textContent());
    expect(read?.data).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/enrol$/);
    await page.context().close();
  });

  test('tells a device that trusts it so, and lets it do what a secure page may', async () => {
    const trusting = await enrol(safe, {
      ignoreHTTPSErrors: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    expect(await trusting.locator('#trust').getAttribute('data-trusted')).toBe('true');
    const clipboard = trusting.locator('[data-feature="clipboard"]');
    expect(await clipboard.getAttribute('data-there')).toBe('true');
    await trusting.locator('[data-do="copy"]').click();
    await trusting.locator('#copied', { hasText: 'Đã chép' }).waitFor();
    expect(await trusting.evaluate(() => navigator.clipboard.readText())).toMatch(/\/enrol$/);
    await trusting.context().close();
  });

  test('says on plain HTTP what the browser refuses, and what people do instead', async () => {
    const page = await enrol(plain);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    const features = page.locator('#features li');
    expect(await features.count()).toBeGreaterThanOrEqual(5);
    for (const feature of await features.all()) {
      expect(await feature.getAttribute('data-there')).toBe('false');
      expect(await feature.textContent()).toContain('Nếu không:');
    }
    await page.locator('[data-do="copy"]').click();
    await page.locator('#copied', { hasText: 'Ctrl+C' }).waitFor();
    const marked = await page.evaluate(() => getSelection()?.toString());
    expect(marked).toBe(await page.locator('#address').textContent());
    await page.context().close();
  });

  test.each(['vi', 'en'])('can be used by everybody at any width: %s', async (language) => {
    const page = await enrol(plain, {}, `?lang=${language}`);
    for (const viewport of [PC, { width: 1024, height: 768 }, PHONE]) {
      await page.setViewportSize(viewport);
      expect(await violations(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      expect(await smallTargets(page, 24)).toEqual([]);
    }
    await page.context().close();
  });

  test('leads who would type a PIN on plain HTTP to the secure page', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${plain}/door`);
    expect(page.url()).toMatch(new RegExp(`^${safe}/sign-in`));
    await context.close();
  });

  test('keeps a television on plain HTTP, and serves one over HTTPS from the same board', async () => {
    for (const origin of [plain, safe]) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      await page.goto(`${origin}/hall`);
      await live(page);
      expect(new URL(page.url()).origin).toBe(origin);
      await context.close();
    }
  });
});

describe('a hall without HTTPS', () => {
  let hall: TestProduct;
  let origin: string;
  let admin: Cookies;
  beforeAll(async () => {
    hall = await product();
    admin = await signIn(hall.url, await hire(hall, 'admin'));
    origin = `http://${NAME}:${new URL(hall.url).port}`;
  });
  afterAll(() => hall[Symbol.asyncDispose]());

  test('says how to turn it on', async () => {
    const { page, complaints, close } = await openPage(browser, `${origin}/enrol`, PC);
    expect(await page.locator('main').textContent()).toContain('npm run certificate');
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(['/', '/hall', '/door', '/desk/1', '/sign-in', '/pair', '/admin', '/enrol'])(
    'has a page %s that works though the browser counts it as insecure',
    async (path) => {
      const { page, complaints, close } = await openPage(browser, origin + path, PC, admin);
      await page.waitForLoadState('load');
      expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
      expect(await page.locator('h1, main, .hall').count()).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );
});
