/** What the settings say in the hall: notices, holidays, who still waits at the end of the day. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import { violations } from '../support/accessibility.js';
import { LYING, STANDING } from '../support/browser.js';
import { at } from '../support/factories.js';
import { hallScreens, live, NOW, type HallScreens } from '../support/hall-screens.js';

let screens: HallScreens;
beforeAll(async () => {
  screens = await hallScreens();
});
afterAll(() => screens[Symbol.asyncDispose]());

const LONG =
  'Từ ngày 20/11, bộ phận Một cửa tạm làm việc tại Nhà văn hoá khu phố 3, số 12 đường Hoa Sen.';

const MORNING = { from: 450, issueFrom: 450, issueUntil: 570, to: 600 };

function realWard(change: (config: SiteConfig) => void): SiteConfig {
  const config = structuredClone(screens.ward);
  config.site.trial = false;
  change(config);
  return config;
}

/** Elements of the foot and of the closed page that do not fit where they stand. */
function overflowing(): string[] {
  const named = [...document.querySelectorAll<HTMLElement>('.line, .closed-text, .closed dd')];
  return named
    .filter((each) => each.offsetParent !== null && each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.className || each.tagName);
}

describe('a television of a site with notices', () => {
  test('shows each in turn at the foot, for ten seconds, whole on both kinds of screen', async () => {
    const config = realWard((ward) => {
      const text = { vi: LONG, en: 'We work elsewhere from 20/11 on.' };
      ward.notices = [{ id: 'elsewhere', text, from: '2026-11-19', until: null }];
    });
    await using hall = await screens.openHall({ config });
    const both = [await screens.open(hall), await screens.open(hall, '/hall', STANDING)];
    for (const screen of both) {
      await live(screen.page);
      const line = screen.page.locator('#line');
      await line.and(screen.page.getByText(LONG)).waitFor({ timeout: 21_000 });
      expect(await screen.page.evaluate(overflowing)).toEqual([]);
      const box = await line.boundingBox();
      const { height } = screen.page.viewportSize() ?? { height: 0 };
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
      expect(screen.complaints).toEqual([]);
      await screen.close();
    }
  });
});

describe('a television on a holiday', () => {
  test('names it, the next opening, what differs soon and the telephone', async () => {
    const config = realWard(({ site }) => {
      site.phone = '0274 3 822 116';
      site.specialDays = [
        { date: '2026-11-19', name: { vi: 'Quốc khánh', en: 'National Day' }, sessions: [] },
        { date: '2026-11-20', name: { vi: 'Nghỉ bù', en: 'Bridge day' }, sessions: [] },
        { date: '2026-11-25', name: { vi: 'Họp dân', en: 'Meeting' }, sessions: [MORNING] },
      ];
    });
    await using hall = await screens.openHall({ config });
    const screen = await screens.open(hall);
    await live(screen.page);
    await screen.page.locator('#hall[data-main="closed"]').waitFor();
    expect(await screen.page.locator('#closed-title').innerText()).toBe(
      'Hôm nay nghỉ:\nQuốc khánh',
    );
    expect(await screen.page.locator('#closed-day').innerText()).toBe('thứ Hai, 23/11/2026');
    expect(await screen.page.locator('.closed-line:not([hidden])').allInnerTexts()).toContainEqual(
      expect.stringContaining('Nghỉ: Nghỉ bù'),
    );
    expect(await screen.page.locator('#closed-phone').innerText()).toBe(
      'Điện thoại: 0274 3 822 116',
    );
    expect(await screen.page.evaluate(overflowing)).toEqual([]);
    const phone = await screen.page.locator('#closed-phone').boundingBox();
    expect((phone?.y ?? 0) + (phone?.height ?? 0)).toBeLessThan(LYING.height - 54);
    await screen.close();
  });
});

describe('somebody who still waits when the hours are over', () => {
  test('reads what becomes of the number', async () => {
    const config = realWard(({ site }) => {
      site.leftover = 'come-again';
    });
    await using hall = await screens.openHall({ config, at: at('2026-11-19', '17:05') });
    await hall.must('issue', { group: 'chung-thuc' });
    const screen = await screens.open(hall);
    await live(screen.page);
    await screen.page.locator('#line', { hasText: 'buổi làm việc sau' }).waitFor();
    await screen.close();
  });
});

test('every state of a television can be read by somebody who sees badly: 7 : 1, names, headings', async () => {
  const config = realWard(() => undefined);
  await using hall = await screens.openHall({ config });
  await hall.call('ho-tich', 'quay-3', NOW - 200_000);
  const { page, close } = await screens.open(hall);
  await live(page);
  expect(await violations(page, true), 'quiet').toEqual([]);
  await hall.must('pauseCounter', { counter: 'quay-5', reason: 'short', minutes: 20 });
  const { tickets } = await hall.must('issue', { group: 'dat-dai', priority: 'merit' });
  await hall.must('call', { ticket: tickets[0]?.id ?? '', counter: 'quay-6' });
  await page.locator('.tile:not([hidden])').waitFor();
  for (const colour of ['[data-deep]', ':not([data-deep])']) {
    await page.locator(`#hall${colour}`).waitFor();
    expect(await violations(page, true), `called${colour}`).toEqual([]);
  }
  await page.locator('#muted').evaluate((band: HTMLElement) => (band.hidden = false));
  expect(await violations(page, true), 'muted').toEqual([]);
  hall.trouble = 'clock';
  await page.locator('#hall[data-notice]').waitFor();
  expect(await violations(page, true), 'clock wrong').toEqual([]);
  await hall.vanish();
  await page.locator('#hall[data-stale]').waitFor();
  expect(await violations(page, true), 'stale').toEqual([]);
  await hall.comeBack();
  await close();

  await using evening = await screens.openHall({ config, at: at('2026-11-19', '18:20') });
  const dim = await screens.open(evening);
  await dim.page.locator('#hall[data-main="closed"]').waitFor();
  expect(await violations(dim.page, true), 'closed').toEqual([]);
  await dim.close();
});
