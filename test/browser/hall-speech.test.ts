/** What a real television says and shows while officers call faster than anybody can speak. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LYING, openPage } from '../support/browser.js';
import { hallScreens, live, type HallScreens } from '../support/hall-screens.js';
import {
  expectInTurn,
  heardOn,
  LOUD,
  watchedOn,
  type Watched,
  watchSound,
} from '../support/heard.js';
import { proxyTo } from '../support/proxy.js';
import { connected } from '../support/redis-store.js';
import type { ScreenHall } from '../support/screen-hall.js';
import { startSpeech } from '../support/speech.js';

const CHIME = fileURLToPath(new URL('../../display/voices/vi/chime.mp3', import.meta.url));
/** Bytes and ms of a frame of the packs' clips. */
const FRAME = { bytes: 144, ms: 24 };
/** A sentence in these tests: short, so that thirty take a quarter of a minute. */
const FRAMES = 16;
const MS = FRAMES * FRAME.ms;
/** Ten seconds of site time in a real one: thirty calls in six seconds are a minute's. */
const SPEED = 10;

interface LoudHall extends AsyncDisposable {
  hall: ScreenHall;
  /** Opens a television that is watched from its first moment. */
  open(url?: string): Promise<Page>;
  /** Calls people to the counters in turn, who come when the next one is called there. @returns numbers */
  burst(calls: number, everyMs: number): Promise<string[]>;
  /** Ends the server and starts another build of it on the same Redis. */
  upgrade(): Promise<void>;
}

async function loudHall(screens: HallScreens): Promise<LoudHall> {
  const clip = (await readFile(CHIME)).subarray(0, FRAMES * FRAME.bytes);
  const routes = express.Router();
  routes.get('/audio/:words.mp3', (_request, response) => response.type('audio/mpeg').send(clip));
  const hall = await screens.openHall({ routes, speed: SPEED });
  const [client, listening] = [
    hall.redis.client(),
    hall.redis.client({ maxRetriesPerRequest: null }),
  ];
  await Promise.all([connected(client), connected(listening)]);
  const speak = () =>
    startSpeech(
      hall,
      { redis: client, tail: () => listening, ms: MS },
      (words) => `/audio/${encodeURIComponent(words)}.mp3`,
    );
  let speech = speak();
  const at = new Map<string, string>();
  return {
    hall,
    async open(url = hall.url) {
      const screen = await openPage(screens.browser, 'about:blank', LYING);
      await screen.page.addInitScript(watchSound);
      await screen.page.goto(`${url}/hall`);
      await live(screen.page);
      return screen.page;
    },
    async burst(calls, everyMs) {
      const numbers: string[] = [];
      const counters = screens.ward.counters.slice(0, 5).map(({ id }) => id);
      for (let nth = 0; nth < calls; nth += 1) {
        const counter = counters[nth % counters.length] ?? '';
        const before = at.get(counter);
        // Who was called five calls ago is at the counter by now: the call is not missing any more.
        if (before !== undefined) await hall.must('park', { ticket: before, reason: 'form' });
        const { tickets } = await hall.must('issue', { group: 'chung-thuc' });
        const [ticket] = tickets;
        if (!ticket) throw new Error('no ticket');
        await hall.must('call', { ticket: ticket.id, counter });
        at.set(counter, ticket.id);
        numbers.push(ticket.number);
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
      return numbers;
    },
    async upgrade() {
      await speech.stop();
      await hall.vanish();
      await hall.comeBack('another-build');
      speech = speak();
    },
    async [Symbol.asyncDispose]() {
      await speech.stop();
      await hall[Symbol.asyncDispose]();
    },
  };
}

/** Waits until nothing was said for a while. */
async function silence(page: Page): Promise<string[]> {
  for (let count = -1; ; ) {
    const heard = await heardOn(page);
    if (heard.length === count) return heard;
    count = heard.length;
    await page.waitForTimeout(4 * MS);
  }
}

/** Each once, and the loudspeaker on the call that is being said and on no other. */
function expectTold(watched: Watched): void {
  expectInTurn(watched);
  for (const { number, shown } of watched.looks) expect([[], [number]]).toContainEqual(shown);
  // Thirty large numbers find no room: those that have none are heard all the same.
  expect(watched.looks.filter(({ shown }) => shown.length > 0).length).toBeGreaterThan(10);
}

/** Every number on the screen stands at the counter that the server knows, the newest call among them. */
async function expectTruth(page: Page, { relays }: ScreenHall, newest: string): Promise<void> {
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('.tile:not([hidden]), .last-row:not([hidden])')].map((each) => {
      const text = (what: string) => each.querySelector(what)?.textContent ?? '';
      return `${text('.tile-number, .last-number')} ${text('.door-number')}`;
    }),
  );
  const [relay] = relays.all();
  const doors = new Map(relay?.config.counters.map(({ id, number }) => [id, number]));
  const board = Object.values(relay?.board.tickets ?? {}).map(
    ({ number, counter }) => `${number} ${doors.get(counter ?? '') ?? ''}`,
  );
  for (const each of shown) expect(board).toContain(each);
  expect(shown.some((each) => each.startsWith(newest))).toBe(true);
}

