/** The network fails in the middle of each kind of action: nothing is invented, lost or done twice. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STANDING, openBrowser, openPage } from '../support/browser.js';
import { kioskPage } from '../support/kiosk.js';
import { doorOf } from '../support/named-doors.js';
import { pair } from '../support/signed-in.js';
import { PC, giveAtDoor, settled, staffHall, type StaffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Cut {
  /** Keys under which the wish arrived or was tried. */
  keys: Set<string>;
  /** How often it was tried. */
  tries(): number;
  heal(): void;
}

/**
 * From now on the first wish of this address arrives, unless said otherwise, and no answer comes back
 * until the cut heals.
 */
async function cut(page: Page, address: string, arrives = true): Promise<Cut> {
  let healed = false;
  let tries = 0;
  const keys = new Set<string>();
  await page.route(address, async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    tries += 1;
    keys.add(route.request().headers()['idempotency-key'] ?? '');
    if (healed) return route.continue();
    if (tries === 1 && arrives) await route.fetch();
    return route.abort();
  });
  return {
    keys,
    tries: () => tries,
    heal() {
      healed = true;
    },
  };
}

/** Waits until the wish was tried again, heals the network and waits until it was answered. */
async function again(page: Page, network: Cut): Promise<void> {
  await expect.poll(network.tries).toBeGreaterThan(1);
  network.heal();
  await page.locator('.kept__card').waitFor({ state: 'detached' });
  expect(network.keys.size).toBe(1);
}

const count = async (hall: StaffHall, type: string): Promise<number> =>
  (await hall.journal()).filter((event) => event.type === type).length;

