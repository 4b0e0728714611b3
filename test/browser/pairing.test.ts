import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../server/protocol/people.js';
import { faultsNow } from '../support/accessibility.js';
import { LYING, openBrowser, openPage, type Size } from '../support/browser.js';
import { live } from '../support/hall-screens.js';
import { hire, typeCode } from '../support/signed-in.js';
import { PC, PHONE, type StaffHall, TABLET, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The six digits that a screen shows. */
async function codeOn(page: Page): Promise<string> {
  await page.locator('#pair[data-state="code"]').waitFor();
  return (await page.locator('#code').textContent()) ?? '';
}

async function devices(hall: StaffHall): Promise<readonly Device[]> {
  const { body } = await hall.product.api.get<{ devices: Device[] }>(
    `${hall.product.site}/devices`,
  );
  return body?.devices ?? [];
}

describe('a television without a purpose', () => {
  test('shows a code in two threes; typed by a lead, it becomes a hall screen by itself', async () => {
    await using hall = await staffHall();
    const { page, complaints, close } = await openPage(browser, `${hall.product.url}/pair`, LYING);
    const code = await codeOn(page);
    expect(code).toMatch(/^\d{6}$/);
    expect(await page.locator('#code span').allTextContents()).toEqual([
      code.slice(0, 3),
      code.slice(3),
    ]);
    expect(await page.locator('#left').textContent()).toMatch(
      /^Mã đổi sau (10|9) phút \d+ giây\.$/,
    );
    // It says what it is now, for a moment only.
    const told = page.waitForFunction(() => document.body.innerText.includes('Tivi sảnh chính'));
    await typeCode(hall.product, code, 'hall', 'Tivi sảnh chính');
    await told;
    await live(page);
    expect(new URL(page.url()).pathname).toBe('/hall');
    const [device] = await devices(hall);
    expect(device).toMatchObject({ kind: 'hall', name: 'Tivi sảnh chính', online: true });
    expect(complaints).toEqual([]);
    await close();
  });

  test('without the server it says since when, and has a code again by itself', async () => {
    await using hall = await staffHall();
    const { page, close } = await openPage(browser, `${hall.product.url}/pair`, TABLET);
    await codeOn(page);
    await hall.leave();
    await page.getByText(/Mất kết nối từ \d+ giờ/).waitFor();
    await hall.comeBack();
    const code = await codeOn(page);
    await typeCode(hall.product, code, 'tablet', 'Máy tính bảng cửa 1');
    // A tablet belongs at the door, where somebody must sign in.
    await page.getByText('Ai bắt đầu ca?').waitFor();
    await page.getByText('Máy tính bảng cửa 1').waitFor();
    await close();
  });
});

describe('a volunteer’s own phone', () => {
  test('opens the slip’s address, asks for the PIN before it names anybody, and is theirs from then on', async () => {
    await using hall = await staffHall();
    const { person, pin, join } = await hire(hall.product, 'volunteer', 'Trần Thị Lan');
    const address = `${hall.product.url}/join/${join}`;
    const { page, close } = await openPage(browser, address, PHONE);
    await page.getByText('Gõ mã PIN trên phiếu của mình.').waitFor();
    expect(await page.locator('html').innerHTML()).not.toContain('Lan');
    await page.getByLabel('Tên cho điện thoại này').fill('Máy của Lan');
    await page.locator('#pad-title').click();
    for (const digit of pin) await page.keyboard.press(digit);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Để sau' }).click();
    await page.locator('#panes[aria-busy="false"]').waitFor();
    expect(new URL(page.url()).pathname).toBe('/door');
    const phone = (await devices(hall)).find(({ kind }) => kind === 'phone');
    expect(phone).toMatchObject({ name: 'Máy của Lan', person: person.id });
    // Signed out, the phone still knows whose it is.
    await page.locator('#person-name').click();
    await page.getByText('Hết ca', { exact: true }).click();
    await page.getByRole('heading', { name: 'Trần Thị Lan' }).waitFor();
    await close();

    // The same slip opens nothing a second time, and says what to do.
    const other = await openPage(browser, address, PHONE);
    for (const digit of pin) await other.page.keyboard.press(digit);
    await other.page.keyboard.press('Enter');
    await other.page.getByText('Mã PIN chưa đúng, hoặc phiếu đã cũ, đã dùng.').waitFor();
    await other.page.getByRole('link', { name: 'Phiếu cũ hoặc đã dùng?' }).click();
    await other.page.getByRole('heading', { name: 'Phiếu tài khoản cũ hoặc đã dùng' }).waitFor();
    await other.close();
  });
});

describe('everybody can get in', () => {
  for (const [name, size] of Object.entries<Size>({ PC, TABLET, PHONE })) {
    test(`the pages of getting in, ${name}`, async () => {
      await using hall = await staffHall();
      const { url } = hall.product;
      const { page, complaints, close } = await openPage(browser, `${url}/sign-in`, size);
      const person = await hire(hall.product, 'volunteer', 'Trần Thị Lan');
      await page.reload();
      await page.getByText('Ai bắt đầu ca?').waitFor();
      const found = await faultsNow(page, 'names');
      await page.getByRole('button', { name: 'Trần Thị Lan' }).click();
      for (const digit of '135791') await page.keyboard.press(digit);
      found.push(...(await faultsNow(page, 'digits')));
      await page.keyboard.press('Enter');
      await page.getByText('Mã PIN chưa đúng.').waitFor();
      found.push(...(await faultsNow(page, 'refused')));
      for (const digit of person.pin) await page.keyboard.press(digit);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Đặt mã PIN' }).waitFor();
      found.push(...(await faultsNow(page, 'own PIN')));
      await page.getByRole('button', { name: 'Để sau' }).click();
      await page.locator('#panes[aria-busy="false"]').waitFor();
      await page.locator('#person-name').click();
      found.push(...(await faultsNow(page, 'menu')));
      await page.getByText('Đặt mật khẩu', { exact: true }).click();
      found.push(...(await faultsNow(page, 'own password')));
      await page.getByRole('button', { name: 'Thôi' }).click();
      await page.locator('#person-name').click();
      await page.getByText('Khoá máy', { exact: true }).click();
      found.push(...(await faultsNow(page, 'locked')));
      for (const path of ['/no-entry', '/pair', '/join/abc', '/no-entry?lang=en']) {
        await page.goto(url + path);
        if (path === '/pair') await codeOn(page);
        if (path === '/join/abc') await page.locator('.pad__key').first().waitFor();
        found.push(...(await faultsNow(page, path)));
      }
      await page.goto(`${url}/sign-in`);
      found.push(...(await faultsNow(page, 'locked, opened again')));
      await page.getByRole('button', { name: 'Switch person' }).click();
      await page.getByRole('button', { name: 'Sign in with a password' }).click();
      found.push(...(await faultsNow(page, 'password')));
      expect(await page.locator('body').innerText()).not.toMatch(/(signIn|shared|join)\.\w/);
      expect(found).toEqual([]);
      expect(complaints.filter((complaint) => !complaint.includes('403'))).toEqual([]);
      await close();
    });
  }
});
