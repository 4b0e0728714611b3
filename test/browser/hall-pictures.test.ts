/** Pictures for while nobody is called: from a file of the admin's to the television of the hall. */
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import { faults } from '../support/accessibility.js';
import { LYING, openBrowser, openPage, STANDING } from '../support/browser.js';
import { hallScreens, live } from '../support/hall-screens.js';
import { inOneMoment } from '../support/page-clock.js';
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

describe('a hall in which nobody is called', () => {
  const BIRTH = 'Đăng ký khai sinh tại nhà trên Cổng Dịch vụ công quốc gia, không phải đến phường';
  const picture = (
    digit: string,
    vi: string,
    link: string,
  ): SiteConfig['screens']['media'][number] => ({
    ...{ id: `anh-${digit}`, file: `${digit.repeat(32)}.png`, title: { vi, en: vi }, link },
    ...{ seconds: 30, from: null, until: null },
  });
  const shown = (page: Page) => page.locator('.poster[data-on] .poster-title');
  /** Words over the code or over each other, a code too small to be read, and what leaves the panel. */
  const apart = (page: Page) =>
    page.evaluate(() => {
      const poster = document.querySelector('.poster[data-on]');
      const outer = poster?.getBoundingClientRect();
      const boxes = ['.poster-title', '.poster-code', '.poster-scan'].flatMap((what) => {
        const box = poster?.querySelector(what)?.getBoundingClientRect();
        return box ? [box] : [];
      });
      const found = boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter(
            (b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
          )
          .map(() => 'touch'),
      );
      const code = boxes[1];
      const side = Math.min(innerWidth, innerHeight);
      if (!code || Math.min(code.width, code.height) < 0.14 * side) found.push('code too small');
      if (boxes.some(({ top, bottom }) => !outer || top < outer.top || bottom > outer.bottom))
        found.push('outside');
      return found;
    });

  test('shows the site’s pictures in turn, passes over a broken one, and yields to a call at once', async () => {
    await using screens = await hallScreens();
    const media = [
      picture('a', BIRTH, 'https://dichvucong.gov.vn/khai-sinh'),
      picture('b', 'Không có ảnh', ''),
      picture('c', 'Ngày hội hiến máu', ''),
    ];
    const config = { ...screens.ward, screens: { ...screens.ward.screens, media } };
    await using hall = await screens.openHall({ config });
    const screen = await openPage(screens.browser, 'about:blank', LYING);
    const bytes = PNG.sync.write(new PNG({ width: 64, height: 36 }));
    await screen.page.route('**/media/**', (route) =>
      route.request().url().includes('bbbb')
        ? route.fulfill({ status: 404 })
        : route.fulfill({ body: bytes, contentType: 'image/png' }),
    );
    // On a clock that is put forward, each stands as long as somebody measures it.
    await screen.page.clock.install();
    await screen.page.goto(`${hall.url}/hall`);
    await shown(screen.page).getByText(BIRTH).waitFor();
    for (const size of [LYING, STANDING]) {
      await screen.page.setViewportSize(size);
      expect(await apart(screen.page)).toEqual([]);
    }
    await screen.page.setViewportSize(LYING);
    expect(
      await screen.page.locator('.poster[data-on] .poster-code path').getAttribute('d'),
    ).toMatch(/^M0 0h7/);
    const count = () => screen.page.evaluate(() => document.querySelectorAll('*').length);
    const before = await count();
    for (const next of ['Ngày hội hiến máu', BIRTH]) {
      await screen.page.clock.fastForward('00:31');
      await shown(screen.page).getByText(next).waitFor();
    }
    expect(await count()).toBe(before);
    await inOneMoment(screen.page, async () => {
      await hall.call('chung-thuc', 'quay-1');
      await screen.page.locator('.tile:not([hidden])').waitFor();
    });
    expect(await screen.page.locator('.media').isVisible()).toBe(false);
    await screen.close();
  });
});