describe('the network is cut in the middle', () => {
  test('at the door: of a number, its hand-over, a re-route and help beside the queue', async () => {
    await using hall = await staffHall();
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi');
    const { page } = khoi;
    const issue = await cut(page, '**/api/v1/sites/*/tickets');
    await giveAtDoor(page, 'Chứng thực');
    await page.locator('.kept__card').first().waitFor();
    expect(await page.locator('.number--hero').count()).toBe(0);
    await again(page, issue);
    await page.getByRole('heading', { name: 'A001' }).waitFor();
    expect(await count(hall, 'ticket.issued')).toBe(1);
    await settled(page);
    const handed = await cut(page, '**/handed');
    await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
    await again(page, handed);
    await expect.poll(() => count(hall, 'slip.handed')).toBe(1);
    const { id } = await hall.ticket('A001');
    await expect
      .poll(async () => (await hall.board()).team.handed[id])
      .toEqual({ copy: 1, how: 'paper' });

    await page.evaluate("location.hash = '#/find'");
    await settled(page);
    await page.getByRole('button', { name: 'A001' }).click();
    const reroute = await cut(page, '**/reroute');
    for (const name of ['Chuyển số', 'Hộ tịch', 'Chuyển A001 sang Hộ tịch']) {
      await settled(page);
      await page.getByRole('button', { name }).click();
    }
    await again(page, reroute);
    await expect.poll(async () => (await hall.ticket('A001')).group).toBe('ho-tich');
    expect(await count(hall, 'ticket.rerouted')).toBe(1);

    await page.evaluate("location.hash = '#/assists'");
    // This one never reaches the server before the network is back.
    const assist = await cut(page, '**/assists', false);
    await settled(page);
    await page.getByRole('button', { name: 'Tài khoản, mật khẩu VNeID' }).click();
    await again(page, assist);
    await page.locator('#tab-assists', { hasText: 'hôm nay 1' }).waitFor();
    expect(Object.keys((await hall.board()).team.assists)).toHaveLength(1);
  }, 120_000);

  test('of one of two phones that give numbers for a line: none is given twice, none is left out', async () => {
    await using hall = await staffHall();
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi', '#/rush/chung-thuc');
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '#/rush/chung-thuc');
    const tap = async (page: Page): Promise<void> => {
      await settled(page);
      await page.locator('#main-button').click();
    };
    await tap(khoi.page);
    await khoi.page.locator('.number--hero', { hasText: 'A001' }).waitFor();
    const network = await cut(khoi.page, '**/api/v1/sites/*/tickets');
    await tap(khoi.page);
    await khoi.page.locator('#work .kept__card').first().waitFor();
    await tap(khoi.page);
    // The colleague goes on meanwhile; the one without answers shows no number that it was not told.
    await lan.page.getByRole('button', { name: 'Dải 5 số' }).click();
    await lan.page.getByText('Đã cấp dải 5 số').waitFor();
    expect(await khoi.page.locator('.number--hero').textContent()).toBe('A001');
    network.heal();
    await khoi.page.locator('#work .kept__card').first().waitFor({ state: 'detached' });
    await khoi.page.locator('.number--hero', { hasText: 'A008' }).waitFor();
    const numbers = Object.values((await hall.board()).tickets).map(({ number }) => number);
    expect(numbers.sort()).toEqual(Array.from({ length: 8 }, (_, nth) => `A00${nth + 1}`));
    expect(await count(hall, 'ticket.issued')).toBe(8);
    expect(network.keys.size).toBe(2);
  }, 120_000);

  test('at the desk: of a call, of finishing and calling, and of the end', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'cong-an' });
    await using desk = await hall.screen(browser, '/desk/4', PC);
    const { page } = desk;
    for (const [nth, number] of ['K001', 'K002'].entries()) {
      // The first arrives and is not answered; the second reaches nobody.
      const call = await cut(page, '**/call-next', nth === 0);
      await settled(page);
      await page.keyboard.press('Space');
      await again(page, call);
      await page.getByRole('heading', { name: number }).waitFor();
      // The board may show a call before whoever gave it is answered.
      await page.locator('#undo-line', { hasText: number }).waitFor();
      expect(await count(hall, 'ticket.called')).toBe(nth + 1);
      expect(await count(hall, 'ticket.finished')).toBe(nth);
      await page.unroute('**/call-next');
    }
    const finish = await cut(page, '**/finish');
    await settled(page);
    await page.keyboard.press('x');
    await again(page, finish);
    await page.getByText('Quầy đang trống').waitFor();
    expect(await count(hall, 'ticket.finished')).toBe(2);
    expect((await hall.ticket('K003')).state).toBe('waiting');
  }, 120_000);

  test('at the kiosk: of a number and of a call for help', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:41' });
    const { cookies } = await pair(hall.product, 'kiosk', 'Kiosk');
    const kiosk = await openPage(browser, `${hall.product.url}/kiosk`, STANDING, cookies);
    const { page } = kiosk;
    await kioskPage(page, 'home-0');
    // It reaches nobody: a call that the server has is shown by its own word, answered or not.
    const help = await cut(page, '**/help', false);
    await page.getByRole('button', { name: 'Tôi cần giúp' }).click();
    await expect.poll(help.tries).toBeGreaterThan(1);
    expect(await page.getByRole('heading', { name: 'Đã gọi tình nguyện viên' }).count()).toBe(0);
    help.heal();
    await page.getByRole('heading', { name: 'Đã gọi tình nguyện viên' }).waitFor();
    expect(help.keys.size).toBe(1);
    expect(Object.keys((await hall.board()).team.helps)).toHaveLength(1);

    await page.goto(`${hall.product.url}/kiosk`);
    await kioskPage(page, 'home-0');
    const issue = await cut(page, '**/tickets');
    await page.locator('#errand-sao-y').click();
    await kioskPage(page, 'priority');
    await page.locator('#priority-no').click();
    await expect.poll(issue.tries).toBeGreaterThan(1);
    expect(await page.locator('#given').count()).toBe(0);
    issue.heal();
    await page.locator('#given', { hasText: 'A001' }).waitFor();
    expect(issue.keys.size).toBe(1);
    expect(await count(hall, 'ticket.issued')).toBe(1);
    await kiosk.close();
  }, 120_000);
});
