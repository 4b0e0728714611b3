/** Pictures for while nobody is called: from a file of the admin's to the television of the hall. */
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults } from '../support/accessibility.js';
import { LYING, openBrowser, openPage } from '../support/browser.js';
import { live } from '../support/hall-screens.js';
import { PC, PHONE, staffHall, type StaffHall } from '../support/staff-hall.js';

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser();
  hall = await staffHall();
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
});

/** A picture file of a camera, larger than any television. */
function photo(name: string, shade: number): { name: string; mimeType: string; buffer: Buffer } {
  const png = new PNG({ width: 2_400, height: 1_600 });
  png.data.fill(shade);
  for (let alpha = 3; alpha < png.data.length; alpha += 4) png.data[alpha] = 255;
  return { name, mimeType: 'image/png', buffer: PNG.sync.write(png) };
}

const posters = (page: Page) =>
  page
    .locator('.poster[data-on]')
    .evaluateAll((all) =>
      all.map((each) => each.querySelector('.poster-title')?.textContent ?? ''),
    );

test('an admin adds two posters, sets words and code, puts them in order, and the television shows them', async () => {
  const television = await openPage(browser, `${hall.product.url}/hall`, LYING);
  await live(television.page);
  const { page, complaints, close } = await hall.screen(browser, '/admin/screens', PC, 'admin');
  const file = page.locator('#file-screens-add');

  // What is no picture says so, and changes nothing.
  const text = {
    name: 'ghi-chu.png',
    mimeType: 'image/png',
    buffer: Buffer.from('không phải ảnh'),
  };
  await file.setInputFiles(text);
  await page.getByText('Không nhận được ảnh này.').waitFor();
  expect(await page.locator('.media__picture').count()).toBe(0);

  await file.setInputFiles(photo('hien-mau.png', 90));
  await page.locator('#media-hien-mau').waitFor();
  await file.setInputFiles(photo('khai-sinh.png', 160));
  const birth = page.locator('#media-khai-sinh');
  await birth
    .getByRole('group', { name: 'Dòng chữ cạnh ảnh' })
    .getByRole('textbox')
    .first()
    .fill('Làm khai sinh ngay tại nhà');
  await birth.getByLabel('Đường dẫn cho mã QR').fill('https://dichvucong.gov.vn/khai-sinh');
  await birth.getByLabel('Mỗi lần hiện').fill('5');
  await birth.getByLabel('Mỗi lần hiện').blur();
  await page.locator('#row-media-1-up').click();
  const order = () =>
    page.locator('section[id^="media-"]').evaluateAll((all) => all.map(({ id }) => id));
  await expect.poll(order).toEqual(['media-khai-sinh', 'media-hien-mau']);
  expect(await faults(page, 'screens', PC, PHONE)).toEqual([]);
  await page.getByRole('button', { name: 'Dùng bản 2' }).click();
  await page.locator('#side').getByText('Đang dùng bản 2').waitFor();

  const first = television.page.locator('.poster[data-on]', { hasText: 'Làm khai sinh' });
  await first.waitFor({ timeout: 15_000 });
  expect(await first.locator('.poster-code path').getAttribute('d')).toMatch(/^M0 0h7/);
  const size = await first.locator('img').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });
  // No larger than a television, and in the shape that it had.
  expect(size).toEqual([1_620, 1_080]);
  await expect.poll(() => posters(television.page), { timeout: 15_000 }).toEqual(['hien-mau']);

  // A call has the room at once.
  await hall.openCounters('quay-1');
  await hall.give({ group: 'chung-thuc' });
  await hall.must('/counters/quay-1/call-next');
  await television.page.locator('.tile:not([hidden])').waitFor();
  expect(await television.page.locator('.media').isVisible()).toBe(false);

  await page.locator('#row-media-1-away').click();
  await page.getByText('Đã bỏ một ảnh khỏi bản nháp.').waitFor();
  expect(await order()).toEqual(['media-khai-sinh']);
  // The browser itself writes down that one was refused.
  expect(complaints.filter((each) => !/status of 4\d\d/.test(each))).toEqual([]);
  await close();
  await television.close();
});
