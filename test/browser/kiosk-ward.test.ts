/** Pages of a kiosk that only a real ward has: shut for the break, closed groups, long names, Khmer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CITIZEN_PARTS, citizenSentences } from '../../server/domain/citizen-words.js';
import { loadViews } from '../../server/http/views.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { type OpenPage, openPage, STANDING } from '../support/browser.js';
import { at } from '../support/factories.js';
import { hallScreens, type HallScreens } from '../support/hall-screens.js';
import { kioskFaults, kioskPage } from '../support/kiosk.js';

describe('a kiosk of a real ward', () => {
  let screens: HallScreens;
  beforeAll(async () => {
    screens = await hallScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  /** Khmer enough to be shown; each sentence keeps what is filled into it. */
  async function realWard(): Promise<SiteConfig> {
    const { ward } = screens;
    const views = await loadViews(screens.dir);
    const citizen = citizenSentences(views.wording.sentences('vi', CITIZEN_PARTS));
    const strings = Object.fromEntries(
      Object.entries(citizen).map(([key, text]) => {
        const filled = [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).join(' ');
        return [key, `សូមអញ្ជើញ ${filled}`.trim()];
      }),
    );
    const afternoon = [{ from: 13 * 60 + 30, until: 16 * 60 }];
    const long = 'Cấp giấy xác nhận tình trạng hôn nhân để sử dụng vào mục đích kết hôn';
    return {
      ...ward,
      site: { ...ward.site, trial: false },
      groups: ward.groups.map((group) =>
        group.id === 'dat-dai' ? { ...group, hours: afternoon } : group,
      ),
      procedures: ward.procedures.map((each) =>
        each.id === 'ket-hon' ? { ...each, aliases: [long] } : each,
      ),
      languages: [{ tag: 'km', name: 'ខ្មែរ', strings }],
    };
  }

  async function kioskAt(clock: string): Promise<OpenPage & AsyncDisposable> {
    const hall = await screens.openHall({
      ...{ config: await realWard(), at: at('2026-11-19', clock) },
    });
    const cookies = await hall.pairKiosk();
    const opened = await openPage(screens.browser, `${hall.url}/kiosk`, STANDING, cookies);
    return {
      ...opened,
      async [Symbol.asyncDispose]() {
        await opened.close();
        await hall[Symbol.asyncDispose]();
      },
    };
  }

  test('outside the hours says when numbers are given again, and shows the shut door', async () => {
    await using kiosk = await kioskAt('11:52');
    await kioskPage(kiosk.page, 'closed');
    expect(await kiosk.page.locator('#opens').innerText()).toBe('13 giờ 30');
    await kiosk.page.getByText('Lấy số lại hôm nay, từ').waitFor();
    expect(await kioskFaults(kiosk.page, 'closed')).toEqual([]);
  });

  test('keeps a group that is closed in its place, sets long names, and speaks a language of the site', async () => {
    await using kiosk = await kioskAt('09:00');
    const { page } = kiosk;
    await kioskPage(page, 'home-0');
    const faults = await kioskFaults(page, 'long names');
    await page.locator('#turn').click();
    await kioskPage(page, 'home-1');
    const land = page.locator('#errand-bien-dong-dat');
    expect(await land.innerText()).toContain('Lấy số từ 13h30');
    expect(await land.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('button', { name: 'ខ្មែរ' }).click();
    await page.locator('#kiosk[lang="km"]').waitFor();
    expect(await page.locator('h1').first().innerText()).toContain('សូមអញ្ជើញ');
    faults.push(...(await kioskFaults(page, 'Khmer')));
    // The machine's own letters need not know the script: the page brings it, and only where it is read.
    await page.waitForFunction(() =>
      [...document.fonts].some(
        (face) => face.status === 'loaded' && face.unicodeRange.startsWith('U+1780'),
      ),
    );
    expect(faults).toEqual([]);
  });
});
