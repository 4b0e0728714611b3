import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import { sideways } from '../support/accessibility.js';
import { openBrowser, openPage } from '../support/browser.js';
import { inOneMoment, onOwnClock } from '../support/page-clock.js';
import {
  giveAtDoor,
  heroNumber,
  openGroup,
  PHONE,
  settled,
  SMALL_PHONE,
  staffHall,
  TABLET,
} from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('a volunteer gives numbers at the door', () => {
  test('a group, then its button: one number, large and said aloud', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-2', 'quay-3');
    await hall.give({ group: 'ho-tich' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;

    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('heading', { name: 'H002' }).waitFor();
    const said = await page.locator('.slip__say').innerText();
    expect(said).toContain('Mời ngồi chờ, quầy 2 hoặc 3 sẽ gọi');
    expect(said).toContain('Trước ông/bà còn 1 người');
    expect(said).toMatch(/khoảng \d+ giờ( \d\d)? – \d+ giờ( \d\d)?/);
    expect(await page.locator('#spoken').textContent()).toBe('Số H002, Hộ tịch');

    await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
    await page.getByRole('heading', { name: 'Ông/bà cần làm việc gì?' }).waitFor();
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(2);
    expect(screen.complaints).toEqual([]);
  });

  test('a double tap is one wish, and on a group it opens that and gives nothing', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', SMALL_PHONE);
    const { page } = screen;
    await onOwnClock(page);
    const tapTwice = async (element: Locator): Promise<void> => {
      const box = await element.boundingBox();
      if (box === null) throw new Error('it cannot be seen');
      await inOneMoment(page, () => page.mouse.dblclick(box.x + 40, box.y + 20, { delay: 5 }));
    };
    // The row lies where its page has the button.
    const row = page.locator('.group__open', { hasText: 'Chứng thực' });
    await row.evaluate((one) => one.scrollIntoView({ block: 'end' }));
    await tapTwice(row);
    await page.getByRole('button', { name: 'Cấp số Chứng thực' }).waitFor();
    await settled(page);
    expect((await hall.board()).tickets).toEqual({});

    await tapTwice(page.locator('#main-button'));
    await page.getByRole('heading', { name: 'A001' }).waitFor();
    await settled(page);
    expect(await heroNumber(page)).toBe('A001');
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(1);
  });

  test('the second tap of a slow double tap does not press what the answer put under it', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await onOwnClock(page);
    await openGroup(page, 'Chứng thực');
    await inOneMoment(page, async () => {
      await page.locator('#main-button').click();
      await page.getByRole('heading', { name: 'A001' }).waitFor();
      const hand = await page.getByRole('button', { name: 'Đã đưa phiếu' }).boundingBox();
      if (hand === null) throw new Error('the button cannot be seen');
      await page.mouse.click(hand.x + 50, hand.y + 20);
    });
    expect(await heroNumber(page)).toBe('A001');
  });

  test('priority, company, further stops and a note come by the second control and stay with staff', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await openGroup(page, 'Chứng thực');
    await page.locator('#errand-more').click();
    await page.getByRole('button', { name: 'Từ 75 tuổi' }).click();
    await page.getByRole('button', { name: 'Đi cùng' }).click();
    await page.locator('#chip-stop-ho-tich').click();
    await page.getByLabel('Ghi chú cho quầy').fill('Nghe kém <b>nói chậm</b>');
    await page.getByRole('button', { name: 'Cấp số Chứng thực, ưu tiên' }).click();
    await page.getByRole('heading', { name: 'A001' }).waitFor();

    const { id, ...ticket } = await hall.ticket('A001');
    expect(ticket).toMatchObject({
      priority: 'elder',
      escort: true,
      stops: ['ho-tich'],
      note: true,
    });
    const { body } = await hall.product.api.get<{ noteText: string }>(
      `${hall.product.site}/tickets/${id}`,
    );
    expect(body?.noteText).toBe('Nghe kém <b>nói chậm</b>');
    // The page is turned towards the citizen: nothing on it says why they are called first.
    expect(await page.locator('#panes').innerText()).not.toMatch(/75|ưu tiên|Nghe kém|Đi cùng/i);
  });

  test('the settings help on the spot: icons of groups, why a class goes first, who speaks Khmer', async () => {
    await using hall = await staffHall();
    const { api, site, url } = hall.product;
    const { body: config } = await api.get<SiteConfig>(`${site}/config`);
    if (config === null) throw new Error('the hall has no settings');
    for (const group of config.groups) group.icon = group.id === 'ho-tich' ? 'baby' : '';
    for (const counter of config.counters) {
      counter.languages = ['quay-2', 'quay-4'].includes(counter.id) ? ['km', 'sgn'] : [];
    }
    config.priorityBasis = { elder: 'Quy chế số 7 của phường' };
    config.privacy.citizens = { vi: 'Phường không giữ tên ai.', en: 'No names are kept.' };
    await api.send('PUT', `${site}/config`, config, { 'if-match': `"${config.version}"` });
    await hall.openCounters('quay-2', 'quay-3');
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;

    const icons = page.locator('.groups .icon use');
    expect(await icons.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      '#icon-baby',
    ]);
    const drawn = await page.locator('#group-ho-tich .icon').boundingBox();
    expect(drawn).toMatchObject({ width: 20, height: 20 });
    expect(await page.locator('symbol#icon-baby > *').count()).toBeGreaterThan(0);

    await openGroup(page, 'Hộ tịch');
    await page.locator('#errand-more').click();
    const basis = page.locator('#more-basis');
    expect(await basis.count()).toBe(0);
    await page.getByRole('button', { name: 'Từ 75 tuổi' }).click();
    expect(await basis.innerText()).toBe('Căn cứ: Quy chế số 7 của phường');
    await page.getByRole('button', { name: 'Người khuyết tật' }).click();
    await basis.waitFor({ state: 'detached' });
    // Counter 4 speaks it too, but is closed.
    expect(await page.locator('.spoken-at li').allInnerTexts()).toEqual([
      'Khmer: quầy 2',
      'Ngôn ngữ ký hiệu: quầy 2',
    ]);
    expect(await sideways(page)).toBe(0);
    expect(screen.complaints).toEqual([]);

    // Citizens read at the foot of the start page what becomes of their data.
    const start = await openPage(browser, url, PHONE);
    expect(await start.page.locator('.start-privacy').innerText()).toBe(
      'Dữ liệu cá nhân: Phường không giữ tên ai.',
    );
    await start.close();
  });

  test('a note that looks like an identity number is warned about while it is typed', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await openGroup(page, 'Chứng thực');
    await page.locator('#errand-more').click();
    await page.getByLabel('Ghi chú cho quầy').fill('gọi 0912 345 678');
    await page.getByText('Dãy số này giống số căn cước').waitFor();
    await page.getByLabel('Ghi chú cho quầy').fill('phòng 201');
    await page.getByText('Không ghi họ tên').waitFor();
  });

  test('a group tells how many wait, how long, and when no counter is open for it', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@600' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    const row = page.locator('#group-cong-an');
    await row.getByText('chưa có quầy').waitFor();
    await hall.openCounters('quay-4');
    await row.getByText('không ai chờ · quầy 4').waitFor();
    await hall.give({ group: 'cong-an' });
    await hall.give({ group: 'cong-an' });
    await row.getByText('2 chờ').waitFor();
    // At this speed the target is passed within seconds.
    await row.locator('.late').waitFor();
    expect(await row.locator('.late').textContent()).toMatch(/^▲ \d+ phút, quá mức \d+$/);
  });

  test('on a tablet the list stays beside the slip, which comes back until somebody handed it over', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', TABLET);
    const { page } = screen;
    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    // The list and the slip scroll, the page itself by no pixel.
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
    await giveAtDoor(page, 'Chứng thực');
    await page.locator('#group-chung-thuc').getByText('1 chờ').waitFor();
    await page.getByRole('heading', { name: 'A001' }).waitFor();
    await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    await page.getByRole('button', { name: 'Đã đưa phiếu' }).click();
    await page.getByLabel('Số trên phiếu').waitFor();
  });
});
