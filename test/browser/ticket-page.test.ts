import jsqr from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CITIZEN_PARTS, citizenSentences } from '../../server/domain/citizen-words.js';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { loadWording } from '../../server/words.js';
import { sideways, smallTargets, violations } from '../support/accessibility.js';
import { firstPaint, openBrowser } from '../support/browser.js';
import { kind, openPhone, PUBLIC_URL } from '../support/phone.js';
import { soonest } from '../support/soonest.js';
import { PHONE, staffHall, type StaffHall } from '../support/staff-hall.js';

/** A name that is not this machine's own: no secure context over plain HTTP, as on a hall's Wi-Fi. */
const NAME = 'motcua.local';
const SMALL = { width: 360, height: 640 };
/** The same with its browser's own bars, and another lying on its side. */
const WITH_BARS = { width: 360, height: 560 };
const LYING_PHONE = { width: 740, height: 360 };
const LOCALES = new URL('../../display/locales/', import.meta.url).pathname;
/** Bytes and requests of a first look, fonts and headers included (issue "The hall"). */
const MOST_BYTES = 50_000;
const MOST_REQUESTS = 6;

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser(`--host-resolver-rules=MAP ${NAME} 127.0.0.1`);
  hall = await staffHall({ PUBLIC_URL });
  await hall.openCounters('quay-1');
  // A call is new on the phone for 6 s: then it can be called again.
  await hall.configure(({ rules }) => {
    rules.recallGapSeconds = 5;
  });
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
});

const local = (link: string | null): string => hall.product.url + new URL(link ?? '').pathname;
/** The same by the name that a phone in the hall would call. */
const byName = (link: string | null): string => local(link).replace('127.0.0.1', NAME);

/** Real sites have no band of trial mode. */
const withoutBand = (page: Page): Promise<void> =>
  page.locator('.trial-band').evaluate((band) => band.remove());

/** Those that do not stand whole within the window, above what the holder may do. */
function outside(page: Page, selectors: readonly string[]): Promise<string[]> {
  return page.evaluate((wanted) => {
    const foot = document.querySelector('#foot:not([hidden])');
    const least = Math.min(innerHeight, foot?.getBoundingClientRect().top ?? innerHeight);
    return wanted.filter((selector) => {
      const shown = [...document.querySelectorAll<HTMLElement>(selector)].filter(
        ({ hidden }) => !hidden,
      );
      return shown.every((each) => each.getBoundingClientRect().bottom > least + 1);
    });
  }, selectors);
}

