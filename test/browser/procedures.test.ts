import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProcedures } from '../../display/admin/procedures-table.js';
import type { ProcedureConfig, SiteConfig } from '../../server/protocol/config.js';
import { faults } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { PC, type StaffHall, staffHall, TABLET } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function inUse({ product }: StaffHall): Promise<SiteConfig> {
  const { body } = await product.api.get<SiteConfig>(`${product.site}/config`);
  if (body === null) throw new Error('no configuration');
  return body;
}
async function procedure(hall: StaffHall, id: string): Promise<ProcedureConfig | undefined> {
  return (await inUse(hall)).procedures.find((each) => each.id === id);
}
async function use(page: Page, version: number): Promise<void> {
  await page.getByRole('button', { name: `Dùng bản ${version}` }).click();
  await page.getByRole('heading', { name: `Đang dùng bản ${version}` }).waitFor();
}

describe('procedures', () => {
  test('are found as people say them, edited with their papers, and used', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/procedures', PC, 'admin');
    const { page } = screen;
    await page.getByLabel('Tìm thủ tục').fill('giay doc than');
    const [found] = await page.locator('#list .item__label').allInnerTexts();
    expect(found).toBe('Xác nhận tình trạng hôn nhân');
    await page.getByRole('link', { name: /Xác nhận tình trạng hôn nhân/ }).click();
    await page.getByText('chưa kiểm tra').first().waitFor();
    await page.getByLabel('Mã thủ tục').fill('1.004873');
    await page.getByLabel('Cách gọi thường ngày').press('End');
    await page.getByLabel('Cách gọi thường ngày').press('Control+End');
    await page.getByLabel('Cách gọi thường ngày').pressSequentially('\ngiấy còn độc thân');
    await page.getByRole('button', { name: 'Toàn trình' }).click();
    const last = page.locator('.case').last();
    await last.getByRole('button', { name: 'Thêm giấy tờ' }).click();
    const paper = last.locator('.case__document').last();
    await paper.getByLabel('Tiếng Việt').first().fill('Giấy ly hôn');
    await page.getByRole('button', { name: 'Hôm nay đã kiểm tra' }).click();
    await use(page, 2);
    const stored = await procedure(hall, 'tinh-trang-hon-nhan');
    expect(stored).toMatchObject({ code: '1.004873', online: 'whole' });
    expect(stored?.aliases).toContain('giấy còn độc thân');
    expect(stored?.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(stored?.cases.at(-1)?.documents.at(-1)).toEqual({
      name: { vi: 'Giấy ly hôn', en: 'Giấy ly hôn' },
      form: { vi: 'bản chính', en: 'bản chính' },
    });
    expect(screen.complaints).toEqual([]);
  });

  test('come from a file only after its rows were shown, and go out as the same file', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/procedures/import', PC, 'admin');
    const { page } = screen;
    const rows = [
      'tên;nhóm;phút;mã thủ tục;trường hợp 1;giấy tờ 1',
      'Đăng ký giám hộ;H;15;=1.2;Thường;Tờ khai :: bản chính | Giấy khai sinh :: bản sao',
      'Đăng ký khai sinh;H;21;;;',
      'Việc lạ;Ê;5;;;',
    ];
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'thu-tuc.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(`\ufeff${rows.join('\r\n')}`),
    });
    await page.getByText('1 dòng có lỗi sẽ được để lại.').waitFor();
    expect(
      (await page.locator('tbody td:last-child').allInnerTexts()).map((t) => t.trim()),
    ).toEqual([
      'thêm mới',
      expect.stringContaining('đổi: Làm tại quầy thường'),
      expect.stringContaining('không có nhóm này'),
    ]);
    // Nothing is in the draft before it is pressed.
    await page.getByRole('heading', { name: 'Đang dùng bản 1' }).waitFor();
    await page.getByRole('button', { name: 'Đưa 2 thủ tục vào bản nháp' }).click();
    await page.getByText('Đã đưa 2 thủ tục vào bản nháp.').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Xuất ra CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain(`'=1.2`);
    const read = readProcedures(text);
    const guardian = 'given' in read && read.given.find(({ id }) => id === 'dang-ky-giam-ho');
    expect(guardian).toMatchObject({ code: '=1.2', minutes: 15, group: 'H' });
    await use(page, 2);
    expect(await procedure(hall, 'dang-ky-giam-ho')).toMatchObject({ group: 'ho-tich' });
    expect(await procedure(hall, 'khai-sinh')).toMatchObject({ minutes: 21 });
    expect(screen.complaints).toEqual([]);
  });

  test('that were removed can be had back, now or later from the library', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/procedures/khai-tu', PC, 'admin');
    const { page } = screen;
    await page.getByRole('button', { name: 'Bỏ thủ tục này' }).click();
    await page.getByText('Đã bỏ Đăng ký khai tử khỏi bản nháp.').waitFor();
    await use(page, 2);
    expect(await procedure(hall, 'khai-tu')).toBeUndefined();
    await page.getByRole('link', { name: 'Lấy từ thư viện' }).click();
    await page.getByRole('button', { name: 'Đăng ký khai tử' }).click();
    await page.getByRole('button', { name: 'Đưa 1 thủ tục vào bản nháp' }).click();
    await use(page, 3);
    expect(await procedure(hall, 'khai-tu')).toMatchObject({ group: 'ho-tich' });
  });

  test('can be looked after by everybody, at a PC and on a tablet', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/procedures', PC, 'admin');
    const { page } = screen;
    const found: string[] = [];
    await page.getByLabel('Tên thủ tục').fill('Đăng ký giám hộ');
    found.push(...(await faults(page, 'list', PC, TABLET)));
    await page.getByRole('button', { name: 'Thêm thủ tục' }).press('Enter');
    await page.getByRole('button', { name: 'Thêm trường hợp' }).press('Enter');
    await page.getByRole('button', { name: 'Thêm giấy tờ' }).press('Enter');
    await page.locator('.case__document').waitFor();
    await page.locator('.f__error').first().waitFor();
    found.push(...(await faults(page, 'editor', PC, TABLET)));
    await page.goto(`${hall.product.url}/admin/procedures/import`);
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'thu-tuc.csv', mimeType: 'text/csv' },
      buffer: Buffer.from('tên;nhóm\nViệc;A\nViệc;Ê'),
    });
    await page.locator('tr.is-wrong').waitFor();
    found.push(...(await faults(page, 'import', PC, TABLET)));
    await page.goto(`${hall.product.url}/admin/procedures/library`);
    await page.getByText('đã có đủ các thủ tục').waitFor();
    found.push(...(await faults(page, 'library', PC, TABLET)));
    expect(found).toEqual([]);
  });
});
