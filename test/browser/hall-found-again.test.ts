/** A television whose server got another address, and one that must not believe just anybody. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { LYING, openBrowser } from '../support/browser.js';
import { live } from '../support/hall-screens.js';
import { product } from '../support/product.js';

const OLD = '127.0.0.1';
const NEW = '127.0.0.2';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A television that has hung there for a while, on a clock that can be put forward. */
async function television(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: LYING });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${url}/hall?lang=en`);
  await live(page);
  await page.clock.fastForward('01:10');
  await live(page);
  return page;
}

describe('a television whose server moved', () => {
  test('waits at a stranger that got an address, and goes to its own server when that is there', async () => {
    await using first = await product({ HOST: OLD });
    const { port } = new URL(first.url);
    const address = `http://${NEW}:${port}`;
    await using known = await first.restart({ PUBLIC_URL: address });
    const page = await television(known.url);
    await known.stop();
    await page.locator('#hall[data-stale]').waitFor();

    const asked: string[] = [];
    const stranger = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.end('{"installation":"somebody-else"}');
    });
    stranger.listen(Number(port), NEW);
    await once(stranger, 'listening');
    while (asked.length < 2) await page.clock.fastForward('00:11');
    expect(new Set(asked)).toEqual(new Set(['/healthz']));
    expect(page.url()).toBe(`http://${OLD}:${port}/hall?lang=en`);
    stranger.closeAllConnections();
    stranger.close();
    await once(stranger, 'close');

    const moved = await known.restart({ HOST: NEW });
    const there = page.waitForURL(`${address}/hall?lang=en`);
    while (page.url().includes(OLD)) await page.clock.fastForward('00:11');
    await there;
    await live(page);
    await page.context().close();
    await moved.stop();
  });

  test('asks for a new page when its server tells of other addresses', async () => {
    await using hall = await product({ HOST: OLD });
    const page = await television(hall.url);
    const policy = page.waitForResponse(
      (response) => response.url() === `${hall.url}/hall?lang=en`,
    );
    const again = await hall.restart({ PUBLIC_URL: 'https://hang-doi.example.vn' });
    await page.locator('#hall:not([data-stale])').waitFor();
    await page.clock.fastForward('00:11');
    const headers = (await policy).headers();
    expect(headers['content-security-policy']).toContain(' https://hang-doi.example.vn');
    await live(page);
    await page.context().close();
    await again.stop();
  });
});
