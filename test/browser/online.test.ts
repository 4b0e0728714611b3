import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PublicAnswer } from '../../server/protocol/public.js';
import { smallTargets, violations } from '../support/accessibility.js';
import { openBrowser, openPage } from '../support/browser.js';
import { staffHall, type StaffHall } from '../support/staff-hall.js';

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser();
  hall = await staffHall({ PUBLIC_URL: 'http://192.168.1.10:3000' });
  await hall.openCounters('quay-1');
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
});

const SMALL = { width: 360, height: 640 };

describe('what is online', () => {
  test('is nothing until the site turns it on', async () => {
    const { url, site } = hall.product;
    for (const path of ['/remote', '/public', `${site}/public`]) {
      expect((await fetch(url + path)).status, path).toBe(404);
    }
    const form = { method: 'POST', body: new URLSearchParams({ group: 'chung-thuc' }) };
    const answer = await fetch(`${url}/remote`, { ...form, redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/remote?error=cookie');
  });
});

describe('numbers from home', () => {
  test('are taken by a plain form, one at a time, and known to the staff as such', async () => {
    await hall.configure(({ online }) => {
      online.remote = { ...online.remote, open: true, groups: ['chung-thuc', 'ho-tich'] };
    });
    const { url } = hall.product;
    await expect.poll(async () => (await fetch(`${url}/remote`)).status).toBe(200);
    const context = await browser.newContext({ viewport: SMALL, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hall.product.url}/remote`);
    expect(await page.getByRole('radio').count()).toBe(2);
    await page.getByRole('radio', { name: /Hộ tịch/ }).check();
    await page.getByRole('button', { name: 'Lấy số' }).click();
    await page.getByText('H001').first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/t\/[0-9A-F]{24}$/);
    // In the language of the page before, although this browser speaks English.
    await page.getByText('Số của ông/bà').waitFor();
    expect(await hall.ticket('H001')).toMatchObject({ remote: true, state: 'waiting' });

    // The same browser holds one number, whatever it asks for; another one gets its own.
    await page.goto(`${hall.product.url}/remote`);
    await page.getByText('Ông/bà đang giữ số H001.').waitFor();
    const [kept] = await context.cookies();
    const again = await fetch(`${hall.product.url}/remote`, {
      method: 'POST',
      headers: { cookie: `${kept?.name}=${kept?.value}` },
      body: new URLSearchParams({ group: 'chung-thuc' }),
      redirect: 'manual',
    });
    const own = page.getByRole('link', { name: 'Xem số của tôi' });
    expect(again.headers.get('location')).toBe(await own.getAttribute('href'));
    expect(kept).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await context.close();
  });

  test('are refused politely when the day is full, and the page is fit for everybody', async () => {
    await hall.configure(({ online }) => {
      online.remote.perDay = 1;
    });
    await using phone = await opened('/remote?lang=en');
    const { page } = phone;
    expect(await violations(page)).toEqual([]);
    expect(await smallTargets(page, 44)).toEqual([]);
    await page.getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Take a number' }).click();
    await page
      .getByRole('alert')
      .getByText('Today’s numbers for people at home are gone.')
      .waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SMALL.width);
    expect(phone.complaints).toEqual([]);
  });
});

describe('numbers from home, taken one after the other', () => {
  /** Asks as a phone of this address. @returns where it is sent */
  async function take(address: string, cookie: string): Promise<string> {
    const answer = await fetch(`${hall.product.url}/remote`, {
      method: 'POST',
      headers: { cookie, 'x-forwarded-for': address },
      body: new URLSearchParams({ group: 'ho-tich' }),
      redirect: 'manual',
    });
    return answer.headers.get('location') ?? '';
  }
  async function phone(): Promise<string> {
    const answer = await fetch(`${hall.product.url}/remote`);
    return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }
  /** Gives up what is waiting, as whoever holds it would. */
  async function giveUp(): Promise<void> {
    for (const { id, remote, state } of Object.values((await hall.board()).tickets)) {
      if (remote && state === 'waiting') {
        await hall.must(`/tickets/${id}/cancel`, { reason: 'left' });
      }
    }
  }
  const GIVEN = /^\/t\/[0-9A-F]{24}\?lang=vi$/;

  test('end with the fifth of a phone and the last of an address, in words that say what to do', async () => {
    await hall.configure(({ online }) => {
      online.remote = { ...online.remote, perDay: 100, perAddress: 6 };
    });
    const [office, home] = ['198.51.100.7', '203.0.113.9'];
    const [first, second, third] = [await phone(), await phone(), await phone()];
    for (let nth = 0; nth < 5; nth += 1) {
      expect(await take(office, first)).toMatch(GIVEN);
      await giveUp();
    }
    // The sixth of this phone is too many wherever it is; another one there may still.
    expect(await take(home, first)).toBe('/remote?error=day-limit');
    expect(await take(office, second)).toMatch(GIVEN);
    await giveUp();
    expect(await take(office, second)).toBe('/remote?error=too-many');
    expect(await take(home, third)).toMatch(GIVEN);

    await using reader = await opened('/remote?lang=vi&error=day-limit');
    const said = reader.page.getByRole('alert');
    await said.getByText('Mời ông/bà đến lấy số tại chỗ').waitFor();
    expect(await violations(reader.page)).toEqual([]);
    await reader.page.goto(`${hall.product.url}/remote?lang=vi&error=too-many`);
    await said.getByText('Đã lấy nhiều số từ mạng này').waitFor();
    expect(await violations(reader.page)).toEqual([]);
  });
});

describe('the public board', () => {
  test('tells other pages ranges alone, and may stand inside them only where the site lets it', async () => {
    await hall.configure(({ online }) => {
      online.board = { open: true, embed: false };
    });
    for (let n = 0; n < 6; n += 1) await hall.give({ group: 'chung-thuc' });
    const { url, site } = hall.product;
    const headers = { origin: 'https://ward.example' };
    const asked = () => fetch(`${url}${site}/public`, { headers });
    await expect
      .poll(async () => {
        const answer = await asked();
        return answer.ok ? ((await answer.json()) as PublicAnswer).groups[0]?.waiting : null;
      })
      .toEqual({ from: 5, to: 9 });
    const answer = await asked();
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=15');
    const board = (await answer.json()) as PublicAnswer;
    expect(board.groups.find(({ letter }) => letter === 'A')?.waiting).toEqual({ from: 5, to: 9 });
    const others = board.others?.groups.map(({ letter }) => letter);
    expect(others).toContain('H');
    expect(others).not.toContain('A');
    expect(board.others?.waiting).toEqual({ from: 0, to: 4 });
    const shut = await fetch(`${url}/public`);
    expect(shut.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    await hall.configure(({ online }) => {
      online.board.embed = true;
    });
    const policy = async () =>
      (await fetch(`${url}/public`)).headers.get('content-security-policy');
    await expect.poll(policy).toContain('frame-ancestors *');
    const embedded = await fetch(`${url}/public`);
    expect(embedded.headers.has('x-frame-options')).toBe(false);
    expect(await embedded.text()).toContain('<meta http-equiv="refresh" content="60">');

    await using phone = await opened('/public');
    const { page } = phone;
    await page.getByText('5–9 người').waitFor();
    await page.getByRole('heading', { name: 'Các lĩnh vực khác dưới 5 người' }).waitFor();
    // Two for one group and three for another are five of the others, and nobody's own.
    for (const group of ['ho-tich', 'ho-tich', 'dat-dai', 'dat-dai', 'dat-dai']) {
      await hall.give({ group });
    }
    const merged = async () =>
      ((await (await fetch(`${url}${site}/public`)).json()) as PublicAnswer).others?.waiting;
    await expect.poll(merged).toEqual({ from: 5, to: 9 });
    await page.reload();
    await page.getByRole('heading', { name: 'Các lĩnh vực khác 5–9 người' }).waitFor();
    await page.getByText('Tính chung, mỗi lĩnh vực dưới 5 người.').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SMALL.width);
    expect(phone.complaints).toEqual([]);
  });
});

async function opened(path: string) {
  const phone = await openPage(browser, hall.product.url + path, SMALL);
  return { ...phone, [Symbol.asyncDispose]: phone.close };
}
