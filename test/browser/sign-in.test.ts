import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import { openBrowser, openPage } from '../support/browser.js';
import { onOwnClock } from '../support/page-clock.js';
import { hire, pair, signIn, type Cookies } from '../support/signed-in.js';
import { giveAtDoor, PC, staffHall, type StaffHall, TABLET } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const OWN_PIN = '740258';

/** A site like the sample ward where everything is real: a PIN is enough on paired devices only. */
async function realHall(change: Partial<SiteConfig['site']> = {}): Promise<StaffHall> {
  // While another day is played nothing is real.
  const hall = await staffHall({ CLOCK: '' });
  const { api, site: trial } = hall.product;
  const given = { name: 'Phường Thật', from: trial.slice(trial.lastIndexOf('/') + 1) };
  const made = await api.send<{ site: string }>('POST', '/api/v1/sites', given);
  if (made.body === null) throw new Error(`no real site: ${made.status}`);
  const site = `/api/v1/sites/${made.body.site}`;
  await api.send('DELETE', trial, {});
  const { body } = await api.get<SiteConfig>(`${site}/config`);
  if (body === null) throw new Error('the ward has no configuration');
  const config = { ...body, site: { ...body.site, ...change } };
  const headers = { 'if-match': `"${body.version}"` };
  const { status } = await api.send('PUT', `${site}/config`, config, headers);
  if (status !== 200) throw new Error(`not configured: ${status}`);
  Object.assign(hall.product, { site });
  return hall;
}

/** The screen of somebody who works at a device with these cookies. */
async function workAt(hall: StaffHall, path: string, cookies: Cookies) {
  const opened = await openPage(browser, hall.product.url + path, TABLET, cookies);
  await opened.page.locator('#connection[data-state="live"]').waitFor();
  return { ...opened, [Symbol.asyncDispose]: opened.close };
}

async function typeKeys(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.keyboard.press(digit);
}

/** Presses something of the menu under the name in the header. */
async function ofMenu(page: Page, name: string): Promise<void> {
  await page.locator('#person-name').click();
  await page.locator('#person-menu').getByText(name, { exact: true }).click();
}

const wrongPin = (right: string): string => (right === '135791' ? '135792' : '135791');

describe('signing in', () => {
  test('on a paired tablet a name and a PIN; wrong ones say what is left, and an own PIN follows', async () => {
    await using hall = await realHall();
    const { cookies } = await pair(hall.product, 'tablet', 'Máy tính bảng cửa 1');
    const minh = await hire(hall.product, 'volunteer', 'Nguyễn Hoàng Minh');
    await hire(hall.product, 'officer', 'Lê Thị Hạnh');
    const { page, close } = await openPage(
      browser,
      `${hall.product.url}/door#/find`,
      TABLET,
      cookies,
    );
    await page.getByText('Máy tính bảng cửa 1').waitFor();
    await page.getByRole('button', { name: 'Nguyễn Hoàng Minh' }).waitFor();
    const names = await page.locator('.name b').allTextContents();
    expect(names.indexOf('Nguyễn Hoàng Minh')).toBeLessThan(names.indexOf('Lê Thị Hạnh'));
    await page.getByRole('button', { name: 'Nguyễn Hoàng Minh' }).click();
    const main = page.locator('#entry-main');
    await typeKeys(page, '1357');
    expect(await main.textContent()).toBe('Vào · còn thiếu 2 số');
    expect(await page.locator('.dots').getAttribute('aria-label')).toBe('Đã gõ 4 số');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Nguyễn Hoàng Minh' }).click();
    for (const left of [4, 3]) {
      await typeKeys(page, wrongPin(minh.pin));
      await page.keyboard.press('Enter');
      await page.getByText(`Còn ${left} lần thử`).waitFor();
    }
    await page.getByText('Mã PIN chưa đúng.').waitFor();
    expect(await page.getByRole('link', { name: 'Quên mã?' }).getAttribute('href')).toBe(
      '/no-entry#pin',
    );

    // By touch, and with a PIN of one's own instead of the one that somebody else knows.
    for (const digit of minh.pin)
      await page.getByRole('button', { name: digit, exact: true }).click();
    await main.click();
    await page.getByRole('heading', { name: 'Đặt mã PIN của riêng mình' }).waitFor();
    await typeKeys(page, OWN_PIN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Gõ lại mã PIN mới' }).waitFor();
    await typeKeys(page, OWN_PIN);
    await page.keyboard.press('Enter');
    await page.locator('#person-name').waitFor();
    // Back where it was wished to, under the own name.
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/door#/find');
    expect(await page.locator('#person-name').innerText()).toBe('Minh');
    await signIn(hall.product.url, { ...minh, pin: OWN_PIN }, cookies);
    await close();
  });

  test('on any other device a login and a password, and no names', async () => {
    await using hall = await realHall();
    const { cookies } = await pair(hall.product, 'pad', 'Máy quầy 3', { counter: 'quay-3' });
    const hanh = await hire(hall.product, 'officer', 'Lê Thị Hạnh');
    const inside = await signIn(hall.product.url, hanh, cookies);
    const password = 'cua so nhin ra vuon';
    await using desk = await workAt(hall, '/desk/3', inside);
    await ofMenu(desk.page, 'Đặt mật khẩu');
    await desk.page.getByLabel('Mật khẩu hoặc mã PIN đang dùng').fill(hanh.pin);
    await desk.page.getByLabel('Mật khẩu mới', { exact: true }).fill(password);
    await desk.page.getByLabel('Gõ lại mật khẩu mới').fill(password);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: 'Đã đặt mật khẩu.' }).waitFor();
    await desk.page.getByRole('button', { name: 'Xong' }).click();
    await desk.page.locator('#cover').waitFor({ state: 'hidden' });

    const { page, close } = await openPage(browser, `${hall.product.url}/desk/3`, PC);
    await page.getByLabel('Tên đăng nhập').fill(hanh.person.login);
    await page.getByLabel('Mật khẩu').fill('mat khau nao do');
    await page.keyboard.press('Enter');
    await page.getByText('Tên hoặc mật khẩu chưa đúng.').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('Lê Thị Hạnh');
    await page.getByLabel('Mật khẩu').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('#person-name').waitFor();
    expect(new URL(page.url()).pathname).toBe('/desk/3');
    await close();
  });

  test('who does not know the way out of here is not sent elsewhere afterwards', async () => {
    await using hall = await staffHall();
    const minh = await hall.person('volunteer');
    const away = encodeURIComponent('//example.org/door');
    const { page, close } = await openPage(
      browser,
      `${hall.product.url}/sign-in?next=${away}&person=${minh.person.id}`,
      TABLET,
    );
    await typeKeys(page, minh.pin);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Để sau' }).click();
    await page.locator('#person-name').waitFor();
    expect(new URL(page.url()).origin).toBe(hall.product.url);
    expect(new URL(page.url()).pathname).toBe('/door');
    await close();
  });
});

