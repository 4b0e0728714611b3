import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { RatingsAnswer } from '../../server/protocol/rating.js';
import { smallTargets, violations } from '../support/accessibility.js';
import { openBrowser, openPage, STANDING } from '../support/browser.js';
import { pair } from '../support/signed-in.js';
import { PHONE, staffHall, type StaffHall } from '../support/staff-hall.js';

const TABLET = { width: 1024, height: 768 };
const DESKTOP = { width: 1280, height: 800 };

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

async function served(): Promise<{ ticket: TicketAnswer; url: string }> {
  const ticket = await hall.give({ group: 'chung-thuc' });
  await hall.must(`/tickets/${ticket.id}/call`, { counter: 'quay-1' });
  await hall.must(`/tickets/${ticket.id}/finish`, { outcome: 'da-tra-ket-qua' });
  // The browser of the tests speaks English.
  return { ticket, url: `${hall.product.url}${new URL(ticket.link ?? '').pathname}?lang=vi` };
}

async function ratings(): Promise<RatingsAnswer> {
  const { url, site, token } = hall.product;
  const headers = { authorization: `Bearer ${token}` };
  return (await (await fetch(`${url}${site}/ratings`, { headers })).json()) as RatingsAnswer;
}

const face = (page: Page, word: string) => page.getByRole('radio', { name: word, exact: true });

describe('on the phone that holds a ticket', () => {
  test('four faces and one line are sent without a new page, thought better of, and kept without numbers', async () => {
    const { url } = await served();
    const phone = await openPage(browser, url, PHONE);
    const { page } = phone;
    await page.getByText('Hôm nay ông/bà được phục vụ thế nào?').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await smallTargets(page, 48)).toEqual([]);
    await face(page, 'Bình thường').check();
    await page.getByLabel('Góp ý thêm, nếu có').fill('gọi 0912345678 cho tôi');
    await page.getByText('Dãy số dài').waitFor();
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await page.getByText('Cảm ơn ông/bà đã góp ý').waitFor();
    expect(await violations(page)).toEqual([]);
    expect((await ratings()).lines[0]).toMatchObject({ score: 2, text: 'gọi … cho tôi' });

    await page.getByRole('link', { name: 'Sửa đánh giá' }).click();
    await page.keyboard.press('Tab');
    await face(page, 'Rất hài lòng').check();
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await page.getByText('Cảm ơn ông/bà đã góp ý').waitFor();
    const { all, lines } = await ratings();
    expect(all).toEqual([0, 0, 0, 1]);
    expect(lines).toHaveLength(1);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });

  test('works as a plain form where no script runs, and asks nobody who does not want to be asked', async () => {
    const { url } = await served();
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const page = await context.newPage();
    const before = (await ratings()).all[2];
    await page.goto(url);
    await face(page, 'Hài lòng').check();
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
    await page.getByText('Cảm ơn ông/bà đã góp ý').waitFor();
    expect(new URL(page.url()).pathname.toLowerCase()).toBe(new URL(url).pathname.toLowerCase());
    expect((await ratings()).all[2]).toBe(before + 1);
    await page.goto(`${(await served()).url}`);
    await page.getByRole('link', { name: 'Bỏ qua' }).click();
    await page.getByText('Đã xong').first().waitFor();
    expect(await face(page, 'Hài lòng').isVisible()).toBe(false);
    await context.close();
  });
});

test('a tablet that is held out takes one face, locks itself, and leads back by a PIN alone', async () => {
  await using door = await hall.screen(browser, '/door', TABLET, 'volunteer');
  const { page } = door;
  await page
    .getByRole('button', { name: /Hỗ trợ/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Xin ý kiến' }).click();
  await page.waitForURL(/\/rate$/);
  await page.getByRole('heading', { name: 'Hôm nay ông/bà được phục vụ thế nào?' }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await smallTargets(page, 60)).toEqual([]);
  const before = (await ratings()).places.tablet[3];
  const locked = page.waitForResponse(/\/api\/v1\/lock$/);
  await page.getByRole('button', { name: 'Rất hài lòng' }).click();
  await page.getByText('Mời ông/bà đưa lại máy').waitFor();
  await locked;
  await expect.poll(async () => (await ratings()).places.tablet[3]).toBe(before + 1);
  await page.goto(`${hall.product.url}/door`);
  await page.waitForURL(/\/sign-in/);
});

test('a kiosk takes one face from its first page and goes back there by itself, and a child at play gives few', async () => {
  const { device, cookies } = await pair(hall.product, 'kiosk', 'Kiosk');
  expect(device.kind).toBe('kiosk');
  const { url, site } = hall.product;
  const context = await browser.newContext({ viewport: STANDING });
  await context.addCookies(cookies.map(({ name, value }) => ({ name, value, url })));
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${url}/kiosk`);
  const rate = async (): Promise<void> => {
    await page.clock.runFor(1_000);
    await page.getByRole('button', { name: 'Đánh giá' }).click();
    await page.getByRole('heading', { name: 'Hôm nay ông/bà được phục vụ thế nào?' }).waitFor();
    await page.clock.runFor(1_000);
  };
  await rate();
  await page.getByRole('button', { name: 'Hài lòng', exact: true }).click();
  await page.getByRole('heading', { name: 'Cảm ơn ông/bà đã góp ý' }).waitFor();
  await expect.poll(async () => (await ratings()).places.kiosk).toEqual([0, 0, 1, 0]);
  await page.clock.runFor(16_000);
  await page.getByRole('button', { name: 'Đánh giá' }).waitFor();
  // Who thinks better of it and walks away leaves nothing behind either.
  await rate();
  await page.clock.runFor(61_000);
  await page.getByRole('button', { name: 'Đánh giá' }).waitFor();

  const taken = await page.evaluate(async (path) => {
    const statuses: number[] = [];
    for (const score of [5, 1, 1, 1, 1, 1]) {
      const { status } = await fetch(path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': `kiosk-${String(statuses.length).repeat(16)}`,
        },
        body: JSON.stringify({ score }),
      });
      statuses.push(status);
    }
    return statuses;
  }, `${site}/ratings`);
  expect(taken).toEqual([400, 201, 201, 201, 201, 201]);
  await rate();
  await page.getByRole('button', { name: 'Chưa hài lòng' }).click();
  await page.getByRole('heading', { name: 'Chưa gửi được. Mời ông/bà thử lại sau.' }).waitFor();
  await context.close();
  await using lead = await hall.screen(browser, '/admin/ratings', DESKTOP, 'lead');
  await lead.page.getByRole('row', { name: 'Ở máy lấy số 0 1 0 5' }).waitFor();
});

test('a lead reads counts and lines of a day in the settings', async () => {
  const { url } = await served();
  const token = /[0-9A-F]{24}/i.exec(url)?.[0] ?? '';
  const said = await fetch(`${hall.product.url}/api/v1/links/${token}/rating`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k'.repeat(20) },
    body: JSON.stringify({ score: 1, text: 'chờ quá lâu' }),
  });
  expect(await said.json()).toMatchObject({ score: 1, said: true });
  await using lead = await hall.screen(browser, '/admin/ratings', DESKTOP, 'lead');
  const { page } = lead;
  await page.getByText('chờ quá lâu').waitFor();
  await page.getByRole('row', { name: /Tất cả/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(lead.complaints).toEqual([]);
});
