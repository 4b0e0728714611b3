/** A minute in which officers call thirty people, said with the product's own voice while the line hangs and Redis and the server are killed. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { LYING, openBrowser, openPage } from '../support/browser.js';
import { live } from '../support/hall-screens.js';
import { expectInTurn, heardOn, LOUD, watchedOn, watchSound } from '../support/heard.js';
import { staffHall, type StaffHall } from '../support/staff-hall.js';

const CALLS = 30;
/** ms between two calls. */
const EVERY = 2_000;
/** Calls between which nothing passes the line, although it stays open. */
const HANGS = { from: 10, until: 16 };
/** The calls before which Redis is killed, and the server. */
const KILLED = { redis: 19, server: 24 };
/** ms after which a call is too old to be said. */
const TOO_OLD = 60_000;
/** ms that a message and a sound need to arrive. */
const ON_THE_WAY = 1_500;

/** Counters of one floor, each with a group that it serves. */
const COUNTERS = [
  ['quay-1', 'chung-thuc'],
  ['quay-2', 'ho-tich'],
  ['quay-3', 'ho-tich'],
  ['quay-4', 'cong-an'],
  ['quay-5', 'chinh-sach'],
  ['quay-8', 'tra-ket-qua'],
] as const;

interface Called {
  number: string;
  counter: string;
  /** On the scale of the page's `performance.now()`, ms. */
  at: number;
  /** When its counter was done with it; `Infinity` of those who still stand there. */
  until: number;
}

let browser: Browser;
let hall: StaffHall;
beforeAll(async () => {
  browser = await openBrowser(LOUD);
  hall = await staffHall();
  await hall.openCounters(...COUNTERS.map(([counter]) => counter));
});
afterAll(async () => {
  await browser.close();
  await hall[Symbol.asyncDispose]();
});

/** A line that can hang: open on both ends, and nothing passes. */
async function hangingLine(page: Page): Promise<{ hangs: boolean }> {
  const line = { hangs: false };
  await page.routeWebSocket(/socket\.io/, (near) => {
    const far = near.connectToServer();
    far.onMessage((message) => {
      if (!line.hangs) near.send(message);
    });
    near.onMessage((message) => {
      if (!line.hangs) far.send(message);
    });
  });
  await page.route(/socket\.io.*polling/, (route) => (line.hangs ? undefined : route.continue()));
  return line;
}

test('thirty calls of a minute are said once each or not at all, in turn, never too late, and the board is true again', async () => {
  const { page, complaints, close } = await openPage(browser, 'about:blank', LYING);
  await page.addInitScript(watchSound);
  const line = await hangingLine(page);
  await page.goto(`${hall.product.url}/hall/tang-1`);
  await live(page);
  const now = (): Promise<number> => page.evaluate(() => performance.now());

  const redis = embeddedClient(hall.product);
  const called: Called[] = [];
  const standing = new Map<string, { id: string; call: Called }>();
  for (let nth = 0; nth < CALLS; nth += 1) {
    line.hangs = nth >= HANGS.from && nth < HANGS.until;
    if (nth === KILLED.redis) process.kill(await embeddedPid(redis), 'SIGKILL');
    if (nth === KILLED.server) {
      process.kill(hall.product.pid, 'SIGKILL');
      await hall.comeBack();
    }
    const next = page.waitForTimeout(EVERY);
    const [counter, group] = COUNTERS[nth % COUNTERS.length] ?? COUNTERS[0];
    const before = standing.get(counter);
    if (before !== undefined) {
      await hall.must(`/tickets/${before.id}/finish`);
      before.call.until = await now();
    }
    const { id, number } = await hall.give({ group });
    const call = { number, counter, at: await now(), until: Infinity };
    await hall.must(`/tickets/${id}/call`, { counter });
    called.push(call);
    standing.set(counter, { id, call });
    if (nth === HANGS.until - 1) await page.locator('#hall[data-stale]').waitFor();
    await next;
  }
  await live(page);
  // Who still stands is said in the end, the newest last.
  await expect
    .poll(async () => (await heardOn(page)).at(-1), { timeout: 45_000 })
    .toBe(called.at(-1)?.number);

  const watched = await watchedOn(page);
  expectInTurn(watched);
  const numbers = called.map(({ number }) => number);
  const heard = watched.said.map(({ number }) => number);
  expect(heard).toEqual(numbers.filter((number) => heard.includes(number)));
  expect(heard.length).toBeGreaterThan(8);
  for (const { number, from } of watched.said) {
    const call = called.find((each) => each.number === number);
    if (call === undefined) throw new Error(`${number} was said and not called`);
    expect(from - call.at).toBeLessThan(TOO_OLD);
    expect(from).toBeLessThan(call.until + ON_THE_WAY);
  }
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('.tile:not([hidden])')].map((tile) => {
      const text = (what: string) => tile.querySelector(what)?.textContent ?? '';
      return [text('.tile-number'), Number(text('.door-number'))];
    }),
  );
  const stands = new Map(called.slice(-COUNTERS.length).map((call) => [call.number, call.counter]));
  expect(shown.length).toBeGreaterThan(0);
  for (const [number, door] of shown) expect(stands.get(String(number))).toBe(`quay-${door}`);
  redis.disconnect();
  // The browser itself writes down that nobody answered for a moment.
  const own = complaints.filter((each) => !/WebSocket|ERR_|Failed to load/.test(each));
  expect(own).toEqual([]);
  await close();
}, 180_000);
