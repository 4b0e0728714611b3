import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../server/protocol/people.js';
import { faults } from '../support/accessibility.js';
import { LYING, openBrowser, openPage } from '../support/browser.js';
import { pair } from '../support/signed-in.js';
import { PC, staffHall, TABLET } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('a device', () => {
  test('is paired by the code that it shows, opens its page by itself, and is cut off at once when revoked', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/devices', PC, 'lead');
    const { page } = screen;
    const television = await openPage(browser, `${hall.product.url}/pair`, LYING);
    const code = television.page.locator('#code');
    await expect.poll(() => code.innerText()).toMatch(/^\d{3}\s?\d{3}$/);

    const typed = page.getByLabel('Sáu số đang hiện trên máy cần ghép');
    await typed.pressSequentially('4729');
    await page.getByRole('button', { name: 'Ghép · còn thiếu 2 số' }).waitFor();
    await typed.fill(await code.innerText());
    await page.getByRole('button', { name: 'Màn hình sảnh', exact: true }).click();
    await page.getByLabel('Khu').selectOption({ label: 'tầng 1' });
    // The name follows kind and place until somebody types one.
    expect(await page.getByLabel('Gọi máy này là').inputValue()).toBe('Màn hình sảnh tầng 1');
    await page.getByLabel('Gọi máy này là').fill('Tivi sảnh');
    await page.getByRole('button', { name: 'Ghép Tivi sảnh' }).click();
    await page.getByText('Đã ghép Tivi sảnh.').waitFor();

    const opened = television.page.waitForEvent('websocket', (socket) =>
      socket.url().includes('/socket.io/'),
    );
    await television.page.waitForURL('**/hall/tang-1');
    const socket = await opened;
    const row = page.locator('.record', { hasText: 'Tivi sảnh' });
    await row.getByText('tốt').waitFor();
    expect(await row.innerText()).toContain('màn hình · tầng 1 · 127.0.0.1');

    await row.getByRole('button', { name: 'Đổi tên Tivi sảnh' }).click();
    await row.getByLabel('Gọi máy này là').fill('Tivi cửa đông');
    await row.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu Tivi cửa đông.').waitFor();

    const cut = socket.waitForEvent('close');
    const renamed = page.locator('.record', { hasText: 'Tivi cửa đông' });
    await renamed.getByRole('button', { name: 'Thu hồi' }).click();
    await renamed.getByText('Cắt hẳn Tivi cửa đông?').waitFor();
    await renamed.getByRole('button', { name: 'Thu hồi', exact: true }).click();
    await page.getByText('Đã thu hồi Tivi cửa đông. Máy đó bị cắt ngay.').waitFor();
    await cut;
    const devices = await hall.product.api.get<{ devices: Device[] }>(
      `${hall.product.site}/devices`,
    );
    expect(devices.body?.devices).toEqual([]);
    await television.close();
    expect(screen.complaints).toEqual([]);
  });

  test('is not paired by a code that nobody shows, and the form says so beside it', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/devices', PC, 'admin');
    const { page } = screen;
    await page.getByRole('button', { name: 'Bảng quầy', exact: true }).click();
    const typed = page.getByLabel('Sáu số đang hiện trên máy cần ghép');
    await typed.fill('000 001');
    await page.getByRole('button', { name: 'Ghép · chưa chọn chỗ' }).waitFor();
    await page.getByLabel('Quầy', { exact: true }).selectOption({ label: '4' });
    await page.getByRole('button', { name: 'Ghép Bảng quầy 4' }).click();
    await page.locator('#devices-code-error').waitFor();
    expect(await typed.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Gọi máy này là').inputValue()).toBe('Bảng quầy 4');
  });

  test('that is a printer needs one that no server reaches', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/devices', PC, 'admin');
    const { page } = screen;
    await page.getByRole('button', { name: 'Máy in', exact: true }).click();
    await page.getByText('npm run printer -- --server').waitFor();
    await page.getByText('chưa có máy in nào gắn ở máy khác').waitFor();
    await page.getByText('chọn “Cắm vào máy khác” trước').waitFor();
  });

  test('that is a kiosk prints on the printer that is chosen for it, else on the first', async () => {
    await using hall = await staffHall();
    await hall.configure(({ printers }) => {
      const [first] = printers;
      if (first !== undefined) printers.push({ ...first, id: 'may-in-2', name: 'Máy in cửa sau' });
    });
    await using screen = await hall.screen(browser, '/admin/devices', PC, 'lead');
    const { page } = screen;
    const kiosk = await openPage(browser, `${hall.product.url}/pair`, LYING);
    const code = kiosk.page.locator('#code');
    await expect.poll(() => code.innerText()).toMatch(/^\d{3}\s?\d{3}$/);
    await page.getByRole('button', { name: 'Kiosk', exact: true }).click();
    const printer = page.getByLabel('Máy in', { exact: true });
    expect(await printer.locator('option:checked').innerText()).toContain('Máy in đầu tiên');
    await printer.selectOption({ label: 'Máy in cửa sau' });
    await page.getByLabel('Sáu số đang hiện trên máy cần ghép').fill(await code.innerText());
    await page.getByRole('button', { name: 'Ghép Kiosk' }).click();
    const row = page.locator('.record', { hasText: 'Kiosk' });
    await row.getByText('Máy in cửa sau').waitFor();
    await kiosk.page.waitForURL('**/kiosk');
    await row.getByRole('button', { name: 'Đổi tên Kiosk' }).click();
    expect(await faults(page, 'printer of a kiosk', PC)).toEqual([]);
    await row.getByLabel('Máy in', { exact: true }).selectOption('');
    await row.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu Kiosk.').waitFor();
    const { body } = await hall.product.api.get<{ devices: Device[] }>(
      `${hall.product.site}/devices`,
    );
    expect(body?.devices.map(({ kind, printer: own }) => [kind, own])).toEqual([['kiosk', null]]);
    await kiosk.close();
  });

  test('that hangs above a counter is paired for that counter, and opens its sign', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/devices', PC, 'lead');
    const { page } = screen;
    const sign = await openPage(browser, `${hall.product.url}/pair`, TABLET);
    const code = sign.page.locator('#code');
    await expect.poll(() => code.innerText()).toMatch(/^\d{3}\s?\d{3}$/);
    await page.getByRole('button', { name: 'Bảng quầy', exact: true }).click();
    await page.getByLabel('Sáu số đang hiện trên máy cần ghép').fill(await code.innerText());
    await page.getByLabel('Quầy', { exact: true }).selectOption({ label: '4' });
    await page.getByRole('button', { name: 'Ghép Bảng quầy 4' }).click();
    await page.getByText('Đã ghép Bảng quầy 4. Máy đó tự mở bảng của quầy.').waitFor();
    await sign.page.waitForURL('**/sign/*');
    await sign.close();
  });
});

