import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsNow } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import {
  PC,
  PHONE,
  SMALL_PHONE,
  TABLET,
  doorway,
  giveAtDoor,
  openGroup,
  passing,
  settled,
  staffHall,
} from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('everybody can use the staff’s screens', () => {
  for (const [name, size] of Object.entries({ PHONE, SMALL_PHONE, TABLET })) {
    test(`the door, ${name}, on all its pages`, async () => {
      await using hall = await staffHall();
      await hall.openCounters('quay-2');
      await hall.give({ group: 'ho-tich', priority: 'elder' });
      await using screen = await hall.screen(browser, '/door', size);
      const { page } = screen;
      const found = await faultsNow(page, 'home');
      await openGroup(page, 'Chứng thực');
      found.push(...(await faultsNow(page, 'group')));
      await page.locator('#errand-more').click();
      await page.getByRole('button', { name: 'Từ 75 tuổi' }).click();
      found.push(...(await faultsNow(page, 'more')));
      await page.getByRole('button', { name: 'Cấp số Chứng thực, ưu tiên' }).click();
      await page.getByRole('heading', { name: 'A001' }).waitFor();
      found.push(...(await faultsNow(page, 'slip')));
      await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
      await page.getByRole('button', { name: 'Tìm số' }).click();
      found.push(...(await faultsNow(page, 'find')));
      await page.getByRole('button', { name: /^A001/ }).click();
      await page.getByRole('button', { name: 'Huỷ số' }).click();
      found.push(...(await faultsNow(page, 'ticket')));
      await page.getByRole('button', { name: 'Chuyển số' }).click();
      await page.locator('.target', { hasText: 'Hộ tịch' }).click();
      await page.getByRole('button', { name: 'Đổi chỗ' }).click();
      found.push(...(await faultsNow(page, 'reroute')));
      expect(found).toEqual([]);
      expect(screen.complaints).toEqual([]);
    });
  }

  for (const [name, size] of Object.entries({ PC, SMALL_PHONE })) {
    test(`the desk, ${name}, in all its states`, async () => {
      await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@10' });
      for (let i = 0; i < 3; i += 1) {
        await hall.give({ group: 'cong-an', priority: 'elder', note: 'Nghe kém' });
      }
      await using screen = await hall.screen(browser, '/desk/4', size);
      const { page } = screen;
      const main = page.locator('#main-button');
      const found = await faultsNow(page, 'closed');
      await main.click();
      await page.getByText('Quầy đang trống').waitFor();
      found.push(...(await faultsNow(page, 'free')));
      const yellow = passing(page, 'called');
      await main.click();
      await yellow;
      await page.getByText('Nghe kém').waitFor();
      found.push(...(await faultsNow(page, 'called')));
      await doorway(page, 'serving');
      found.push(...(await faultsNow(page, 'serving')));
      await page.locator('[data-do="ask-park"]').click();
      found.push(...(await faultsNow(page, 'park')));
      await page.getByRole('button', { name: 'Bỏ qua' }).click();
      await page.locator('[data-do="ask-reroute"]').click();
      await page.locator('.target', { hasText: 'Hộ tịch' }).click();
      found.push(...(await faultsNow(page, 'reroute')));
      await page.getByRole('button', { name: 'Bỏ qua' }).click();
      await page.locator('[data-do="pause-now"]:visible').click();
      await page.getByText('Quầy sẽ tạm dừng sau lượt này.').waitFor();
      found.push(...(await faultsNow(page, 'pausing')));
      await main.click();
      await page.getByText('TẠM DỪNG', { exact: true }).waitFor();
      found.push(...(await faultsNow(page, 'paused')));
      expect(found).toEqual([]);
      expect(screen.complaints).toEqual([]);
    });
  }

  test('in a narrow window the next action is in view in every state', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@10' });
    await hall.give({ group: 'cong-an', priority: 'elder', note: 'Nghe kém, nói chậm giúp bà' });
    await using screen = await hall.screen(browser, '/desk/4', SMALL_PHONE);
    const { page } = screen;
    const inView = async (): Promise<boolean> => {
      const box = await page.locator('#main-button').boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= SMALL_PHONE.height;
    };
    expect(await inView()).toBe(true);
    await page.locator('#main-button').click();
    await page.getByText('Quầy đang trống').waitFor();
    expect(await inView()).toBe(true);
    const yellow = passing(page, 'called');
    await page.locator('#main-button').click();
    await yellow;
    expect(await inView()).toBe(true);
    await doorway(page, 'serving');
    expect(await inView()).toBe(true);
  });

  test('keys alone reach and press everything at the door, with a ring to see where one is', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    const reach = async (control: Locator): Promise<void> => {
      for (let i = 0; i < 40; i += 1) {
        if (await control.evaluate((one) => one === document.activeElement)) break;
        await page.keyboard.press('Tab');
      }
      expect(await control.evaluate((one) => getComputedStyle(one).outlineWidth)).toBe('3px');
      await settled(page);
      await page.keyboard.press('Enter');
    };
    await reach(page.locator('.group__open', { hasText: 'Hộ tịch' }));
    await reach(page.getByRole('button', { name: 'Cấp số Hộ tịch' }));
    await page.getByRole('heading', { name: 'H001' }).waitFor();
  });

  test('in English, with no Vietnamese left but names', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-2');
    await using door = await hall.screen(browser, '/door?lang=en', PHONE);
    await giveAtDoor(door.page, 'Civil status');
    await door.page.getByRole('heading', { name: 'H001' }).waitFor();
    await door.page.getByText('Please take a seat, counter 2 will call you').waitFor();
    await door.page.getByText('Nobody is before you').waitFor();
    await using desk = await hall.screen(browser, '/desk/2?lang=en', PC);
    await desk.page.getByText('1 person is waiting for this counter').waitFor();
    await desk.page.keyboard.press('Space');
    await desk.page.getByRole('heading', { name: 'H001' }).waitFor();
    for (const { page } of [door, desk]) {
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      const text = await page.locator('body').innerText();
      expect(text.replace('Máy in ở cửa', '')).not.toMatch(
        /[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ]/i,
      );
      expect(text).not.toMatch(/(door|desk|staff|shared)\.\w/);
    }
  });
});
