/** What the hall says: set and listened to in the settings, and played to its end through one element. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VoiceSample, VoicesAnswer } from '../../server/protocol/voice.js';
import { sideways, smallTargets, violations } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { PC, PHONE, type StaffHall, staffHall } from '../support/staff-hall.js';

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser();
  hall = await staffHall();
});
afterAll(async () => {
  await hall[Symbol.asyncDispose]();
  await browser.close();
});

const PLACE = '/admin/voice/reading';

async function ask<T>(path: string): Promise<T> {
  const { body } = await hall.product.api.get<T>(`${hall.product.site}/voices${path}`);
  if (body === null) throw new Error(`${path} cannot be read`);
  return body;
}

test('the packs of the product lack nothing', async () => {
  const { packs } = await ask<VoicesAnswer>('');
  expect(packs.map(({ id, own, missing, broken }) => [id, own, missing, broken])).toEqual([
    ['en', false, [], []],
    ['vi', false, [], []],
  ]);
});

describe('the settings', () => {
  test('play a call as the draft would have it', async () => {
    const { page } = await hall.screen(browser, PLACE, PC, 'admin');
    const asked: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/audio/')) asked.push(response.url());
    });
    const card = page.locator('#voice-vi');
    const listen = page.locator('#voice-vi-listen');
    await card
      .getByText('“Xin mời công dân có số thứ tự A, không hai bảy, đến quầy số ba”')
      .waitFor();
    await page.getByRole('button', { name: 'Như số đếm' }).click();
    await page.getByText('Báo chuông trước mỗi lần gọi').click();
    await card
      .getByText('“Xin mời công dân có số thứ tự A, hai mươi bảy, đến quầy số ba”')
      .waitFor();
    await listen.click();
    await listen.getByText('Dừng').waitFor();
    // It is over when the button offers to play again.
    await listen.getByText('Nghe thử').waitFor();
    expect(asked.at(-1)).toContain('.vi.-.cardinal-le-citizen.call_A027_3.mp3');
    expect(await page.locator('#told').count()).toBe(0);
    await page.getByRole('button', { name: 'Bỏ bản nháp' }).click();
  });

  test.each([
    ['a PC', PC],
    ['a phone', PHONE],
  ])('can be used by everybody on %s', async (_, size) => {
    const { page } = await hall.screen(browser, PLACE, size, 'admin');
    await page.locator('#voice-en-listen').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(await smallTargets(page, 24)).toEqual([]);
  });
});

test('one element plays announcements to their ends, each as long as was said', async () => {
  const spoken = await Promise.all(
    [
      'language=vi&numbers=digits&odd=le&address=citizen&chime=true',
      'language=en&numbers=cardinal&odd=le&address=number&chime=false',
      'language=vi&numbers=cardinal&odd=linh&address=guest&chime=true',
    ].map((query) => ask<VoiceSample>(`/sample?${query}`)),
  );
  const { page } = await hall.screen(browser, PLACE, PC, 'admin');
  // Browsers let nothing be heard where nobody has touched anything.
  await page.locator('#section-title').click();
  const heard = await page.evaluate(
    async (sources) => {
      const audio = new Audio();
      const lengths: number[] = [];
      for (const src of sources) {
        audio.src = src;
        // The whole is decoded and played, only sooner.
        audio.defaultPlaybackRate = 4;
        const over = new Promise((resolve, reject) => {
          audio.onended = resolve;
          audio.onerror = reject;
        });
        await audio.play();
        await over;
        lengths.push(audio.currentTime * 1_000);
      }
      return lengths;
    },
    spoken.map(({ src }) => src),
  );
  for (const [at, { ms }] of spoken.entries()) {
    expect(Math.abs((heard[at] ?? 0) - ms), spoken[at]?.src).toBeLessThanOrEqual(24 + 1);
  }
});
