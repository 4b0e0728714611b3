import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VirtualPrinter, type VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import { violations } from '../support/accessibility.js';
import { type OpenPage, openBrowser, openPage, STANDING } from '../support/browser.js';
import { given, kioskFaults, kioskPage, take } from '../support/kiosk.js';
import { doorOf } from '../support/named-doors.js';
import { pair } from '../support/signed-in.js';
import { soonest, took } from '../support/soonest.js';
import { PC, PHONE, type StaffHall, staffHall } from '../support/staff-hall.js';

const CLOCK = '2026-11-19T08:41';
/** Shorter pieces are clearing up, not slips of citizens. */
const SLIP_ROWS = 300;
const ELSEWHERE = 'Phiếu ra ở máy khác: Máy in ở cửa';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Stand extends AsyncDisposable {
  printer: VirtualPrinter;
  slips: VirtualSlip[];
}
async function stand(): Promise<Stand> {
  const printer = new VirtualPrinter({ mmPerSecond: 150 });
  const slips: VirtualSlip[] = [];
  printer.on('slip', (slip) => slip.picture.height > SLIP_ROWS && slips.push(slip));
  await printer.start();
  return { printer, slips, [Symbol.asyncDispose]: () => printer.stop() };
}

/** The ward's printer at the door, and one beside the kiosk that is the kiosk's own. */
async function twoPrinters(hall: StaffHall, atDoor: Stand, atKiosk: Stand): Promise<void> {
  await hall.configure(({ printers }) => {
    const [first] = printers;
    if (first === undefined) throw new Error('the ward has no printer');
    const address = ({ printer }: Stand) => `tcp://127.0.0.1:${printer.port}`;
    Object.assign(first, { address: address(atDoor) });
    const own = { id: 'may-in-kiosk', name: 'Máy in ở kiosk', address: address(atKiosk) };
    printers.push({ ...first, ...own });
  });
}

async function kioskOf({ product }: StaffHall): Promise<OpenPage> {
  const { cookies } = await pair(product, 'kiosk', 'Kiosk', { printer: 'may-in-kiosk' });
  const kiosk = await openPage(browser, `${product.url}/kiosk`, STANDING, cookies);
  await kioskPage(kiosk.page, 'home-0');
  await kiosk.page.getByText('Chạm vào một ô dưới đây').waitFor();
  return kiosk;
}

test('paper that ends in the middle of a slip is told everywhere at once, and the slip comes whole and once', async () => {
  await using atDoor = await stand();
  await using atKiosk = await stand();
  await using hall = await staffHall({ CLOCK });
  await twoPrinters(hall, atDoor, atKiosk);
  await hall.openCounters('quay-1');
  const kiosk = await kioskOf(hall);
  await using door = await doorOf(browser, hall, 'Trần Minh Khôi', '#/alarms');
  await using desk = await hall.screen(browser, '/desk/1', PC);

  const { page } = kiosk;
  const mended = async (slips: number): Promise<void> => {
    atKiosk.printer.loadPaper();
    await Promise.all([
      page.getByText('Phiếu ra ở khe phía dưới').waitFor(),
      door.page.getByText('Lắp cuộn giấy mới').waitFor({ state: 'detached' }),
      desk.page.getByText('Máy in ở kiosk: Hết giấy').waitFor({ state: 'detached' }),
    ]);
    await expect.poll(() => atKiosk.slips.length).toBe(slips);
  };
  let count = 0;
  const after = await soonest(2_000, async (nth) => {
    if (nth > 0) {
      await mended(nth);
      await page.getByRole('button', { name: /^Xong/ }).click();
      await kioskPage(page, 'home-0');
    }
    count = nth + 1;
    // What is left of the roll is half of a slip.
    atKiosk.printer.loadPaper(50);
    expect(await take(page, 'sao-y')).toBe(`A00${count}`);
    await expect.poll(() => atKiosk.printer.condition.out).toBe(true);
    return took(
      Promise.all([
        page.getByRole('heading', { name: 'Máy đang hết giấy' }).waitFor(),
        page.getByText('Ông/bà đã có số.').waitFor(),
        door.page.locator('.alarm', { hasText: 'Máy in ở kiosk' }).getByText('Hết giấy').waitFor(),
        door.page.getByText('Lắp cuộn giấy mới, máy tự in tiếp.').waitFor(),
        door.page.getByText(`1 phiếu chờ in: A00${count}. Số vẫn có giá trị.`).waitFor(),
        desk.page.getByText('Máy in ở kiosk: Hết giấy').waitFor(),
      ]),
    );
  });
  expect(after).toBeLessThan(2_000);
  expect(await violations(door.page)).toEqual([]);
  expect(atKiosk.slips).toHaveLength(count - 1);

  await mended(count);
  const prints = async () =>
    (await hall.journal()).flatMap((entry) =>
      entry.type === 'print.ended' ? [[entry.data.copy, entry.data.outcome]] : [],
    );
  // Begun at its own printer, it went to no other, and nobody has to be asked about it.
  await expect.poll(prints).toEqual(Array.from({ length: count }, () => [1, 'printed']));
  expect(atDoor.slips).toEqual([]);
  for (const { complaints } of [kiosk, door, desk]) expect(complaints).toEqual([]);
  await kiosk.close();
});

