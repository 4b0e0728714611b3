import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { sideways, smallTargets, violations } from '../support/accessibility.js';
import { openBrowser, type Size } from '../support/browser.js';
import { ownLoopback } from '../support/loopback.js';
import { PC, PHONE, type StaffHall, staffHall, TABLET } from '../support/staff-hall.js';

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser();
  hall = await staffHall();
});
afterAll(async () => {
  await hall[Symbol.asyncDispose]();
  await browser.close();
});

/** Everything that the settings of a hall consist of, each opened at its own address. */
const PLACES = [
  'site',
  'groups/ho-tich',
  'counters/quay-1',
  'counters/zones',
  'hours/1',
  'hours/special',
  'calls/priority',
  'calls/calling',
  'calls/outcomes',
  'slip/lines',
  'slip/printers',
  'words/notices',
  'words/privacy',
  'words/add-language',
  'versions',
  'versions/file',
];

const settings = (path: string, size: Size = PC) =>
  hall.screen(browser, `/admin/${path}`, size, 'admin');

async function inUse(): Promise<SiteConfig> {
  const { body } = await hall.product.api.get<SiteConfig>(`${hall.product.site}/config`);
  if (body === null) throw new Error('the configuration cannot be read');
  return body;
}
async function drop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Bỏ bản nháp' }).click();
}
/** Presses Tab until the element with this id has the focus. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${id}`);
}

describe('every part of the settings', () => {
  test('can be read and worked by everybody, on a PC and on a tablet, in both languages', async () => {
    await using admin = await settings('site');
    const { page } = admin;
    for (const [index, place] of PLACES.entries()) {
      const language = index % 2 === 0 ? 'vi' : 'en';
      await page.setViewportSize(PC);
      await page.goto(`${hall.product.url}/admin/${place}?lang=${language}`);
      await page.locator('#connection[data-state="live"]').waitFor();
      await page.locator('#section-title').waitFor();
      for (const size of [PC, TABLET]) {
        await page.setViewportSize(size);
        expect([place, await violations(page)]).toEqual([place, []]);
        expect([place, await sideways(page)]).toEqual([place, 0]);
      }
      // No sentence is missing: a key would stand there.
      expect(await page.locator('body').innerText()).not.toMatch(/\b(?:admin|settings)\.[a-z]/);
    }
    expect(admin.complaints).toEqual([]);
  });

  test('fits a phone in one column, with a way back', async () => {
    await using admin = await settings('', PHONE);
    const { page } = admin;
    await page.getByRole('link', { name: 'Nhóm dịch vụ' }).click();
    await page.getByRole('link', { name: 'Hộ tịch' }).click();
    await page.getByLabel('Mức chờ').waitFor();
    expect(await sideways(page)).toBe(0);
    expect(await smallTargets(page, 24)).toEqual([]);
    await page.getByRole('link', { name: '← Nhóm dịch vụ' }).click();
    await page.getByRole('link', { name: 'Chứng thực' }).waitFor();
    await page.getByRole('link', { name: '← Cài đặt' }).click();
    await page.getByRole('link', { name: 'Giờ lấy số' }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByLabel('Mức chờ').waitFor();
  });

  test('opens at its own address, and focus goes to its title', async () => {
    await using admin = await settings('site');
    const { page } = admin;
    await page.getByRole('link', { name: 'Quầy, cấu hình' }).click();
    expect(new URL(page.url()).pathname).toBe('/admin/counters');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Quầy 1');
  });
});

describe('with the keyboard alone', () => {
  test('a target is changed and used', async () => {
    await using admin = await settings('groups/cong-an');
    const { page } = admin;
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('skip');
    await page.keyboard.press('Enter');
    await tabTo(page, 'f-groups-2-target');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('18');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('section-title');
    await tabTo(page, 'use-draft');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await inUse()).groups.find(({ id }) => id === 'cong-an')?.target)
      .toBe(18);
  });
});

describe('hours', () => {
  test('are typed as people write them, copied from the day before, and checked', async () => {
    await using admin = await settings('hours/2');
    const { page } = admin;
    const morning = page.locator('#session-2-0');
    await morning.getByLabel('Lấy số từ').fill('7h');
    await morning.getByLabel('Mở cửa').press('Enter');
    expect(await page.locator('.day__text').innerText()).toContain('lấy số 07h00–11h15');
    await morning.getByLabel('Lấy số đến').fill('6:00');
    await morning.locator('.f__error').waitFor();
    await morning.getByLabel('Lấy số đến').fill('1115');
    await page.getByRole('link', { name: /^Thứ Tư/ }).click();
    await page.getByRole('button', { name: 'Như Thứ Ba' }).click();
    const lines = await page.locator('#side .change').allInnerTexts();
    expect(lines.map((line) => line.split('\n')[0])).toEqual([
      'Giờ lấy số · Thứ Ba',
      'Giờ lấy số · Thứ Tư',
    ]);
    await drop(page);
  });
});

describe('the slip', () => {
  test('is shown exactly as it would be printed, on both papers', async () => {
    await using admin = await settings('slip/lines');
    const { page } = admin;
    const picture = page.locator('#slip-preview:not(.is-old)');
    const drawn = async (): Promise<PNG> => {
      const source = (await picture.getAttribute('src')) ?? '';
      return PNG.sync.read(Buffer.from(source.split(',')[1] ?? '', 'base64'));
    };
    await picture.waitFor();
    const before = await drawn();
    expect(before.width).toBe(576);
    // One dot of paper is a whole pixel of the screen.
    expect(await picture.evaluate((image) => image.getBoundingClientRect().width)).toBe(576);
    await page.getByLabel('Số người đứng trước').uncheck();
    await expect.poll(async () => (await drawn()).height).toBeLessThan(before.height);
    await page.getByRole('button', { name: 'Giấy 58 mm' }).click();
    await expect.poll(async () => (await drawn()).width).toBe(384);
    const plain = await drawn();
    await page.getByRole('button', { name: 'Tiếng Anh' }).click();
    await expect.poll(async () => (await drawn()).height).toBeGreaterThan(plain.height);
    const repeated = await drawn();
    await page.getByRole('button', { name: 'In lại', exact: true }).click();
    await expect.poll(async () => (await drawn()).height).toBeGreaterThan(repeated.height);
    await drop(page);
  });

  test('stays in view on a phone, turned to what was changed', async () => {
    await using admin = await settings('slip/lines', PHONE);
    const { page } = admin;
    await page.locator('#slip-preview:not(.is-old)').waitFor();
    const frame = page.locator('#slip-frame');
    const inWindow = async (): Promise<boolean> => {
      const { y = 0, height = 0 } = (await frame.boundingBox()) ?? {};
      return height > 100 && y > 0 && Math.round(y + height) <= PHONE.height;
    };
    expect(await inWindow()).toBe(true);
    expect(await frame.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    // The address stands at the slip's foot, the number at its head.
    await page.getByLabel('Địa chỉ', { exact: true }).check();
    const left = () =>
      frame.evaluate(({ scrollHeight, scrollTop, clientHeight }) => {
        return scrollHeight - scrollTop - clientHeight;
      });
    await expect.poll(left).toBeLessThan(60);
    expect(await inWindow()).toBe(true);
    const parts = page.locator('.bar > *:visible');
    const boxes = await parts.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
    for (const [i, box] of boxes.entries()) {
      const next = boxes[i + 1];
      if (next !== undefined) expect(next.left >= box.right || next.top >= box.bottom).toBe(true);
    }
    await page.getByRole('button', { name: 'Bỏ bản nháp' }).click();
  });

  test('says why there is no picture, and draws again when asked', async () => {
    await using admin = await settings('slip/lines');
    const { page } = admin;
    await page.locator('#slip-preview:not(.is-old)').waitFor();
    const slips = '**/config/slip.png*';
    await page.route(slips, (route) => route.abort());
    await page.getByLabel('Địa chỉ', { exact: true }).check();
    const state = page.locator('.preview__state');
    await state.getByText('Chưa vẽ được phiếu mẫu').waitFor();
    await page.unroute(slips);
    await page.locator('#slip-again').press('Enter');
    await page.locator('#slip-preview:not(.is-old)').waitFor();
    expect(await state.innerText()).toBe('');
    await drop(page);
  });

  test('takes the logo of a phone’s photo, small, and shows it on the slip', async () => {
    await using admin = await settings('slip/lines', PHONE);
    const { page } = admin;
    const picture = page.locator('#slip-preview:not(.is-old)');
    await picture.waitFor();
    const before = await picture.getAttribute('src');
    const photo = new PNG({ width: 1200, height: 1200 });
    photo.data.forEach((_, i) => (photo.data[i] = i % 4 === 3 ? 255 : (i / 4800) % 256));
    await page.locator('#file-slip-logo').setInputFiles({
      name: 'bieu-trung.png',
      mimeType: 'image/png',
      buffer: PNG.sync.write(photo),
    });
    await page.locator('.logo__picture').waitFor();
    const kept = await page.locator('.logo__picture').getAttribute('src');
    const file = await fetch(new URL(kept ?? '', page.url()));
    expect(PNG.sync.read(Buffer.from(await file.arrayBuffer())).height).toBe(200);
    await expect.poll(() => picture.getAttribute('src')).not.toBe(before);
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    await page.locator('#no-logo').click();
    await expect.poll(() => picture.getAttribute('src')).toBe(before);
  });
});

