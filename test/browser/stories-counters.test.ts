/** Counters that work together, as officers, a volunteer and the hall see them. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Policy } from '../../server/protocol/config.js';
import { LYING, openBrowser, openPage } from '../support/browser.js';
import { live } from '../support/hall-screens.js';
import { doorOf } from '../support/named-doors.js';
import { here, key, PC, settled, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Places in the line of those who are called first, second, …; the third and the fifth have priority. */
const ORDERS: readonly (readonly [Policy, string, string, readonly number[]])[] = [
  ['interleave', 'chung-thuc', '1', [3, 1, 2, 5, 4]],
  ['first', 'dat-dai', '6', [3, 5, 1, 2, 4]],
  // Nobody is let past who came earlier, where the credit is nothing.
  ['credit', 'cong-an', '4', [1, 2, 3, 4, 5]],
];

describe('counters of one hall', () => {
  test('call those with priority as each policy has it, and the hall shows that order', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1', 'quay-4', 'quay-6');
    const tv = await openPage(browser, `${hall.product.url}/hall`, LYING);
    await live(tv.page);
    for (const [policy, group, counter, order] of ORDERS) {
      await hall.configure(({ rules }) => {
        Object.assign(rules, { policy, normalAfterPriority: 2, creditMinutes: 0 });
      });
      const numbers: string[] = [];
      for (const place of [1, 2, 3, 4, 5]) {
        const elder = place === 3 || place === 5;
        const { number } = await hall.give({ group, ...(elder && { priority: 'elder' }) });
        numbers.push(number);
      }
      await using desk = await hall.screen(browser, `/desk/${counter}`, PC);
      for (const place of order) {
        const number = numbers[place - 1] ?? '';
        await key(desk.page, 'Space');
        await here(desk.page, number);
        await tv.page.locator('.tile:not([hidden]) .tile-number', { hasText: number }).waitFor();
      }
      const calls = (await hall.journal()).filter(({ type }) => type === 'ticket.called');
      expect(calls).toHaveLength(5 * (ORDERS.findIndex(([name]) => name === policy) + 1));
      expect(desk.complaints).toEqual([]);
    }
    expect(tv.complaints).toEqual([]);
    await tv.close();
  }, 120_000);

  test('let an elder past who came within the credit, and past nobody who came before', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@30' });
    await hall.openCounters('quay-4');
    await hall.configure(({ rules }) => {
      Object.assign(rules, { policy: 'credit', creditMinutes: 1 });
    });
    const group = 'cong-an';
    const { issuedAt } = await hall.give({ group });
    await expect
      .poll(async () => (await hall.give({ group })).issuedAt - issuedAt, { interval: 500 })
      .toBeGreaterThan(60_000);
    const elder = await hall.give({ group, priority: 'elder' });
    // Whom the credit lets past: those who came less than a minute before.
    const { tickets } = await hall.board();
    const before = Object.values(tickets).filter((one) => elder.issuedAt - one.issuedAt > 60_000);
    await using desk = await hall.screen(browser, '/desk/4', PC);
    for (const { number } of [...before, elder]) {
      await key(desk.page, 'Space');
      await here(desk.page, number);
    }
    expect(Object.keys(tickets).length).toBeGreaterThan(before.length + 1);
    expect(desk.complaints).toEqual([]);
  });

  test('of one line, three officers at once: each has somebody else, and nobody is called twice', async () => {
    await using hall = await staffHall();
    const counters = ['1', '4', '6'];
    for (const number of counters) {
      await hall.openCounters(`quay-${number}`);
      const path = `${hall.product.site}/counters/quay-${number}/profile`;
      const profile = [{ group: 'chung-thuc', tier: 1 }];
      expect((await hall.product.api.send('PUT', path, { profile })).status).toBe(200);
    }
    for (let i = 0; i < 9; i += 1) await hall.give({ group: 'chung-thuc' });
    await using one = await hall.screen(browser, '/desk/1', PC);
    await using four = await hall.screen(browser, '/desk/4', PC);
    await using six = await hall.screen(browser, '/desk/6', PC);
    const pages = [one, four, six].map(({ page }) => page);
    for (const round of [1, 2, 3]) {
      for (const page of pages) await settled(page);
      await Promise.all(pages.map((page) => page.keyboard.press('Space')));
      const today = async () => Object.values((await hall.board()).tickets);
      const called = async () => (await today()).filter(({ calls }) => calls > 0).length;
      await expect.poll(called).toBe(3 * round);
      const held = (await today()).filter(({ state }) => state === 'called');
      expect(held.map(({ counter }) => counter).sort()).toEqual(['quay-1', 'quay-4', 'quay-6']);
      // Each screen shows its own person, and whoever pressed was answered.
      for (const [nth, page] of pages.entries()) {
        const own = held.find(({ counter }) => counter === `quay-${counters[nth]}`);
        await here(page, own?.number ?? '');
      }
    }
    const states = Object.values((await hall.board()).tickets).map(({ state }) => state);
    expect(states.filter((state) => state === 'done')).toHaveLength(6);
    expect([one, four, six].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  test('whoever was sent to a counter that rests is missed, and stands in the group again when it closes', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-2', 'quay-3');
    await hall.give({ group: 'chung-thuc' });
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi', '#/alarms');
    await using two = await hall.screen(browser, '/desk/2', PC);
    await using three = await hall.screen(browser, '/desk/3', PC);
    await using colleague = await hall.screen(browser, '/desk/3', PC, 'lead');
    await key(two.page, 'Space');
    await here(two.page, 'A001');
    const before = await hall.ticket('A001');
    await key(two.page, 'c');
    await two.page.getByRole('button', { name: 'Một quầy cụ thể' }).click();
    await two.page.locator('.target', { hasText: 'Quầy 3' }).click();
    await two.page.getByRole('button', { name: 'Thiếu giấy tờ' }).click();
    await two.page.getByRole('button', { name: /^Chuyển A001 sang/ }).click();
    await two.page.getByText('Không ai chờ quầy này').waitFor();
    expect(await hall.ticket('A001')).toMatchObject({ state: 'waiting', to: 'quay-3' });
    for (const { page } of [three, colleague]) {
      await page.getByText('1 người đang chờ quầy này').waitFor();
    }

    await key(three.page, 'p');
    await khoi.page.getByText('1 người được gửi riêng đến quầy này').waitFor();
    await colleague.page.getByText('TẠM DỪNG', { exact: true }).waitFor();
    await key(colleague.page, 'd');
    await three.page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor();
    await khoi.page.getByText('Chưa ai cần giúp').waitFor();
    expect(await hall.ticket('A001')).toMatchObject({
      id: before.id,
      state: 'waiting',
      group: 'chung-thuc',
      to: null,
      readyAt: before.readyAt,
    });
    const released = (await hall.journal()).filter(({ type }) => type === 'ticket.released');
    expect(released).toHaveLength(1);
    await key(two.page, 'Space');
    await here(two.page, 'A001');
    const screens = [khoi, two, three, colleague];
    expect(screens.flatMap(({ complaints }) => complaints)).toEqual([]);
  }, 120_000);
});
