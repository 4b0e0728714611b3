/** An admin records a voice: with a microphone that plays speech, and from files where there is none. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { RecordingsAnswer } from '../../server/protocol/recording.js';
import { clipList } from '../../server/domain/clip-list.js';
import { programOnPath } from '../../server/recording/child.js';
import { writeWav } from '../../server/recording/wav.js';
import { violations, sideways } from '../support/accessibility.js';
import { openBrowser, openPage } from '../support/browser.js';
import { asFile, bundledSpeech, inRoom, type Spoken } from '../support/recorded-speech.js';
import { PC, PHONE, staffHall, type StaffHall } from '../support/staff-hall.js';
import { signIn } from '../support/signed-in.js';

const NAME = 'motcua.local';

let folder: string;
let browser: Browser;
let hall: StaffHall;
let speech: Map<string, Spoken['take']>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-microphone-'));
  speech = new Map((await bundledSpeech('vi')).map(({ id, take }) => [id, take]));
  // Somebody who says the same phrase over and over, with a breath between.
  const heard = join(folder, 'speech.wav');
  await writeFile(heard, writeWav(inRoom(said('to-counter'), { before: 500, after: 900 })));
  [hall, browser] = await Promise.all([
    staffHall(),
    openBrowser(
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${heard}`,
      `--host-resolver-rules=MAP ${NAME} 127.0.0.1`,
      '--autoplay-policy=no-user-gesture-required',
    ),
  ]);
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function said(clip: string): Spoken['take'] {
  const take = speech.get(clip);
  if (take === undefined) throw new Error(`nobody says ${clip}`);
  return take;
}
async function packs(): Promise<RecordingsAnswer['packs']> {
  const path = `${hall.product.site}/recordings`;
  return (await hall.product.api.get<RecordingsAnswer>(path)).body?.packs ?? [];
}
async function beginVoice(page: Page, name: string): Promise<void> {
  await page.getByLabel('Tên giọng').fill(name);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Bắt đầu ghi' }).click();
  await page.locator('.stage').waitFor();
}
/** A file for each prompt, named by its number, as somebody with a phone would. */
async function phoneFiles(ids: readonly string[]) {
  const order = clipList('vi').map(({ id }) => id);
  return Promise.all(
    ids.map(async (id) => ({
      name: `${String(order.indexOf(id) + 1).padStart(2, '0')} Ghi âm.m4a`,
      mimeType: 'audio/mp4',
      buffer: await asFile(inRoom(said(id)), 'm4a'),
    })),
  );
}

test('is recorded with the space bar, listened to, finished from files, and taken into use', async () => {
  const { page, complaints, close } = await hall.screen(browser, '/admin/recordings', PC, 'admin');
  await beginVoice(page, 'Giọng chị Mỷ');
  expect(page.url()).toContain('/admin/recordings/giong-chi-my');
  await page.locator('#prompt-to-counter').click();
  await page.locator('.stage__prompt', { hasText: 'đến quầy số' }).waitFor();
  await page.locator('#section-title').focus();
  await page.keyboard.press('Space');
  await page.getByText('Đang ghi: mời đọc.').waitFor();
  // The take begins somewhere in the phrase: it ends after the next whole one.
  for (const loud of [true, false, true, false]) {
    await page.waitForFunction((wanted) => {
      const level = document.querySelector('.stage__level rect')?.getAttribute('width');
      return wanted ? Number(level) > 20 : Number(level) < 3;
    }, loud);
  }
  await page.keyboard.press('Space');
  await page
    .locator('#prompt-to-counter[data-how="done"], #prompt-to-counter[data-how="look"]')
    .waitFor();
  const [recorded] = await packs();
  const own = recorded?.prompts.find(({ id }) => id === 'to-counter');
  expect(own?.state).toBe('recorded');
  expect(own?.ms).toBeGreaterThan(500);

  // Players ask for a part first.
  const played = page.waitForResponse((answer) => answer.url().includes('/clips/to-counter'));
  await page.keyboard.press('n');
  expect((await played).status()).toBe(206);
  expect(await violations(page)).toEqual([]);

  // What else a call of A027 to counter 3 needs comes from a phone.
  const rest = ['call-citizen', 'letter-A', 'digit-0', 'digit-2', 'digit-7', 'digit-3'];
  await page.locator('#file-recordings-many').setInputFiles(await phoneFiles(rest));
  await expect
    .poll(() => page.locator('.sent-files li').count(), { timeout: 90_000 })
    .toBe(rest.length);
  expect(await page.locator('.sent-files .record-flaw').allTextContents()).toEqual([]);

  const heard = page.waitForResponse((answer) => answer.url().includes('/sample'));
  await page.locator('#recording-sample').click();
  expect((await heard).status()).toBe(206);
  await page.locator('#recording-use').click();
  await page.getByRole('link', { name: /Bản nháp/ }).click();
  await page.getByRole('button', { name: /^Dùng bản/ }).click();
  await expect
    .poll(async () => {
      const { body } = await hall.product.api.get<SiteConfig>(`${hall.product.site}/config`);
      return body?.voice.packs;
    })
    .toEqual({ vi: 'giong-chi-my' });
  expect(complaints).toEqual([]);
  await close();
});