describe('the page of a ticket', () => {
  test('says where one stands, that it is soon, then the call, on a phone without a secure connection', async () => {
    const [first, second, third] = [
      await hall.give({ group: 'chung-thuc' }),
      await hall.give({ group: 'chung-thuc' }),
      await hall.give({ group: 'chung-thuc' }),
    ];
    const ticket = await hall.give({ group: 'chung-thuc' });
    await using phone = await openPhone(browser, byName(ticket.link));
    const { page } = phone;
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await page.getByText('3 người', { exact: true }).waitFor();
    await expect.poll(() => page.title()).toBe(`Còn 3 người trước · ${ticket.number}`);
    expect(await page.locator('.line__ring:visible').count()).toBe(3);
    const found = [await violations(page), await smallTargets(page, 44), await sideways(page)];
    expect(found).toEqual([[], [], 0]);

    await page.getByRole('button', { name: 'Bật chuông khi đến lượt' }).click();
    await page.getByText('Chuông reo khi trang này đang mở').waitFor();
    await expect.poll(phone.buzzes).toBe(1);
    // A page that its phone let go comes back as it was, and says what the browser still wants.
    await page.reload();
    await page.getByText('chạm vào màn hình một lần').waitFor();
    await page.getByRole('button', { name: 'Chuông đã bật', pressed: true }).waitFor();
    await page.getByText('Trước ông/bà còn').click();
    await page.getByText('Chuông reo khi trang này đang mở').waitFor();
    await hall.must(`/tickets/${first.id}/cancel`, { reason: 'left' });
    await kind(page, 'nearly');
    await page.getByText('Còn 2 lượt nữa đến ông/bà.').waitFor();
    await page.getByText('Mời vào ngồi chờ ở tầng 1.').waitFor();
    expect(await violations(page)).toEqual([]);

    await using quiet = await openPhone(browser, byName(ticket.link));
    // Colours change places for some seconds; the clock too stands white on dark then.
    const swapped = page.waitForFunction(() => {
      const clock = document.querySelector('.is-swapped .top__at');
      return clock !== null && getComputedStyle(clock).color === 'rgb(255, 255, 255)';
    });
    await hall.must(`/tickets/${ticket.id}/call`, { counter: 'quay-1' });
    await kind(page, 'called');
    await page.getByText('đến quầy 1, tầng 1').waitFor();
    expect(await page.title()).toBe(`Mời ${ticket.number} đến quầy 1`);
    await swapped;
    await page.locator('.is-new').waitFor({ state: 'detached' });
    await expect.poll(phone.buzzes).toBe(4);
    expect(await phone.notes()).toBe(6);
    expect(await violations(page)).toEqual([]);
    // Whoever did not ask for it is not disturbed.
    await kind(quiet.page, 'called');
    expect([await quiet.buzzes(), await quiet.notes()]).toEqual([0, 0]);
    // Called again: as the first time.
    const anew = page.waitForFunction(() => document.querySelector('.is-new') !== null);
    await hall.must(`/tickets/${ticket.id}/recall`);
    await anew;
    await expect.poll(phone.buzzes).toBe(5);
    for (const viewport of [SMALL, PHONE, LYING_PHONE]) {
      await page.setViewportSize(viewport);
      expect(await sideways(page)).toBe(0);
      expect(await outside(page, ['.number', '.go', '.way__door'])).toEqual([]);
    }
    // A number of five characters fits too.
    for (const viewport of [SMALL, PHONE, LYING_PHONE]) {
      await page.setViewportSize(viewport);
      const beyond = await page.locator('.number').evaluate((number) => {
        number.textContent = 'A1000';
        number.setAttribute('data-long', '');
        return number.scrollWidth - number.clientWidth;
      });
      expect(beyond).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize(PHONE);

    await hall.must(`/tickets/${ticket.id}/miss`);
    await page.getByText('Ông/bà đã lỡ lượt').waitFor();
    for (const { id } of [second, third]) {
      await hall.must(`/tickets/${id}/cancel`, { reason: 'left' });
    }
    expect(phone.complaints).toEqual([]);
  });

  test('gives the number up after a second tap, and back within ten seconds', async () => {
    const ticket = await hall.give({ group: 'ho-tich' });
    await using phone = await openPhone(browser, byName(ticket.link), { viewport: SMALL });
    const { page } = phone;
    const state = async () => (await hall.ticket(ticket.number)).state;
    // What the trial mode says above it hides neither number nor how many are ahead.
    for (const viewport of [SMALL, WITH_BARS]) {
      await page.setViewportSize(viewport);
      expect(await outside(page, ['.number', '.fact'])).toEqual([]);
    }
    await withoutBand(page);
    for (const viewport of [SMALL, WITH_BARS]) {
      await page.setViewportSize(viewport);
      expect(await outside(page, ['.number', '.fact', '.detail, .when'])).toEqual([]);
    }
    // The second half of a double tap is no second tap: for a moment nothing is taken.
    const held = page.waitForFunction(() => document.querySelector('#foot.is-holding') !== null);
    await page.getByRole('button', { name: 'Bỏ lượt này' }).click();
    await page.getByText(`Bỏ số ${ticket.number}?`).waitFor();
    await held;
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Giữ lại số' }).click();
    expect(await state()).toBe('waiting');
    await page.getByRole('button', { name: 'Bỏ lượt này' }).click();
    await page.locator('[data-do="cancel"]').click();
    await kind(page, 'cancelled');
    expect(await state()).toBe('cancelled');
    await page.getByRole('button', { name: 'Lấy lại số này' }).click();
    await page.locator('#visit:not([data-kind="cancelled"])').waitFor();
    expect(await state()).toBe('waiting');
    expect(phone.complaints).toEqual([]);
  });

  test('goes on by asking where no socket comes through, and in the text size that somebody needs', async () => {
    const ticket = await hall.give({ group: 'ho-tich' });
    const context = await browser.newContext({ viewport: SMALL, locale: 'vi-VN' });
    const page = await context.newPage();
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.goto(byName(ticket.link));
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    expect(await sideways(page)).toBe(0);
    await hall.must(`/tickets/${ticket.id}/park`, { reason: 'copies' });
    await page.getByText('Chỗ của ông/bà được giữ').waitFor();
    await context.close();
  });

  test('weighs little: bytes and requests of the first look, and its first picture on a slow phone', async () => {
    const ticket = await hall.give({ group: 'chung-thuc', procedure: 'sao-y' });
    const look = async (): Promise<number> => {
      const context = await browser.newContext({ viewport: SMALL, locale: 'vi-VN' });
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
      let bytes = 0;
      let requests = 0;
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength;
        requests += 1;
      });
      await page.goto(byName(ticket.link));
      await page.evaluate(() => document.fonts.ready);
      await page.getByText('Mời mang theo').waitFor();
      const painted = await firstPaint(page);
      expect(
        { bytes: bytes <= MOST_BYTES, requests: requests <= MOST_REQUESTS },
        `${bytes} bytes`,
      ).toEqual({ bytes: true, requests: true });
      await context.close();
      return painted;
    };
    expect(await soonest(3_000, look)).toBeLessThan(3_000);
  });

  test('shows a notice of the phone itself where the connection is secure and the page out of sight', async () => {
    const ticket = await hall.give({ group: 'chung-thuc' });
    await using phone = await openPhone(browser, local(ticket.link), {
      permissions: ['notifications'],
    });
    const { page } = phone;
    await page.getByRole('button', { name: 'Bật chuông khi đến lượt' }).click();
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    });
    await hall.must(`/tickets/${ticket.id}/call`, { counter: 'quay-1' });
    const shown = () =>
      page.evaluate(async () => {
        const all = await navigator.serviceWorker.getRegistrations();
        const lists = await Promise.all(all.map((each) => each.getNotifications()));
        return lists.flat().map(({ title }) => title);
      });
    await expect.poll(shown, { timeout: 10_000 }).toEqual([`Mời ${ticket.number} đến quầy 1`]);
    await hall.must(`/tickets/${ticket.id}/finish`, {});
    await kind(page, 'done');
    expect(phone.complaints).toEqual([]);
  });

  test('is whole without a script, in each language of the site, and nobody keeps or passes on its address', async () => {
    const words = await loadWording(LOCALES);
    const citizen = citizenSentences(words.sentences('vi', CITIZEN_PARTS));
    const strings = Object.fromEntries(
      Object.entries(citizen).map(([key, text]) => [
        key,
        ['សូមអញ្ជើញ', ...Array.from(text.matchAll(/\{\w+\}/g), ([name]) => name)].join(' '),
      ]),
    );
    await hall.configure((config) => {
      config.languages = [{ tag: 'km', name: 'ភាសាខ្មែរ', strings }];
    });
    const ticket = await hall.give({ group: 'ho-tich' });
    const wanted = await hall.give({ group: 'ho-tich', language: 'km' });
    const read = async (address: string, language: string) => {
      const answer = await fetch(address, { headers: { 'Accept-Language': language } });
      expect(answer.status).toBe(200);
      return { headers: answer.headers, html: await answer.text() };
    };
    const { headers, html } = await read(local(ticket.link), 'en-GB,en;q=0.9');
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'x-robots-tag': 'noindex', 'cache-control': 'no-store' },
      'referrer-policy': 'no-referrer',
    });
    expect(html).toContain('Your number');
    expect(html).toContain(ticket.number);
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="20">');
    // Ids would lead to the staff's routes; the class of priority is nobody's business.
    expect(html).not.toContain(ticket.id);
    expect(html).not.toMatch(/(?:src|href)="https?:/);
    for (const [address, tag] of [
      [`${local(ticket.link)}?lang=vi`, 'vi'],
      [`${local(ticket.link)}?lang=km`, 'km'],
      [local(wanted.link), 'km'],
    ] as const) {
      const page = (await read(address, 'en')).html;
      expect(page).toContain(`<html lang="${tag}"`);
      for (const name of ['Tiếng Việt', 'English', 'ភាសាខ្មែរ']) {
        expect(page.includes(`>${name}</a>`)).toBe(!page.includes(`<html lang="${TAGS[name]}"`));
      }
    }
    // What was chosen once holds for this browser, after a form or another look too.
    const chosen = await fetch(`${local(ticket.link)}?lang=km`);
    const kept = (chosen.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const again = await fetch(local(ticket.link), { headers: { cookie: kept } });
    expect(await again.text()).toContain('<html lang="km"');
    await using phone = await openPhone(browser, local(wanted.link), { javaScriptEnabled: false });
    await phone.page.getByRole('heading', { name: wanted.number }).waitFor();
    expect(await phone.page.locator('#foot').isVisible()).toBe(false);
  });

  test('is gone for whoever guesses, and where a number is of another day, and says so kindly', async () => {
    const { link } = await hall.give({ group: 'ho-tich' });
    const guessed = local(link).replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    const answers = await Promise.all(
      [guessed, `${hall.product.url}/t/x`].map((each) => fetch(each)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    const [first, second] = await Promise.all(answers.map((answer) => answer.text()));
    expect(first).toContain('Số chỉ có giá trị trong ngày');
    const bare = (html = '') => html.replace(/"at":[\d.]+/, '');
    expect(bare(first)).toBe(bare(second));
  });
});

/** Languages by what their speakers call them. */
const TAGS: Readonly<Record<string, string>> = {
  'Tiếng Việt': 'vi',
  English: 'en',
  ភាសាខ្មែរ: 'km',
};

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

test('a phone that lost the server says so with the time, and takes the yellow away', async () => {
  const ticket = await hall.give({ group: 'chung-thuc' });
  await hall.must(`/tickets/${ticket.id}/call`, { counter: 'quay-1' });
  await using phone = await openPhone(browser, byName(ticket.link));
  const { page } = phone;
  await kind(page, 'called');
  await hall.leave();
  await page.getByText(/^Mất kết nối từ \d+ giờ/).waitFor({ timeout: 15_000 });
  await page.getByText(/^Đã gọi lúc \d+ giờ/).waitFor();
  const ground = await page
    .locator('#visit')
    .evaluate((visit) => getComputedStyle(visit).backgroundColor);
  expect(ground).toBe('rgb(243, 246, 250)');
  expect(await violations(page)).toEqual([]);
  await hall.comeBack();
  await page.getByText(/^Mất kết nối từ/).waitFor({ state: 'hidden', timeout: 30_000 });
  await kind(page, 'called');
});
