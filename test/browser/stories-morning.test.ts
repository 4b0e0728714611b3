/** A morning as everybody in the hall sees it: volunteers, a kiosk, officers and those who look up. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LYING, STANDING, openBrowser, openPage } from '../support/browser.js';
import { live } from '../support/hall-screens.js';
import { kioskPage } from '../support/kiosk.js';
import { doorOf, type NamedDoor } from '../support/named-doors.js';
import { pair } from '../support/signed-in.js';
import { here, key, PC, settled, staffHall, type StaffHall } from '../support/staff-hall.js';

const CLOCK = '2026-11-19T08:41';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A volunteer opens the page of a number. */
async function found({ page }: NamedDoor, number: string): Promise<void> {
  await page.evaluate("location.hash = '#/find'");
  await settled(page);
  await page.getByRole('button', { name: number }).first().click();
  await page.getByRole('heading', { name: number }).waitFor();
}

/** What the journal has of this number, first to last. */
async function past(hall: StaffHall, number: string): Promise<string[]> {
  const { id } = await hall.ticket(number);
  const events = (await hall.journal()).filter((event) => JSON.stringify(event).includes(id));
  return events.map(({ type }) => type).filter((type) => type.startsWith('ticket.'));
}

describe('a morning in the hall', () => {
  test('sixty numbers before the counters open, by three at once; then one key a person', async () => {
    await using hall = await staffHall({ CLOCK });
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi', '#/rush/chung-thuc');
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '#/rush/chung-thuc');
    await using mai = await doorOf(browser, hall, 'Phạm Ngọc Mai', '#/rush/chung-thuc');
    const doors = [khoi, lan, mai];
    await Promise.all(
      doors.map(async ({ page }) => {
        await page.getByRole('button', { name: 'Dải 20 số' }).click();
        await page.getByText('Đã cấp dải 20 số').waitFor();
      }),
    );
    const given = Object.values((await hall.board()).tickets);
    expect(given.map(({ number }) => number).sort()).toEqual(
      Array.from({ length: 60 }, (_, nth) => `A${String(nth + 1).padStart(3, '0')}`),
    );
    expect(given.every(({ state }) => state === 'waiting')).toBe(true);
    const issued = (await hall.journal()).filter(({ type }) => type === 'ticket.issued');
    expect(issued).toHaveLength(60);
    // The last of each colleague's line is a number that this device knows as well.
    for (const door of doors) await found(door, 'A060');

    const { cookies } = await pair(hall.product, 'kiosk', 'Kiosk cửa chính');
    const kiosk = await openPage(browser, `${hall.product.url}/kiosk`, STANDING, cookies);
    await kioskPage(kiosk.page, 'home-0');
    await kiosk.page.locator('#errand-sao-y').click();
    await kioskPage(kiosk.page, 'priority');
    await kiosk.page.locator('#priority-no').click();
    await kiosk.page.locator('#given', { hasText: 'A061' }).waitFor();

    await hall.openCounters('quay-1', 'quay-2');
    await using one = await hall.screen(browser, '/desk/1', PC);
    await using two = await hall.screen(browser, '/desk/2', PC);
    const tv = await openPage(browser, `${hall.product.url}/hall`, LYING);
    await live(tv.page);
    const calls = [
      [one.page, 'A001'],
      [two.page, 'A002'],
      [one.page, 'A003'],
      [two.page, 'A004'],
    ] as const;
    for (const [page, number] of calls) {
      await key(page, 'Space');
      await here(page, number);
      await tv.page.locator('.tile:not([hidden]) .tile-number', { hasText: number }).waitFor();
    }
    for (const number of ['A001', 'A002']) {
      expect((await hall.ticket(number)).state).toBe('done');
      expect((await past(hall, number)).at(-1)).toBe('ticket.finished');
    }
    const screens = [...doors, one, two, tv, kiosk];
    expect(screens.flatMap(({ complaints }) => complaints)).toEqual([]);
    await Promise.all([tv.close(), kiosk.close()]);
  }, 120_000);

  test('sent to the wrong counter, two stops, gone and back, led by the arm, lost at the kiosk', async () => {
    await using hall = await staffHall({ CLOCK });
    await hall.openCounters('quay-2', 'quay-3');
    for (let i = 0; i < 2; i += 1) await hall.give({ group: 'chung-thuc' });
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi');
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '#/alarms');
    await using two = await hall.screen(browser, '/desk/2', PC);
    await using three = await hall.screen(browser, '/desk/3', PC);
    await key(two.page, 'Space');
    await here(two.page, 'A001');
    await hall.give({ group: 'ho-tich', stops: ['chung-thuc'], escort: true });

    // Found wrong at the counter: the volunteer sends them on, before whoever came later.
    const wrong = await hall.ticket('A001');
    await found(khoi, 'A001');
    for (const name of ['Chuyển số', 'Hộ tịch', 'Chuyển A001 sang Hộ tịch']) {
      await settled(khoi.page);
      await khoi.page.getByRole('button', { name }).click();
    }
    await khoi.page.getByText(/đã sang Hộ tịch, giữ chỗ từ/).waitFor();
    await two.page.getByText('Quầy đang trống').waitFor();
    expect(await hall.ticket('A001')).toMatchObject({
      id: wrong.id,
      group: 'ho-tich',
      state: 'waiting',
      readyAt: wrong.readyAt,
    });
    await key(three.page, 'Space');
    await here(three.page, 'A001');

    // Nobody came; they are back and stand in line again.
    await key(three.page, 'v');
    await three.page.getByText('Quầy đang trống').waitFor();
    await found(khoi, 'A001');
    await settled(khoi.page);
    await khoi.page.getByRole('button', { name: 'Cho vào lại hàng chờ' }).click();
    await expect.poll(async () => (await hall.ticket('A001')).state).toBe('waiting');
    expect(await past(hall, 'A001')).toEqual([
      ...['ticket.issued', 'ticket.called', 'ticket.rerouted', 'ticket.called'],
      ...['ticket.missed', 'ticket.returned'],
    ]);

    // Whoever wants company is fetched by one of the two, and goes on to the second stop.
    await key(three.page, 'Space');
    await here(three.page, 'H001');
    await khoi.page.locator('#alarm-bar').getByRole('button', { name: 'Tôi đưa đi' }).click();
    await lan.page.getByText('Khôi đang đến').waitFor();
    const led = await hall.ticket('H001');
    expect((await hall.board()).team.escorts[led.id]?.by).toBe(khoi.id);
    await key(three.page, 'x');
    await expect
      .poll(() => hall.ticket('H001'))
      .toMatchObject({ group: 'chung-thuc', state: 'waiting', stop: 2, stops: [] });

    const { cookies } = await pair(hall.product, 'kiosk', 'Kiosk cửa phụ');
    const kiosk = await openPage(browser, `${hall.product.url}/kiosk`, STANDING, cookies);
    await kioskPage(kiosk.page, 'home-0');
    await kiosk.page.getByRole('button', { name: 'Tôi cần giúp' }).click();
    await kioskPage(kiosk.page, 'help');
    const asked = lan.page.locator('#work').getByText('Kiosk cửa phụ: “Tôi cần giúp”');
    await asked.waitFor();
    await settled(lan.page);
    await lan.page.locator('#work').getByRole('button', { name: 'Tôi đến' }).click();
    await kiosk.page.getByRole('heading', { name: 'Tình nguyện viên đang đến' }).waitFor();
    expect(Object.values((await hall.board()).team.helps)).toMatchObject([{ takenBy: lan.id }]);
    const screens = [khoi, lan, two, three, kiosk];
    expect(screens.flatMap(({ complaints }) => complaints)).toEqual([]);
    await kiosk.close();
  }, 120_000);
});
