/** A hard day in the hall: a rush, a set that knows nothing and is wrong, eight hours, few bytes, weak eyes. */
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstPaint, LYING, openBrowser, openPage } from '../support/browser.js';
import { hallScreens, live, type HallScreens } from '../support/hall-screens.js';
import { soonest } from '../support/soonest.js';
import type { ScreenHall } from '../support/screen-hall.js';

let screens: HallScreens;
beforeAll(async () => {
  screens = await hallScreens();
});
afterAll(() => screens[Symbol.asyncDispose]());

/** Calls a number at a counter and finishes it: the counter is free for the next. */
async function callAndFinish(hall: ScreenHall, group: string, counter: string): Promise<string> {
  const { tickets } = await hall.must('issue', { group });
  const [ticket] = tickets;
  if (!ticket) throw new Error('no ticket was issued');
  await hall.must('call', { ticket: ticket.id, counter });
  await hall.must('finish', { ticket: ticket.id });
  return ticket.number;
}

describe('thirty calls in less than a minute', () => {
  test('are each shown, none taken from the eye within 5 s, none flashing faster than once a second', async () => {
    await using hall = await screens.openHall();
    const screen = await screens.open(hall);
    await live(screen.page);
    await screen.page.evaluate(watchTiles);
    const called: string[] = [];
    for (let i = 0; i < 30; i++) {
      const { counters, groups } = screens.ward;
      const counter = counters[i % counters.length]?.id ?? '';
      const group = groups[i % groups.length]?.id ?? '';
      const next = new Promise((resolve) => setTimeout(resolve, 1_400));
      called.push(await callAndFinish(hall, group, counter));
      await next;
    }
    const newest = called.reverse();
    // The newest four are large once those before them were seen; the others are in the line.
    await expect
      .poll(() => shownNumbers(screen.page, '.tile-number'), { timeout: 15_000 })
      .toEqual(newest.slice(0, 4));
    await expect.poll(() => shownNumbers(screen.page, '.last-number')).toEqual(newest.slice(4, 8));
    const { shortest, fastest } = await screen.page.evaluate(() => window.watchedTiles());
    expect(shortest).toBeGreaterThanOrEqual(4_900);
    // Once a second, less what a busy machine draws late.
    expect(fastest).toBeGreaterThanOrEqual(800);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });
});

declare global {
  interface Window {
    watchedTiles(): { shortest: number; fastest: number };
  }
}

/** In the page: for how long each number stood at least, and ms between two flashes. */
function watchTiles(): void {
  const since = new Map<string, number>();
  /** Tiles and whether they are yellow; what turns yellow in one moment is one flash of the whole screen. */
  const turned = new Map<Element, boolean>();
  let flashed = 0;
  let shortest = Infinity;
  let fastest = Infinity;
  const look = (): void => {
    const now = performance.now();
    const tiles = [...document.querySelectorAll<HTMLElement>('.tile:not([hidden])')];
    const numbers = tiles.map((tile) => tile.querySelector('.tile-number')?.textContent ?? '');
    for (const [number, at] of since) {
      if (numbers.includes(number)) continue;
      shortest = Math.min(shortest, now - at);
      since.delete(number);
    }
    for (const number of numbers) if (!since.has(number)) since.set(number, now);
    for (const tile of tiles) {
      const yellow = getComputedStyle(tile).backgroundColor === 'rgb(255, 212, 0)';
      if (yellow && turned.get(tile) === false && now - flashed > 100) {
        if (flashed > 0) fastest = Math.min(fastest, now - flashed);
        flashed = now;
      }
      turned.set(tile, yellow);
    }
    for (const tile of turned.keys()) if (!tiles.some((each) => each === tile)) turned.delete(tile);
  };
  look();
  // After each change of the picture, not when a busy machine comes to draw it.
  new MutationObserver(look).observe(document.documentElement, {
    ...{ attributes: true, characterData: true },
    ...{ childList: true, subtree: true },
  });
  window.watchedTiles = () => ({ shortest, fastest });
}

/** Numbers on the screen, newest first. */
async function shownNumbers(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((what) => {
    const all = [...document.querySelectorAll<HTMLElement>(what)].filter(
      (each) => each.getClientRects().length > 0,
    );
    const order = (each: HTMLElement) =>
      Number(each.closest<HTMLElement>('.tile')?.style.order ?? 0);
    return all.sort((a, b) => order(a) - order(b)).map((each) => each.textContent ?? '');
  }, selector);
}

