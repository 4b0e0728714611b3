import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallNextAnswer } from '../../server/protocol/answers.js';
import type { Role } from '../../server/protocol/people.js';
import { LYING, openBrowser, openPage } from '../support/browser.js';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { proxyTo } from '../support/proxy.js';
import { startRedis } from '../support/redis.js';
import { ownPin } from '../support/signed-in.js';
import { live } from '../support/hall-screens.js';
import { wallClock } from '../support/preload.js';
import { PC, PHONE, type StaffHall, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Screens {
  hall: Page;
  door: Page;
  desk: Page;
}

/** The three screens, each marked so that a reload would show. */
async function openScreens(site: StaffHall, as?: Role): Promise<Screens> {
  const { page: hall } = await openPage(browser, `${site.product.url}/hall`, LYING);
  await live(hall);
  const { page: door } = await site.screen(browser, '/door', PHONE, as);
  const { page: desk } = await site.screen(browser, '/desk/1', PC, as);
  for (const page of [hall, door, desk]) {
    await page.evaluate(() => document.documentElement.setAttribute('data-same-page', 'yes'));
  }
  return { hall, door, desk };
}

/** An officer at counter 1 who finishes whom he called last and calls the next one. */
function officer(site: StaffHall): () => Promise<string> {
  let current: object | undefined;
  return async () => {
    await site.give({ group: 'chung-thuc' });
    const body = current === undefined ? {} : { current };
    const { called } = await site.must<CallNextAnswer>('/counters/quay-1/call-next', body);
    if (called === null) throw new Error('nobody was called');
    current = { ticket: called.id, rev: called.rev, then: 'finish' };
    return called.number;
  };
}

/** Every screen shows the call and is the page that it was. */
async function expectShown({ hall, door, desk }: Screens, number: string): Promise<void> {
  await hall.locator('.tile:not([hidden]) .tile-number', { hasText: number }).waitFor();
  await desk.locator('.number--hero', { hasText: number }).waitFor();
  for (const page of [door, desk]) {
    await page.locator('#connection[data-state="live"]').waitFor();
  }
  for (const page of [hall, door, desk]) {
    expect(await page.locator('html').getAttribute('data-same-page')).toBe('yes');
  }
}

/** ms for which Redis does not move: longer than any request may take. */
const HUNG = 3_000;

it('show the truth again without a reload when Redis was killed, hung, and the server was killed', async () => {
  await using site = await staffHall();
  await site.openCounters('quay-1');
  const call = officer(site);
  const screens = await openScreens(site);
  await expectShown(screens, await call());

  const client = embeddedClient(site.product);
  const pid = await embeddedPid(client);
  const gone = once(client, 'close');
  process.kill(pid, 'SIGKILL');
  await gone;
  await expectShown(screens, await call());

  const hung = await embeddedPid(client);
  process.kill(hung, 'SIGSTOP');
  await pause(HUNG);
  process.kill(hung, 'SIGCONT');
  await expectShown(screens, await call());

  process.kill(site.product.pid, 'SIGKILL');
  await screens.door.locator('#connection[data-state="stale"]').waitFor({ timeout: 10_000 });
  await screens.desk.locator('#connection[data-state="stale"]').waitFor({ timeout: 10_000 });
  await site.comeBack();
  await expectShown(screens, await call());
  client.disconnect();
});

it('show the truth again without a reload when answers of Redis were lost', async () => {
  const redis = await startRedis({ appendfsync: 'always' });
  const proxy = await proxyTo({ path: redis.socket });
  await using site = await staffHall({ REDIS_URL: `redis://127.0.0.1:${proxy.port}` });
  await site.openCounters('quay-1');
  const call = officer(site);
  const screens = await openScreens(site);
  proxy.losing(0.2);
  for (let count = 0; count < 5 || proxy.lost === 0; count += 1) await call();
  proxy.losing(0);
  expect(proxy.lost).toBeGreaterThan(0);
  await expectShown(screens, await call());
  await site.product.stop();
  await proxy.stop();
  await redis.stop();
});

/** Somebody comes back to a screen whose session is over, with the PIN of his or her own. */
async function comeBackIn(page: Page, pin: string): Promise<void> {
  await page.locator('#cover .pad__key').first().waitFor();
  for (const digit of pin) await page.keyboard.press(digit);
  await page.keyboard.press('Enter');
  await page.locator('#cover').waitFor({ state: 'hidden' });
}

it('say that the clock is wrong, and go on when a lead taps which one is right', async () => {
  const time = await wallClock();
  await using site = await staffHall({ ...time.env, CLOCK: '' });
  await site.openCounters('quay-1');
  const call = officer(site);
  const pin = await ownPin(site.product, await site.person('lead'));
  const screens = await openScreens(site, 'lead');
  await expectShown(screens, await call());

  // Ten years later every session is long over: the lead comes in again, and then says what is right.
  await time.shift(3_650);
  for (const page of [screens.door, screens.desk]) await comeBackIn(page, pin);
  const confirm = screens.desk.locator('[data-do="confirm-clock"][data-value="device"]');
  await confirm.waitFor();
  await screens.door.locator('[data-do="confirm-clock"]').first().waitFor();
  await confirm.click();
  await confirm.waitFor({ state: 'detached' });
  await expectShown(screens, await call());
  await time.remove();
});