describe('the whole as a file', () => {
  test('is shown before it is taken, and changes nothing until it is used', async () => {
    await using admin = await settings('versions/file');
    const { page } = admin;
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải tệp cài đặt' }).click();
    const file = await (await saving).path();
    const exported = JSON.parse(await readFile(file, 'utf8')) as SiteConfig;
    const now = await inUse();
    expect(exported).toEqual(now);

    const other = {
      ...exported,
      site: { ...exported.site, id: 'ninh-kieu', phone: '1900 1234' },
      groups: exported.groups.map((group) =>
        group.id === 'ho-tich' ? { ...group, letter: 'A' } : group,
      ),
    };
    await page.locator('#file-versions-file').setInputFiles({
      name: 'ninh-kieu.json',
      mimeType: 'application/json',
      buffer: Buffer.from(`\ufeff${JSON.stringify(other)}`),
    });
    const preview = page.locator('#import-difference');
    await preview.getByText('1900 1234').waitFor();
    expect(await page.locator('#import-findings').innerText()).toContain('Chữ A đã có nhóm khác');
    expect(await inUse()).toEqual(now);
    await page.getByRole('button', { name: 'Chép vào bản nháp' }).click();
    const button = page.locator('#use-draft');
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true');
    await page.locator('#side .flaw').click();
    await page.getByLabel('Chữ cái').selectOption('H');
    await button.click();
    await expect.poll(async () => (await inUse()).site.phone).toBe('1900 1234');
    expect((await inUse()).site.id).toBe('sen-hong');
  });

  test('is refused when it is none, with what is wrong in it', async () => {
    await using admin = await settings('versions/file');
    const { page } = admin;
    const give = (text: string) =>
      page.locator('#file-versions-file').setInputFiles({
        name: 'la.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      });
    await give('<html>');
    await page.getByText('la.json không phải tệp cài đặt.').waitFor();
    await give(JSON.stringify({ ...(await inUse()), groups: 'nothing' }));
    await page.locator('#import-faults').getByText('groups').waitFor();
    expect(await page.locator('#bar-draft').innerText()).toBe('');
  });
});

describe('a further language', () => {
  test('is filled in from a table, and says what is missing or cannot be drawn', async () => {
    await using admin = await settings('words/add-language');
    const { page } = admin;
    await page.getByRole('button', { name: 'Khmer' }).click();
    const all = Number(/trên (\d+) câu/.exec(await page.locator('#middle').innerText())?.[1]);
    expect(all).toBeGreaterThan(30);
    await page.locator('#file-words-file').setInputFiles({
      name: 'km.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('key;vi;km\r\nslip.heading;Phiếu số thứ tự;លេខរៀង\r\nx.y;?;z\r\n'),
    });
    await page.getByText('Đã nhận 1 câu vào bản nháp, bỏ qua 1 dòng lạ.').waitFor();
    await page.getByRole('button', { name: 'Còn thiếu' }).click();
    const fields = page.locator('#middle input[lang="km"]');
    // The language's own name besides what is missing.
    await expect.poll(() => fields.count()).toBe(all);
    await page.getByRole('button', { name: 'Tất cả' }).click();
    await page.getByLabel('Phiếu số thứ tự').fill('\u{12000}');
    await page.locator('.f__error').getByText('\u{12000}').waitFor();
    await drop(page);
  });
});

test('a printer is found, tried, added, and then told with the day of its test', async () => {
  const { host, prefix } = ownLoopback();
  const printer = new VirtualPrinter({ host: host(9), port: 9100, mmPerSecond: 3_000 });
  await printer.start();
  await using own = await staffHall({ PRINTER_NETWORKS: `${prefix}.0/28` });
  await using screen = await own.screen(browser, '/admin/slip/printers', PC, 'admin');
  const { page, complaints } = screen;
  await page.getByRole('button', { name: 'Tìm máy in' }).click();
  await page.getByText('Thấy 1 máy in.').waitFor();
  await page.getByRole('button', { name: /^In thử: Máy in mạng/ }).click();
  await page.getByText('Mời mở nắp máy in').waitFor();
  printer.openCover();
  await page.getByText('Máy in này báo khi hết giấy, mở nắp').waitFor();
  printer.closeCover();
  await page.getByRole('button', { name: /^Dùng máy này: Máy in mạng/ }).click();
  await page.getByRole('button', { name: 'Dùng bản 2' }).click();
  // What the trial found counts from the moment that the printer is the site's.
  const card = page.locator('#printer-may-in-2');
  await card.getByText(/^Thử lúc .+, ngày /).waitFor();
  await card.getByText('báo khi hết giấy, mở nắp').waitFor();
  const fallen = once(printer, 'slip');
  await card.getByRole('button', { name: 'In thử: Máy in 2' }).click();
  await fallen;
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize(PHONE);
  expect(await sideways(page)).toBe(0);
  expect(complaints).toEqual([]);
  await printer.stop();
});
