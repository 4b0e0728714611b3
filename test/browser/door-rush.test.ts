import { EventEmitter, once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, smallTargets, violations } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { inOneMoment, onOwnClock } from '../support/page-clock.js';
import { took } from '../support/soonest.js';
import { PHONE, SMALL_PHONE, TABLET, settled, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ISSUE = '**/api/v1/sites/*/tickets';

/** Counts the taps of a test, as a finger would make them. */
function finger(page: Page): { tap(selector: string): Promise<void>; taps: number } {
  return {
    taps: 0,
    async tap(selector: string) {
      await settled(page);
      await page.locator(selector).click();
      this.taps += 1;
    },
  };
}

const last = (page: Page, number: string): Promise<void> =>
  page.locator('.number--hero', { hasText: number }).waitFor();

describe('a line of people before the door', () => {
  test('gets one number a tap, each with the mark of its issuer; colleagues see them at once', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1');
    await using other = await hall.screen(browser, '/door#/find', PHONE, 'lead');
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    const hand = finger(page);
    await page.getByRole('button', { name: 'Cấp nhanh' }).click();
    await page.getByRole('button', { name: 'Chứng thực' }).last().click();

    const later: number[] = [];
    for (const number of ['A001', 'A002', 'A003', 'A004']) {
      await hand.tap('#main-button');
      await last(page, number);
      later.push(await took(other.page.getByRole('button', { name: number }).waitFor()));
      await page.locator('[data-paper="printed"]').waitFor();
    }
    // Within a second; what the machine does besides is not theirs.
    expect(Math.min(...later)).toBeLessThan(1_000);
    expect(hand.taps).toBe(4);
    expect(await page.locator('.rush__paper').innerText()).toMatch(/^Phiếu đã in · dấu “\w+”$/);
    await expect
      .poll(async () => (await page.locator('.rush__before').innerText()).split(/\s*\n\s*/))
      .toEqual(['A003', 'đã đưa', 'A002', 'đã đưa', 'A001', 'đã đưa']);
    // The one before was in somebody's hand when the next was asked for: every device knows.
    await other.page.getByRole('button', { name: 'A003' }).getByText('đã đưa phiếu').waitFor();

    await page.getByRole('button', { name: /^Hoàn tác \d+ s$/ }).click();
    await last(page, 'A003');
    expect(await hall.ticket('A004')).toMatchObject({ state: 'cancelled', reason: 'undone' });
    await onOwnClock(page);
    await last(page, 'A003');
    // A double tap is one wish.
    await inOneMoment(page, () => page.locator('#main-button').dblclick({ delay: 5 }));
    await last(page, 'A005');
    await settled(page);
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(5);
    expect(screen.complaints).toEqual([]);
  });

  test('a strip loses and doubles nothing when the network drops in the middle', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door#/rush/chung-thuc', PHONE);
    const { page } = screen;
    const keys: string[] = [];
    let asked = 0;
    let cut = true;
    await page.route(ISSUE, async (route) => {
      keys.push(route.request().headers()['idempotency-key'] ?? '');
      asked += 1;
      if (!cut || asked <= 3) return route.continue();
      // The fourth arrives and its answer is lost; after it nothing leaves.
      if (asked === 4) await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Dải 10 số' }).click();
    await page.getByText('Chưa cấp được số.').waitFor();
    const card = page.locator('#work .kept__card');
    expect(await card.count()).toBe(1);
    expect(await card.innerText()).toMatch(/Dải 10 số Chứng thực\s+còn 7 số chưa có trả lời/);
    expect(await page.locator('.number--hero').textContent()).toBe('A003');
    await page.reload();
    await card.waitFor();
    cut = false;
    await page.getByRole('button', { name: 'Thử ngay' }).click();
    await page.getByText('Đã cấp dải 10 số').waitFor();
    await last(page, 'A010');
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(10);
    expect(new Set(keys).size).toBe(10);
  });

  test('a strip is stopped between two numbers, and taken back as a whole', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door#/rush/chung-thuc', PHONE);
    const { page } = screen;
    const gate = new EventEmitter();
    const [fifth, stopped] = [once(gate, 'fifth'), once(gate, 'stopped')];
    let asked = 0;
    await page.route(ISSUE, async (route) => {
      asked += 1;
      if (asked === 5) {
        gate.emit('fifth');
        await stopped;
      }
      await route.continue();
    });
    await page.getByRole('button', { name: 'Dải 20 số' }).click();
    await page.getByText('Đang cấp dải: 4/20').waitFor();
    await fifth;
    await page.getByRole('button', { name: 'Dừng' }).click();
    gate.emit('stopped');
    await page.getByText('Đã cấp dải 5 số').waitFor();
    expect(await page.locator('#strip-numbers').textContent()).toBe('A001 – A005');
    await page.getByRole('button', { name: /^Hoàn tác cả dải/ }).click();
    await expect
      .poll(async () => Object.values((await hall.board()).tickets).map(({ reason }) => reason))
      .toEqual(Array.from({ length: 5 }, () => 'undone'));
    // A tap without the server is kept, and can be given up before it was ever sent.
    await page.unroute(ISSUE);
    await hall.leave();
    await page.locator('#connection[data-state="stale"]').waitFor();
    for (const nth of [0, 1]) {
      await page.locator('#main-button').click();
      await page.locator('#work .kept__card').nth(nth).waitFor();
    }
    await page.locator('#work').getByRole('button', { name: 'Bỏ thao tác này' }).last().click();
    await page.locator('#work .kept__card').nth(1).waitFor({ state: 'detached' });
  });

  test('fits phones and tablets, in English and at 200 % text', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1');
    await using screen = await hall.screen(browser, '/door?lang=en#/rush/chung-thuc', PHONE);
    const { page } = screen;
    await page.getByRole('button', { name: 'Strip of 5' }).click();
    await page.getByText('Strip of 5 given').waitFor();
    const found: string[] = [];
    for (const where of ['rush/chung-thuc', 'rush/', 'pool', 'find']) {
      await page.goto(`${hall.product.url}/door#/${where}`);
      for (const size of [SMALL_PHONE, PHONE, TABLET, { width: 768, height: 1024 }]) {
        await page.setViewportSize(size);
        found.push(...(await smallTargets(page, 44)));
        if (size === PHONE || size === TABLET) found.push(...(await violations(page)));
        const over = await sideways(page);
        if (over > 0) found.push(`${where} ${size.width}: sideways by ${over}`);
      }
      await page.setViewportSize(PHONE);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      if ((await sideways(page)) > 0) found.push(`${where} at 200 %: sideways`);
      await page.evaluate(() => (document.documentElement.style.fontSize = ''));
    }
    expect(found).toEqual([]);
  });
});
