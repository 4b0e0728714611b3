import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { openBrowser } from '../support/browser.js';
import { giveAtDoor, PHONE, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function find(page: Page, typed: string, number: string): Promise<void> {
  await page.getByRole('button', { name: 'Tìm số' }).click();
  await page.getByLabel('Số trên phiếu').fill(typed);
  await page.getByRole('button', { name: number }).click();
  await page.getByRole('heading', { name: number }).waitFor();
}

describe('somebody comes back to the door with a slip', () => {
  test('a number is found by what people type of it', async () => {
    await using hall = await staffHall();
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'chung-thuc' });
    await hall.give({ group: 'ho-tich' });
    await using screen = await hall.screen(browser, '/door#/find', PHONE);
    const { page } = screen;
    const rows = page.locator('.ticket .number');
    const shown = async (typed: string): Promise<string[]> => {
      await page.getByLabel('Số trên phiếu').fill(typed);
      await page.locator('#list-found, .empty').waitFor();
      return rows.allTextContents();
    };
    expect(await shown('a2')).toEqual(['A002']);
    expect(await shown('A 003')).toEqual(['A003']);
    expect(await shown('1')).toEqual(['H001', 'A001']);
    expect(await shown('x9')).toEqual([]);
    await page.getByText('Hôm nay không có số “x9”').waitFor();
  });

  test('sent to another group it keeps number and place, and the undo line takes it back', async () => {
    await using hall = await staffHall();
    const given = await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await find(page, 'a1', 'A001');
    await page.getByText('trước còn 0 người').waitFor();
    await page.getByRole('button', { name: 'Chuyển số' }).click();
    // Nothing is preselected that a person must judge.
    const main = page.locator('#main-button');
    expect(await main.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'Hộ tịch' }).click();
    await page.getByRole('button', { name: 'Chuyển A001 sang Hộ tịch' }).click();
    await page.locator('#undo-line').waitFor();
    expect(await page.locator('.undo__text').textContent()).toMatch(
      /^A001 đã sang Hộ tịch, giữ chỗ từ \d\dh\d\d$/,
    );
    const moved = await hall.ticket('A001');
    expect(moved).toMatchObject({
      group: 'ho-tich',
      readyAt: given.readyAt,
      reason: 'wrong-triage',
    });

    await page.getByRole('button', { name: /^Hoàn tác/ }).click();
    await page.locator('#undo-line').waitFor({ state: 'detached' });
    expect((await hall.ticket('A001')).group).toBe('chung-thuc');
  });

  test('sent to one counter, to the front, because the person wishes it', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-3');
    await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await find(page, 'a1', 'A001');
    await page.getByRole('button', { name: 'Chuyển số' }).click();
    await page.getByRole('button', { name: 'Một quầy cụ thể' }).click();
    // Closed counters are refused by the server and not offered here.
    expect(await page.locator('.target b').allTextContents()).toEqual(['Quầy 3']);
    await page.getByRole('button', { name: 'Quầy 3' }).click();
    await page.getByRole('button', { name: 'Theo yêu cầu của người dân' }).click();
    await page.getByRole('button', { name: 'Đổi chỗ' }).click();
    await page.getByRole('button', { name: 'Lên đầu hàng' }).click();
    await page.getByRole('button', { name: 'Chuyển A001 sang quầy 3' }).click();
    await page.getByText('đã sang quầy 3, lên đầu hàng').waitFor();
    expect(await hall.ticket('A001')).toMatchObject({ to: 'quay-3', reason: 'wish' });
  });

  test('cancelled with a reason, and undone', async () => {
    await using hall = await staffHall();
    await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await find(page, 'a1', 'A001');
    await page.getByRole('button', { name: 'Huỷ số' }).click();
    await page.getByRole('button', { name: 'lấy nhầm số' }).click();
    await page.getByText('đã huỷ: lấy nhầm số').waitFor();
    expect(await hall.ticket('A001')).toMatchObject({ state: 'cancelled', reason: 'mistaken' });
    await page.getByRole('button', { name: /^Hoàn tác/ }).click();
    await page.locator('#undo-line').waitFor({ state: 'detached' });
    expect((await hall.ticket('A001')).state).toBe('waiting');
  });

  test('who missed the call comes back into the line', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1');
    await hall.give({ group: 'chung-thuc' });
    const { called } = await hall.must<{ called: TicketAnswer }>('/counters/quay-1/call-next');
    await hall.must(`/tickets/${called.id}/miss`);
    await using screen = await hall.screen(browser, '/door#/find', PHONE);
    const { page } = screen;
    await page.getByRole('heading', { name: 'Lỡ lượt' }).waitFor();
    await page.getByRole('button', { name: 'A001' }).click();
    await page.getByRole('button', { name: 'Cho vào lại hàng chờ' }).click();
    await page.getByText('đã vào lại hàng chờ').waitFor();
    expect((await hall.ticket('A001')).state).toBe('waiting');
  });

  test('a place is kept for copies and resumed', async () => {
    await using hall = await staffHall();
    await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await find(page, 'a1', 'A001');
    await page.getByRole('button', { name: 'Giữ chỗ' }).click();
    await page.getByRole('button', { name: 'chờ phô tô' }).click();
    await page.getByText('giữ chỗ: chờ phô tô').waitFor();
    await page.getByLabel('Số trên phiếu').fill('');
    await page.getByRole('heading', { name: 'Giữ chỗ' }).waitFor();
    await page.getByRole('button', { name: 'A001' }).click();
    await page.getByRole('button', { name: 'Cho vào lại hàng chờ' }).click();
    await page.getByText('đã vào lại hàng chờ').waitFor();
    expect((await hall.ticket('A001')).state).toBe('waiting');
  });

  test('a wrong number is taken back from the slip itself', async () => {
    await using hall = await staffHall();
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('button', { name: /^Cấp nhầm\? Hoàn tác/ }).click();
    await page.getByRole('heading', { name: 'Ông/bà cần làm việc gì?' }).waitFor();
    expect(await hall.ticket('H001')).toMatchObject({ state: 'cancelled', reason: 'undone' });
  });

  test('a refusal says who acted first, and that nothing changed', async () => {
    await using hall = await staffHall();
    const { id } = await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/door', PHONE);
    const { page } = screen;
    await find(page, 'a1', 'A001');
    await page.route('**/reroute', async (route) => {
      await hall.must(`/tickets/${id}/cancel`, { reason: 'left' });
      await route.continue();
    });
    await page.getByRole('button', { name: 'Chuyển số' }).click();
    await page.getByRole('button', { name: 'Hộ tịch' }).click();
    await page.getByRole('button', { name: 'Chuyển A001 sang Hộ tịch' }).click();
    await page.getByText('vừa có người khác thao tác trước').waitFor();
    await page.getByRole('button', { name: 'Đã rõ' }).click();
    await page.locator('.message--stop').waitFor({ state: 'detached' });
    expect(await hall.ticket('A001')).toMatchObject({ state: 'cancelled', group: 'chung-thuc' });
  });
});