describe('a screen that was left alone', () => {
  test('asks for the PIN and gives back what was typed', async () => {
    await using hall = await realHall({ idleLockSeconds: 60 });
    const { cookies } = await pair(hall.product, 'tablet', 'Máy tính bảng cửa 1');
    const minh = await hire(hall.product, 'volunteer', 'Nguyễn Hoàng Minh');
    const inside = await signIn(hall.product.url, minh, cookies);
    await using screen = await workAt(hall, '/door#/more/ho-tich', inside);
    const { page } = screen;
    await onOwnClock(page);
    const note = page.getByLabel('Ghi chú cho quầy');
    await note.fill('Nghe kém');
    await page.clock.fastForward('01:01');
    await page.getByText('Màn hình đang khoá').waitFor();
    expect(await note.isVisible()).toBe(false);
    expect(await page.locator('#pad-title').textContent()).toBe('Nguyễn Hoàng Minh');
    // The server knows it too: opened elsewhere in this browser, the page asks for the PIN as well.
    const other = await page.context().newPage();
    await other.goto(`${hall.product.url}/door`);
    await other.getByText('Màn hình đang khoá').waitFor();
    await other.close();
    await typeKeys(page, wrongPin(minh.pin));
    await page.keyboard.press('Enter');
    await page.getByText('Mã PIN chưa đúng.').waitFor();
    await typeKeys(page, minh.pin);
    await page.keyboard.press('Enter');
    await page.locator('#cover').waitFor({ state: 'hidden' });
    expect(await note.inputValue()).toBe('Nghe kém');
    await page.locator('#main-button').click();
    await page.getByRole('heading', { name: 'H001' }).waitFor();
  });

  test('locked by hand without the server, it stays locked through a reload', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', TABLET);
    const { page } = screen;
    await hall.leave();
    await ofMenu(page, 'Khoá máy');
    await page.getByText('Màn hình đang khoá').waitFor();
    const { pin } = await hall.person('volunteer');
    await typeKeys(page, pin);
    await page.keyboard.press('Enter');
    await page.getByText('Chưa có trả lời từ máy chủ.').waitFor();
    // Neither does the way to another person lead back into the locked screen.
    await page.getByRole('button', { name: 'Đổi người' }).click();
    await page.getByText('Mất kết nối, chưa thoát được.').waitFor();
    await page.getByRole('button', { name: 'Thôi, làm tiếp' }).click();
    await page.getByText('Màn hình đang khoá').waitFor();
    await hall.comeBack();
    await page.reload();
    await page.getByText('Màn hình đang khoá').waitFor();
    await typeKeys(page, pin);
    await page.keyboard.press('Enter');
    await page.locator('#panes[aria-busy="false"]').waitFor();
    await page.locator('#cover').waitFor({ state: 'hidden' });
  });
});

