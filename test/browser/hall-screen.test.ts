/** The hall television in a real browser, on the real pages and the real live namespace. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { LYING, openBrowser, openPage, STANDING, type Size } from '../support/browser.js';
import { at, configuring } from '../support/factories.js';
import {
  builtScreens,
  openScreenHall,
  type ScreenHall,
  type ScreenHallOptions,
} from '../support/screen-hall.js';

/** A Thursday morning. */
const NOW = at('2026-11-19', '09:14');
const YELLOW = 'rgb(255, 212, 0)';

let browser: Browser;
let built: Awaited<ReturnType<typeof builtScreens>>;
let ward: SiteConfig;
beforeAll(async () => {
  [browser, built, ward] = await Promise.all([openBrowser(), builtScreens(), readSampleWard()]);
  ward = { ...ward, version: 1 };
});
afterAll(async () => {
  await browser.close();
  await built[Symbol.asyncDispose]();
});

/** A hall of the sample ward with all counters open since ten minutes. */
async function openHall(options: Partial<ScreenHallOptions> = {}): Promise<ScreenHall> {
  const hall = await openScreenHall({ views: built.views, config: ward, at: NOW, ...options });
  for (const { id } of ward.counters) {
    await hall.must('openCounter', { counter: id }, hall.clock.now() - 600_000);
  }
  return hall;
}
const open = (hall: ScreenHall, path = '/hall', size: Size = LYING) =>
  openPage(browser, hall.url + path, size);

/** Numbers and counters that stand large, left to right. */
async function tiles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.tile:not([hidden])')];
    const text = (tile: Element, what: string) => tile.querySelector(what)?.textContent ?? '';
    return shown
      .sort((a, b) => Number(a.style.order) - Number(b.style.order))
      .map((tile) => `${text(tile, '.tile-number')} ${text(tile, '.door-number')}`);
  });
}
const live = (page: Page) => page.locator('[data-call]').first();

