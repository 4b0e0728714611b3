import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { PC, doorway, heroNumber, passing, settled, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('an officer works a counter', () => {
  test('the whole day by keys alone: open, call, finish and next, keep, absent, pause, close', async () => {
    await using hall = await staffHall();
    for (let i = 0; i < 4; i += 1) await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await doorway(page, 'shut');
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor();

    await page.keyboard.press('Space');
    await page.getByText('4 người đang chờ quầy này').waitFor();
    await settled(page);
    await page.keyboard.press('Space');
    await doorway(page, 'called');
    expect(await heroNumber(page)).toBe('K001');
    expect(await page.locator('#spoken').textContent()).toBe('Đang gọi K001');
    expect(await page.title()).toBe('K001 · Quầy 4');

    await answered(page, 'K001');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'K002' }).waitFor();
    expect((await hall.ticket('K001')).state).toBe('done');

    await answered(page, 'K002');
    await page.keyboard.press('g');
    await page.getByText('Giữ chỗ K002 vì').waitFor();
    // The space bar must not finish somebody while a reason is asked for.
    await page.keyboard.press('Space');
    await page.keyboard.press('5');
    await page.getByText('Quầy đang trống').waitFor();
    expect(await hall.ticket('K002')).toMatchObject({ state: 'parked', reason: 'signature' });
    await page.locator('#parked-' + (await hall.ticket('K002')).id).waitFor();

    await settled(page);
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'K003' }).waitFor();
    await answered(page, 'K003');
    await page.keyboard.press('v');
    await page.getByText('Quầy đang trống').waitFor();
    expect((await hall.ticket('K003')).state).toBe('missed');

    await settled(page);
    await page.keyboard.press('p');
    await page.getByText('TẠM DỪNG', { exact: true }).waitFor();
    await settled(page);
    await page.getByRole('button', { name: 'Ăn trưa' }).click();
    await page.getByText(/ăn trưa, từ \d\dh\d\d/).waitFor();
    await settled(page);
    // Citizens read on the sign and in the hall when it goes on; the reason stays as it was.
    const back = page.getByRole('group', { name: 'Mở lại sau' });
    await back.getByRole('button', { name: '15 phút' }).click();
    await page.getByText(/ăn trưa, từ \d\dh\d\d\. Mở lại khoảng \d\dh\d[05]/).waitFor();
    const said = (await hall.journal()).at(-1);
    const { reason, backAt } = (await hall.board()).counters['quay-4'] ?? {};
    expect({ reason, backAt }).toEqual({ reason: 'lunch', backAt: (said?.at ?? 0) + 900_000 });
    await settled(page);
    await back.getByRole('button', { name: 'Chưa rõ', pressed: false }).click();
    await back.getByRole('button', { name: 'Chưa rõ', pressed: true }).waitFor();
    await settled(page);
    await page.keyboard.press('d');
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor();
    expect((await hall.board()).counters['quay-4']?.state).toBe('closed');
    expect(screen.complaints).toEqual([]);
  });

  test('"Xong, gọi tiếp" is one command: both done and called under one key', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an' });
    await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.getByRole('button', { name: 'Gọi số tiếp theo' }).click();
    await page.getByRole('heading', { name: 'K001' }).waitFor();
    await settled(page);
    await page.getByRole('button', { name: 'Xong, gọi tiếp' }).click();
    await page.getByRole('heading', { name: 'K002' }).waitFor();
    const entries = (await hall.journal()).slice(-2);
    expect(entries.map((entry) => entry.type)).toEqual(['ticket.finished', 'ticket.called']);
    expect(entries[0]?.request).toBe(entries[1]?.request);

    // One undo takes back both.
    await page.getByText('đã gọi; K001 đã xong').waitFor();
    await settled(page);
    await page.keyboard.press('z');
    await page.getByRole('heading', { name: 'K001' }).waitFor();
    expect((await hall.ticket('K002')).state).toBe('waiting');
  });

  test('after the walk the yellow doorway turns white and minutes run; an outcome is chosen by digit', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@10' });
    await hall.openCounters('quay-4');
    await hall.give({
      group: 'cong-an',
      priority: 'elder',
      escort: true,
      note: 'Nghe kém, nói chậm giúp bà',
    });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    const yellow = passing(page, 'called');
    await page.keyboard.press('Space');
    await yellow;
    await doorway(page, 'serving');
    await page.getByText('Nghe kém, nói chậm giúp bà').waitFor();
    await page.getByText('Từ 75 tuổi').waitFor();
    await page.getByText('Đi cùng').waitFor();
    await page.getByText(/thường khoảng \d+ phút/).waitFor();
    await page.keyboard.press('2');
    await page.locator('.outcome[aria-pressed="true"]').waitFor();
    await page.keyboard.press('x');
    await page.getByText('Không ai chờ quầy này').waitFor();
    expect(await hall.ticket('K001')).toMatchObject({ state: 'done', outcome: 'yeu-cau-bo-sung' });
    expect(await page.locator('#main-button').getAttribute('aria-disabled')).toBe('true');
    expect(await page.locator('#main-button').innerText()).toBe('Chưa có ai để gọi');
  });

  test('calling again counts, but not before the gap of the site', async () => {
    await using hall = await staffHall();
    await hall.configure((config) => {
      config.rules.recallGapSeconds = 5;
    });
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    const off = page.locator('[data-do="recall"][aria-disabled="true"]').waitFor();
    await page.keyboard.press('Space');
    await off;
    await page.getByText('Đang gọi · lần 1').waitFor();
    await page.locator('[data-do="recall"][aria-disabled="false"]').waitFor();
    await page.keyboard.press('r');
    await page.getByText('Đang gọi · lần 2').waitFor();
    expect((await hall.ticket('K001')).calls).toBe(2);
  });

  test('a site that asks for it has "Đã đến" before "Xong", and an outcome before the end', async () => {
    await using hall = await staffHall();
    await hall.configure((config) => {
      config.rules.needsStart = true;
      config.rules.needsOutcome = true;
    });
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Đã đến' }).waitFor();
    await answered(page, 'K001');
    await page.keyboard.press('Space');
    await doorway(page, 'serving');
    await answered(page, 'K001 đã đến');
    expect((await hall.ticket('K001')).state).toBe('serving');
    const main = page.locator('#main-button');
    expect(await main.innerText()).toBe('Chọn kết quả, xong và gọi tiếp');
    await page.keyboard.press('Space');
    await page.keyboard.press('1');
    await page.getByText('Không ai chờ quầy này').waitFor();
    expect((await hall.ticket('K001')).outcome).toBe('da-tiep-nhan');
  });

  test('pausing with somebody here means after this one', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an' });
    await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await answered(page, 'K001');
    await page.keyboard.press('p');
    await page.getByText('Quầy sẽ tạm dừng sau lượt này.').waitFor();
    await answered(page, 'Sẽ tạm dừng sau lượt này');
    await page.keyboard.press('Space');
    await page.getByText('TẠM DỪNG', { exact: true }).waitFor();
    expect((await hall.ticket('K001')).state).toBe('done');
    expect((await hall.ticket('K002')).state).toBe('waiting');
  });

  test('a number is sent elsewhere from the counter, which is free again', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await answered(page, 'K001');
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Hộ tịch' }).click();
    await page.getByRole('button', { name: 'Thiếu giấy tờ' }).click();
    await page.getByRole('button', { name: 'Chuyển K001 sang Hộ tịch' }).click();
    await page.getByText('Không ai chờ quầy này').waitFor();
    expect(await hall.ticket('K001')).toMatchObject({
      state: 'waiting',
      group: 'ho-tich',
      reason: 'papers',
    });
  });

  test('one out of turn: a kept place, a missed call, a waiting number', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    const first = await hall.give({ group: 'cong-an' });
    await hall.give({ group: 'cong-an' });
    await hall.give({ group: 'cong-an' });
    await hall.must(`/tickets/${first.id}/park`, { reason: 'copies' });
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.getByRole('button', { name: 'Gọi K001' }).click();
    await answered(page, 'K001 đã gọi');
    await page.keyboard.press('v');
    await page.getByText('Quầy đang trống').waitFor();
    await answered(page, 'K001 vắng mặt');
    await page.getByRole('button', { name: 'Gọi K001' }).click();
    await page.getByRole('heading', { name: 'K001' }).waitFor();
    await answered(page, 'K001 đã gọi');
    await page.keyboard.press('x');
    await page.getByText('Quầy đang trống').waitFor();
    await answered(page, 'K001 đã xong');
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Gọi K003' }).click();
    await page.getByRole('heading', { name: 'K003' }).waitFor();
    expect((await hall.ticket('K002')).state).toBe('waiting');
  });
});

/**
 * Waits for the answer that says this (a number, or with what became of it) and until presses are taken
 * again: the board may show a call before whoever gave it is answered.
 */
async function answered(page: Page, said: string): Promise<void> {
  await page.locator('#undo-line', { hasText: said }).waitFor();
  await settled(page);
}
