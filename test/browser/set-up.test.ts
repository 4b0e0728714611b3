/** A newcomer at an empty machine: from the first start to the first printed number of the own ward. */
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Bitmap1 } from '../../printer/render/bitmap.js';
import { toPng } from '../../printer/render/png.js';
import { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';
import { sideways, violations } from '../support/accessibility.js';
import { type OpenPage, openBrowser, openPage } from '../support/browser.js';
import { ownLoopback } from '../support/loopback.js';
import { PC, TABLET, giveAtDoor } from '../support/staff-hall.js';
import { ask } from '../support/tls.js';
import { startUp, type Started } from '../support/up.js';

const { host, prefix } = ownLoopback();
/** Where this hall's only printer stands. */
const NETWORK = { PRINTER_NETWORKS: `${prefix}.0/28` };
const PASSWORD = 'hoa sen mùa hạ 9';

let browser: Browser;
let dataDir: string;
let running: Started;
const printer = new VirtualPrinter({ host: host(7), port: 9100, mmPerSecond: 3_000 });
const slips: Bitmap1[] = [];
beforeAll(async () => {
  browser = await openBrowser();
  dataDir = await mkdtemp(join(tmpdir(), 'motcua-empty-'));
  printer.on('slip', ({ picture }) => slips.push(picture));
  await printer.start();
  running = await startUp('0', dataDir, NETWORK);
});
afterAll(async () => {
  await browser.close();
  await running.stop();
  await printer.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/**
 * What becomes of who asks at another of this machine's addresses, which a server that listens at 127.0.0.1
 * does not have: one of the network is no different.
 */
async function elsewhere(): Promise<string> {
  const { port } = new URL(running.url);
  const asked = fetch(`http://127.0.0.2:${port}/healthz`);
  return asked.then(
    ({ status }) => String(status),
    ({ cause }: Error) => (cause instanceof Error && 'code' in cause ? String(cause.code) : ''),
  );
}

async function kept(): Promise<{ link: string }> {
  const text = await readFile(join(dataDir, 'set-up.json'), 'utf8');
  return z.object({ link: z.string() }).parse(JSON.parse(text));
}

const next = (page: Page) => page.locator('#next').click();
const step = (page: Page) => page.locator('.step[aria-current]').textContent();

/** Nothing that a reader, a keyboard or a narrow screen would stumble over. */
async function sound({ page, complaints }: OpenPage): Promise<void> {
  expect(await violations(page)).toEqual([]);
  for (const size of [TABLET, PC]) {
    await page.setViewportSize(size);
    expect(await sideways(page)).toBe(0);
  }
  expect(complaints).toEqual([]);
}

describe('on an empty machine', () => {
  test('npm run up says where to go, with the one-time link, and is there for this machine alone', async () => {
    expect(running.said).toContain(`${running.url}/set-up/${(await kept()).link}`);
    expect(running.said).toMatch(/Door +http:\S+\/door/);
    expect(running.said).not.toContain('From other machines');
    expect(await elsewhere()).toBe('ECONNREFUSED');
  });

  test('nobody reads a PIN or the set-up link who came by a name of elsewhere', async () => {
    const url = running.url;
    const { link } = await kept();
    const pins = /\b\d{3} \d{3}\b/;
    expect((await ask(`${url}/`)).text).toMatch(pins);
    expect((await ask(`${url}/set-up`)).headers.location).toBe(`/set-up/${link}`);
    for (const host of ['evil.local', '10.1.1.1', '192.168.1.10:3000']) {
      expect((await ask(`${url}/`, { host })).text).not.toMatch(pins);
      const { status, headers } = await ask(`${url}/set-up`, { host });
      expect([status, headers.location]).toEqual([200, undefined]);
    }
  });

  test('the start page says that nothing is real, and who can be tried', async () => {
    await using opened = await open('/');
    const { page } = opened;
    await page.getByText('DÙNG THỬ', { exact: true }).waitFor();
    expect(await page.locator('.start-people li').count()).toBe(4);
    expect(await page.locator('.start-address').count()).toBe(0);
    const secrets = await stat(join(dataDir, 'trial-pins.json'));
    expect((secrets.mode & 0o777).toString(8)).toBe('600');
    await sound(opened);

    // One press and the PIN that stands there: in.
    const pin = (await page.locator('.start-pin').first().textContent())?.replace(/\D/g, '') ?? '';
    await page.locator('.start-enter').first().click();
    await page.getByRole('button', { name: /^Vào · còn thiếu/ }).waitFor();
    await page.keyboard.type(pin);
    await page.getByRole('button', { name: 'Vào', exact: true }).click();
    await page.waitForURL('**/door');
  });

  test('another machine hears no PIN and no link, and a wrong link says where the right one is', async () => {
    // What a proxy hands on comes from elsewhere.
    const headers = { 'x-forwarded-for': '192.168.1.20' };
    const start = await (await fetch(running.url, { headers })).text();
    expect(start).toContain('DÙNG THỬ');
    expect(start).not.toMatch(/start-pin|start-set-up/);
    const asked = await fetch(`${running.url}/set-up`, { headers, redirect: 'manual' });
    expect(asked.status).toBe(200);
    expect(await asked.text()).toContain('Mở trang này trên máy chủ');

    await using opened = await open('/');
    const answer = await opened.page.goto(`${running.url}/set-up/${'A'.repeat(32)}`);
    expect(answer?.status()).toBe(404);
    await opened.page.getByText('npm run set-up-link').waitFor();
    expect(await violations(opened.page)).toEqual([]);
  });

  test('the ward is set up in six steps, left in between and taken up after a restart', async () => {
    await using first = await open('/');
    await first.page.getByRole('link', { name: 'Dùng thật cho phường mình' }).click();
    await first.page.locator('#name').waitFor();
    // An empty name is told beside its field, and nobody gets further.
    await next(first.page);
    await first.page.getByText('Cần tên để in trên phiếu').waitFor();
    await first.page.locator('#name').fill('Phường An Phú');
    await first.page.keyboard.press('Enter');
    await first.page.locator('#morning-from').fill('7h');
    await first.page.locator('#saturday').check();
    await sound(first);
    await next(first.page);
    await first.page.locator('#on-kinh-doanh').uncheck();
    await first.page.locator('#name-viec-khac').fill('Việc khác của phường');
    await expect
      .poll(() => readFile(join(dataDir, 'set-up.json'), 'utf8'))
      .toContain('Việc khác của phường');
    await first.page.getByText('Đã lưu', { exact: true }).waitFor();
    await sound(first);
    await first.close();

    const { port } = new URL(running.url);
    await running.stop();
    running = await startUp(port, dataDir, NETWORK);

    await using second = await open(`/set-up/${(await kept()).link}`);
    const { page } = second;
    expect(await step(page)).toContain('Nhóm dịch vụ');
    expect(await page.locator('#name-viec-khac').inputValue()).toBe('Việc khác của phường');
    await next(page);

    // A group without a counter is said at once, and the suggestion brings it back.
    await page.locator('.covered').waitFor();
    await page.locator('input[data-group="ho-tich"]:checked').uncheck();
    await page.getByText('Hộ tịch chưa có quầy nào nhận').waitFor();
    await next(page);
    expect(await step(page)).toContain('Quầy');
    await sound(second);
    await page.getByRole('button', { name: 'Chia lại giúp tôi' }).click();
    await page.locator('.covered').waitFor();
    await page.locator('#fewer-office').click();
    expect(await page.locator('.grid tbody tr').count()).toBe(6);
    await next(page);

    // An address that somebody typed, and where nothing is.
    await page.locator('#kind-network').click();
    await page.locator('#printer-address').fill('127.0.0.1:9');
    await page.locator('#try-typed').click();
    await page.getByText('Không tới được máy in này').waitFor();
    await sound(second);

    // The printer is found, prints its test slip, and is seen to say that its cover is open.
    await page.getByRole('button', { name: 'Tìm máy in' }).click();
    await page.getByText('Thấy 1 máy in.').waitFor();
    const address = `tcp://${host(7)}:9100`;
    await page.getByRole('button', { name: `In thử: Máy in mạng, ${address}` }).click();
    await page.getByText('Phiếu thử đã in ra.').waitFor();
    await page.getByText('Mời mở nắp máy in').waitFor();
    await expect.poll(() => slips.length).toBe(1);
    await sound(second);
    printer.openCover();
    await page.getByText('Máy in này báo khi hết giấy, mở nắp').waitFor();
    printer.closeCover();
    await page.getByRole('button', { name: `Dùng máy này: Máy in mạng, ${address}` }).click();
    await page.getByRole('button', { name: /^Đang chọn/ }).waitFor();
    expect(await page.locator('#printer-address').inputValue()).toBe(address);
    await sound(second);
    await next(page);

    await page.locator('#admin').fill('Bùi Thị Sen');
    await page.locator('#password').fill('12345678');
    await page.locator('#again').fill('12345678');
    await next(page);
    await page.getByText('Mật khẩu này quá dễ đoán').waitFor();
    // A refusal is an error to the browser's console.
    second.complaints.length = 0;
    await page.locator('#password').fill(PASSWORD);
    await page.locator('#again').fill(PASSWORD);
    await sound(second);
    expect(await elsewhere()).toBe('ECONNREFUSED');
    await next(page);
    await page.getByRole('heading', { name: 'Phường An Phú đã mở cửa' }).waitFor();
    // From now on tablets and televisions of the hall reach it, without a restart.
    expect(await elsewhere()).toBe('200');
    await sound(second);

    // The first number, and its slip on the new ward's own paper.
    await page.getByRole('link', { name: 'Cấp số đầu tiên' }).click();
    await page.locator('#connection[data-state="live"]').waitFor();
    expect(await page.locator('#trial-band').count()).toBe(0);
    await giveAtDoor(page, 'Hộ tịch');
    await page.getByRole('heading', { name: 'H001' }).waitFor();
    await page.getByText('Đã in').first().waitFor();
    const [last] = slips.slice(-1);
    if (last === undefined) throw new Error('nothing came out');
    const paper = PNG.sync.read(toPng(last));
    const site = '/api/v1/sites/phuong-an-phu';
    const picture = await page.request.get(`${running.url}${site}/tickets/0000000001.png`);
    expect(sameTop(paper, PNG.sync.read(await picture.body()))).toBe(true);
    // What the trial found counts for the ward's printer, with its date.
    const { printers } = z
      .object({ printers: z.array(z.object({ address: z.string(), answers: z.unknown() })) })
      .parse(await (await page.request.get(`${running.url}${site}/printers`)).json());
    const answers = { status: true, pushes: true, proof: 'echo', warned: true };
    expect(printers).toMatchObject([{ address, answers }]);
    const config = z
      .object({
        site: z.object({ name: z.object({ vi: z.string() }) }),
        groups: z.array(z.object({ id: z.string() })),
      })
      .parse(await (await page.request.get(`${running.url}${site}/config`)).json());
    expect(config.site.name.vi).toBe('Phường An Phú');
    expect(config.groups.map(({ id }) => id)).not.toContain('kinh-doanh');
  });

  test('afterwards the link is dead, the trial is gone, and the admin signs in by password', async () => {
    const state: unknown = JSON.parse(await readFile(join(dataDir, 'set-up.json'), 'utf8'));
    expect(state).toEqual({ over: true });
    expect(await readdir(dataDir)).not.toContain('trial-pins.json');
    expect(await readdir(join(dataDir, 'paper'))).toEqual([]);
    await using dead = await open('/set-up/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    await dead.page.getByRole('heading', { name: 'Phường đã mở cửa' }).waitFor();
    const sites: unknown = await (await fetch(`${running.url}/api/v1/sites`)).json();
    expect(sites).toMatchObject([{ id: 'phuong-an-phu', kind: 'real' }]);

    await using guest = await open('/');
    expect(await guest.page.locator('.start-people, .start-set-up, #trial-band').count()).toBe(0);
    const asked = await guest.page.request.post(`${running.url}/api/v1/sign-in`, {
      headers: { origin: running.url },
      data: { kind: 'password', login: 'Bùi Thị Sen', password: PASSWORD },
    });
    expect(await asked.json()).toMatchObject({ person: { role: 'admin' }, sites: 'all' });
  });
});

describe('a ward that is open', () => {
  test('practises beside its real numbers: said on every page, left in one press', async () => {
    await using opened = await open('/');
    const { page } = opened;
    await page.request.post(`${running.url}/api/v1/sign-in`, {
      headers: { origin: running.url },
      data: { kind: 'password', login: 'buithisen', password: PASSWORD },
    });
    await page.goto(`${running.url}/admin/sites`);
    await page.getByRole('button', { name: 'Mở lớp tập dượt cho Phường An Phú' }).press('Enter');
    await page.getByText('Lớp tập dượt đang mở.').waitFor();
    await sound(opened);

    // The real hall's addresses are what they were.
    await page.goto(`${running.url}/door`);
    await page.locator('#connection[data-state="live"]').waitFor();
    await page.locator('#person-name').click();
    await page.getByRole('link', { name: 'Tập dượt' }).click();
    await page.waitForURL('**/s/phuong-an-phu-tap-duot/door');
    await giveAtDoor(page, 'Chứng thực');
    await page.getByRole('heading', { name: 'A001' }).waitFor();
    expect(await page.locator('.doorway .training-tag').textContent()).toBe('TẬP DƯỢT');
    expect(await page.locator('.training-frame').count()).toBe(1);
    await page.getByText('Đã in').first().waitFor();
    const paper = join(dataDir, 'paper', 'phuong-an-phu-tap-duot-may-in-tap-duot');
    await expect.poll(() => readdir(paper)).toContain('slip-000001.png');
    await sound(opened);
    await page.getByRole('link', { name: 'Thôi tập, về làm thật' }).click();
    await page.waitForURL(`${running.url}/door`);
    expect(await page.locator('#trial-band').count()).toBe(0);

    await page.goto(`${running.url}/admin/sites`);
    await page.getByRole('button', { name: 'Đóng lớp tập dượt của Phường An Phú' }).click();
    await page.getByRole('button', { name: 'Đóng', exact: true }).click();
    await page.getByRole('button', { name: 'Mở lớp tập dượt cho Phường An Phú' }).waitFor();
    const gone = await page.request.get(`${running.url}/s/phuong-an-phu-tap-duot/hall`);
    expect(gone.status()).toBe(404);
  });
});

/** Whether two pictures of a slip are the same as far down as both go, its name and number included. */
function sameTop(one: PNG, other: PNG): boolean {
  const rows = Math.min(one.height, other.height, 260);
  const bytes = rows * one.width * 4;
  return (
    one.width === other.width && one.data.subarray(0, bytes).equals(other.data.subarray(0, bytes))
  );
}

interface Opened extends OpenPage, AsyncDisposable {}
async function open(path: string): Promise<Opened> {
  const opened = await openPage(browser, running.url + path, PC);
  return { ...opened, [Symbol.asyncDispose]: opened.close };
}