describe('a citizen who looks up', () => {
  test('sees the number and the door within a second of the call', async () => {
    await using hall = await openHall();
    const screen = await open(hall);
    await screen.page.waitForFunction(() => document.fonts.status === 'loaded');
    const number = await hall.call('chung-thuc', 'quay-3');
    await screen.page
      .locator('.tile:not([hidden]) .tile-number', { hasText: number })
      .waitFor({ timeout: 1_000 });
    expect(await tiles(screen.page)).toEqual([`${number} 3`]);
    expect(await screen.page.locator('.tile-name').first().textContent()).toBe('Chứng thực');
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });

  test('sees the call even where no script runs', async () => {
    await using hall = await openHall();
    const number = await hall.call('ho-tich', 'quay-10', NOW - 3_000);
    await hall.call('chung-thuc', 'quay-1', NOW - 90_000).catch(() => undefined);
    const context = await browser.newContext({ viewport: LYING, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hall.url}/hall`);
    expect(await tiles(page)).toEqual([`${number} 10`]);
    expect(await page.locator('#clock-time').textContent()).toBe('09h14');
    await context.close();
  });

  test('sees four calls of one moment side by side and the one before them in the line', async () => {
    await using hall = await openHall();
    const screen = await open(hall);
    await live(screen.page).waitFor({ state: 'attached' });
    const before = await hall.call('chung-thuc', 'quay-1', NOW - 30_000);
    const numbers: string[] = [];
    for (const [group, counter] of [
      ['ho-tich', 'quay-3'],
      ['cong-an', 'quay-4'],
      ['dat-dai', 'quay-6'],
      ['truc-tuyen', 'quay-10'],
    ] as const) {
      numbers.unshift(`${await hall.call(group, counter)} ${counter.slice(5)}`);
    }
    await screen.page.locator('#hall[data-count="4"]').waitFor();
    expect(await tiles(screen.page)).toEqual(numbers);
    expect(await screen.page.locator('.last-number').first().textContent()).toBe(before);
    await screen.close();
  });

  test('sees the calls of the own floor only', async () => {
    await using hall = await openHall();
    const upstairs = await open(hall, '/hall/tang-2');
    await hall.call('chung-thuc', 'quay-1');
    const number = await hall.call('dat-dai', 'quay-6');
    await upstairs.page.locator('.tile:not([hidden])').waitFor();
    expect(await tiles(upstairs.page)).toEqual([`${number} 6`]);
    expect((await upstairs.page.goto(`${hall.url}/hall/tang-9`))?.status()).toBe(404);
    await upstairs.close();
  });

  test('reads English where the address asks for it, and later without asking', async () => {
    await using hall = await openHall();
    const screen = await open(hall, '/hall?lang=en');
    expect(await screen.page.locator('.strip-label b').textContent()).toBe('Waiting');
    await screen.page.goto(`${hall.url}/hall`);
    expect(await screen.page.locator('html').getAttribute('lang')).toBe('en');
    await screen.close();
  });

  test('is not told a class, a reason or an id', async () => {
    await using hall = await openHall();
    const { tickets } = await hall.must('issue', { group: 'chung-thuc', priority: 'merit' });
    await hall.must('call', { ticket: tickets[0]?.id ?? '', counter: 'quay-1' });
    const screen = await open(hall);
    await screen.page.locator('.tile-badge', { hasText: 'ƯU TIÊN' }).first().waitFor();
    const html = await screen.page.content();
    expect(html).not.toContain('merit');
    expect(html).not.toContain(tickets[0]?.id);
    await screen.close();
  });
});

describe('a screen that lost its server', () => {
  test('says so within 10 s, shows no yellow, and tells the truth again without a reload', async () => {
    await using hall = await openHall();
    const screen = await open(hall);
    await hall.call('chung-thuc', 'quay-1');
    await screen.page.locator('.tile:not([hidden])').waitFor();
    await screen.page.evaluate(() => document.body.setAttribute('data-same-page', ''));

    await hall.vanish();
    await screen.page.locator('#hall[data-stale]').waitFor({ timeout: 10_000 });
    expect(await screen.page.locator('#notice-title').textContent()).toMatch(
      /^Mất kết nối từ 9 giờ 1\d\.$/,
    );
    const grounds = await screen.page.evaluate(() =>
      [...document.querySelectorAll('.hall *')].map(
        (element) => getComputedStyle(element).backgroundColor,
      ),
    );
    expect(grounds).not.toContain(YELLOW);

    const missed = await hall.call('cong-an', 'quay-4');
    await hall.comeBack();
    await screen.page.locator('.tile-number', { hasText: missed }).waitFor({ timeout: 10_000 });
    expect(await screen.page.locator('#hall[data-stale]').count()).toBe(0);
    expect(await screen.page.locator('body[data-same-page]').count()).toBe(1);
    await screen.close();
  });

  test('says so within 10 s when the line stays open and nothing comes any more', async () => {
    await using hall = await openHall();
    const screen = await openPage(browser, 'about:blank', LYING);
    let frozen = false;
    await screen.page.routeWebSocket(/socket\.io/, (near) => {
      const far = near.connectToServer();
      far.onMessage((message) => {
        if (!frozen) near.send(message);
      });
    });
    await screen.page.route(/socket\.io.*polling/, (route) =>
      frozen ? undefined : route.continue(),
    );
    await screen.page.goto(`${hall.url}/hall`);
    await hall.call('chung-thuc', 'quay-1');
    await screen.page.locator('.tile:not([hidden])').waitFor();
    frozen = true;
    await screen.page.locator('#hall[data-stale]').waitFor({ timeout: 10_000 });
    await screen.close();
  });

  test('reloads once when the server comes back with another build', async () => {
    await using hall = await openHall();
    const screen = await open(hall);
    await hall.call('chung-thuc', 'quay-1');
    await screen.page.locator('.tile[data-call]:not([hidden])').waitFor();
    await hall.vanish();
    await screen.page.locator('#hall[data-stale]').waitFor();
    const reloaded = screen.page.waitForEvent('load', { timeout: 20_000 });
    await hall.comeBack('another-build');
    await reloaded;
    let again = false;
    screen.page.on('load', () => (again = true));
    const second = await hall.call('cong-an', 'quay-4');
    await screen.page.locator('.tile-number', { hasText: second }).waitFor();
    expect(again).toBe(false);
    await screen.close();
  });
});

describe('a screen that hangs for months', () => {
  test('makes no element after it was opened', async () => {
    await using hall = await openHall();
    const screen = await open(hall);
    await live(screen.page).waitFor({ state: 'attached' });
    const count = () => screen.page.evaluate(() => document.querySelectorAll('*').length);
    const before = await count();
    let number = '';
    for (let i = 0; i < 60; i++) {
      const counter = ward.counters[i % ward.counters.length];
      const group = ward.groups[i % ward.groups.length];
      if (!counter || !group) throw new Error('the ward is empty');
      const { tickets } = await hall.must('issue', { group: group.id });
      const ticket = tickets[0]?.id ?? '';
      await hall.must('call', { ticket, counter: counter.id });
      await hall.must('finish', { ticket });
      number = tickets[0]?.number ?? '';
    }
    await screen.page.locator('.last-number, .tile-number', { hasText: number }).first().waitFor();
    expect(await count()).toBe(before);
    await screen.close();
  });

  test('takes over a new configuration without leaving the page', async () => {
    await using hall = await openHall();
    const screen = await open(hall);
    await screen.page.locator('#site-name', { hasText: 'Phường Sen Hồng' }).waitFor();
    await live(screen.page).waitFor({ state: 'attached' });
    await screen.page.evaluate(() => document.body.setAttribute('data-same-page', ''));
    const hostile = '</script><img src=x onerror=document.title="taken">';
    const renamed: SiteConfig = {
      ...ward,
      version: 2,
      site: { ...ward.site, name: { vi: hostile, en: hostile } },
    };
    await hall.must('configure', configuring(renamed, 1));
    await screen.page.locator('#site-name', { hasText: hostile }).waitFor();
    expect(await screen.page.locator('body[data-same-page]').count()).toBe(1);
    await screen.page.reload();
    expect(await screen.page.locator('#site-name').textContent()).toBe(hostile);
    expect(await screen.page.title()).toContain(hostile);
    expect(await screen.page.locator('img').count()).toBe(0);
    await screen.close();
  });

  test('runs without what a browser of 2019 lacks', async () => {
    await using hall = await openHall();
    const screen = await openPage(browser, 'about:blank', LYING);
    await screen.page.addInitScript(() => {
      const without = (from: object, names: readonly string[]) => {
        for (const name of names) Reflect.deleteProperty(from, name);
      };
      without(Array.prototype, ['flat', 'flatMap', 'at', 'findLast']);
      without(String.prototype, ['replaceAll', 'matchAll', 'at', 'trimEnd']);
      without(Object, ['fromEntries', 'hasOwn']);
      without(Promise, ['allSettled', 'any']);
      without(Promise.prototype, ['finally']);
      without(Element.prototype, ['replaceChildren', 'toggleAttribute']);
      without(window, [
        'globalThis',
        'AbortController',
        'ResizeObserver',
        'structuredClone',
        'queueMicrotask',
        'WebTransport',
      ]);
    });
    await screen.page.goto(`${hall.url}/hall`);
    const number = await hall.call('chung-thuc', 'quay-1');
    await screen.page.locator('.tile-number', { hasText: number }).waitFor();
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });

  test('shows the trial band with the day that is played and its speed', async () => {
    await using hall = await openHall({
      at: at('2020-05-12', '07:46'),
      speed: 60,
      trial: { simulated: true },
    });
    const screen = await open(hall);
    const band = screen.page.locator('#trial-band');
    expect(await band.textContent()).toContain('DÙNG THỬ');
    expect(await band.textContent()).toContain('12/05/2020, 07h');
    expect(await band.textContent()).toContain('chạy nhanh 60 lần');
    const first = await screen.page.locator('#clock-time').textContent();
    await screen.page.waitForFunction(
      (earlier) => document.querySelector('#clock-time')?.textContent !== earlier,
      first,
    );
    await screen.close();
  });

  test('hides its clock while the server’s is wrong', async () => {
    await using hall = await openHall();
    const screen = await open(hall);
    await screen.page.locator('#clock').waitFor();
    hall.trouble = 'clock';
    await hall.must('issue', { group: 'chung-thuc' });
    await screen.page.locator('#clock').waitFor({ state: 'hidden' });
    expect(await screen.page.locator('#notice-title').textContent()).toContain('Đồng hồ');
    await screen.close();
  });
});

describe('the layout', () => {
  const sizes: [string, Size][] = [
    ['1920 × 1080', LYING],
    ['1280 × 720', { width: 1280, height: 720 }],
    ['1280 × 800', { width: 1280, height: 800 }],
    ['1080 × 1920', STANDING],
  ];
  const calls = [
    ['ho-tich', 'quay-3'],
    ['cong-an', 'quay-4'],
    ['dat-dai', 'quay-6'],
    ['truc-tuyen', 'quay-10'],
  ] as const;

  test.each(sizes)('keeps number and door apart and within the picture at %s', async (_, size) => {
    for (const language of ['vi', 'en']) {
      await using hall = await openHall();
      const screen = await open(hall, `/hall?lang=${language}`, size);
      await live(screen.page).waitFor({ state: 'attached' });
      for (const [i, [group, counter]] of calls.entries()) {
        await hall.call(group, counter);
        await screen.page.locator(`#hall[data-count="${i + 1}"]`).waitFor();
        await screen.page.evaluate(() => document.fonts.ready);
        expect(await collisions(screen.page), `${language}, ${i + 1} calls`).toEqual([]);
      }
      await screen.close();
    }
  });
});

