/** The hall television in a real browser, on the real pages and the real live namespace. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import { LYING, openPage } from '../support/browser.js';
import { at, configuring } from '../support/factories.js';
import { hallScreens, live, NOW, tiles, type HallScreens } from '../support/hall-screens.js';
import { soonest, took } from '../support/soonest.js';

const AXE = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));
/** What the script in the page gives us. */
interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

let screens: HallScreens;
beforeAll(async () => {
  screens = await hallScreens();
});
afterAll(() => screens[Symbol.asyncDispose]());

describe('a citizen who looks up', () => {
  test('sees the number and the door within a second of the call', async () => {
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await screen.page.waitForFunction(() => document.fonts.status === 'loaded');
    const shown = screen.page.locator('.tile:not([hidden]) .tile-number');
    const called: string[] = [];
    const after = await soonest(1_000, async (nth) => {
      const number = await hall.call('chung-thuc', `quay-${nth + 3}`);
      called.unshift(`${number} ${nth + 3}`);
      return took(shown.filter({ hasText: number }).waitFor());
    });
    expect(after).toBeLessThan(1_000);
    expect(await tiles(screen.page)).toEqual(called.slice(0, 4));
    expect(await screen.page.locator('.tile-name').first().textContent()).toBe('Chứng thực');
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });

  test('sees the call even where no script runs', async () => {
    await using hall = await screens.openHall();
    const earlier = await hall.call('chung-thuc', 'quay-1', NOW - 90_000);
    const number = await hall.call('ho-tich', 'quay-10', NOW - 3_000);
    const context = await screens.browser.newContext({ viewport: LYING, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hall.url}/hall`);
    expect(await tiles(page)).toEqual([`${number} 10`]);
    expect(await page.locator('.last-number').first().textContent()).toBe(earlier);
    expect(await page.locator('#clock-time').textContent()).toBe('09h14');
    await context.close();
  });

  test('reads soon that the numbers may be old where the script cannot be understood', async () => {
    await using hall = await screens.openHall();
    await hall.call('ho-tich', 'quay-3');
    for (const [path, tile] of [
      ['/hall', '.tile'],
      ['/sign/3', '#sign'],
    ] as const) {
      const { page, close } = await openPage(screens.browser, 'about:blank', LYING);
      await page.route(/assets.*\.js$/, (route) => route.fulfill({ body: 'const {' }));
      await page.goto(hall.url + path);
      const said = page.locator('.unlit, .sign-unlit');
      expect(await said.isVisible()).toBe(false);
      const looks = await page.evaluate((what) => {
        for (const each of document.getAnimations()) each.finish();
        const shown = document.querySelector(what);
        const grey = shown?.parentElement ? getComputedStyle(shown.parentElement).filter : '';
        return `${grey} ${shown ? getComputedStyle(shown).backgroundColor : ''}`;
      }, tile);
      expect(await said.isVisible()).toBe(true);
      expect(/grayscale/.test(looks) || !looks.includes('255, 212, 0')).toBe(true);
      await close();
    }
  });

  test('sees four calls of one moment side by side and the one before them in the line', async () => {
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await live(screen.page);
    const before = await hall.call('chung-thuc', 'quay-1', NOW - 30_000);
    const numbers: string[] = [];
    for (const [group, counter] of [
      ['ho-tich', 'quay-3'],
      ['cong-an', 'quay-4'],
      ['dat-dai', 'quay-6'],
      ['truc-tuyen', 'quay-10'],
    ] as const) {
      const when = hall.clock.now() + numbers.length;
      numbers.unshift(`${await hall.call(group, counter, when)} ${counter.slice(5)}`);
    }
    await screen.page.locator('#hall[data-count="4"]').waitFor();
    expect(await tiles(screen.page)).toEqual(numbers);
    expect(await screen.page.locator('.last-number').first().textContent()).toBe(before);
    await screen.close();
  });

  test('sees the calls of the own floor only', async () => {
    await using hall = await screens.openHall();
    const upstairs = await screens.open(hall, '/hall/tang-2');
    await hall.call('chung-thuc', 'quay-1');
    const number = await hall.call('dat-dai', 'quay-6');
    await upstairs.page.locator('.tile:not([hidden])').waitFor();
    expect(await tiles(upstairs.page)).toEqual([`${number} 6`]);
    expect((await upstairs.page.goto(`${hall.url}/hall/tang-9`))?.status()).toBe(404);
    await upstairs.close();
  });

  test('reads English where the address asks for it, and later without asking', async () => {
    await using hall = await screens.openHall();
    const screen = await screens.open(hall, '/hall?lang=en');
    expect(await screen.page.locator('.strip-label b').textContent()).toBe('Waiting');
    await screen.page.goto(`${hall.url}/hall`);
    expect(await screen.page.locator('html').getAttribute('lang')).toBe('en');
    await screen.close();
  });

  test('is not told a class, a reason or an id', async () => {
    await using hall = await screens.openHall();
    const { tickets } = await hall.must('issue', { group: 'chung-thuc', priority: 'merit' });
    await hall.must('call', { ticket: tickets[0]?.id ?? '', counter: 'quay-1' });
    const screen = await screens.open(hall);
    await screen.page.locator('.tile-badge', { hasText: 'ƯU TIÊN' }).first().waitFor();
    const html = await screen.page.content();
    expect(html).not.toContain('merit');
    expect(html).not.toContain(tickets[0]?.id);
    await screen.close();
  });
});

describe('a screen that hangs for months', () => {
  test('makes no element after it was opened', async () => {
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await live(screen.page);
    const count = () => screen.page.evaluate(() => document.querySelectorAll('*').length);
    const before = await count();
    let number = '';
    for (let i = 0; i < 60; i++) {
      const counter = screens.ward.counters[i % screens.ward.counters.length];
      const group = screens.ward.groups[i % screens.ward.groups.length];
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
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await screen.page.locator('#site-name', { hasText: 'Phường Sen Hồng' }).waitFor();
    await live(screen.page);
    await screen.page.evaluate(() => document.body.setAttribute('data-same-page', ''));
    const hostile = '</script><img src=x onerror=document.title="taken">';
    const renamed: SiteConfig = {
      ...screens.ward,
      version: 2,
      site: { ...screens.ward.site, name: { vi: hostile, en: hostile } },
    };
    await hall.must('configure', configuring(renamed, 1));
    await screen.page.locator('#site-name', { hasText: hostile }).waitFor();
    expect(await screen.page.locator('body[data-same-page]').count()).toBe(1);
    await screen.page.reload();
    expect(await screen.page.locator('#site-name').textContent()).toBe(hostile);
    expect(await screen.page.title()).toContain(hostile);
    expect(await screen.page.locator('img[src="x"], [onerror]').count()).toBe(0);
    await screen.close();
  });

  test('runs without what a browser of 2019 lacks', async () => {
    await using hall = await screens.openHall();
    const screen = await openPage(screens.browser, 'about:blank', LYING);
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
    await using hall = await screens.openHall({
      at: at('2020-05-12', '07:01'),
      speed: 60,
      simulated: true,
    });
    const screen = await screens.open(hall);
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
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await screen.page.locator('#clock').waitFor();
    hall.trouble = 'clock';
    await hall.must('issue', { group: 'chung-thuc' });
    await screen.page.locator('#clock').waitFor({ state: 'hidden' });
    expect(await screen.page.locator('#notice-title').textContent()).toContain('Đồng hồ');
    await screen.close();
  });
});

describe('somebody who sees badly', () => {
  test.each(['/hall', '/'])('can read %s: contrast 7 : 1, names and headings', async (path) => {
    await using hall = await screens.openHall({ simulated: true });
    await hall.call('chung-thuc', 'quay-1', NOW - 30_000);
    await hall.call('ho-tich', 'quay-3', NOW - 3_000);
    const screen = await screens.open(hall, path);
    await screen.page.evaluate(await readFile(AXE, 'utf8'));
    const violations = await screen.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations: found } = await axe.run({
        rules: { 'color-contrast-enhanced': { enabled: true } },
      });
      return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
    expect(violations).toEqual([]);
    await screen.close();
  });
});