test('over plain HTTP the page says why there is no microphone, and takes files', async () => {
  const origin = `http://${NAME}:${new URL(hall.product.url).port}`;
  const cookies = await signIn(hall.product.url, await hall.person('admin'));
  const { page, close } = await openPage(browser, `${origin}/admin/recordings`, PHONE, cookies);
  await beginVoice(page, 'Giọng anh Pó');
  const why = page.locator('#without-microphone');
  await why.getByText('HTTP thường').waitFor();
  expect(await why.textContent()).toContain('Mời ghi âm bằng điện thoại');
  await page.locator('#prompt-digit-3').click();
  const [file] = await phoneFiles(['digit-3']);
  if (file === undefined) throw new Error('no file');
  await page.locator('#file-recordings-one').setInputFiles(file);
  await page.locator('#prompt-digit-3[data-how="done"]').waitFor();
  // A phrase where a word should be.
  const wrong = { ...file, buffer: Buffer.from('không phải tiếng') };
  await page.locator('#file-recordings-one').setInputFiles(wrong);
  await page.getByText('Không đọc được tiếng trong tệp này.').waitFor();
  expect(await sideways(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
  await close();
});

test('where the server lacks what makes sound, the page says what to install, until it is there', async () => {
  const installed = join(folder, 'bin');
  await mkdir(installed);
  const install = async (...names: string[]): Promise<void> => {
    for (const name of names) {
      const path = programOnPath(name);
      if (path !== null) await symlink(path, join(installed, name));
    }
  };
  await install('redis-server', 'valkey-server');
  await using bare = await staffHall({ PATH: installed });
  await using screen = await bare.screen(browser, '/admin/recordings', PHONE, 'admin');
  const { page, complaints } = screen;
  const told = page.getByText('apt install ffmpeg');
  await page.getByText('Máy chủ chưa có chương trình làm tiếng.').waitFor();
  await beginVoice(page, 'Giọng chị Mỷ');
  await told.waitFor();
  expect([await violations(page), await sideways(page)]).toEqual([[], 0]);

  await install('lame');
  await page.reload();
  await page.getByText('chỉ nhận bản ghi từ micrô và tệp wav').waitFor();
  expect(complaints).toEqual([]);
  const [file] = await phoneFiles(['digit-3']);
  if (file === undefined) throw new Error('no file');
  await page.locator('#file-recordings-many').setInputFiles(file);
  await page.getByText('Máy chủ chưa có chương trình đọc tệp này.').waitFor();

  await install('ffmpeg');
  await page.reload();
  await page.locator('.stage').waitFor();
  expect(await told.count()).toBe(0);
  await page.locator('#file-recordings-many').setInputFiles(file);
  await page.locator('#prompt-digit-3[data-how="done"]').waitFor();
});
