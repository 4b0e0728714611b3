/** Loudspeakers as those who lead set them up, with a television and the server's own sound card beside. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { SoundsAnswer } from '../../server/protocol/operations.js';
import { violations } from '../support/accessibility.js';
import { LYING, openBrowser, openPage } from '../support/browser.js';
import { pair, type Cookies } from '../support/signed-in.js';
import { PC, staffHall, TABLET, type StaffHall } from '../support/staff-hall.js';

declare global {
  interface Window {
    /** Sentences that were heard. */
    played: number;
  }
}

/** Runs in the page, before its own script. */
function countPlayed(): void {
  window.played = 0;
  document.addEventListener(
    'ended',
    ({ target }) => {
      if (target instanceof HTMLAudioElement && target.volume > 0) window.played += 1;
    },
    true,
  );
}

let browser: Browser;
let hall: StaffHall;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-loud-'));
  browser = await openBrowser('--autoplay-policy=no-user-gesture-required');
  // The server's sound card is a file: each announcement and how loud it was to be.
  const command = `cat >> ${folder}/heard.mp3; echo "$VOLUME" >> ${folder}/volumes`;
  hall = await staffHall({ SPEAKER_COMMAND: command });
  await hall.openCounters('quay-1');
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const volumes = async (): Promise<string[]> =>
  (await readFile(`${folder}/volumes`, 'utf8').catch(() => '')).split('\n').filter(Boolean);

test('a lead sees who speaks, has a sentence said, and the server’s sound card takes over when it is chosen', async () => {
  const television = await openPage(browser, `${hall.product.url}/hall/tang-1`, LYING);
  const { page, complaints, close } = await hall.screen(
    browser,
    '/admin/voice/speakers',
    PC,
    'admin',
  );
  await page.getByText('Đang đọc được: một màn hình ở khu này.').waitFor({ timeout: 15_000 });
  expect(await violations(page)).toEqual([]);
  const began = television.page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        document.addEventListener(
          'playing',
          ({ target }) => {
            if (target instanceof HTMLAudioElement && target.volume > 0) resolve(target.src);
          },
          true,
        ),
      ),
  );
  await page.getByRole('button', { name: 'Phát trên loa: Có đồ để quên' }).click();
  await page.getByText('Đã gửi cho loa lúc').waitFor();
  expect(await began).toContain('clip_notice-lost-item');

  await page.getByRole('button', { name: 'Loa cắm vào máy chủ' }).first().click();
  await page.getByRole('button', { name: 'Thêm khoảng giờ' }).click();
  const span = page.locator('#volume-0');
  for (const [label, typed] of [
    ['Từ', '00:00'],
    ['Đến', '24:00'],
    ['Âm lượng', '35'],
  ] as const) {
    await span.getByLabel(label).fill(typed);
    await span.getByLabel(label).blur();
  }
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Dùng bản 2' }).click();
  await page.getByText('Đang đọc được: loa cắm vào máy chủ.').waitFor({ timeout: 15_000 });
  await hall.give({ group: 'chung-thuc' });
  const { api, site } = hall.product;
  await api.send('POST', `${site}/counters/quay-1/call-next`, {});
  await expect.poll(volumes, { timeout: 10_000 }).toEqual(['35']);
  expect((await readFile(`${folder}/heard.mp3`)).length % 144).toBe(0);
  expect(complaints).toEqual([]);
  await close();
  await television.close();
});

test('a paired television that is named speaks alone, and while it is away another does and the lead is told', async () => {
  const { product } = hall;
  const { api, site, url } = product;
  const [named, other] = [
    await pair(product, 'hall', 'Tivi chính', { zone: 'tang-1' }),
    await pair(product, 'hall', 'Tivi phụ', { zone: 'tang-1' }),
  ];
  const { body: config } = await api.get<SiteConfig>(`${site}/config`);
  if (config === null) throw new Error('no configuration');
  const voice = { ...config.voice, volumes: [], speakers: { 'tang-1': named.device.id } };
  const headers = { 'if-match': `"${config.version}"` };
  const changed = await api.send('PUT', `${site}/config`, { ...config, voice }, headers);
  expect(changed.status).toBe(200);
  // The one that is not named hangs there first.
  const open = async (cookies: Cookies) => {
    const opened = await openPage(browser, `${url}/healthz`, LYING, cookies);
    await opened.page.addInitScript(countPlayed);
    await opened.page.goto(`${url}/hall/tang-1`);
    await opened.page.locator('[data-live="live"]').first().waitFor();
    return opened;
  };
  const second = await open(other.cookies);
  const first = await open(named.cookies);
  const causes = async () => {
    const { body } = await api.get<SoundsAnswer>(`${site}/sounds`);
    return body?.troubles.filter(({ zone }) => zone === 'tang-1').map(({ cause }) => cause);
  };
  await expect.poll(causes, { timeout: 10_000 }).toEqual([]);
  const played = () =>
    Promise.all([first, second].map(({ page }) => page.evaluate(() => window.played)));
  const call = async () => {
    await hall.give({ group: 'chung-thuc' });
    await api.send('POST', `${site}/counters/quay-2/call-next`, {});
  };
  await hall.openCounters('quay-2');
  await call();
  await expect.poll(played, { timeout: 10_000 }).toEqual([1, 0]);
  await first.close();
  await expect.poll(causes, { timeout: 10_000 }).toEqual(['stand-in']);
  const data = { clip: 'notice-lost-item', zone: 'tang-1' };
  await api.send('POST', `${site}/announcements`, data);
  await expect.poll(() => second.page.evaluate(() => window.played), { timeout: 15_000 }).toBe(1);
  await second.close();
});

test('the loudspeakers have no violation of WCAG 2.2 AA on a tablet', async () => {
  const { page, close } = await hall.screen(browser, '/admin/voice/speakers', TABLET, 'lead');
  await page.getByRole('heading', { name: 'Loa và thông báo' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await close();
});