describe('changing hands', () => {
  test('what was pressed goes first, also when the server is gone for a while', async () => {
    await using hall = await staffHall();
    const lan = await hire(hall.product, 'volunteer', 'Trần Thị Lan');
    await using screen = await hall.screen(browser, '/door', TABLET);
    const { page } = screen;
    await hall.leave();
    await giveAtDoor(page, 'Hộ tịch');
    await page.locator('.kept__card').waitFor();
    await ofMenu(page, 'Đổi người');
    await page.getByText('1 thao tác được giữ trên máy này').waitFor();
    await page.locator('#cover').getByText('Cấp số Hộ tịch').waitFor();
    await hall.comeBack();
    // The number is given in the name of who pressed; only then the names come up.
    await page.getByRole('button', { name: 'Trần Thị Lan' }).click();
    const [given] = Object.values((await hall.board()).tickets);
    expect(given?.number).toBe('H001');
    const issued = (await hall.journal()).filter(({ type }) => type === 'ticket.issued');
    expect(issued.map(({ actor }) => actor)).toEqual([(await hall.person('volunteer')).person.id]);
    await typeKeys(page, lan.pin);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Để sau' }).click();
    await page.locator('#person-name', { hasText: 'Lan' }).waitFor();
    expect(await page.locator('.kept__card').count()).toBe(0);
  });

  test('who comes later does not send what another left behind', async () => {
    await using hall = await staffHall();
    const lan = await hire(hall.product, 'volunteer', 'Trần Thị Lan');
    const minh = await hall.person('volunteer');
    await using screen = await hall.screen(browser, '/door', TABLET);
    const { page } = screen;
    const sent: string[] = [];
    let silent = true;
    await page.route(/\/tickets$/, async (route) => {
      sent.push(route.request().headers()['idempotency-key'] ?? '');
      return silent ? route.abort() : route.continue();
    });
    await giveAtDoor(page, 'Hộ tịch');
    await page.locator('.kept__card').waitFor();
    await ofMenu(page, 'Đổi người');
    await page.getByRole('button', { name: 'Thoát ngay, gửi sau' }).click();
    await page.getByText('Máy giữ lại và gửi khi').waitFor();
    silent = false;
    const enter = async (made: typeof lan): Promise<void> => {
      await page.getByRole('button', { name: made.person.name }).click();
      await typeKeys(page, made.pin);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Để sau' }).click();
      await page.locator('#panes[aria-busy="false"]').waitFor();
    };
    const before = sent.length;
    await enter(lan);
    await giveAtDoor(page, 'Chứng thực');
    await page.getByRole('heading', { name: 'A001' }).waitFor();
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(1);
    await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
    await ofMenu(page, 'Đổi người');
    await enter(minh);
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    expect(sent.at(-1)).toBe(sent[before - 1]);
  });

  test('a session that ended elsewhere covers the screen, and the press is sent after coming back', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', TABLET);
    const { page } = screen;
    const { person } = await hall.person('volunteer');
    let pin = '';
    // On its way to the server when the lead resets the PIN, which ends all sessions of the person.
    await page.route(
      /\/tickets$/,
      async (route) => {
        const path = `${hall.product.site}/people/${person.id}/reset`;
        pin = (await hall.product.api.send<{ pin: string }>('POST', path, {})).body?.pin ?? '';
        await route.continue();
      },
      { times: 1 },
    );
    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('heading', { name: person.name, level: 2 }).waitFor();
    expect((await hall.board()).tickets).toEqual({});
    await typeKeys(page, pin);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Để sau' }).click();
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    await page.locator('#connection[data-state="live"]').waitFor();
  });

  test('the end of a shift leaves nothing behind', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/desk/3', TABLET);
    const { page } = screen;
    await ofMenu(page, 'Hết ca');
    await page.getByRole('heading', { name: 'Ai bắt đầu ca?' }).waitFor();
    await page.goto(`${hall.product.url}/desk/3`);
    await page.getByRole('heading', { name: 'Ai bắt đầu ca?' }).waitFor();
  });
});
