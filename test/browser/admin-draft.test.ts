import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigVersion, SiteConfig } from '../../server/protocol/config.js';
import { faults, sideways } from '../support/accessibility.js';
import { openBrowser, openPage } from '../support/browser.js';
import { onOwnClock } from '../support/page-clock.js';
import { hire, pair, signIn } from '../support/signed-in.js';
import { PC, PHONE, type StaffHall, staffHall, TABLET } from '../support/staff-hall.js';

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  hall = await staffHall();
});
afterEach(() => hall[Symbol.asyncDispose]());

async function inUse(): Promise<SiteConfig> {
  const { body } = await hall.product.api.get<SiteConfig>(`${hall.product.site}/config`);
  if (body === null) throw new Error('the configuration cannot be read');
  return body;
}
async function versions(): Promise<number[]> {
  const path = `${hall.product.site}/config/versions`;
  const { body } = await hall.product.api.get<ConfigVersion[]>(path);
  return (body ?? []).map(({ version }) => version).sort((one, other) => one - other);
}
const settings = (path: string) => hall.screen(browser, `/admin/${path}`, PC, 'admin');

/** Puts the draft into use and waits until the panel says so. */
async function use(page: Page, version: number): Promise<void> {
  await page.getByRole('button', { name: `Dùng bản ${version}` }).click();
  await page.locator('#side').getByText(`Đang dùng bản ${version}`).waitFor();
}
/** What the panel says of the draft, line by line. */
async function changes(page: Page): Promise<string[]> {
  const lines = await page.locator('#side .change').allInnerTexts();
  return lines.map((line) => line.replace(/\s+/g, ' ').trim());
}

/** Presses something of the menu under the name in the header. */
async function ofMenu(page: Page, name: string): Promise<void> {
  await page.locator('#person-name').click();
  await page.locator('#person-menu').getByText(name, { exact: true }).click();
}
async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.keyboard.press(digit);
  await page.keyboard.press('Enter');
}

