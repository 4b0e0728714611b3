import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';
import { violations } from '../support/accessibility.js';
import { openBrowser, openPage, STANDING } from '../support/browser.js';
import { kioskPage } from '../support/kiosk.js';
import { doorOf } from '../support/named-doors.js';
import { hire, pair, signIn } from '../support/signed-in.js';
import { soonest, took } from '../support/soonest.js';
import { PC, settled, staffHall } from '../support/staff-hall.js';

let browser: Browser;
let printer: VirtualPrinter;
beforeAll(async () => {
  browser = await openBrowser();
  // It answers what cheap ones do, and never says that its roll ends.
  printer = new VirtualPrinter({ persona: 'fence-only', lowMm: 0, mmPerSecond: 6_000 });
  await printer.start();
});
afterAll(async () => {
  await browser.close();
  await printer.stop();
});

test('paper that runs out by what was counted is told everywhere; one tap, and it is gone everywhere', async () => {
  await using hall = await staffHall({ CLOCK: '2026-11-19T08:41' });
  await hall.openCounters('quay-2');
  await hall.configure(({ printers }) => {
    const [first] = printers;
    if (first === undefined) throw new Error('the ward has no printer');
    Object.assign(first, { address: `tcp://127.0.0.1:${printer.port}`, rollMetres: 5 });
  });
  const { cookies } = await pair(hall.product, 'kiosk', 'Kiosk');
  const kiosk = await openPage(browser, `${hall.product.url}/kiosk`, STANDING, cookies);
  await kioskPage(kiosk.page, 'home-0');
  await using door = await doorOf(browser, hall, 'Trần Minh Khôi', '#/alarms');
  await using desk = await hall.screen(browser, '/desk/2', PC);
  const admin = await signIn(hall.product.url, await hire(hall.product, 'admin'));
  const settings = `${hall.product.url}/admin/slip/printers`;
  const owner = await openPage(browser, settings, PC, admin);
  await owner.page.getByText(/^Còn khoảng \d+ phiếu/).waitFor();

  // Five metres are about 46 of these slips: thirty of them are left after sixteen.
  const runsLow = async (): Promise<void> => {
    for (let left = 20; left > 0; left -= 1) await hall.give({ group: 'ho-tich', print: true });
    await door.page.getByText('Sắp hết giấy', { exact: true }).waitFor();
    await door.page.getByText(/^Còn khoảng \d+ phiếu/).waitFor();
    await desk.page.getByText('Máy in ở cửa: Sắp hết giấy').waitFor();
    await kiosk.page.getByText('Máy in: sắp hết giấy').waitFor();
    await owner.page.getByText(/^Sắp hết giấy từ/).waitFor();
  };
  await runsLow();
  expect(await violations(door.page)).toEqual([]);
  expect(await violations(owner.page)).toEqual([]);

  const rolls: object[] = [];
  const after = await soonest(1_000, async (nth) => {
    if (nth > 0) await runsLow();
    rolls.push({ data: { printer: 'may-in-1', roll: nth + 1 } });
    await settled(desk.page);
    await desk.page.getByRole('button', { name: 'Đã thay giấy' }).click();
    return took(
      Promise.all([
        desk.page.getByText('Sắp hết giấy').waitFor({ state: 'detached' }),
        door.page.getByText('Sắp hết giấy', { exact: true }).waitFor({ state: 'detached' }),
        kiosk.page.getByText('Máy in: sắp hết giấy').waitFor({ state: 'detached' }),
      ]),
    );
  });
  expect(after).toBeLessThan(1_000);
  await owner.page.getByText(/^Sắp hết giấy từ/).waitFor({ state: 'detached' });
  const changes = async () =>
    (await hall.journal()).filter(({ type }) => type === 'printer.roll-changed');
  await expect.poll(changes).toMatchObject(rolls);
  await owner.page.goto(`${hall.product.url}/admin/journal`);
  await owner.page.getByText('Thay cuộn giấy: Máy in ở cửa').first().waitFor();
  for (const { complaints } of [kiosk, door, desk, owner]) expect(complaints).toEqual([]);
  await Promise.all([kiosk.close(), owner.close()]);
});
