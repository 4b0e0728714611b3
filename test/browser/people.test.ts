import jsqr from 'jsqr';
import type { Browser, Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Me, Person } from '../../server/protocol/people.js';
import { faults, violations } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { signIn } from '../support/signed-in.js';
import { PC, type StaffHall, staffHall, TABLET } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Fourteen volunteers of a day, as a ward's list has them: names with đ, one from each corner. */
const NAMES = [
  'Đặng Thị Mai',
  'Đỗ Văn Đạt',
  'Vàng A Páo',
  'H’Hen Niê',
  'Thạch Sô Phi',
  'Nguyễn Minh Khôi Nguyên',
  'Lê Thị Hoà',
  'Lê Thị Hoa',
  'Bùi Quốc Vinh',
  'Hoàng Đình Đức',
  'Lý Thị Ngọc Ánh',
  'Trương Ớt',
  'Phan Văn Ý',
  'Đinh Núp',
];

/** What Excel saves as "CSV UTF-8" on a machine whose decimal sign is the comma. */
function csv(rows: readonly string[]): { name: string; mimeType: string; buffer: Buffer } {
  const text = `\ufeffSTT;Họ và tên;Vai trò;Ngôn ngữ\r\n${rows.join('\r\n')}\r\n`;
  return { name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

async function peopleOf({ product }: StaffHall): Promise<Person[]> {
  const { body } = await product.api.get<{ people: Person[] }>(`${product.site}/people`);
  return body?.people ?? [];
}

/** Text of a QR code as a camera would read it from the paper. */
async function scanned(code: Locator): Promise<string> {
  const { data, width, height } = PNG.sync.read(await code.screenshot());
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data ?? 'unreadable';
}

/** Draws the page as finely as a printer would. */
async function fine(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const metrics = { ...PC, deviceScaleFactor: 4, mobile: false };
  await session.send('Emulation.setDeviceMetricsOverride', metrics);
}

describe('many people at once', () => {
  test('come from a list, and each gets a slip that opens the hall to them alone', async () => {
    await using hall = await staffHall({ PUBLIC_URL: 'http://mot-cua.test:3000' });
    const before = (await peopleOf(hall)).length;
    await using screen = await hall.screen(browser, '/admin/people/many', PC, 'admin');
    const { page } = screen;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));

    const rows = NAMES.map((name, index) => `${index + 1};${name};tình nguyện viên;`);
    await page
      .locator('input[type=file]')
      .setInputFiles(csv([...rows.slice(0, 12), '13;=HYPERLINK(1);cán bộ;', '14;Phan Văn Ý;sếp;']));
    await page.getByText('2 dòng cần sửa. Chưa ai được tạo.').waitFor();
    const flaws = await page.locator('tr.is-wrong').allInnerTexts();
    expect(flaws.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('công thức bảng tính'),
      expect.stringContaining('vai trò này không có'),
    ]);
    expect(await page.locator('[data-do="people.makeMany"]').getAttribute('aria-disabled')).toBe(
      'true',
    );
    expect(await peopleOf(hall)).toHaveLength(before + 1);

    await page.locator('input[type=file]').setInputFiles(csv(rows));
    await page.getByRole('button', { name: 'Tạo 14 người' }).click();
    await page.getByText('PIN mới, 14 người').waitFor();
    expect(await peopleOf(hall)).toHaveLength(before + 1 + NAMES.length);

    await page.getByRole('link', { name: 'In 14 phiếu' }).click();
    await page.getByLabel('Tên Wi-Fi của sảnh').fill('UBND;Sen:Hồng');
    await page.getByLabel('Mật khẩu Wi-Fi').fill('a\\b"c,d');
    await page.getByRole('button', { name: 'In 1 tờ A4' }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    await fine(page);
    const slips = page.locator('.slip');
    expect(await slips.count()).toBe(NAMES.length);
    const joins = new Set<string>();
    for (const [index, name] of NAMES.entries()) {
      const slip = slips.nth(index);
      expect(await slip.getByRole('heading').innerText()).toBe(name);
      expect(await scanned(slip.locator('.slip__qr').first())).toBe(
        'WIFI:T:WPA;S:UBND\\;Sen\\:Hồng;P:a\\\\b\\"c\\,d;;',
      );
      const link = await scanned(slip.locator('.slip__qr').last());
      expect(link).toMatch(/^http:\/\/mot-cua\.test:3000\/join\/[\w-]{43}$/);
      joins.add(link);
    }
    expect(joins.size).toBe(NAMES.length);
    const fits = await slips.evaluateAll((all) =>
      all.every((each) => each.scrollHeight <= each.clientHeight + 1),
    );
    expect(fits, 'nothing of a slip is cut off').toBe(true);

    // The slip in hand: its code and its PIN let this one person in, once.
    const pin = (await slips.first().locator('.slip__pin b').innerText()).replace(' ', '');
    const [first = ''] = joins;
    const attempt = { kind: 'join', join: first.split('/').at(-1), pin, deviceName: 'Điện thoại' };
    const answer = await fetch(`${hall.product.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hall.product.url },
      body: JSON.stringify(attempt),
    });
    const me = (await answer.json()) as Me;
    expect(me.person.name).toBe(NAMES[0]);

    // Neither PIN nor Wi-Fi password went anywhere, and after printing a reload finds no PIN.
    expect(sent.filter((each) => each.includes(pin) || each.includes('a\\b'))).toEqual([]);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await page.getByText('Đã xoá các PIN khỏi máy này.').waitFor();
    await page.reload();
    await page.getByText('Không còn phiếu nào ở đây.').waitFor();
    expect(
      await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage })),
    ).not.toContain(pin);
    expect(screen.complaints).toEqual([]);
  });

  test('fit on the roll of the ticket printer too', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/people/many', PC, 'lead');
    const { page } = screen;
    await page.locator('#people-typed').fill('Đặng Thị Mai\nĐỗ Văn Đạt\ttình nguyện viên\tAnh');
    await page.getByRole('button', { name: 'Tạo 2 người' }).click();
    await page.getByRole('link', { name: 'In 2 phiếu' }).click();
    await page.getByText('Máy khác chưa vào được máy chủ này').waitFor();
    await page.getByRole('button', { name: 'Giấy cuộn 80 mm' }).click();
    await page.getByRole('button', { name: 'In 2 phiếu' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = Array.from(pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g));
    // Points of 1/72 inch: 80 mm wide, a page for each slip.
    expect(pages.map(([, width]) => Math.round(Number(width)))).toEqual([227, 227]);
  });

  test('come out of the hall’s own printer one by one, and are nowhere afterwards', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/people/many', PC, 'lead');
    const { page } = screen;
    await page.locator('#people-typed').fill('Đặng Thị Mai\nĐỗ Văn Đạt\ttình nguyện viên\tAnh');
    await page.getByRole('button', { name: 'Tạo 2 người' }).click();
    await page.getByRole('link', { name: 'In 2 phiếu' }).click();
    await page.getByRole('button', { name: 'Máy in ở cửa' }).click();
    expect(await page.locator('.waiting li').allInnerTexts()).toEqual([
      'Đặng Thị Mai · Tình nguyện viên',
      'Đỗ Văn Đạt · Tình nguyện viên',
    ]);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'In 2 phiếu ra máy này' }).click();
    await page.getByText('Đã in xong 2 phiếu').waitFor();
    expect(await page.evaluate(() => Object.values({ ...sessionStorage }).join())).not.toContain(
      'Đặng Thị Mai',
    );
    const written = (await hall.journal()).map((entry) => JSON.stringify(entry)).join();
    expect(written).not.toContain('Đặng Thị Mai');
  });

  test('lie on a page that forgets the Wi-Fi, locks, and shows their PINs to nobody else', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/people/many', PC, 'lead');
    const { page } = screen;
    await page.locator('#people-typed').fill('Đặng Thị Mai');
    await page.getByRole('button', { name: 'Tạo 1 người' }).click();
    await page.getByRole('link', { name: 'In 1 phiếu' }).click();

    const wifi = page.getByRole('button', { name: 'Quên mạng Wi-Fi' });
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    await page.locator('.slip').waitFor();
    expect(await wifi.count()).toBe(0);
    await page.getByLabel('Tên Wi-Fi của sảnh').fill('UBND Sen Hồng');
    await page.getByLabel('Mật khẩu Wi-Fi').fill('bi-mat-cua-sanh');
    await page.reload();
    expect(await page.getByLabel('Mật khẩu Wi-Fi').inputValue()).toBe('bi-mat-cua-sanh');
    await wifi.click();
    expect(await page.getByLabel('Tên Wi-Fi của sảnh').inputValue()).toBe('');
    expect(await page.getByLabel('Mật khẩu Wi-Fi').inputValue()).toBe('');
    expect(await kept()).not.toContain('bi-mat-cua-sanh');
    await wifi.waitFor({ state: 'detached' });

    const slip = page.locator('.slip');
    await page.locator('#person-name').click();
    await page.getByRole('button', { name: 'Khoá máy', exact: true }).click();
    await page.getByText('Màn hình đang khoá').waitFor();
    expect(await slip.isVisible()).toBe(false);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await slip.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.reload();
    await page.getByText('Màn hình đang khoá').waitFor();
    await page.keyboard.type((await hall.person('lead')).pin);
    await page.keyboard.press('Enter');
    await slip.waitFor();

    const next = await signIn(hall.product.url, await hall.person('admin'));
    const { url } = hall.product;
    await page.context().addCookies(next.map((cookie) => ({ ...cookie, url })));
    await page.reload();
    await page.getByText('Không còn phiếu nào ở đây.').waitFor();
    expect(await slip.count()).toBe(0);
  });
});

describe('one person', () => {
  test('is found without diacritics, gets a new PIN, and goes without a trace of the name', async () => {
    await using hall = await staffHall();
    const { product } = hall;
    const people = [{ name: 'Đặng Thị Ớt', role: 'officer', languages: ['km'] }];
    await product.api.send('POST', `${product.site}/people`, { people });
    await using screen = await hall.screen(browser, '/admin/people', PC, 'lead');
    const { page } = screen;
    await page.getByLabel('Tìm theo tên').fill('dang ot');
    await expect.poll(() => page.locator('.record b').allInnerTexts()).toEqual(['Đặng Thị Ớt']);
    await page.getByRole('link', { name: /Đặng Thị Ớt/ }).click();
    await page.getByRole('button', { name: 'Đặt lại PIN' }).click();
    await page.getByText('PIN dùng lần đầu của Đặng Thị Ớt').waitFor();
    expect(await page.locator('.said-once__secret').innerText()).toMatch(/^\d{3} \d{3}$/);
    await page.getByRole('button', { name: 'Thêm người khác' }).click();

    await page.getByRole('button', { name: 'Xoá người này' }).click();
    await page.getByRole('button', { name: 'Giữ lại' }).click();
    expect((await peopleOf(hall)).map(({ name }) => name)).toContain('Đặng Thị Ớt');
    await page.getByRole('button', { name: 'Xoá người này' }).click();
    await page.getByRole('button', { name: 'Xoá', exact: true }).click();
    await page.getByText('Đã xoá. Lịch sử thao tác chỉ còn một mã.').waitFor();
    expect((await peopleOf(hall)).map(({ name }) => name)).not.toContain('Đặng Thị Ớt');
    expect(JSON.stringify(await hall.journal())).not.toContain('Ớt');
    expect(screen.complaints).toEqual([]);
  });

  test('is raised by an admin only: a lead is offered volunteers and officers', async () => {
    await using hall = await staffHall();
    const admin = await hall.person('admin');
    await using screen = await hall.screen(browser, '/admin/people', PC, 'lead');
    const { page } = screen;
    const roles = page.getByRole('group', { name: 'Vai trò' }).getByRole('button');
    expect(await roles.allInnerTexts()).toEqual(['Tình nguyện viên', 'Cán bộ']);
    await page.getByRole('link', { name: admin.person.name }).click();
    await page.getByText('Chỉ người quản trị mới sửa được').waitFor();
    expect(await page.locator('[data-do="people.save"]').count()).toBe(0);
  });

  test('is added, changed and switched off with the keyboard alone', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/people', PC, 'admin');
    const { page } = screen;
    await page.getByLabel('Họ và tên').focus();
    await page.keyboard.type('Đỗ Minh');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Tạo người này' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('PIN dùng lần đầu của Đỗ Minh').waitFor();
    await page.getByRole('button', { name: 'Thêm người khác' }).press('Enter');
    await page.getByRole('link', { name: /Đỗ Minh/ }).press('Enter');
    await page.getByLabel('Đang làm ở đây').press('Space');
    await page.getByRole('button', { name: 'Lưu' }).press('Enter');
    await page.getByText('Đã lưu Đỗ Minh.').waitFor();
    const minh = (await peopleOf(hall)).find(({ name }) => name === 'Đỗ Minh');
    expect(minh).toMatchObject({ role: 'officer', active: false });
  });
});

test('everybody can use the settings of people, at a PC and on a tablet', async () => {
  await using hall = await staffHall();
  const volunteer = await hall.person('volunteer');
  await using screen = await hall.screen(browser, '/admin/people', PC, 'admin');
  const { page } = screen;
  const found: string[] = [];
  await page.getByRole('link', { name: volunteer.person.name }).click();
  await page.getByRole('button', { name: 'Đặt lại PIN' }).waitFor();
  found.push(...(await faults(page, 'one', PC, TABLET)));
  await page.getByRole('button', { name: 'Đặt lại PIN' }).click();
  await page.getByRole('link', { name: 'In 1 phiếu' }).waitFor();
  found.push(...(await faults(page, 'a new PIN', PC, TABLET)));
  await page.getByRole('link', { name: 'In 1 phiếu' }).click();
  await page.locator('.slip').waitFor();
  found.push(...(await faults(page, 'slips', PC, TABLET)));
  await page.goto(`${hall.product.url}/admin/people/many`);
  await page.locator('#people-typed').fill('Đỗ Minh;sếp\nĐỗ Đạt');
  await page.locator('tr.is-wrong').waitFor();
  found.push(...(await faults(page, 'many', PC, TABLET)));
  expect(found).toEqual([]);
});