describe('an admin who changes the settings', () => {
  test('sees what the draft changes, uses it, and the desk works with it at once', async () => {
    await using desk = await hall.screen(browser, '/desk/2', PC);
    const before = await desk.page.locator('#page-data').textContent();
    expect(JSON.parse(before ?? '')).toMatchObject({ configVersion: 1 });
    const refreshed = desk.page.waitForResponse((response) => response.url().endsWith('/desk/2'));

    await using admin = await settings('groups/ho-tich');
    const { page } = admin;
    await page.getByLabel('Mức chờ').fill('25');
    expect(await changes(page)).toEqual(['Hộ tịch · Mức chờ 20 phút → 25 phút']);
    expect((await inUse()).version).toBe(1);
    await use(page, 2);

    expect((await inUse()).groups.find(({ id }) => id === 'ho-tich')?.target).toBe(25);
    const fresh = await (await refreshed).text();
    expect(fresh).toContain('"configVersion":2');
    expect(admin.complaints).toEqual([]);
  });

  test('finds the draft again after a reload, drops it, and can have it back', async () => {
    await using admin = await settings('site');
    const { page } = admin;
    await page.getByLabel('Điện thoại').fill('024 3825 1234');
    await page.getByRole('link', { name: 'Giờ lấy số' }).click();
    await page.reload();
    expect(await changes(page)).toEqual(['Điểm phục vụ · Điện thoại – → 024 3825 1234']);

    await page.getByRole('button', { name: 'Bỏ bản nháp' }).click();
    await page.locator('#side').getByText('Đang dùng bản 1').waitFor();
    await page.locator('#undo').click();
    expect(await changes(page)).toHaveLength(1);

    // What is typed back to what it was is no draft any more.
    await page.getByRole('link', { name: 'Điểm phục vụ', exact: true }).click();
    await page.getByLabel('Điện thoại').fill('');
    await page.locator('#side').getByText('Đang dùng bản 1').waitFor();
  });

  test('cannot use a group that no counter serves, and is led to the field', async () => {
    await using admin = await settings('groups');
    const { page } = admin;
    await page.getByRole('button', { name: 'Thêm nhóm' }).click();
    await page.getByRole('textbox', { name: 'Tiếng Việt' }).first().fill('Đăng ký xe');
    const field = page.getByRole('group', { name: 'Quầy nhận nhóm này' });
    await expect.poll(() => field.locator('.f__error').innerText()).toContain('Chưa quầy nào nhận');
    expect(await page.locator('#nav-groups').innerText()).toContain('▲');
    const button = page.getByRole('button', { name: 'Dùng bản 2' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');

    await page.getByRole('link', { name: 'Điểm phục vụ', exact: true }).click();
    await page.locator('#side .flaw').click();
    expect(new URL(page.url()).pathname).toBe('/admin/groups/nhom-moi');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id))
      .toMatch(/^f-groups-\d+-counters$/);
    await field.getByRole('button', { name: '4', exact: true }).click();
    await use(page, 2);
    const { counters } = await inUse();
    const serving = counters.filter(({ profile }) =>
      profile.some(({ group }) => group === 'nhom-moi'),
    );
    expect(serving.map(({ number }) => number)).toEqual([4]);
  });

  test('who types no number is told which one is needed, and nothing is lost', async () => {
    await using admin = await settings('groups/ho-tich');
    const { page } = admin;
    const target = page.getByLabel('Mức chờ');
    await target.fill('mười');
    await page.getByText('▲ Cần một số từ 1 đến 1440.').waitFor();
    await target.fill('15');
    await page.getByText('▲ Cần một số').waitFor({ state: 'detached' });
    expect(await changes(page)).toEqual(['Hộ tịch · Mức chờ 20 phút → 15 phút']);
  });

  test('makes one version of one press, also when the server was away', async () => {
    await using admin = await settings('site');
    const { page } = admin;
    await page.getByLabel('Điện thoại').fill('1022');
    await hall.leave();
    await page.getByRole('button', { name: 'Dùng bản 2' }).click();
    await page.locator('#side').getByText('Chưa có trả lời.').waitFor();
    await page.reload().catch(() => null);
    await hall.comeBack();
    await page.goto(`${hall.product.url}/admin/site`);
    await page.locator('#side').getByText('Đang dùng bản 2').waitFor();
    expect(await versions()).toEqual([1, 2]);
    expect((await inUse()).site.phone).toBe('1022');
  });

  test('keeps both changes when a colleague used a version meanwhile', async () => {
    await using first = await settings('groups/ho-tich');
    await first.page.getByLabel('Mức chờ').fill('25');
    await using second = await settings('site');
    await second.page.getByLabel('Điện thoại').fill('1022');
    await use(second.page, 2);

    const { page } = first;
    await page.locator('#side').getByText('Bản 2 vừa được dùng').waitFor();
    expect(await changes(page)).toEqual([
      'Điểm phục vụ · Điện thoại – → 1022',
      'Hộ tịch · Mức chờ 20 phút → 25 phút',
    ]);
    await page.getByRole('button', { name: 'Chép bản nháp lên bản 2' }).click();
    await use(page, 3);
    const { site, groups } = await inUse();
    expect([site.phone, groups.find(({ id }) => id === 'ho-tich')?.target]).toEqual(['1022', 25]);
  });

  test('goes back to an older version as a draft that can be read first', async () => {
    await using admin = await settings('groups/ho-tich');
    const { page } = admin;
    const original = await inUse();
    await page.getByLabel('Mức chờ').fill('25');
    await use(page, 2);
    await page.getByRole('link', { name: 'Bản cài đặt' }).click();
    await page.getByRole('link', { name: /^Bản 1/ }).click();
    await page.getByRole('button', { name: 'Trở lại bản này' }).click();
    await expect.poll(() => changes(page)).toEqual(['Hộ tịch · Mức chờ 25 phút → 20 phút']);
    expect((await inUse()).version).toBe(2);
    await use(page, 3);
    expect(await inUse()).toEqual({ ...original, version: 3 });
    const { name } = (await hall.person('admin')).person;
    await page
      .getByRole('link', { name: /^Bản 3 · đang dùng/ })
      .getByText(name)
      .waitFor();
  });

  test('is told beside the list that a counter in use today cannot go', async () => {
    await hall.openCounters('quay-10');
    await using admin = await settings('counters/quay-10');
    const { page } = admin;
    await page.getByRole('button', { name: 'Xoá quầy này' }).click();
    await page.getByRole('button', { name: 'Dùng bản 2' }).click();
    const gone = page.locator('#list .gone');
    await gone.locator('.f__error').waitFor();
    expect((await inUse()).version).toBe(1);
    await gone.getByRole('button', { name: 'Giữ lại quầy 10' }).click();
    await page.locator('#side').getByText('Đang dùng bản 1').waitFor();
  });
});

