import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { violations } from '../support/accessibility.js';
import { type OpenPage, openBrowser, openPage } from '../support/browser.js';
import { at } from '../support/factories.js';
import { callTo, doorOf } from '../support/named-doors.js';
import { builtScreens, openScreenHall } from '../support/screen-hall.js';
import { soonest, took } from '../support/soonest.js';
import { type Cookies, pair } from '../support/signed-in.js';
import {
  PHONE,
  SMALL_PHONE,
  type StaffHall,
  TABLET,
  settled,
  staffHall,
} from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function openedPage(url: string, cookies: Cookies): Promise<OpenPage & AsyncDisposable> {
  const opened = await openPage(browser, url, PHONE, cookies);
  return { ...opened, [Symbol.asyncDispose]: opened.close };
}

const rings = (page: Page): Promise<number> => page.evaluate('window.rings');
const rang = (page: Page, least: number) => page.waitForFunction(`window.rings >= ${least}`);

/** The kiosk's "Tôi cần giúp". */
async function askAt(hall: StaffHall, kiosk: Cookies): Promise<void> {
  const { url, site } = hall.product;
  const answer = await fetch(`${url}${site}/help`, {
    method: 'POST',
    headers: {
      origin: url,
      cookie: kiosk.map(({ name, value }) => `${name}=${value}`).join('; '),
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ cause: 'help' }),
  });
  expect(answer.status).toBe(201);
}

describe('somebody is needed', () => {
  test('a kiosk and an officer ring two devices; one goes, the other sees who within a second', async () => {
    await using hall = await staffHall();
    const { cookies } = await pair(hall.product, 'kiosk', 'Kiosk cửa phụ');
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi', '#/find');
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '', SMALL_PHONE);
    await using hoa = await doorOf(browser, hall, 'Võ Thị Hoa', '', SMALL_PHONE, 'lead');
    // That nobody serves a group is for the lead, who can open counters, and for no volunteer.
    await hall.openCounters('quay-1');
    await hall.give({ group: 'ho-tich' });
    await rang(hoa.page, 1);
    expect(await Promise.all([khoi, lan].map(({ page }) => rings(page)))).toEqual([0, 0]);
    await askAt(hall, cookies);
    await Promise.all([rang(khoi.page, 1), rang(lan.page, 1)]);
    expect(await khoi.page.evaluate('window.buzzes')).toBe(1);
    // A lead hears of it only when nobody went for 40 s.
    expect(await rings(hoa.page)).toBe(1);
    const bar = khoi.page.locator('#alarm-bar');
    await bar.getByText('Kiosk cửa phụ: “Tôi cần giúp”').waitFor();
    expect(await khoi.page.locator('#spoken').textContent()).toContain('“Tôi cần giúp”');

    await lan.page.getByRole('button', { name: /^Xem các việc/ }).click();
    const coming = lan.page.getByText('Khôi đang đến');
    const repeated: string[] = [];
    const after = await soonest(1_000, async (nth) => {
      if (nth > 0) {
        const [help] = Object.values((await hall.board()).team.helps);
        await hall.must(`/help/${help?.id}/end`);
        await coming.waitFor({ state: 'detached' });
        await askAt(hall, cookies);
        repeated.push('help.ended', 'help.asked', 'help.taken');
      }
      await settled(khoi.page);
      await bar.getByRole('button', { name: 'Tôi đến' }).click();
      return took(coming.waitFor());
    });
    expect(after).toBeLessThan(1_000);
    await bar.waitFor({ state: 'detached' });

    // An officer asks for somebody, with both devices at the page of alarms.
    await hall.must('/help', { cause: 'counter', counter: 'quay-3' });
    await lan.page.locator('#work').getByText('Quầy 3: nhờ tình nguyện viên').waitFor();
    await rang(lan.page, 2);
    await settled(lan.page);
    await lan.page.getByRole('button', { name: 'Đổi người', exact: true }).click();
    await lan.page.getByText('Tôi đang đến').waitFor();
    await settled(lan.page);
    await lan.page.getByRole('button', { name: 'Xong' }).click();
    await lan.page.getByText('Khôi đang đến').waitFor({ state: 'detached' });
    expect(await violations(lan.page)).toEqual([]);
    const events = (await hall.journal()).map(({ type }) => type).filter((t) => /^help/.test(t));
    expect(events).toEqual([
      ...['help.asked', 'help.taken', ...repeated],
      ...['help.asked', 'help.taken', 'help.ended'],
    ]);
    expect([...khoi.complaints, ...lan.complaints, ...hoa.complaints]).toEqual([]);
  });

  test('two who tap at once: one goes, the other is told so and nothing else happens', async () => {
    await using hall = await staffHall();
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi', '#/alarms');
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '#/alarms');
    await khoi.page.getByText('Chưa ai cần giúp').waitFor();
    await hall.must('/help', { cause: 'counter', counter: 'quay-3' });
    // Neither board shows what the other did: both taps are on their way together.
    const held: (() => void)[] = [];
    const both = new Promise<void>((resolve) => {
      for (const { page } of [khoi, lan]) {
        void page.route('**/take', async (route) => {
          await new Promise<void>((go) => {
            held.push(go);
            if (held.length === 2) resolve();
          });
          await route.continue();
        });
      }
    });
    for (const { page } of [khoi, lan]) {
      await page.getByRole('button', { name: 'Tôi đến' }).click();
    }
    await both;
    for (const go of held) go();
    await khoi.page.locator('.coming').waitFor();
    await lan.page.locator('.coming').waitFor();
    const { helps } = (await hall.board()).team;
    const [help] = Object.values(helps);
    const [winner, other] = help?.takenBy === khoi.id ? [khoi, lan] : [lan, khoi];
    await winner.page.getByText('Tôi đang đến').waitFor();
    await other.page.getByRole('button', { name: 'Đổi người', exact: true }).waitFor();
    await other.page.locator('.message--stop').waitFor();
    expect(await winner.page.locator('.message--stop').count()).toBe(0);
    const taken = (await hall.journal()).filter(({ type }) => type === 'help.taken');
    expect(taken.length).toBeGreaterThanOrEqual(1);
  });

  test('an escort rings from the call until somebody goes; who does not come rings after 40 s', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@4' });
    await hall.configure((config) => {
      config.rules.needsStart = true;
    });
    await hall.openCounters('quay-3', 'quay-4');
    await using khoi = await doorOf(browser, hall, 'Trần Minh Khôi');
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '#/alarms', TABLET);
    await hall.give({ group: 'ho-tich', escort: true });
    await hall.give({ group: 'cong-an' });
    await khoi.page.getByText('1 chờ').first().waitFor();
    expect(await rings(khoi.page)).toBe(0);

    const fetched = await callTo(hall, 'quay-3');
    await rang(khoi.page, 1);
    const bar = khoi.page.locator('#alarm-bar');
    expect(await bar.locator('.alarm__strip').innerText()).toMatch(/H\s?001.*quầy 3/s);
    await bar.getByRole('button', { name: 'Tôi đưa đi' }).click();
    await lan.page.getByText('Khôi đang đến').waitFor();
    expect((await hall.board()).team.escorts[fetched.id]?.by).toBe(khoi.id);
    // The officer says that they are here.
    await hall.must(`/tickets/${fetched.id}/start`);
    await lan.page.getByText('Chưa ai cần giúp').waitFor();

    const called = performance.now();
    const late = await callTo(hall, 'quay-4');
    await lan.page.getByText('Đã gọi, chưa thấy ai đến quầy').waitFor();
    // 40 s of the site are 10 s here.
    expect(performance.now() - called).toBeGreaterThan(9_000);
    await lan.page.getByRole('button', { name: 'Tôi đi tìm' }).click();
    await lan.page.getByText('Tôi đang đến').waitFor();
    await hall.must(`/tickets/${late.id}/miss`);
    await lan.page.getByText('Chưa ai cần giúp').waitFor();
  });

  test('people whom no open counter serves, a counter that rests, a bell that is off', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4', 'quay-3');
    await hall.give({ group: 'dat-dai' });
    const sent = await hall.give({ group: 'ho-tich' });
    const place = { counter: 'quay-3', reason: 'wish' };
    await hall.must(`/tickets/${sent.id}/reroute`, place);
    await hall.must('/counters/quay-3/pause', { reason: 'meeting' });
    await using lan = await doorOf(browser, hall, 'Lê Thị Lan', '#/alarms');
    const { page } = lan;
    await page.getByText('1 người chờ, chưa quầy nào đang mở phục vụ').waitFor();
    await page.getByText('1 người được gửi riêng đến quầy này').waitFor();
    // Those who can open a counter are rung for that, and nobody else.
    expect(await rings(page)).toBe(0);
    expect(await page.locator('.bar__count').textContent()).toBe('2');
    const bell = page.getByRole('switch', { name: 'Chuông của máy này' });
    await bell.click();
    await page.getByText('Đang tắt').waitFor();
    await hall.must('/help', { cause: 'counter', counter: 'quay-4' });
    await page.getByText('Quầy 4: nhờ tình nguyện viên').waitFor();
    expect(await rings(page)).toBe(0);
    await page.reload();
    await page.getByText('Đang tắt').waitFor();
  });
});

