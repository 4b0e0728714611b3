import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, smallTargets, violations } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { callTo, doorOf } from '../support/named-doors.js';
import {
  PHONE,
  SMALL_PHONE,
  TABLET,
  doorway,
  heroNumber,
  settled,
  staffHall,
} from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('help without a number', () => {
  test('is one tap, for a number or none, counted for everybody and taken back', async () => {
    await using hall = await staffHall();
    await hall.give({ group: 'ho-tich' });
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi', '#/assists');
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '#/assists');
    await khoi.page.getByRole('button', { name: 'Tài khoản, mật khẩu VNeID' }).click();
    await khoi.page.locator('#tab-assists', { hasText: 'hôm nay 1' }).waitFor();
    await lan.page.locator('#tab-assists', { hasText: 'hôm nay 1' }).waitFor();
    await settled(khoi.page);

    await khoi.page.getByRole('button', { name: 'Ghi cho một số' }).click();
    await khoi.page.getByLabel('Số trên phiếu').first().fill('h1');
    await khoi.page.getByRole('button', { name: 'H001' }).click();
    await khoi.page.getByText('Ghi cho số H001').waitFor();
    await khoi.page.getByRole('button', { name: 'Điền tờ khai, biểu mẫu' }).click();
    await khoi.page.locator('.assist-row', { hasText: 'H001' }).waitFor();
    // The number was for that one alone.
    await khoi.page.getByRole('button', { name: 'Ghi cho một số' }).waitFor();
    const sums = (page: Page) => page.locator('.sums tbody tr:last-child td').allTextContents();
    expect(await sums(khoi.page)).toEqual(['2', '2']);
    await lan.page.locator('#tab-assists', { hasText: 'hôm nay 2' }).waitFor();
    expect(await sums(lan.page)).toEqual(['0', '2']);
    expect(await lan.page.getByText('Hôm nay chưa ghi lượt nào.').count()).toBe(1);

    await settled(khoi.page);
    await khoi.page.getByRole('button', { name: /^Hoàn tác lượt Điền tờ khai/ }).click();
    await khoi.page.locator('#tab-assists', { hasText: 'hôm nay 1' }).waitFor();
    expect(Object.values((await hall.board()).team.assists)).toMatchObject([
      { type: 'vneid', ticket: null, by: khoi.id },
    ]);

    // Without the server nothing is claimed: figures carry their time, buttons are off.
    await hall.leave();
    await khoi.page.locator('#connection[data-state="stale"]').waitFor();
    await khoi.page.locator('#work .as-of').waitFor();
    const off = khoi.page.locator('.assist[aria-disabled="true"]');
    expect(await off.count()).toBe(11);
    await hall.comeBack();
    await khoi.page.locator('.assist[aria-disabled="false"]').first().waitFor();
  });
});

describe('a support counter from the door', () => {
  test('is opened, calls, keeps, finishes and calls, rests and closes', async () => {
    await using hall = await staffHall();
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'truc-tuyen' });
    await using door = await doorOf(browser, hall, 'Trần Minh Khôi', '#/load');
    const { page } = door;
    await page.getByRole('button', { name: /^Quầy 9/ }).click();
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor();
    const press = async (name: string): Promise<void> => {
      await settled(page);
      await page.locator('#work').getByRole('button', { name, exact: true }).click();
    };
    await press('Mở quầy 9');
    await page.getByText('3 người đang chờ quầy này').waitFor();
    await press('Gọi số tiếp theo');
    await doorway(page, 'called');
    expect(await heroNumber(page)).toBe('X001');
    await press('Xong, gọi tiếp');
    await page.getByRole('heading', { name: 'X002' }).waitFor();
    await page.getByText('đã gọi; X001 đã xong').waitFor();
    await press('Giữ chỗ');
    await press('chờ quét hồ sơ');
    await page.getByText('Quầy đang trống').waitFor();
    expect(await hall.ticket('X002')).toMatchObject({ state: 'parked', reason: 'scan' });
    await press('Gọi X002');
    await page.getByRole('heading', { name: 'X002' }).waitFor();
    await press('Vắng mặt');
    await page.getByText('Quầy đang trống').waitFor();
    await page.locator('#undo-line').getByRole('button').click();
    await page.getByRole('heading', { name: 'X002' }).waitFor();
    await press('Tạm dừng');
    await press('Xong');
    await page.getByText('TẠM DỪNG', { exact: true }).waitFor();
    await press('Đóng quầy');
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor();
    expect((await hall.board()).counters['quay-9']?.state).toBe('closed');
    // Officers' counters are not worked from here.
    await page.evaluate("location.hash = '#/counter/quay-3'");
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor({ state: 'detached' });
    expect(door.complaints).toEqual([]);
  });
});

describe('the pages about people', () => {
  test('fit every device, in English and at twice the text, and can be used by everybody', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-3', 'quay-9');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'truc-tuyen' });
    await hall.give({ group: 'ho-tich', escort: true });
    await hall.give({ group: 'dat-dai' });
    await callTo(hall, 'quay-3');
    await callTo(hall, 'quay-9');
    await hall.must('/help', { cause: 'counter', counter: 'quay-3' });
    await hall.must('/assists', { type: 'vneid' });
    await using door = await doorOf(browser, hall, 'Trần Minh Khôi');
    const { page } = door;
    const wrong: string[] = [];
    for (const path of ['', '#/alarms', '#/assists', '#/load', '#/counter/quay-9']) {
      for (const [size, language] of [
        [SMALL_PHONE, 'vi'],
        [PHONE, 'en'],
        [TABLET, 'vi'],
        // A phone at twice the text.
        [{ width: 195, height: 422 }, 'vi'],
      ] as const) {
        await page.setViewportSize(size);
        await page.goto(`${hall.product.url}/door?lang=${language}${path}`);
        await page.locator('#connection[data-state="live"]').waitFor();
        await page.locator('.alarm-bar, .alarm').first().waitFor();
        const where = `${path} ${language} ${size.width}: `;
        if ((await sideways(page)) > 0) wrong.push(`${where}scrolls sideways`);
        if (size.width < 300) continue;
        wrong.push(...(await violations(page)).map((found) => where + found));
        wrong.push(...(await smallTargets(page, 24)).map((found) => where + found));
      }
    }
    expect(wrong).toEqual([]);
    expect(door.complaints).toEqual([]);
  });
});
