import { EventEmitter, once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { giveAtDoor, PHONE, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const ISSUE = '**/api/v1/sites/*/tickets';

async function keysOf(page: Page): Promise<string[]> {
  const keys: string[] = [];
  await page.route(ISSUE, async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    await route.fallback();
  });
  return keys;
}

describe('the network fails at the door', () => {
  test('a lost reply makes one number: the same key asks again', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    let lost = 0;
    await page.route(ISSUE, async (route) => {
      if (lost >= 2) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    const keys = await keysOf(page);
    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(1);
  });

  test('without the server a tap is kept with its time and without a number, over a reload too', async () => {
    await using hall = await staffHall();
    await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await page.locator('#group-chung-thuc').getByText('1 chờ').waitFor();
    await hall.leave();
    await giveAtDoor(page, 'Hộ tịch');
    const card = page.locator('#home .kept__card');
    await card.waitFor();
    expect(await card.innerText()).toMatch(/Cấp số Hộ tịch\s+chạm lúc \d\dh\d\d/);
    expect(await card.innerText()).not.toMatch(/H\d\d\d/);
    await page.getByText(/Mất kết nối từ \d+ giờ( \d\d)?\..*đã lưu trên máy này/).waitFor();
    await page.getByText(/số liệu lúc \d\dh\d\d/).waitFor();
    // A second citizen with the same need is a second card, not the same tap again.
    await giveAtDoor(page, 'Hộ tịch');
    await card.nth(1).waitFor();

    // The page of before gets no answer any more: what it knew is gone with it.
    await page.route(ISSUE, (route) => route.abort());
    await hall.comeBack();
    await page.reload();
    await page.unroute(ISSUE);
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
    await page.getByRole('heading', { name: 'H002' }).waitFor();
    await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
    await page.getByRole('heading', { name: 'Ông/bà cần làm việc gì?' }).waitFor();
    expect(await card.count()).toBe(0);
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(3);
  });

  test('a tap that was given up is asked about and taken back if it was a number after all', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    let silent = true;
    await page.route(ISSUE, async (route) => {
      if (!silent) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('button', { name: 'Bỏ thao tác này' }).click();
    await page.getByText('sẽ bỏ khi máy chủ trả lời').waitFor();
    silent = false;
    await page.locator('#home .kept__card').waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await hall.ticket('H001')).reason, { timeout: 10_000 })
      .toBe('undone');
    expect(await page.locator('.number--hero').count()).toBe(0);
  });

  test('a slow answer is said to be on its way', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    const gate = new EventEmitter();
    const answer = once(gate, 'open');
    await page.route(ISSUE, async (route) => {
      await answer;
      await route.continue();
    });
    await giveAtDoor(page, 'Hộ tịch');
    await page.locator('#main-button', { hasText: 'Đang gửi…' }).waitFor();
    gate.emit('open');
    await page.getByRole('heading', { name: 'H001' }).waitFor();
  });

  test('the screen says within 10 s that the server is gone, and needs no reload when it is back', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    const started = performance.now();
    process.kill(hall.product.pid, 'SIGKILL');
    await page.locator('#connection[data-state="stale"]').waitFor();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await page.locator('#connection').textContent()).toBe('Mất kết nối');
    await hall.comeBack();
    await page.locator('#connection[data-state="live"]').waitFor();
    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('heading', { name: 'H001' }).waitFor();
  });
});