test('a slip that its kiosk cannot print says there, and at the door, at which printer it comes out', async () => {
  await using atDoor = await stand();
  await using atKiosk = await stand();
  await using hall = await staffHall({ CLOCK });
  await twoPrinters(hall, atDoor, atKiosk);
  await hall.openCounters('quay-2');
  const kiosk = await kioskOf(hall);
  const { page } = kiosk;

  // The paper goes between the press and the slip.
  await page.route('**/tickets', async (route) => {
    atKiosk.printer.loadPaper(0);
    await route.continue();
  });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'What do' }).waitFor();
  const number = await take(page, 'sao-y');
  await kioskPage(page, 'no-paper');
  const { id } = await hall.ticket(number);
  await using door = await hall.screen(browser, `/door#/slip/${id}`, PHONE);
  // After a roll change's time another printer takes it; that is told until somebody read it.
  await page
    .getByRole('heading', { name: 'Take your ticket from: Máy in ở cửa' })
    .waitFor({ timeout: 25_000 });
  await kioskPage(page, 'no-paper-here');
  expect(await given(page)).toBe(number);
  const faults = await kioskFaults(page, 'slip elsewhere');
  await page.getByRole('button', { name: 'Tiếng Việt' }).click();
  await page.getByRole('heading', { name: ELSEWHERE }).waitFor();
  faults.push(...(await kioskFaults(page, 'slip elsewhere, in Vietnamese')));
  await door.page.getByText('Phiếu ra ở máy khác: Máy in ở cửa').waitFor();
  await door.page.getByText('Phiếu đã in').waitFor();
  expect(await violations(door.page)).toEqual([]);
  expect([atKiosk.slips.length, atDoor.slips.length]).toEqual([0, 1]);
  await door.page.goto(`${hall.product.url}/door#/find`);
  await door.page.getByText('phiếu đã in, ra ở máy khác: Máy in ở cửa').waitFor();

  // The next one is told before, and the slip goes there at once.
  await page.getByRole('button', { name: /^Xong/ }).click();
  await kioskPage(page, 'home-0');
  await page.getByText(ELSEWHERE).waitFor();
  faults.push(...(await kioskFaults(page, 'home, slips elsewhere')));
  await take(page, 'sao-y');
  await kioskPage(page, 'no-paper-here');
  await page.getByRole('heading', { name: ELSEWHERE }).waitFor();
  await expect.poll(() => [atKiosk.slips.length, atDoor.slips.length]).toEqual([0, 2]);
  expect(faults).toEqual([]);
  for (const { complaints } of [kiosk, door]) expect(complaints).toEqual([]);
  await kiosk.close();
});