describe('paper that did not come', () => {
  test('is named with its numbers, and printed again one after the other, here or elsewhere', async () => {
    await using built = await builtScreens();
    const ward = await readSampleWard();
    const [first] = ward.printers;
    if (first === undefined) throw new Error('the ward has no printer');
    const second = { ...first, id: 'may-in-kiosk', name: 'Kiosk' };
    const config = { ...ward, version: 1, printers: [first, second] };
    const start = at('2026-11-19', '08:00');
    await using hall = await openScreenHall({ views: built.views, config, at: start });
    for (const number of ['H001', 'H002']) {
      const { tickets } = await hall.must('issue', { group: 'ho-tich', printer: first.id });
      const slip = { ticket: tickets[0]?.id ?? '', number, printer: first.id, copy: 1 };
      await hall.must('endPrint', { ...slip, outcome: 'failed', cause: 'paper-out' });
    }
    const cookies = await hall.signIn('volunteer');
    await using door = await openedPage(`${hall.url}/door#/alarms`, cookies);
    const { page } = door;
    const asked: string[] = [];
    await page.route('**/reprint', async (route) => {
      const { printer } = route.request().postDataJSON() as { printer: string };
      asked.push(printer);
      await route.fulfill({ json: {} });
    });
    await page.getByText('2 phiếu chờ in: H001, H002. Số vẫn có giá trị.').waitFor();
    await page.getByText('Hết giấy', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Đã thay giấy' }).click();
    await expect.poll(() => asked).toEqual([first.id, first.id]);
    await settled(page);
    await page.getByRole('button', { name: 'In bằng Kiosk' }).click();
    await expect.poll(() => asked.slice(2)).toEqual([second.id, second.id]);
  });
});
