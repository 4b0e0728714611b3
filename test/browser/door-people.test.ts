import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { sideways, smallTargets, violations } from '../support/accessibility.js';
import { type OpenPage, type Size, openBrowser, openPage } from '../support/browser.js';
import { type Cookies, hire, pair, signIn } from '../support/signed-in.js';
import {
  PHONE,
  SMALL_PHONE,
  type StaffHall,
  TABLET,
  doorway,
  heroNumber,
  settled,
  staffHall,
} from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Counts what a device sounds and buzzes, without a loudspeaker. */
const EARS = `
  window.rings = 0;
  window.buzzes = 0;
  navigator.vibrate = () => { window.buzzes += 1; return true; };
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { window.rings += 0.5; return make.call(this); };
`;

/** The door as somebody of this name sees it, who touched the screen once. */
async function doorOf(hall: StaffHall, name: string, path = '', size: Size = PHONE) {
  const made = await hire(hall.product, 'volunteer', name);
  const cookies = await signIn(hall.product.url, made);
  const opened: OpenPage = await openPage(browser, `${hall.product.url}/readyz`, size, cookies);
  const { page } = opened;
  await page.addInitScript(EARS);
  await page.goto(`${hall.product.url}/door${path}`);
  await page.locator('#connection[data-state="live"]').waitFor();
  await page.locator('#tab-assists').waitFor();
  await page.locator('#clock').click();
  return { ...opened, id: made.person.id, [Symbol.asyncDispose]: opened.close };
}

const rings = (page: Page): Promise<number> => page.evaluate('window.rings');
const rang = (page: Page, least: number) => page.waitForFunction(`window.rings >= ${least}`);

async function configure(hall: StaffHall, change: (config: SiteConfig) => void): Promise<void> {
  const { api, site } = hall.product;
  const { body: config } = await api.get<SiteConfig>(`${site}/config`);
  if (config === null) throw new Error('no configuration');
  change(config);
  const headers = { 'if-match': `"${config.version}"` };
  expect((await api.send('PUT', `${site}/config`, config, headers)).status).toBe(200);
}

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

async function callTo(hall: StaffHall, counter: string): Promise<TicketAnswer> {
  const path = `/counters/${counter}/call-next`;
  return (await hall.must<{ called: TicketAnswer }>(path)).called;
}