describe('a television that may play', () => {
  let screens: HallScreens;
  beforeAll(async () => {
    screens = await hallScreens(LOUD);
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  test('says a burst of thirty calls in a minute one by one, and leaves out who came before it was his turn', async () => {
    await using loud = await loudHall(screens);
    const page = await loud.open();
    const numbers = await loud.burst(30, 200);
    await expect.poll(() => heardOn(page), { timeout: 20_000 }).toContain(numbers.at(-1));
    const heard = await silence(page);
    const watched = await watchedOn(page);
    expectTold(watched);
    expect(heard.length).toBeGreaterThan(10);
    // In the order of the calls, and the last ones, who still stand, are all said.
    expect(heard).toEqual(numbers.filter((number) => heard.includes(number)));
    expect(heard.slice(-5)).toEqual(numbers.slice(-5));
    expect(await page.locator('.tile[data-spoken]').count()).toBe(0);
    await expectTruth(page, loud.hall, numbers.at(-1) ?? '');
    // Who comes later hears nothing of it.
    const other = await loud.open();
    expect(await silence(other)).toEqual([]);
  });

  test('says nothing twice and nothing late on a line that is slow, and shows the truth', async () => {
    await using loud = await loudHall(screens);
    const line = await proxyTo({ port: Number(new URL(loud.hall.url).port) });
    const page = await loud.open(`http://127.0.0.1:${line.port}`);
    line.slow(150);
    const numbers = await loud.burst(12, 300);
    await expect
      .poll(() => heardOn(page), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(numbers.slice(-1)));
    const heard = await silence(page);
    const { said } = await watchedOn(page);
    expectInTurn({ said, looks: [] });
    // In the order of the calls; who came before the sound did is left out, who still stands is not.
    expect(heard).toEqual(numbers.filter((number) => heard.includes(number)));
    expect(heard.slice(-5)).toEqual(numbers.slice(-5));
    expect(await page.locator('#hall[data-stale]').count()).toBe(0);
    await expectTruth(page, loud.hall, numbers.at(-1) ?? '');
    await line.stop();
  });

  test('says nothing twice and nothing over another while its line is cut again and again', async () => {
    await using loud = await loudHall(screens);
    const line = await proxyTo({ port: Number(new URL(loud.hall.url).port) });
    const page = await loud.open(`http://127.0.0.1:${line.port}`);

    const calling = loud.burst(24, 300);
    for (let cut = 0; cut < 3; cut += 1) {
      await page.waitForTimeout(1_700);
      line.cut();
    }
    const numbers = await calling;
    await live(page);
    await expect.poll(() => heardOn(page), { timeout: 15_000 }).toContain(numbers.at(-1));
    await silence(page);
    expectTold(await watchedOn(page));
    await expectTruth(page, loud.hall, numbers.at(-1) ?? '');
    await line.stop();
  });

  test('says nothing twice when it is loaded anew for an upgraded server, and shows the truth', async () => {
    await using loud = await loudHall(screens);
    const page = await loud.open();
    const before = await loud.burst(5, 300);
    await expect.poll(() => heardOn(page), { timeout: 15_000 }).toEqual(before);
    const loaded = page.waitForEvent('load', { timeout: 25_000 });
    await loud.upgrade();
    await loaded;
    await live(page);

    const after = await loud.burst(5, 300);
    await expect.poll(() => heardOn(page), { timeout: 15_000 }).toContain(after.at(-1));
    // Of the page before nothing is said again: those five were heard, and stood there still.
    expect(await silence(page)).toEqual(after);
    const { said } = await watchedOn(page);
    expectInTurn({ said, looks: [] });
    await expectTruth(page, loud.hall, after.at(-1) ?? '');
  });
});

describe('a television whose browser lets nothing through', () => {
  let screens: HallScreens;
  beforeAll(async () => {
    screens = await hallScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  test('leaves the calls as they are, asks for the OK key, and says what still stands once it was pressed', async () => {
    await using loud = await loudHall(screens);
    // To the browser, a test that looks at a page has touched it: only the server is asked before that.
    const { page } = await openPage(screens.browser, 'about:blank', LYING);
    await page.addInitScript(watchSound);
    await page.goto(`${loud.hall.url}/hall`);
    const sounds = () => loud.hall.lineup.list('sen-hong').map(({ sound }) => sound);
    await expect.poll(sounds).toEqual(['blocked']);
    const numbers = await loud.burst(8, 100);
    expect(sounds()).toEqual(['blocked']);
    await page.locator('#hall[data-count="4"]').waitFor();
    const seen = await page.evaluate(() => {
      const shown = (what: string) =>
        [...document.querySelectorAll<HTMLElement>(what)].filter(
          ({ offsetParent }) => offsetParent !== null,
        );
      return {
        bar: shown('#muted').map(({ innerText }) => innerText.split('\n')[0]),
        strip: shown('.strip').length,
        spoken: shown('.tile[data-spoken]').length,
        calls: shown('.tile-number').map(({ innerText }) => innerText),
      };
    });
    expect(seen).toMatchObject({ strip: 0, spoken: 0 });
    expect(numbers).toEqual(expect.arrayContaining(seen.calls));
    expect(seen.calls).toHaveLength(4);
    expect(seen.bar).toEqual(['Màn hình này chưa có tiếng. Mời ông/bà nhìn số.']);
    const muted = page.locator('#muted');
    await page.keyboard.press('Enter');
    await muted.waitFor({ state: 'hidden' });
    await expect.poll(() => heardOn(page), { timeout: 15_000 }).toEqual(numbers.slice(-5));
    expectTold(await watchedOn(page));
    expect(await page.locator('.strip').isVisible()).toBe(true);
  });
});
