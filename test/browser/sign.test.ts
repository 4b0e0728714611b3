/** The sign above a counter on a small screen: true, legible, and honest when it knows nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/accessibility.js';
import type { Page } from 'playwright-core';
import { openPage, type Size } from '../support/browser.js';
import { hallScreens, type HallScreens } from '../support/hall-screens.js';
import type { ScreenHall } from '../support/screen-hall.js';
import { soonest, took } from '../support/soonest.js';

let screens: HallScreens;
beforeAll(async () => {
  screens = await hallScreens();
});
afterAll(() => screens[Symbol.asyncDispose]());

const SIZES: [string, Size][] = [
  ['1024 × 600', { width: 1024, height: 600 }],
  ['600 × 1024', { width: 600, height: 1024 }],
  ['1024 × 768', { width: 1024, height: 768 }],
  ['1920 × 1080', { width: 1920, height: 1080 }],
];

const signLive = (page: Page) => page.locator('#sign[data-live="live"]').waitFor();
const state = (page: Page, name: string) => page.locator(`#sign[data-state="${name}"]`).waitFor();

/** Elements in the yellow of a call. */
const yellow = (page: Page) =>
  page.evaluate(() => {
    const call = 'rgb(255, 212, 0)';
    const shown = [...document.querySelectorAll('#sign, #sign *')];
    return shown.filter((each) => getComputedStyle(each).backgroundColor === call).length;
  });

/** Texts that are wider or higher than the place that they have, or lie over each other or the door. */
const collisions = (page: Page) =>
  page.evaluate(() => {
    const texts = [
      ...document.querySelectorAll(
        '#title, #was, #number, #detail, #more, #foot, .sign-notice:not(.sign-unlit)',
      ),
    ];
    const boxes = [...texts, ...document.querySelectorAll('.sign-door')].flatMap((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const whole = element.matches('.sign-door, .sign-notice') ? element : range;
      const { left, right, top, bottom } = whole.getBoundingClientRect();
      // A line is higher than its ink: the accents of one may stand in the foot of the other.
      const room = element.matches('#title, #was, #number') ? (bottom - top) * 0.21 : 0;
      const name = element.id || element.className;
      return right > left ? [{ name, left, right, top: top + room, bottom: bottom - room }] : [];
    });
    const found = boxes
      .filter(
        ({ left, right, top, bottom, name }) =>
          left < 0 ||
          right > innerWidth ||
          top < 0 ||
          (bottom > innerHeight + 5 && !/door/.test(name)),
      )
      .map(({ name }) => `${name} outside`);
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const apart =
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        if (!apart) found.push(`${a.name} × ${b.name}`);
      }
    });
    return found;
  });

/** A number is called to counter 3. @returns its id */
async function called(hall: ScreenHall): Promise<string> {
  const { tickets } = await hall.must('issue', { group: 'ho-tich' });
  const ticket = tickets[0]?.id ?? '';
  await hall.must('call', { ticket, counter: 'quay-3' });
  return ticket;
}

