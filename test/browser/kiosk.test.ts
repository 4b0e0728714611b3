import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrintersAnswer } from '../../server/protocol/answers.js';
import { type OpenPage, openBrowser, openPage, STANDING } from '../support/browser.js';
import { given, kioskFaults, kioskPage, listen, take } from '../support/kiosk.js';
import { pair, typeCode } from '../support/signed-in.js';
import { type StaffHall, staffHall } from '../support/staff-hall.js';

/** A morning on which the sample ward is open, at the speed of life. */
const CLOCK = '2026-11-19T08:41';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function openKiosk(hall: StaffHall): Promise<OpenPage & { device: string }> {
  const { device, cookies } = await pair(hall.product, 'kiosk', 'Kiosk');
  const opened = await openPage(browser, `${hall.product.url}/kiosk`, STANDING, cookies);
  await kioskPage(opened.page, 'home-0');
  await expect.poll(() => printerState(hall)).toBe(true);
  return { ...opened, device: device.id };
}

/** Whether the printer's agent said that it can print. */
async function printerState({ product }: StaffHall): Promise<boolean> {
  const answer = await product.api.get<PrintersAnswer>(`${product.site}/printers`);
  return answer.body?.printers[0]?.status?.online === true;
}

/** The page on which the virtual printer's paper is seen and its faults are made. */
async function printerPage({ product }: StaffHall): Promise<string> {
  const start = await (await fetch(product.url)).text();
  const address = /href="(http:\/\/127\.0\.0\.1:\d+\/)"/.exec(start)?.[1];
  if (address === undefined) throw new Error('the start page names no paper');
  return address;
}

