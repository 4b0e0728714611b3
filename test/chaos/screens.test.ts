import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallNextAnswer } from '../../server/protocol/answers.js';
import { LYING, openBrowser } from '../support/browser.js';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { openPage } from '../support/browser.js';
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
async function openScreens(site: StaffHall): Promise<Screens> {
  const { page: hall } = await openPage(browser, `${site.product.url}/hall`, LYING);
  await live(hall);
  const { page: door } = await site.screen(browser, '/door', PHONE);
  const { page: desk } = await site.screen(browser, '/desk/1', PC);
  for (const page of [hall, door, desk]) {
    await page.evaluate(() => document.documentElement.setAttribute('data-same-page', 'yes'));
  }
  return { hall, door, desk };
}

async function call(site: StaffHall): Promise<string> {
  await site.give({ group: 'chung-thuc' });
  const held = Object.values((await site.board()).tickets).find(
    ({ state, counter }) => state === 'called' && counter === 'quay-1',
  );
  const current = held && { ticket: held.id, rev: held.rev, then: 'finish' };
  const answer = await site.must<CallNextAnswer>(
    '/counters/quay-1/call-next',
    current === undefined ? {} : { current },
  );
  return answer.called?.number ?? '';
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

it('show the truth again without a reload when Redis and then the server were killed', async () => {
  await using site = await staffHall();
  await site.openCounters('quay-1');
  const screens = await openScreens(site);
  await expectShown(screens, await call(site));

  const client = embeddedClient(site.product);
  const pid = await embeddedPid(client);
  const gone = once(client, 'close');
  process.kill(pid, 'SIGKILL');
  await gone;
  await expectShown(screens, await call(site));

  process.kill(site.product.pid, 'SIGKILL');
  await screens.door.locator('#connection[data-state="stale"]').waitFor({ timeout: 10_000 });
  await screens.desk.locator('#connection[data-state="stale"]').waitFor({ timeout: 10_000 });
  await site.comeBack();
  await expectShown(screens, await call(site));
  client.disconnect();
});

it('say that the clock is wrong, and go on when a lead taps which one is right', async () => {
  const time = await wallClock();
  await using site = await staffHall(time.env);
  await site.openCounters('quay-1');
  const screens = await openScreens(site);
  await expectShown(screens, await call(site));

  await time.shift(3_650);
  const confirm = screens.desk.locator('[data-do="confirm-clock"][data-value="device"]');
  await confirm.waitFor();
  await screens.door.locator('[data-do="confirm-clock"]').first().waitFor();
  await confirm.click();
  await confirm.waitFor({ state: 'detached' });
  await expectShown(screens, await call(site));
  await time.remove();
});