describe('somebody is needed', () => {
  test('a kiosk and an officer ring two devices; one goes, the other sees who within a second', async () => {
    await using hall = await staffHall();
    const { cookies } = await pair(hall.product, 'kiosk', 'Kiosk cửa phụ');
    await using khoi = await doorOf(hall, 'Trần Minh Khôi', '#/find');
    await using lan = await doorOf(hall, 'Lê Thị Lan', '', SMALL_PHONE);
    await askAt(hall, cookies);
    await Promise.all([rang(khoi.page, 1), rang(lan.page, 1)]);
    expect(await khoi.page.evaluate('window.buzzes')).toBe(1);
    const bar = khoi.page.locator('#alarm-bar');
    await bar.getByText('Kiosk cửa phụ: “Tôi cần giúp”').waitFor();
    expect(await khoi.page.locator('#spoken').textContent()).toContain('“Tôi cần giúp”');

    await lan.page.getByRole('button', { name: /^Xem các việc/ }).click();
    await bar.getByRole('button', { name: 'Tôi đến' }).click();
    const tapped = performance.now();
    await lan.page.getByText('Khôi đang đến').waitFor();
    expect(performance.now() - tapped).toBeLessThan(1_000);
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
    expect(events).toEqual(['help.asked', 'help.taken', 'help.asked', 'help.taken', 'help.ended']);
    expect([...khoi.complaints, ...lan.complaints]).toEqual([]);
  });

  test('two who tap at once: one goes, the other is told so and nothing else happens', async () => {
    await using hall = await staffHall();
    await using khoi = await doorOf(hall, 'Trần Minh Khôi', '#/alarms');
    await using lan = await doorOf(hall, 'Lê Thị Lan', '#/alarms');
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
    await configure(hall, (config) => {
      config.rules.needsStart = true;
    });
    await hall.openCounters('quay-3', 'quay-4');
    await using khoi = await doorOf(hall, 'Trần Minh Khôi');
    await using lan = await doorOf(hall, 'Lê Thị Lan', '#/alarms', TABLET);
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

    const late = await callTo(hall, 'quay-4');
    const called = performance.now();
    await lan.page.getByText('Đã gọi, chưa thấy ai đến quầy').waitFor();
    // 40 s of the site are 10 s here.
    expect(performance.now() - called).toBeGreaterThan(9_000);
    await lan.page.getByRole('button', { name: 'Tôi đi tìm' }).click();
    await lan.page.getByText('Tôi đang đến').waitFor();
    await hall.must(`/tickets/${late.id}/miss`);
    await lan.page.getByText('Chưa ai cần giúp').waitFor();
  });

  test('people whom no open counter serves, a counter that rests, slips that did not come', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4', 'quay-3');
    await hall.give({ group: 'dat-dai' });
    const sent = await hall.give({ group: 'ho-tich' });
    const place = { counter: 'quay-3', reason: 'wish' };
    await hall.must(`/tickets/${sent.id}/reroute`, place);
    await hall.must('/counters/quay-3/pause', { reason: 'meeting' });
    await using lan = await doorOf(hall, 'Lê Thị Lan', '#/alarms');
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

describe('help without a number', () => {
  test('is one tap, for a number or none, counted for everybody and taken back', async () => {
    await using hall = await staffHall();
    await hall.give({ group: 'ho-tich' });
    await using khoi = await doorOf(hall, 'Trần Minh Khôi', '#/assists');
    await using lan = await doorOf(hall, 'Lê Thị Lan', '#/assists');
    await khoi.page.getByRole('button', { name: 'Tài khoản, mật khẩu VNeID' }).click();
    await khoi.page.locator('#tab-assists', { hasText: 'hôm nay 1' }).waitFor();
    await lan.page.locator('#tab-assists', { hasText: 'hôm nay 1' }).waitFor();
    await settled(khoi.page);

    await khoi.page.getByRole('button', { name: 'Ghi cho một số' }).click();
    await khoi.page.getByLabel('Số trên phiếu').first().fill('h1');
    await khoi.page.getByRole('button', { name: 'H001' }).click();
    await khoi.page.getByText('Ghi cho số H001').waitFor();
    await khoi.page.getByRole('button', { name: 'Điền tờ khai, biểu mẫu' }).click();
    await khoi.page.locator('.assist-row', { hasText: 'H001' }).waitFor();
    // The number was for that one alone.
    await khoi.page.getByRole('button', { name: 'Ghi cho một số' }).waitFor();
    const sums = (page: Page) => page.locator('.sums tbody tr:last-child td').allTextContents();
    expect(await sums(khoi.page)).toEqual(['2', '2']);
    await lan.page.locator('#tab-assists', { hasText: 'hôm nay 2' }).waitFor();
    expect(await sums(lan.page)).toEqual(['0', '2']);
    expect(await lan.page.getByText('Hôm nay chưa ghi lượt nào.').count()).toBe(1);

    await settled(khoi.page);
    await khoi.page.getByRole('button', { name: /^Hoàn tác lượt Điền tờ khai/ }).click();
    await khoi.page.locator('#tab-assists', { hasText: 'hôm nay 1' }).waitFor();
    expect(Object.values((await hall.board()).team.assists)).toMatchObject([
      { type: 'vneid', ticket: null, by: khoi.id },
    ]);

    // Without the server nothing is claimed: figures carry their time, buttons are off.
    await hall.leave();
    await khoi.page.locator('#connection[data-state="stale"]').waitFor();
    await khoi.page.locator('#work .as-of').waitFor();
    const off = khoi.page.locator('.assist[aria-disabled="true"]');
    expect(await off.count()).toBe(11);
    await hall.comeBack();
    await khoi.page.locator('.assist[aria-disabled="false"]').first().waitFor();
  });
});

describe('a support counter from the door', () => {
  test('is opened, calls, keeps, finishes and calls, rests and closes', async () => {
    await using hall = await staffHall();
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'truc-tuyen' });
    await using door = await doorOf(hall, 'Trần Minh Khôi', '#/load');
    const { page } = door;
    await page.getByRole('button', { name: /^Quầy 9/ }).click();
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor();
    const press = async (name: string): Promise<void> => {
      await settled(page);
      await page.locator('#work').getByRole('button', { name, exact: true }).click();
    };
    await press('Mở quầy 9');
    await page.getByText('3 người đang chờ quầy này').waitFor();
    await press('Gọi số tiếp theo');
    await doorway(page, 'called');
    expect(await heroNumber(page)).toBe('X001');
    await press('Xong, gọi tiếp');
    await page.getByRole('heading', { name: 'X002' }).waitFor();
    await page.getByText('đã gọi; X001 đã xong').waitFor();
    await press('Giữ chỗ');
    await press('chờ quét hồ sơ');
    await page.getByText('Quầy đang trống').waitFor();
    expect(await hall.ticket('X002')).toMatchObject({ state: 'parked', reason: 'scan' });
    await press('Gọi X002');
    await page.getByRole('heading', { name: 'X002' }).waitFor();
    await press('Vắng mặt');
    await page.getByText('Quầy đang trống').waitFor();
    await page.locator('#undo-line').getByRole('button').click();
    await page.getByRole('heading', { name: 'X002' }).waitFor();
    await press('Tạm dừng');
    await press('Xong');
    await page.getByText('TẠM DỪNG', { exact: true }).waitFor();
    await press('Đóng quầy');
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor();
    expect((await hall.board()).counters['quay-9']?.state).toBe('closed');
    // Officers' counters are not worked from here.
    await page.evaluate("location.hash = '#/counter/quay-3'");
    await page.getByText('ĐÓNG QUẦY', { exact: true }).waitFor({ state: 'detached' });
    expect(door.complaints).toEqual([]);
  });
});

describe('the pages about people', () => {
  test('fit every device, in English and at twice the text, and can be used by everybody', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-3', 'quay-9');
    for (let i = 0; i < 3; i += 1) await hall.give({ group: 'truc-tuyen' });
    await hall.give({ group: 'ho-tich', escort: true });
    await hall.give({ group: 'dat-dai' });
    await callTo(hall, 'quay-3');
    await callTo(hall, 'quay-9');
    await hall.must('/help', { cause: 'counter', counter: 'quay-3' });
    await hall.must('/assists', { type: 'vneid' });
    await using door = await doorOf(hall, 'Trần Minh Khôi');
    const { page } = door;
    const wrong: string[] = [];
    for (const path of ['', '#/alarms', '#/assists', '#/load', '#/counter/quay-9']) {
      for (const [size, language] of [
        [SMALL_PHONE, 'vi'],
        [PHONE, 'en'],
        [TABLET, 'vi'],
        // A phone at twice the text.
        [{ width: 195, height: 422 }, 'vi'],
      ] as const) {
        await page.setViewportSize(size);
        await page.goto(`${hall.product.url}/door?lang=${language}${path}`);
        await page.locator('#connection[data-state="live"]').waitFor();
        await page.locator('.alarm-bar, .alarm').first().waitFor();
        const where = `${path} ${language} ${size.width}: `;
        if ((await sideways(page)) > 0) wrong.push(`${where}scrolls sideways`);
        if (size.width < 300) continue;
        wrong.push(...(await violations(page)).map((found) => where + found));
        wrong.push(...(await smallTargets(page, 24)).map((found) => where + found));
      }
    }
    expect(wrong).toEqual([]);
    expect(door.complaints).toEqual([]);
  });
});