describe('who sits at the settings', () => {
  test('finds an own draft, never that of another admin at the same machine', async () => {
    const lan = await hire(hall.product, 'admin', 'Trần Thị Lan');
    const first = await hall.person('admin');
    await using admin = await settings('site');
    const { page } = admin;
    const enter = async ({ person, pin }: typeof lan): Promise<void> => {
      await page.getByRole('button', { name: person.name }).click();
      await typePin(page, pin);
      await page.getByRole('button', { name: 'Để sau' }).click();
      await page.locator('#cover').waitFor({ state: 'hidden' });
      await page.locator('#person-name', { hasText: person.name }).waitFor();
    };
    await page.getByLabel('Điện thoại').fill('1022');
    await ofMenu(page, 'Đổi người');
    await enter(lan);
    await page.locator('#side').getByText('Đang dùng bản 1').waitFor();
    expect(await page.getByLabel('Điện thoại').inputValue()).toBe('');
    await page.getByLabel('Điện thoại').fill('1900');

    await ofMenu(page, 'Đổi người');
    await enter(first);
    await expect.poll(() => changes(page)).toEqual(['Điểm phục vụ · Điện thoại – → 1022']);
  });

  test('stays on the page when the session ends, and the press is sent after coming back', async () => {
    await using admin = await settings('site');
    const { page } = admin;
    const { person } = await hall.person('admin');
    await page.getByLabel('Điện thoại').fill('1022');
    let pin = '';
    // On its way to the server when a lead resets the PIN, which ends all sessions of the person.
    await page.route(
      /\/config$/,
      async (route) => {
        const path = `${hall.product.site}/people/${person.id}/reset`;
        pin = (await hall.product.api.send<{ pin: string }>('POST', path, {})).body?.pin ?? '';
        await route.continue();
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Dùng bản 2' }).click();
    await page.getByRole('heading', { name: person.name, level: 2 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/site');
    expect(await versions()).toEqual([1]);
    await typePin(page, pin);
    await page.getByRole('button', { name: 'Để sau' }).click();
    await page.locator('#side').getByText('Đang dùng bản 2').waitFor();
    await page.locator('#connection[data-state="live"]').waitFor();
    expect((await inUse()).site.phone).toBe('1022');
  });

  test('at a shared tablet left alone opens it by PIN and finds what was typed', async () => {
    const config = await inUse();
    const soon = { ...config, site: { ...config.site, idleLockSeconds: 60 } };
    const { api, site, url } = hall.product;
    await api.send('PUT', `${site}/config`, soon, { 'if-match': `"${config.version}"` });
    const { cookies } = await pair(hall.product, 'tablet', 'Máy tính bảng cửa 1');
    const made = await hall.person('admin');
    const inside = await signIn(url, made, cookies);
    const { page, close } = await openPage(browser, `${url}/admin/site`, TABLET, inside);
    await onOwnClock(page);
    const phone = page.getByLabel('Điện thoại');
    await phone.fill('1022');
    await page.clock.fastForward('01:01');
    await page.getByText('Màn hình đang khoá').waitFor();
    expect(await phone.isVisible()).toBe(false);
    await typePin(page, made.pin);
    await page.locator('#cover').waitFor({ state: 'hidden' });
    expect(await phone.inputValue()).toBe('1022');
    expect(await page.locator(':focus').getAttribute('data-field')).toBe('site.phone');
    await close();
  });

  test('can use the menu and the cover, and the header fits a phone', async () => {
    await using admin = await settings('groups/ho-tich');
    const { page } = admin;
    await page.getByLabel('Mức chờ').fill('25');
    await page.locator('#person-name').click();
    const found = await faults(page, 'menu', PC, TABLET, PHONE);
    await page.keyboard.press('Escape');
    expect(await page.locator('#person-name').getAttribute('aria-expanded')).toBe('false');
    await page.setViewportSize(PHONE);
    const [bar, name] = await Promise.all(
      ['.bar', '#person-name'].map((part) => page.locator(part).boundingBox()),
    );
    expect((name?.x ?? 999) + (name?.width ?? 999)).toBeLessThanOrEqual(PHONE.width);
    expect(bar?.height).toBeLessThanOrEqual(112);
    expect(await sideways(page)).toBe(0);

    // Locked far down a long page, the keys are in the window, and the page stays where it was.
    await page.getByLabel('Mức chờ').scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollTo(0, 900));
    await page.evaluate(() => document.getElementById('person-name')?.click());
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('[data-do="person.lock"]')?.click(),
    );
    await page.getByText('Màn hình đang khoá').waitFor();
    const keys = await page.locator('#entry-main').boundingBox();
    expect(keys?.y).toBeGreaterThanOrEqual(0);
    expect((keys?.y ?? 9999) + (keys?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
    found.push(...(await faults(page, 'cover', PC, TABLET, PHONE)));
    expect(found).toEqual([]);
    await typePin(page, (await hall.person('admin')).pin);
    await page.locator('#cover').waitFor({ state: 'hidden' });
    expect(admin.complaints).toEqual([]);
  });
});

describe('a lead', () => {
  test('reads all settings and can change none', async () => {
    await using lead = await hall.screen(browser, '/admin/groups/ho-tich', PC, 'lead');
    const { page } = lead;
    expect(await page.getByLabel('Mức chờ').isDisabled()).toBe(true);
    const chip = page
      .getByRole('group', { name: 'Quầy nhận nhóm này' })
      .getByRole('button')
      .first();
    await chip.click({ force: true });
    await page.locator('#side').getByText('Chỉ người quản trị sửa được').waitFor();
    expect(await page.getByRole('button', { name: 'Thêm nhóm' }).count()).toBe(0);
  });
});
