/** Opening and closing the hall: the checks, the operations page and the journal as a lead or admin sees them. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationsAnswer } from '../../server/protocol/operations.js';
import { violations } from '../support/accessibility.js';
import { LYING, openBrowser, openPage } from '../support/browser.js';
import { PC, PHONE, staffHall, TABLET, type StaffHall } from '../support/staff-hall.js';

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser();
  hall = await staffHall();
  await hall.openCounters('quay-1');
  for (const group of ['chung-thuc', 'ho-tich']) await hall.give({ group });
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
});

async function verdict(page: Page): Promise<string> {
  return (await page.locator('#verdict').getAttribute('class')) ?? '';
}
async function state(): Promise<OperationsAnswer> {
  const { api, site } = hall.product;
  const { body } = await api.get<OperationsAnswer>(`${site}/operations`);
  if (body === null) throw new Error('no answer');
  return body;
}

test('the morning check asks what only a person sees, and ends in one green page that is written down', async () => {
  const television = await openPage(browser, `${hall.product.url}/hall/tang-1`, LYING);
  const { page, complaints, close } = await hall.screen(browser, '/admin/checks', PC, 'admin');
  await page.locator('#check-clock .record__state--good').waitFor();
  for (const good of ['store', 'disk', 'groups']) {
    await page.locator(`#check-${good} .record__state--good`).waitFor();
  }
  await page.locator('#check-backup .record__state--look').waitFor();
  await page.getByRole('button', { name: 'Sao lưu ngay' }).click();
  await page.locator('#check-backup .record__state--good').waitFor();

  // The television's browser plays nothing before somebody touched it, which both sides say by themselves.
  // It comes first: to the browser, a test that looks at a page has touched it.
  const sound = page.locator('#check-sound-tang-1');
  await sound.locator('.record__state--look').waitFor();
  await expect.poll(() => verdict(page)).toContain('verdict--look');
  const muted = television.page.getByRole('button', { name: 'Bấm OK trên điều khiển' });
  await muted.waitFor();
  await television.page.keyboard.press('Enter');
  await muted.waitFor({ state: 'hidden' });
  await sound.locator('.record__state--ask').waitFor();
  await expect.poll(() => verdict(page)).toContain('verdict--ask');

  await page.getByRole('button', { name: 'In phiếu thử', exact: true }).click();
  const paper = page.locator('#check-printer-may-in-1');
  await paper.getByRole('button', { name: 'Đã có phiếu' }).click();
  await page.locator('#check-printer-may-in-1 .record__state--good').waitFor();

  await sound.getByRole('button', { name: 'Phát tiếng thử' }).click();
  await sound.getByText('Màn hình báo đã đọc “khu 1”.').waitFor();
  await sound.getByRole('button', { name: 'Nghe rõ', exact: true }).click();

  await page.getByRole('button', { name: 'Hiện mã trên màn hình' }).click();
  const sign = television.page.locator('#identify:visible');
  await sign.waitFor();
  const code = (await sign.textContent()) ?? 'none';
  expect(code).toMatch(/^[A-Z]\d$/);
  const listed = page.locator('.codes li');
  await expect.poll(() => listed.allTextContents()).toEqual([expect.stringContaining(code)]);
  await page.getByRole('button', { name: 'Thấy cả' }).click();

  await expect.poll(() => verdict(page)).toContain('verdict--good');
  await page.getByRole('button', { name: 'Ghi vào lịch sử' }).click();
  await page.getByText('Đã ghi vào lịch sử lúc').waitFor();
  const written = (await hall.journal()).filter(({ type }) => type === 'check.done');
  const looked = ['clock', 'store', 'disk', 'backup', 'groups', 'printer:may-in-1', 'screens'];
  const good = [...looked, 'sound:tang-1'];
  expect(written).toMatchObject([{ data: { check: 'morning', good, bad: [] } }]);
  expect(complaints).toEqual([]);
  await Promise.all([close(), television.close()]);
});

test('a paper that did not come out is a thing to look at, not a green page', async () => {
  const { page, close } = await hall.screen(browser, '/admin/checks', TABLET, 'lead');
  await page.getByRole('button', { name: 'In phiếu thử', exact: true }).click();
  await page.locator('#check-printer-may-in-1').getByRole('button', { name: 'Chưa có' }).click();
  await page.locator('#check-printer-may-in-1 .record__state--look').waitFor();
  await page.getByText('Phiếu thử chưa ra.').waitFor();
  await expect.poll(() => verdict(page)).toContain('verdict--look');
  await close();
});

test('the evening check tells a lead on a phone who is still waiting, and the last hash of the day', async () => {
  const { page, close } = await hall.screen(browser, '/admin/checks/evening', PHONE, 'lead');
  await page.getByText('Còn 2 số chưa xong.').waitFor();
  await page.getByText('Còn 1 quầy chưa đóng.').waitFor();
  const { head } = await state();
  await expect
    .poll(async () =>
      (await page.locator('.journal__hash code').textContent())?.replaceAll(' ', ''),
    )
    .toBe(head?.h);
  // The same on paper: to look at, and from the printer.
  const paper = page.locator('.day-summary__paper');
  await expect
    .poll(() => paper.evaluate((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0)))
    .toBe(576);
  await page.getByRole('button', { name: 'In tổng kết ngày' }).click();
  await page.getByText('Đã gửi đến máy in.').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(PHONE.width);
  await close();
});

test('the operations page backs up and hands over the file for a helper', async () => {
  const { page, close } = await hall.screen(browser, '/admin/operations', PC, 'admin');
  await page.getByText('Redis', { exact: false }).first().waitFor();
  const press = () => page.getByRole('button', { name: 'Sao lưu ngay' }).click();
  await press();
  await expect.poll(() => page.locator('.backups li').count()).toBe(1);
  // Another one so soon would only push an older one out.
  await press();
  await page.getByText('Vừa có một bản sao lưu.').waitFor();
  expect((await state()).backups.backups).toHaveLength(1);
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tải tệp chẩn đoán' }).click();
  const file = JSON.parse(await readFile(await (await waiting).path(), 'utf8')) as object;
  expect(file).toMatchObject({ format: 1, sites: [{ trial: true }] });
  await close();
});

describe('the journal', () => {
  test('says in plain sentences who did what, and finds a number', async () => {
    const { page, close } = await hall.screen(browser, '/admin/journal', PC, 'admin');
    await page.getByText('Mở quầy 1').waitFor();
    await page.getByLabel('Số thứ tự').fill('H001');
    await expect.poll(() => page.locator('.journal__line').count()).toBe(1);
    expect(await page.locator('.journal__what').textContent()).toBe('Cấp số H001: Hộ tịch');
    await page.getByLabel('Số thứ tự').fill('');
    await page.getByLabel('Loại việc').selectOption('backup');
    await expect
      .poll(() => page.locator('.journal__what').first().textContent())
      .toContain('Sao lưu');
    await close();
  });

  test('proves that it is whole, and goes out as a table without formulas', async () => {
    const added = await hall.product.api.send('POST', `${hall.product.site}/people`, {
      people: [{ name: 'Nguyễn Thị Hạnh', role: 'volunteer', languages: [] }],
    });
    expect(added.status).toBe(201);
    const { page, close } = await hall.screen(browser, '/admin/journal', TABLET, 'admin');
    await page.getByText('Thêm Nguyễn Thị Hạnh').waitFor();
    await page.getByRole('button', { name: 'Kiểm tra chuỗi' }).click();
    await page.getByText('Nguyên vẹn: từ mục 1').waitFor();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải bảng (CSV)' }).click();
    const table = await readFile(await (await waiting).path(), 'utf8');
    expect(table).toContain('Cấp số H001: Hộ tịch');
    for (const cell of table.split(/[;\r\n]+/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
    await close();
  });
});

test.each(['checks', 'checks/evening', 'operations', 'journal'])(
  '%s has no violation of WCAG 2.2 AA on a PC and a tablet',
  async (section) => {
    const { page, close } = await hall.screen(browser, `/admin/${section}`, PC, 'admin');
    await page.locator('.fact, .check, .journal__line').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(TABLET);
    expect(await violations(page)).toEqual([]);
    await close();
  },
);
