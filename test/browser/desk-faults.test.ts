import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { PC, doorway, heroNumber, leaving, settled, staffHall } from '../support/staff-hall.js';
import { together } from '../support/together.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('things go wrong at a counter', () => {
  test('two officers at one counter press together: one person is called, both see them', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'cong-an' });
    await using one = await hall.screen(browser, '/desk/4', PC);
    await using other = await hall.screen(browser, '/desk/4', PC);
    const both = [one.page, other.page];
    await together(both, '**/call-next');
    await Promise.all(both.map((page) => page.keyboard.press('Space')));
    await Promise.all(both.map((page) => doorway(page, 'called')));
    for (const page of both) await settled(page);
    expect(await heroNumber(one.page)).toBe('K001');
    expect(await heroNumber(other.page)).toBe('K001');
    const { tickets } = await hall.board();
    expect(Object.values(tickets).filter((ticket) => ticket.state === 'called')).toHaveLength(1);
    const calls = (await hall.journal()).filter(({ type }) => type === 'ticket.called');
    expect(calls).toHaveLength(1);
  });

  test('a held key is one press, and letters in no text field do nothing by themselves', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    for (let i = 0; i < 10; i += 1) await page.keyboard.down('Space');
    await page.keyboard.up('Space');
    await doorway(page, 'called');
    await page.keyboard.press('Control+v');
    await page.keyboard.press('q');
    expect(await heroNumber(page)).toBe('K001');
    expect((await hall.ticket('K001')).state).toBe('called');
    expect((await hall.ticket('K002')).state).toBe('waiting');
  });

  test('a lost reply calls nobody twice', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    let lost = false;
    await page.route('**/call-next', async (route) => {
      if (lost) return route.continue();
      lost = true;
      await route.fetch();
      return route.abort();
    });
    await page.keyboard.press('Space');
    await doorway(page, 'called');
    await page.locator('#undo-line').waitFor();
    expect(await heroNumber(page)).toBe('K001');
    expect((await hall.ticket('K002')).state).toBe('waiting');
  });

  test('without the server: no answer yet is not a refusal, and the press counts once it is back', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an' });
    await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await doorway(page, 'called');
    await page.locator('html:not(.is-holding)').waitFor();
    await leaving(page, hall, () => page.keyboard.press('Space'));
    await page.getByText('Chưa có trả lời.').waitFor();
    await page.getByText('“Xong, gọi tiếp” đã lưu trên máy này').waitFor();
    await page.getByText(/Mất kết nối từ \d+ giờ/).waitFor();
    await page.getByText(/số liệu lúc \d\dh\d\d/).waitFor();
    expect(await page.locator('#main-button').getAttribute('aria-disabled')).toBe('true');
    // The number that is known stays in its place.
    expect(await heroNumber(page)).toBe('K001');
    await hall.comeBack();
    await page.getByRole('heading', { name: 'K002' }).waitFor();
    expect((await hall.ticket('K001')).state).toBe('done');
  });

  test('a chosen number that another counter called first says which counter', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1', 'quay-2');
    const given = await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/desk/1', PC);
    const { page } = screen;
    await page.keyboard.press('s');
    await page.route('**/call', async (route) => {
      await hall.must(`/tickets/${given.id}/call`, { counter: 'quay-2' });
      await route.continue();
    });
    await page.getByRole('button', { name: 'Gọi A001' }).click();
    await page.getByText('Quầy 2 vừa gọi A001 trước.').waitFor();
    await page.getByText('không có gì thay đổi').waitFor();
    await page.locator('html:not(.is-holding)').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.message--stop').waitFor({ state: 'detached' });
    expect((await hall.ticket('A001')).counter).toBe('quay-2');
  });

  test('an undo that comes too late says so and changes nothing', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    const given = await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await doorway(page, 'called');
    await page.route('**/undo', async (route) => {
      await hall.must(`/tickets/${given.id}/start`);
      await route.continue();
    });
    await page.locator('html:not(.is-holding)').waitFor();
    await page.keyboard.press('z');
    await page.locator('.message--stop').waitFor();
    expect((await hall.ticket('K001')).state).toBe('serving');
    await page.locator('#undo-line').waitFor({ state: 'detached' });
  });
});
