import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { PHONE, TABLET, settled, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('two stops: the sooner order is one press, the number goes to the other group, and what nobody serves is said', async () => {
  await using hall = await staffHall({ CLOCK: '2026-11-19T07:40' });
  await hall.openCounters('quay-1', 'quay-6');
  // A long line that empties, before a certification to which the morning's crowd is still to come.
  for (let people = 0; people < 6; people += 1) await hall.give({ group: 'dat-dai' });
  await using screen = await hall.screen(browser, '/door#/group/dat-dai', PHONE);
  const { page } = screen;
  await page.locator('#own-bien-dong-dat button').click();
  await settled(page);
  await page.locator('#errand-more').click();
  await settled(page);
  await page.locator('#chip-stop-chung-thuc').click();
  await page.locator('#order-short').getByText('Hiện chờ ngắn nhất: Chứng thực.').waitFor();
  const hint = page.locator('#order-hint');
  // Only in the order chosen the second stop falls behind the noon rest.
  await hint.getByText('Đi Chứng thực trước thì xong sớm hơn ít nhất một giờ.').waitFor();
  await hint.getByText('nhắc người dân nói lại ở Đất đai, xây dựng.').waitFor();
  expect(await faults(page, 'order', PHONE, TABLET)).toEqual([]);
  await hint.getByRole('button', { name: 'Đổi thứ tự: Chứng thực → Đất đai, xây dựng' }).click();
  await hint.waitFor({ state: 'detached' });
  await settled(page);
  await page.locator('#chip-stop-cong-an').click();
  await page.getByText('Chưa có quầy nào phục vụ: Cư trú, căn cước.').waitFor();
  await page.getByRole('button', { name: 'Cấp số Chứng thực' }).click();
  await page.getByRole('heading', { name: 'A001' }).waitFor();
  expect(await hall.ticket('A001')).toMatchObject({
    procedure: null,
    stops: ['dat-dai', 'cong-an'],
  });
  expect(screen.complaints).toEqual([]);
});
