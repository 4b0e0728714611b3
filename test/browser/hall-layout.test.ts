/** The hall's picture at every size and number of calls: nothing touches, nothing leaves. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LYING, STANDING, type Size } from '../support/browser.js';
import { hallScreens, live, NOW, type HallScreens } from '../support/hall-screens.js';

let screens: HallScreens;
beforeAll(async () => {
  screens = await hallScreens();
});
afterAll(() => screens[Symbol.asyncDispose]());

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
      await using hall = await screens.openHall();
      const screen = await screens.open(hall, `/hall?lang=${language}`, size);
      await live(screen.page);
      for (const [i, [group, counter]] of calls.entries()) {
        const { tickets } = await hall.must('issue', { group, priority: 'merit' });
        await hall.must('call', { ticket: tickets[0]?.id ?? '', counter });
        await screen.page.locator(`#hall[data-count="${i + 1}"]`).waitFor();
        await screen.page.evaluate(() => document.fonts.load('800 20px "Noto Sans"', 'QUẦY 027'));
        expect(await collisions(screen.page), `${language}, ${i + 1} calls`).toEqual([]);
      }
      await screen.close();
    }
  });

  test.each([8, 9.2, 10, 11.4, 12.2, 13.7])(
    'keeps them apart with rows that are read from %s m, which are as large as that asks for',
    async (metres) => {
      const viewing = { metres, inches: 55 };
      const config = { ...screens.ward, screens: { ...screens.ward.screens, viewing } };
      await using hall = await screens.openHall({ config });
      for (const [group, counter] of calls) await hall.call(group, counter, NOW - 200_000);
      await hall.call('chung-thuc', 'quay-1');
      for (const size of [LYING, STANDING]) {
        const screen = await screens.open(hall, '/hall', size);
        await live(screen.page);
        await screen.page.evaluate(() => document.fonts.load('800 20px "Noto Sans"', 'QUẦY 027'));
        expect(await collisions(screen.page)).toEqual([]);
        const rows = await capitals(screen.page);
        expect(rows.length).toBeGreaterThanOrEqual(2);
        // 22′ of arc at that distance, on 55″ of 16 : 9; a capital is 0.714 of the font.
        const height = Math.min(size.width, size.height);
        const millimetres = (55 * 25.4 * 9) / Math.hypot(16, 9);
        const arc = 2 * metres * 1_000 * Math.tan((22 / 60 / 2) * (Math.PI / 180));
        for (const capital of rows)
          expect((capital / height) * millimetres).toBeGreaterThan(arc * 0.99);
        await screen.close();
      }
    },
  );

  test.each([
    ['1920 × 1080', LYING],
    ['1080 × 1920', STANDING],
  ])('keeps long names of ward, groups and floors apart too at %s', async (_, size) => {
    const config = structuredClone(screens.ward);
    const long = (vi: string) => ({ vi, en: vi });
    config.site.name = long('Trung tâm Phục vụ hành chính công phường Bình Hưng Hoà B');
    for (const zone of config.zones) zone.name = long('Nhà văn hoá khu phố 3');
    for (const group of config.groups) group.short = long('Tư pháp – Hộ tịch – Chứng thực');
    await using hall = await screens.openHall({ config });
    const screen = await screens.open(hall, '/hall', size);
    await live(screen.page);
    for (const [i, [group, counter]] of calls.entries()) {
      await hall.call(group, counter);
      await screen.page.locator(`#hall[data-count="${i + 1}"]`).waitFor();
      await screen.page.evaluate(() => document.fonts.ready);
      expect(await collisions(screen.page), `${i + 1} calls`).toEqual([]);
    }
    await screen.close();
  });

  test.each(sizes)('keeps them apart without the server too at %s', async (_, size) => {
    await using hall = await screens.openHall();
    const opened = [];
    for (const [group, counter] of calls.slice(0, 3)) {
      await hall.call(group, counter);
      const screen = await screens.open(hall, '/hall', size);
      await live(screen.page);
      await screen.page.evaluate(() => document.fonts.ready);
      opened.push(screen);
    }
    await hall.vanish();
    for (const screen of opened) {
      await screen.page.locator('#hall[data-stale]').waitFor();
      expect(await collisions(screen.page)).toEqual([]);
      await screen.close();
    }
    await hall.comeBack();
  });
});

/** Heights of the capitals of the last calls, px; fails for rows that touch each other or the edge. */
async function capitals(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('.last-row')];
    let above = 0;
    return rows
      .filter((row) => row.offsetParent !== null)
      .map((row) => {
        const number = row.querySelector('.last-number');
        const size = number ? parseFloat(getComputedStyle(number).fontSize) : 0;
        const { top, bottom, right } = row.getBoundingClientRect();
        const ink = (top + bottom) / 2;
        if (ink - size * 0.36 < above && innerWidth > innerHeight) throw new Error('rows touch');
        if (row.scrollWidth > row.clientWidth + 1 || right > innerWidth)
          throw new Error('too wide');
        above = ink + size * 0.36;
        return size * 0.714;
      });
  });
}

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
      // The loudspeaker stands there while the call is being said.
      tile.setAttribute('data-spoken', '');
      const badge = part('.tile-badge').getBoundingClientRect();
      if (badge.width > 0 && touch(badge, part('.tile-head').getBoundingClientRect()))
        found.push('badge × invitation');
      if (badge.width > 0 && touch(badge, number)) found.push('badge × number');
      const [name, zone] = ['.tile-name', '.tile-zone'].map((each) =>
        part(each).getBoundingClientRect(),
      );
      for (const words of [name, zone]) {
        if (!words || words.width === 0) continue;
        if (touch(words, number)) found.push('name × number');
        if (touch(words, others.arrow) || touch(words, others.door)) found.push('name × door');
        if (words.bottom > outer.bottom) found.push('name outside');
      }
      if (name && zone && name.width > 0 && touch(name, zone)) found.push('name × zone');
      if (touch(others.arrow, others.door)) found.push('arrow × door');
      if (touch(others.arrow, others.plate)) found.push('arrow × plate');
      if (
        number.right > outer.right ||
        number.top < outer.top ||
        number.bottom > Math.min(outer.bottom, innerHeight)
      ) {
        found.push('number outside');
      }
      const word = part('.door-word');
      if (word.scrollWidth > word.clientWidth) found.push('word wider than the door');
    }
    const ward = ink(document.querySelector('#site-name') ?? document.body);
    const clock = document.querySelector('#clock')?.getBoundingClientRect();
    if (clock && touch(ward, clock)) found.push('ward × clock');
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push('scrolls');
    return found;
  });
}
