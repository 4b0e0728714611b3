/** A hall television that loses its server, is refused, sleeps, and tells the truth again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LYING, openPage } from '../support/browser.js';
import { hallScreens, live, type HallScreens } from '../support/hall-screens.js';

/** The colour that means "you are called" and nothing else. */
const YELLOW = 'rgb(255, 212, 0)';

let screens: HallScreens;
beforeAll(async () => {
  screens = await hallScreens();
});
afterAll(() => screens[Symbol.asyncDispose]());

describe('a screen that lost its server', () => {
  test('says so within 10 s, shows no yellow, and tells the truth again without a reload', async () => {
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await live(screen.page);
    const call = await hall.call('chung-thuc', 'quay-1', hall.clock.now() - 54_000);
    await screen.page.locator('.tile:not([hidden])').waitFor();
    await screen.page.evaluate(() => document.body.setAttribute('data-same-page', ''));

    await hall.vanish();
    await screen.page.locator('#hall[data-stale]').waitFor({ timeout: 10_000 });
    expect(await screen.page.locator('#notice-title').textContent()).toMatch(
      /^Mất kết nối từ 9 giờ 1\d\.$/,
    );
    const grounds = await screen.page.evaluate(() =>
      [...document.querySelectorAll('.hall *')].map(
        (element) => getComputedStyle(element).backgroundColor,
      ),
    );
    expect(grounds).not.toContain(YELLOW);
    // A minute after the call the hall would be quiet: the last picture of a lost server stays.
    await screen.page.waitForTimeout(6_000);
    const tile = screen.page.locator('.tile:not([hidden])', { hasText: call });
    expect(await tile.locator('.tile-head').innerText()).toMatch(/^Đã gọi lúc 09h1\d$/);

    const missed = await hall.call('cong-an', 'quay-4');
    await hall.comeBack();
    await screen.page.locator('.tile-number', { hasText: missed }).waitFor();
    await screen.page.locator('#hall:not([data-stale])').waitFor();
    expect(await screen.page.locator('body[data-same-page]').count()).toBe(1);
    await screen.close();
  });

  test('says so within 10 s when the line stays open and nothing comes any more', async () => {
    await using hall = await screens.openHall();
    const screen = await openPage(screens.browser, 'about:blank', LYING);
    let frozen = false;
    await screen.page.clock.install();
    await screen.page.routeWebSocket(/socket\.io/, (near) => {
      const far = near.connectToServer();
      far.onMessage((message) => {
        if (!frozen) near.send(message);
      });
    });
    await screen.page.route(/socket\.io.*polling/, (route) =>
      frozen ? undefined : route.continue(),
    );
    await screen.page.goto(`${hall.url}/hall`);
    await hall.call('chung-thuc', 'quay-1');
    await screen.page.locator('.tile:not([hidden])').waitFor();
    frozen = true;
    // Ten seconds to the page, whatever else the machine does.
    await screen.page.clock.runFor(10_000);
    expect(await screen.page.locator('#hall[data-stale]').count()).toBe(1);
    await screen.close();
  });

  test('reloads once when the server comes back with another build', async () => {
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await hall.call('chung-thuc', 'quay-1');
    await screen.page.locator('.tile[data-call]:not([hidden])').waitFor();
    await hall.vanish();
    await screen.page.locator('#hall[data-stale]').waitFor();
    const reloaded = screen.page.waitForEvent('load', { timeout: 20_000 });
    await hall.comeBack('another-build');
    await reloaded;
    let again = false;
    screen.page.on('load', () => (again = true));
    const second = await hall.call('cong-an', 'quay-4');
    await screen.page.locator('.tile-number', { hasText: second }).waitFor();
    expect(again).toBe(false);
    await screen.close();
  });

  test('comes back by itself after the server refused it', async () => {
    await using hall = await screens.openHall();
    const screen = await openPage(screens.browser, 'about:blank', LYING);
    let knocks = 0;
    await screen.page.routeWebSocket(/socket\.io/, (near) => {
      const far = near.connectToServer();
      near.onMessage((message) => {
        if (String(message).startsWith('40/hall') && knocks++ === 0) {
          near.send('44/hall,{"message":"site-unknown"}');
        } else {
          far.send(message);
        }
      });
    });
    await screen.page.goto(`${hall.url}/hall`);
    await live(screen.page);
    expect(knocks).toBe(2);
    await screen.close();
  });
});

describe('a screen that wakes up again and again', () => {
  test('keeps one connection, even while it is being made', async () => {
    await using hall = await screens.openHall();
    const screen = await openPage(screens.browser, 'about:blank', LYING);
    let lines = 0;
    screen.page.on('websocket', () => lines++);
    await screen.page.addInitScript(() => {
      const waking = setInterval(() => window.dispatchEvent(new Event('online')), 5);
      setTimeout(() => clearInterval(waking), 2_000);
    });
    await screen.page.goto(`${hall.url}/hall`);
    await live(screen.page);
    await screen.page.waitForFunction(() => performance.now() > 2_500);
    const number = await hall.call('chung-thuc', 'quay-1');
    await screen.page.locator('.tile-number', { hasText: number }).waitFor();
    expect(lines).toBe(1);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });
});
