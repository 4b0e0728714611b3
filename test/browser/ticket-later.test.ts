import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { kind, openPhone, PUBLIC_URL } from '../support/phone.js';
import { staffHall, type StaffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const local = ({ product }: StaffHall, link: string | null): string =>
  product.url + new URL(link ?? '').pathname;

test('a number put off waits again by itself, and its holder may come back sooner', async () => {
  // A minute of the site's is half a second.
  const fast = await staffHall({ PUBLIC_URL, CLOCK: '2026-11-23T08:00@120' });
  try {
    await fast.openCounters('quay-1');
    for (let nth = 0; nth < 3; nth += 1) await fast.give({ group: 'chung-thuc' });
    const ticket = await fast.give({ group: 'chung-thuc' });
    const other = await fast.give({ group: 'chung-thuc' });
    await using phone = await openPhone(browser, local(fast, ticket.link));
    const { page } = phone;
    await page.getByRole('button', { name: 'Xin gọi muộn hơn' }).click();
    await page.getByText('Gọi ông/bà muộn hơn bao lâu?').waitFor();
    expect(await violations(page)).toEqual([]);
    // Ten minutes are over soon.
    const later = Promise.all([
      kind(page, 'later'),
      page.getByText(/^Đến \d+ giờ( \d+)?, số tự vào lại hàng/).waitFor(),
    ]);
    await page.getByRole('button', { name: '10 phút' }).click();
    await later;
    await kind(page, 'waiting');
    // Once and no more.
    await page.getByRole('button', { name: 'Xin gọi muộn hơn' }).waitFor({ state: 'hidden' });

    await using second = await openPhone(browser, local(fast, other.link));
    await second.page.getByRole('button', { name: 'Xin gọi muộn hơn' }).click();
    await second.page.getByRole('button', { name: '30 phút' }).click();
    await kind(second.page, 'later');
    await second.page.getByRole('button', { name: 'Tôi đã sẵn sàng' }).click();
    await kind(second.page, 'waiting');
    expect([...phone.complaints, ...second.complaints]).toEqual([]);
    // The band of trial mode says the day also over an address that names no number.
    const gone = await (await fetch(`${fast.product.url}/t/x`)).text();
    expect(/id="trial-text">([^<]*)</.exec(gone)?.[1]).toContain('23/11/2026');
  } finally {
    await fast[Symbol.asyncDispose]();
  }
});
