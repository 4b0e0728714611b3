import jsqr from 'jsqr';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { violations } from '../support/accessibility.js';
import { openBrowser, openPage } from '../support/browser.js';
import { PHONE, staffHall, type StaffHall } from '../support/staff-hall.js';

/** Where phones would find the hall; here only the path of a link matters. */
const PUBLIC_URL = 'http://192.168.1.10:3000';

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser();
  hall = await staffHall({ PUBLIC_URL });
  await hall.openCounters('quay-1');
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
});

const local = (link: string | null): string => hall.product.url + new URL(link ?? '').pathname;

describe('the page of a ticket', () => {
  test('says where one stands, then the call, then what to do after a missed one, without a touch', async () => {
    await hall.give({ group: 'chung-thuc' });
    const ticket = await hall.give({ group: 'chung-thuc' });
    await using phone = {
      ...(await openPage(browser, local(ticket.link), PHONE)),
      async [Symbol.asyncDispose]() {
        await this.close();
      },
    };
    const { page } = phone;
    await page.getByRole('heading', { name: ticket.number }).waitFor();
    await page.getByText('1 người', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);

    await hall.must(`/tickets/${ticket.id}/call`, { counter: 'quay-1' });
    await page.locator('.is-called').waitFor();
    await page.getByText('đến quầy 1, tầng 1').waitFor();
    expect(await violations(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(PHONE.width);

    await hall.must(`/tickets/${ticket.id}/miss`);
    await page.getByText('Ông/bà đã lỡ lượt').waitFor();
    expect(phone.complaints).toEqual([]);
  });

  test('is whole without a script, in the language asked for, and kept by no search engine', async () => {
    const ticket = await hall.give({ group: 'ho-tich' });
    const answer = await fetch(`${local(ticket.link)}?lang=en`);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('Your number');
    expect(html).toContain(ticket.number);
    // Ids would lead to the staff's routes; the class of priority is nobody's business.
    expect(html).not.toContain(ticket.id);
  });

  test('exists for nobody who guesses, for no other day, and not where phones have no way here', async () => {
    const { link } = await hall.give({ group: 'ho-tich' });
    const guessed = local(link).replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    expect((await fetch(guessed)).status).toBe(404);
    expect((await fetch(`${hall.product.url}/t/x`)).status).toBe(404);
  });
});

test('the code on the slip leads to the page, and the door finds the number by it', async () => {
  const ticket = await hall.give({ group: 'chung-thuc', print: true });
  const { url, site, token } = hall.product;
  const headers = { authorization: `Bearer ${token}` };
  const picture = await fetch(`${url}${site}/tickets/${ticket.id}.png`, { headers });
  const { data, width, height } = PNG.sync.read(Buffer.from(await picture.arrayBuffer()));
  const read = jsqr.default(new Uint8ClampedArray(data), width, height)?.data ?? 'unreadable';
  expect(read).toBe(ticket.link);
  const code = new URL(read).pathname.split('/').at(-1) ?? '';
  const { body } = await hall.product.api.get<TicketAnswer>(`${site}/links/${code}`);
  expect(body).toMatchObject({ id: ticket.id, number: ticket.number });
  const other = await hall.product.api.get(`${site}/links/${code.slice(1)}0`);
  expect(other).toMatchObject({ status: 404, code: 'ticket-unknown' });
});