test('a set on plain HTTP by name, two hours fast, where no WebSocket passes, shows site time and the call', async () => {
  await using hall = await screens.openHall();
  const browser = await openBrowser('--host-resolver-rules=MAP tv.test 127.0.0.1');
  const screen = await openPage(browser, 'about:blank', LYING);
  await screen.page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 7_200_000;
    // As where something in between lets no WebSocket through.
    class Refused {
      onerror: (() => void) | null = null;
      onclose: ((event: object) => void) | null = null;
      constructor() {
        setTimeout(() => this.onerror?.());
      }
      close(): void {
        this.onclose?.({});
      }
    }
    Reflect.set(window, 'WebSocket', Refused);
  });
  await screen.page.goto(`${hall.url.replace('127.0.0.1', 'tv.test')}/hall`);
  expect(await screen.page.evaluate(() => isSecureContext)).toBe(false);
  await live(screen.page);
  const number = await hall.call('chung-thuc', 'quay-1');
  await screen.page.locator('.tile:not([hidden])', { hasText: number }).waitFor();
  expect(await screen.page.locator('#clock-time').innerText()).toMatch(/^09h1\d$/);
  expect(screen.complaints).toEqual([]);
  await browser.close();
});

test('eight hours leave a page as large as it was, and true', async () => {
  await using hall = await screens.openHall();
  const screen = await openPage(screens.browser, 'about:blank', LYING);
  await screen.page.clock.install({ time: hall.clock.now() });
  await screen.page.goto(`${hall.url}/hall`);
  await live(screen.page);
  const session = await screen.page.context().newCDPSession(screen.page);
  const size = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const elements = await screen.page.evaluate(() => document.querySelectorAll('*').length);
    return { usedSize, elements };
  };
  const sizes = [];
  for (let hour = 0; hour < 8; hour++) {
    for (let half = 0; half < 60; half++) await screen.page.clock.fastForward(60_000);
    let number = '';
    for (let i = 0; i < 10; i++) number = await callAndFinish(hall, 'chung-thuc', 'quay-1');
    await screen.page.locator('.tile-number, .last-number', { hasText: number }).first().waitFor();
    await live(screen.page);
    sizes.push(await size());
  }
  // Nothing burns in: the picture has moved.
  expect(await screen.page.locator('#hall').getAttribute('data-shift')).toMatch(/^[0-3]$/);
  const [, first] = sizes;
  const last = sizes.at(-1);
  expect(last?.elements).toBe(first?.elements);
  // The board has some kilobytes more of numbers; a leak of one entry a second would be megabytes.
  expect((last?.usedSize ?? Infinity) - (first?.usedSize ?? 0)).toBeLessThan(1_000_000);
  await screen.close();
});

test('a set with a sixth of the speed paints before its script ran, with few requests', async () => {
  await using hall = await screens.openHall();
  await hall.call('chung-thuc', 'quay-1');
  const paint = async (path: string): Promise<number> => {
    const screen = await openPage(screens.browser, 'about:blank', LYING);
    const session = await screen.page.context().newCDPSession(screen.page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    let requests = 0;
    screen.page.on('request', () => (requests += 1));
    await screen.page.goto(hall.url + path, { waitUntil: 'load' });
    const painted = await firstPaint(screen.page);
    // Page, style, script, four weights of the font in two scripts each at most, the live connection.
    expect(requests, path).toBeLessThanOrEqual(14);
    await screen.close();
    return painted;
  };
  for (const path of ['/hall', '/sign/1']) {
    expect(await soonest(3_000, () => paint(path)), path).toBeLessThan(3_000);
  }
});

describe('somebody who sees few colours or none', () => {
  test('still tells the plates apart by their patterns alone', async () => {
    await using hall = await screens.openHall();
    for (const { id } of screens.ward.groups) await hall.must('issue', { group: id });
    const screen = await screens.open(hall);
    await live(screen.page);
    await screen.page
      .addStyleTag({ content: '.cell .plate { width: 96px; height: 64px }' })
      .catch(() => undefined);
    const session = await screen.page.context().newCDPSession(screen.page);
    for (const type of ['achromatopsia', 'deuteranopia', 'protanopia', 'tritanopia'] as const) {
      await session.send('Emulation.setEmulatedVisionDeficiency', { type });
      const plates: PNG[] = [];
      for (const plate of await screen.page.locator('.cell:not([hidden]) .plate').all()) {
        plates.push(PNG.sync.read(await plate.screenshot()));
      }
      expect(plates.length).toBeGreaterThanOrEqual(4);
      plates.forEach((a, i) => {
        for (const b of plates.slice(i + 1)) {
          expect(difference(a, b), type).toBeGreaterThan(8);
        }
      });
    }
    await screen.close();
  });
});

/** Mean difference of the right third, where no letter stands, in grey levels. */
function difference(a: PNG, b: PNG): number {
  const grey = ({ data }: PNG, at: number) =>
    0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  let sum = 0;
  let count = 0;
  const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
  for (let y = 0; y < height; y++) {
    for (let x = Math.ceil(width * 0.7); x < width; x++) {
      sum += Math.abs(grey(a, (y * a.width + x) * 4) - grey(b, (y * b.width + x) * 4));
      count += 1;
    }
  }
  return sum / count;
}
