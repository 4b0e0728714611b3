import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsNow, sideways } from '../support/accessibility.js';
import { openBrowser, openPage } from '../support/browser.js';
import { signIn } from '../support/signed-in.js';
import { together } from '../support/together.js';
import {
  PC,
  PHONE,
  SMALL_PHONE,
  TABLET,
  doorway,
  heroNumber,
  leaving,
  settled,
  staffHall,
} from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function inView(page: Page): Promise<boolean> {
  const box = await page.locator('#main-button').boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

describe('more than one window of a counter', () => {
  test('two tabs of one officer and a colleague at the same counter: nothing happens twice', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 5; i += 1) await hall.give({ group: 'cong-an' });
    await using first = await hall.screen(browser, '/desk/4', PC);
    const tab = await first.page.context().newPage();
    await tab.goto(first.page.url());
    await using lead = await hall.screen(browser, '/desk/4', PC, 'lead');
    await tab.locator('#connection[data-state="live"]').waitFor();

    const both = [first.page, tab];
    await together(both, '**/call-next');
    await Promise.all(both.map((page) => page.keyboard.press('Space')));
    await Promise.all(both.map((page) => doorway(page, 'called')));
    for (const page of both) await settled(page);
    // Who came second is told that the counter has somebody by now.
    const told = await Promise.all(both.map((page) => page.locator('.message--stop').count()));
    expect(told.sort()).toEqual([0, 1]);

    // Both finish the same person at once: one next person is called, not two.
    await together(both, '**/call-next');
    await Promise.all(both.map((page) => page.keyboard.press('Space')));
    await Promise.all(both.map((page) => page.getByRole('heading', { name: 'K002' }).waitFor()));
    for (const page of both) await settled(page);
    const { tickets } = await hall.board();
    const states = Object.values(tickets).map(({ state }) => state);
    expect(states).toEqual(['done', 'called', 'waiting', 'waiting', 'waiting']);
    const types = (await hall.journal()).map(({ type }) => type);
    expect(types.filter((type) => type === 'ticket.called')).toHaveLength(2);
    expect(types.filter((type) => type === 'ticket.finished')).toHaveLength(1);

    // A lead closes what is not theirs to close: refused in words, and the person stays.
    await lead.page.getByRole('heading', { name: 'K002' }).waitFor();
    await lead.page.keyboard.press('Space');
    await lead.page.locator('.message--stop').waitFor();
    expect((await hall.ticket('K002')).state).toBe('called');
    expect(await heroNumber(lead.page)).toBe('K002');
  });

  test('the strip opens beside other software, says why it is not on top, and holds everything', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'cong-an' });
    await using desk = await hall.screen(browser, '/desk/4', PC);
    const { page } = desk;
    const [above] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Mở dải hẹp' }).click(),
    ]);
    const inside = above.frameLocator('iframe[title="Quầy 4"]');
    await inside.getByText('3 người đang chờ quầy này').waitFor();
    expect(await page.locator('#strip-said').textContent()).toBe('');
    await above.close();

    // A browser without windows that stay on top.
    await page.evaluate(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    const [strip] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Mở dải hẹp' }).click(),
    ]);
    await page
      .getByText('Trình duyệt này không có đủ: Cửa sổ nhỏ luôn ở trên. Nếu không: xếp cửa sổ hẹp')
      .waitFor();
    await strip.setViewportSize(SMALL_PHONE);
    await strip.locator('#connection[data-state="live"]').waitFor();
    const found = await faultsNow(strip, 'free');
    expect(await inView(strip)).toBe(true);
    await strip.keyboard.press('Space');
    await doorway(strip, 'called');
    await page.getByRole('heading', { name: 'K001' }).waitFor();
    found.push(...(await faultsNow(strip, 'called')));
    for (const name of ['Gọi lại', 'Vắng mặt', 'Giữ chỗ', 'Chuyển số', 'Chặng tiếp', 'Ghi chú']) {
      await strip.getByRole('button', { name }).waitFor();
    }
    for (const name of ['Xong, nghỉ', 'Nghỉ sau người này', 'Gọi tình nguyện viên']) {
      await strip.getByRole('button', { name }).waitFor();
    }
    await settled(strip);
    await strip.keyboard.press('Space');
    await page.getByRole('heading', { name: 'K002' }).waitFor();
    await settled(strip);
    await strip.keyboard.press('p');
    await strip.getByText('Quầy sẽ tạm dừng sau lượt này.').waitFor();
    found.push(...(await faultsNow(strip, 'pausing')));
    await settled(strip);
    await strip.keyboard.press('p');
    await strip.getByText('Quầy sẽ tạm dừng sau lượt này.').waitFor({ state: 'detached' });
    expect(found).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });

  test('the pad says what it cannot do, and does it when the server is back', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'cong-an' });
    await using pad = await hall.screen(browser, '/desk/4/pad', PHONE);
    const { page } = pad;
    const found = await faultsNow(page, 'free');
    await page.locator('#main-button').click();
    await doorway(page, 'called');
    found.push(...(await faultsNow(page, 'called')));
    await page.getByRole('button', { name: 'Giữ chỗ' }).click();
    found.push(...(await faultsNow(page, 'park')));
    await page.getByRole('button', { name: 'Bỏ qua' }).click();

    await leaving(page, hall, () => page.locator('#main-button').click());
    await page.getByText('Chưa có trả lời.').waitFor();
    await page.getByText(/Mất kết nối từ \d+ giờ/).waitFor();
    found.push(...(await faultsNow(page, 'offline')));
    expect(await heroNumber(page)).toBe('K001');
    await hall.comeBack();
    await page.getByRole('heading', { name: 'K002' }).waitFor();
    expect((await hall.ticket('K001')).state).toBe('done');

    await page.locator('[data-do="pause-now"][aria-disabled="false"]').click();
    await page.getByText('Quầy sẽ tạm dừng sau lượt này.').waitFor();
    await settled(page);
    await page.locator('#main-button').click();
    await page.getByText('TẠM DỪNG', { exact: true }).waitFor();
    found.push(...(await faultsNow(page, 'paused')));
    expect(found).toEqual([]);
  });

  test('a stranger gets neither desk nor pad, and no pad stands where there is no counter', async () => {
    await using hall = await staffHall();
    const { page, close } = await openPage(browser, `${hall.product.url}/desk/4/pad`, PHONE);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await close();
    const cookies = await signIn(hall.product.url, await hall.person('officer'));
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${hall.product.url}/desk/99/pad`, { headers: { cookie } });
    expect(answer.status).toBe(404);
  });
});

describe('everybody can use a counter’s windows', () => {
  test('with 200 waiting: the line is long, the page is not; any number is called by typing it', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 200; i += 1) await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.getByText('200 người đang chờ quầy này').waitFor();
    await page.keyboard.press('s');
    await page.getByText('Còn 170 số phía sau: gõ số để tìm.').waitFor();
    const found = await faultsNow(page, 'pick');
    await page.keyboard.type('187');
    await page.locator('#panel .row').nth(1).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'K187' }).waitFor();
    expect((await hall.ticket('K187')).state).toBe('called');
    found.push(...(await faultsNow(page, 'called')));
    await page.setViewportSize(TABLET);
    found.push(...(await faultsNow(page, 'tablet')));
    expect(found).toEqual([]);
    expect(screen.complaints).toEqual([]);
  });

  test('batch, days, note and outcomes that are owed: on a PC, in the strip, on a phone, at 200 % text', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@20' });
    await hall.openCounters('quay-3');
    const parked = await hall.give({ group: 'chung-thuc' });
    await hall.must(`/tickets/${parked.id}/park`, { reason: 'signature' });
    for (let i = 0; i < 2; i += 1) {
      await hall.give({ group: 'ho-tich', note: 'Nghe kém', stops: ['chung-thuc'] });
    }
    await using screen = await hall.screen(browser, '/desk/3', PC);
    const { page } = screen;
    const found: string[] = [];
    const look = async (where: string): Promise<void> => {
      for (const size of [PC, SMALL_PHONE]) {
        await page.setViewportSize(size);
        found.push(...(await faultsNow(page, `${where} ${size.width}`)));
      }
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      for (const size of [PC, SMALL_PHONE]) {
        await page.setViewportSize(size);
        const scrolled = await sideways(page);
        if (scrolled > 0) found.push(`${where} ${size.width} at 200 %: sideways by ${scrolled}`);
      }
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
      await page.setViewportSize(PC);
    };
    await page.keyboard.press('m');
    await page.getByRole('checkbox', { name: 'A001' }).click();
    await look('batch');
    await page.keyboard.press('Escape');
    await settled(page);
    await page.keyboard.press('Space');
    await doorway(page, 'serving');
    await settled(page);
    await page.keyboard.press('0');
    await page.locator('#day-field').fill('1/12');
    await look('days');
    await page.locator('[data-do="other-day"]').click();
    await page.keyboard.press('n');
    await page.getByText('Xong ở đây, H001 sang').waitFor();
    await look('next');
    await page.keyboard.press('Escape');
    await page.keyboard.press('h');
    await page.getByLabel('Ghi chú cho H001').waitFor();
    await look('note');
    await page.keyboard.press('Escape');
    await hall.configure(({ rules }) => {
      rules.needsOutcome = true;
    });
    await page.getByText('Kết quả: bấm là xong và gọi tiếp').waitFor();
    await look('owed');
    await using pad = await hall.screen(browser, '/desk/3/pad?lang=en', PHONE);
    await pad.page.getByRole('button', { name: 'Result handed over' }).waitFor();
    found.push(...(await faultsNow(pad.page, 'pad')));
    await pad.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    if ((await sideways(pad.page)) > 0) found.push('pad at 200 %: sideways');
    const text = await pad.page.locator('body').innerText();
    expect(text).not.toMatch(/[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ]|(desk|staff|shared)\.\w/i);
    expect(found).toEqual([]);
    expect([...screen.complaints, ...pad.complaints]).toEqual([]);
  });
});