describe('a kiosk', () => {
  test('is paired, opens by itself, gives a number on paper, and asks about priority without proof', async () => {
    await using hall = await staffHall({ CLOCK });
    await hall.openCounters('quay-2');
    await hall.configure(({ voice }) => {
      voice.kiosk = true;
    });
    const opened = await openPage(browser, `${hall.product.url}/pair`, STANDING);
    const { page, complaints } = opened;
    const code = page.locator('#code');
    await expect.poll(() => code.innerText()).toMatch(/^\d{3}\s?\d{3}$/);
    const shown = (await code.innerText()).replaceAll(/\D/g, '');
    const { id } = await typeCode(hall.product, shown, 'kiosk', 'Kiosk cửa chính');
    await page.waitForURL('**/kiosk');
    await kioskPage(page, 'home-0');
    await expect.poll(() => printerState(hall)).toBe(true);

    const faults = await kioskFaults(page, 'home');
    expect(await listen(page)).toMatch(/\.vi\..*\.clip_kiosk-ask\.mp3$/);
    // Letters of the browser's own twice as large, and the whole page: it stays within its screen.
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    faults.push(...(await kioskFaults(page, 'home at 200 %', 2)));
    await page.locator('#turn').click();
    await kioskPage(page, 'home-1');
    faults.push(...(await kioskFaults(page, 'second page')));
    await page.locator('[data-do="groups"]').click();
    await kioskPage(page, 'groups-0');
    faults.push(...(await kioskFaults(page, 'groups')));
    await page.getByRole('button', { name: 'Quay lại' }).click();
    await kioskPage(page, 'home-0');
    await page.locator('#errand-khai-sinh').click();
    await kioskPage(page, 'priority');
    faults.push(...(await kioskFaults(page, 'priority')));
    const sizes = await Promise.all(
      ['yes', 'no'].map((answer) => page.locator(`#priority-${answer}`).boundingBox()),
    );
    expect([sizes[0]?.width, sizes[0]?.height]).toEqual([sizes[1]?.width, sizes[1]?.height]);
    await page.locator('#priority-no').click();
    expect(await given(page)).toBe('H001');
    await page.getByText('Phiếu ra ở khe phía dưới').waitFor();
    faults.push(...(await kioskFaults(page, 'number')));
    expect(await listen(page)).toMatch(/\.vi\..*\.taken_H001\.mp3$/);
    const paper = await printerPage(hall);
    await expect
      .poll(async () => ((await (await fetch(`${paper}slips.json`)).json()) as unknown[]).length)
      .toBe(1);
    const plain = await hall.ticket('H001');
    expect(plain).toMatchObject({ procedure: 'khai-sinh', priority: null, language: null });

    await page.getByRole('button', { name: /^Xong/ }).click();
    await kioskPage(page, 'home-0');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What do' }).waitFor();
    faults.push(...(await kioskFaults(page, 'English')));
    await page.locator('#errand-sao-y').click();
    await kioskPage(page, 'priority');
    await page.getByRole('button', { name: 'I have priority' }).click();
    await kioskPage(page, 'classes');
    faults.push(...(await kioskFaults(page, 'classes')));
    await page.locator('#class-pregnant').click();
    const number = await given(page);
    expect(await hall.ticket(number)).toMatchObject({ priority: 'pregnant', language: 'en' });
    // The next person finds Vietnamese again.
    await page.getByRole('button', { name: /^Done/ }).click();
    await page.getByRole('heading', { name: 'Ông/bà' }).waitFor();

    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    // Cut off at once when it is taken away, and shows a code again.
    await hall.product.api.send('DELETE', `${hall.product.site}/devices/${id}`, undefined);
    await page.waitForURL('**/pair');
    await opened.close();
  });

  test('out of paper says first that the number exists, and calls a volunteer who is seen to come', async () => {
    await using hall = await staffHall({ CLOCK, PUBLIC_URL: 'https://so.phuong.example' });
    await using door = await hall.screen(browser, '/door', { width: 390, height: 844 });
    const kiosk = await openKiosk(hall);
    const { page } = kiosk;
    const paper = await printerPage(hall);
    await fetch(`${paper}do/takePaper`, { method: 'POST', redirect: 'manual' });
    await page.locator('#errand-sao-y').waitFor();
    expect(await take(page, 'sao-y')).toBe('A001');
    await kioskPage(page, 'no-paper');
    await page.getByText('Ông/bà đã có số.').waitFor();
    await page.getByText('Quét mã để giữ số này').waitFor();
    const faults = await kioskFaults(page, 'no paper');
    await page.getByRole('button', { name: 'Gọi tình nguyện viên' }).click();
    await page.getByRole('heading', { name: 'Đã gọi tình nguyện viên' }).waitFor();
    await kioskPage(page, 'help');
    faults.push(...(await kioskFaults(page, 'help')));
    const [help] = Object.values((await hall.board()).team.helps);
    expect(help).toMatchObject({ cause: 'paper', place: { kind: 'kiosk', id: kiosk.device } });
    const taken = await door.page.evaluate(
      async ([path, key]) =>
        (
          await fetch(path, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
            body: JSON.stringify({ instead: null }),
          })
        ).status,
      [`${hall.product.site}/help/${help?.id ?? ''}/take`, 'k'.repeat(20)] as const,
    );
    expect(taken).toBe(200);
    await page.getByRole('heading', { name: 'Tình nguyện viên đang đến' }).waitFor();
    // The next person is told before, and staff read what the printer lacks.
    await page.locator('#finish-').click();
    await kioskPage(page, 'home-0');
    await page.getByText('Máy đang hết giấy').waitFor();
    await page.getByText(/^Máy in: hết giấy/).waitFor();
    faults.push(...(await kioskFaults(page, 'home out of paper')));
    expect(faults).toEqual([]);
    await kiosk.close();
  });

  test('asks with the same key until it is answered, says so, and outlives its server', async () => {
    await using hall = await staffHall({ CLOCK });
    const { page, close } = await openKiosk(hall);
    // The server hears it, the answer is lost on its way.
    let lost = 0;
    await page.route('**/tickets', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    expect(await take(page, 'sao-y')).toBe('A001');
    expect(lost).toBe(1);
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(1);
    await page.getByRole('button', { name: /^Xong/ }).click();
    await kioskPage(page, 'home-0');

    // A call that went out stands when the server is lost; the page says both.
    await page.getByRole('button', { name: 'Tôi cần giúp' }).click();
    await page.getByRole('heading', { name: 'Đã gọi tình nguyện viên' }).waitFor();
    await hall.leave();
    await page.getByText('Lời gọi đã gửi đi trước khi máy mất kết nối').waitFor();
    await page.getByRole('heading', { name: 'Đã gọi tình nguyện viên' }).waitFor();
    const faults = await kioskFaults(page, 'help without a server');
    await page.locator('html:not(.is-holding)').waitFor();
    await page.getByRole('button', { name: 'Về trang đầu' }).click();
    await page.getByText('Máy mất kết nối từ').waitFor();
    faults.push(...(await kioskFaults(page, 'no server')));
    expect(faults).toEqual([]);
    await hall.comeBack();
    await page.locator('#main[data-page="home-0"]').waitFor({ timeout: 20_000 });
    await page.locator('html:not(.is-holding)').waitFor();
    expect(await take(page, 'sao-y')).toBe('A002');
    await page.getByRole('button', { name: /^Xong/ }).click();

    // Who calls somebody meanwhile leaves no number behind that the next person would find.
    let answers = false;
    await page.route('**/tickets', (route) => (answers ? route.continue() : route.abort()));
    await page.locator('html:not(.is-holding)').waitFor();
    await page.locator('#errand-sao-y').click();
    await kioskPage(page, 'priority');
    await page.locator('#priority-no').click();
    await kioskPage(page, 'sending');
    await page.getByRole('button', { name: 'Tôi cần giúp' }).click();
    await kioskPage(page, 'help');
    await page.locator('#finish-').click();
    await kioskPage(page, 'sending');
    await page.getByText('Máy chưa nhận được trả lời').waitFor();
    // A reload in the middle asks on for whoever pressed; the number is one, and goes with that person.
    await page.reload();
    await kioskPage(page, 'sending');
    answers = true;
    expect(await given(page)).toBe('A003');
    expect(Object.keys((await hall.board()).tickets)).toHaveLength(3);
    await close();
  });

  test('stops a child at play with kind words, and leaves nobody’s page standing', async () => {
    await using hall = await staffHall({ CLOCK });
    const { device, cookies } = await pair(hall.product, 'kiosk', 'Kiosk');
    expect(device.kind).toBe('kiosk');
    const context = await browser.newContext({ viewport: STANDING });
    const url = hall.product.url;
    await context.addCookies(cookies.map(({ name, value }) => ({ name, value, url })));
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${url}/kiosk`);
    await page.locator('#main[data-page="home-0"]').waitFor();
    // Somebody's question was left open: the machine asks, then goes back to its first page.
    await page.clock.runFor(1_000);
    await page.locator('#errand-sao-y').click();
    await page.locator('#main[data-page="priority"]').waitFor();
    await page.clock.runFor(46_000);
    await page.getByText('Ông/bà còn dùng máy không?').waitFor();
    await page.getByRole('button', { name: 'Tôi còn dùng' }).click();
    await page.clock.runFor(1_000);
    await page.locator('#main[data-page="priority"]').waitFor();
    await page.clock.runFor(61_000);
    await page.locator('#main[data-page="home-0"]').waitFor();

    let numbers = 0;
    for (; numbers < 50; numbers += 1) {
      await page.clock.runFor(700);
      await page.locator('#errand-sao-y').click();
      await page.clock.runFor(700);
      await page.locator('#priority-no').click();
      await page
        .locator('#main:is([data-page="no-paper"], [data-page="done"], [data-page="refused"])')
        .waitFor();
      if (await page.getByRole('heading', { name: 'Chưa lấy được số' }).isVisible()) break;
      await page.clock.runFor(700);
      await page.locator('#finish-').click();
    }
    expect(numbers).toBeLessThan(9);
    await page.getByText('Máy vừa cấp nhiều số liên tiếp').waitFor();
    await context.close();
  });
});