describe('a citizen before a counter', () => {
  test('reads the number within a second of the call, and nothing yellow before and after', async () => {
    const config = { ...screens.ward, rules: { ...screens.ward.rules, needsStart: true } };
    await using hall = await screens.openHall({ config });
    const sign = await screens.open(hall, '/sign/3', { width: 1024, height: 600 });
    await signLive(sign.page);
    await state(sign.page, 'free');
    expect(await yellow(sign.page)).toBe(0);
    let ticket = '';
    const after = await soonest(1_000, async (nth) => {
      if (nth > 0) await hall.must('finish', { ticket });
      ticket = await called(hall);
      return took(sign.page.locator('#number', { hasText: `H00${nth + 1}` }).waitFor());
    });
    expect(after).toBeLessThan(1_000);
    await state(sign.page, 'call');
    expect(await sign.page.locator('#sign').getAttribute('data-new')).toMatch(/a|b/);
    await hall.must('start', { ticket });
    await state(sign.page, 'serving');
    expect(await yellow(sign.page)).toBe(0);
    expect(sign.complaints).toEqual([]);
    await sign.close();
  });

  test('reads it where no script runs', async () => {
    await using hall = await screens.openHall();
    await hall.call('ho-tich', 'quay-3');
    const context = await screens.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${hall.url}/sign/3`);
    expect(await page.locator('#title').innerText()).toBe('MỜI SỐ');
    expect(await page.locator('#number').innerText()).toBe('H001');
    await context.close();
  });

  test('is told within 10 s that the sign lost its server, without yellow, and the truth afterwards', async () => {
    await using hall = await screens.openHall();
    const ticket = await called(hall);
    const sign = await screens.open(hall, '/sign/3', { width: 1024, height: 600 });
    await signLive(sign.page);
    await hall.vanish();
    await sign.page.locator('#sign[data-stale]').waitFor({ timeout: 10_000 });
    expect(await yellow(sign.page)).toBe(0);
    expect(await sign.page.locator('#notice-title').innerText()).toContain('Mất kết nối từ');
    expect(await violations(sign.page, true)).toEqual([]);
    expect(await collisions(sign.page)).toEqual([]);
    await hall.must('finish', { ticket });
    await hall.comeBack();
    await sign.page.locator('#sign:not([data-stale])').waitFor();
    await state(sign.page, 'free');
    expect(await sign.page.locator('#number').innerText()).toBe('');
    await sign.close();
  });
});

describe('the layout of a sign', () => {
  test.each(SIZES)(
    'keeps words, number and door apart and within the picture at %s',
    async (_, size) => {
      await using hall = await screens.openHall();
      for (const [language, counter, group] of [
        ['vi', 10, 'truc-tuyen'],
        ['en', 3, 'ho-tich'],
      ] as const) {
        const sign = await screens.open(hall, `/sign/${counter}?lang=${language}`, size);
        await signLive(sign.page);
        await sign.page.evaluate(() => document.fonts.ready);
        expect(await collisions(sign.page), `${language}, nobody`).toEqual([]);
        await hall.call(group, `quay-${counter}`);
        await state(sign.page, 'call');
        await sign.page.evaluate(() => document.fonts.ready);
        expect(await collisions(sign.page), `${language}, a call`).toEqual([]);
        expect(await violations(sign.page, true)).toEqual([]);
        await sign.close();
      }
    },
  );

  test.each(SIZES.slice(0, 2))(
    'keeps them apart with a wrong clock, six languages and a long holiday at %s',
    async (_, size) => {
      const config = structuredClone(screens.ward);
      config.site.trial = false;
      const languages = ['en', 'zh', 'km', 'ko', 'ja'];
      for (const counter of config.counters) counter.languages = languages;
      await using hall = await screens.openHall({ config });
      const sign = await screens.open(hall, '/sign/3?lang=en', size);
      await signLive(sign.page);
      await called(hall);
      await state(sign.page, 'call');
      expect(await collisions(sign.page)).toEqual([]);
      hall.trouble = 'clock';
      await sign.page.locator('#sign[data-notice]').waitFor();
      expect(await collisions(sign.page)).toEqual([]);
      await sign.close();
      await hall.must('closeCounter', { counter: 'quay-5' });
      const shutSign = await screens.open(hall, '/sign/5', size);
      await state(shutSign.page, 'shut');
      expect(await collisions(shutSign.page)).toEqual([]);
      await shutSign.close();

      const name = 'Nghỉ bù Ngày thành lập phường Sen Hồng';
      const holiday = structuredClone(config);
      const day = { date: '2026-11-19', name: { vi: name, en: name }, sessions: [] };
      holiday.site.specialDays = [day];
      await using shut = await screens.openHall({ config: holiday });
      await shut.must('closeCounter', { counter: 'quay-3' });
      const dim = await screens.open(shut, '/sign/3', size);
      await signLive(dim.page);
      await state(dim.page, 'closed');
      expect(await collisions(dim.page)).toEqual([]);
      await dim.close();
    },
  );

  test('makes no element after it was opened', async () => {
    await using hall = await screens.openHall();
    const sign = await openPage(screens.browser, `${hall.url}/sign/3`, {
      width: 1024,
      height: 600,
    });
    await signLive(sign.page);
    const count = () => sign.page.evaluate(() => document.querySelectorAll('*').length);
    const before = await count();
    for (let i = 0; i < 20; i++) await hall.must('finish', { ticket: await called(hall) });
    await called(hall);
    await sign.page.locator('#number', { hasText: 'H021' }).waitFor();
    expect(await count()).toBe(before);
    await sign.close();
  });
});