describe('a token for a program', () => {
  test('is said once, copied without a secure context, and worth nothing after revoking', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/admin/tokens', PC, 'admin');
    const { page } = screen;
    await page.getByLabel('Khoá này cho phần mềm nào').fill('Bảng tin phường');
    await page.getByLabel('Dùng trong').fill('7');
    await page.getByRole('button', { name: 'Tạo khoá' }).click();
    const secret = await page.getByLabel('Khoá của Bảng tin phường').inputValue();
    await page.getByRole('button', { name: 'Chép khoá' }).click();
    await page.getByRole('button', { name: 'Đã chép' }).waitFor();
    const read = (): Promise<number> =>
      fetch(`${hall.product.url}${hall.product.site}/board`, {
        headers: { authorization: `Bearer ${secret}` },
      }).then(({ status }) => status);
    expect(await read()).toBe(200);
    await page.getByText('còn 7 ngày').waitFor();
    await page.reload();
    await page.getByText('còn 7 ngày').waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.getByRole('button', { name: 'Thu hồi khoá Bảng tin phường' }).click();
    await page.getByRole('button', { name: 'Thu hồi', exact: true }).click();
    await page.getByText('Đã thu hồi khoá.').waitFor();
    expect(await read()).toBe(401);
  });
});

test('everybody can use the settings of devices and tokens, at a PC and on a tablet', async () => {
  await using hall = await staffHall();
  await pair(hall.product, 'sign', 'Bảng quầy 3', { counter: 'quay-3' });
  await using screen = await hall.screen(browser, '/admin/devices', PC, 'admin');
  const { page } = screen;
  const found: string[] = [];
  await page.getByText('chưa mở lần nào').waitFor();
  await page.locator('#devices-code').press('4');
  await page.getByRole('button', { name: 'Đổi tên Bảng quầy 3' }).click();
  found.push(...(await faults(page, 'renaming', PC, TABLET)));
  await page.getByRole('button', { name: 'Thu hồi Bảng quầy 3' }).click();
  found.push(...(await faults(page, 'revoking', PC, TABLET)));
  await page.goto(`${hall.product.url}/admin/tokens`);
  await page.getByLabel('Khoá này cho phần mềm nào').fill('Trang tin');
  await page.getByRole('button', { name: 'Tạo khoá' }).click();
  await page.getByRole('button', { name: 'Chép khoá' }).waitFor();
  found.push(...(await faults(page, 'token', PC, TABLET)));
  expect(found).toEqual([]);
});