/** Parts that touch each other or leave the tile; the ink of a number is less high than its line. */
async function collisions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    interface Box {
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    /** Noto Sans: capitals reach from 0.224 to 0.938 em of a line that is 1.1 em high. */
    const ink = (element: Element): Box => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right } = range.getBoundingClientRect();
      const { top } = element.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(element).fontSize);
      return { left, right, top: top + 0.224 * size, bottom: top + 0.938 * size };
    };
    const touch = (a: Box, b: Box) =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    for (const tile of document.querySelectorAll('.tile:not([hidden])')) {
      const part = (selector: string) => {
        const element = tile.querySelector(selector);
        if (!element) throw new Error(`no ${selector}`);
        return element;
      };
      const number = ink(part('.tile-number'));
      const outer = tile.getBoundingClientRect();
      const others = {
        door: part('.tile-door').getBoundingClientRect(),
        arrow: part('.tile-arrow').getBoundingClientRect(),
        plate: part('.plate').getBoundingClientRect(),
      };
      for (const [name, box] of Object.entries(others)) {
        if (touch(number, box)) found.push(`number × ${name}`);
        if (box.bottom > outer.bottom + 1 || box.right > outer.right) found.push(`${name} outside`);
      }
      if (touch(others.arrow, others.door)) found.push('arrow × door');
      if (touch(others.arrow, others.plate)) found.push('arrow × plate');
      if (number.right > outer.right) found.push('number outside');
      const word = part('.door-word');
      if (word.scrollWidth > word.clientWidth) found.push('word wider than the door');
    }
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push('scrolls');
    return found;
  });
}
