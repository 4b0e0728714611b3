/** Hands that work through the screens, as volunteers and officers do: a tap, a key, and what came of it. */
import { type Browser, errors, type Page, type Response } from 'playwright-core';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { Answer } from '../../server/samples/client.js';
import type { Called, Hands } from '../../server/samples/hands.js';
import { type OpenPage, openPage } from './browser.js';
import type { Cookies } from './signed-in.js';
import { PC, PHONE, settled } from './staff-hall.js';

export interface ScreenHandsOptions {
  browser: Browser;
  url: string;
  /** Group that is pinned at the door. */
  group: string;
  /** Ids of the counters that work. */
  counters: readonly string[];
  volunteers: number;
  /** Somebody new of this role signs in. */
  signIn(role: 'volunteer' | 'officer'): Promise<Cookies>;
}
export interface ScreenHands extends Hands {
  /** What the pages complained about. */
  complaints(): string[];
  close(): Promise<void>;
}

/** ms in which a screen shows what another one did: longer than it may take (issue: within a second). */
const SEEN_MS = 2_000;
/** ms in which a press is sent, also on a busy machine. */
const SENT_MS = 5_000;

export async function screenHands(options: ScreenHandsOptions): Promise<ScreenHands> {
  const { browser, url, group } = options;
  const open = async (path: string, size: typeof PC, role: 'volunteer' | 'officer') => {
    const opened = await openPage(browser, url + path, size, await options.signIn(role));
    await opened.page.locator('#connection[data-state="live"]').waitFor();
    return opened;
  };
  // One after the other: hashing PINs takes turns, and who asks too often waits.
  const doors: OpenPage[] = [];
  for (let nth = 0; nth < options.volunteers; nth += 1) {
    doors.push(await open(`/door#/rush/${group}`, PHONE, 'volunteer'));
  }
  const desks = new Map<string, OpenPage>();
  for (const counter of options.counters) {
    desks.set(counter, await open(`/desk/${counter}`, PC, 'officer'));
  }
  const desk = (counter: string): Page => {
    const found = desks.get(counter);
    if (found === undefined) throw new Error(`nobody works ${counter}`);
    return found.page;
  };
  const free = doors.map(({ page }) => page);
  const queue: ((page: Page) => void)[] = [];
  const volunteer = (): Promise<Page> => {
    const page = free.pop();
    return page === undefined
      ? new Promise((resolve) => queue.push(resolve))
      : Promise.resolve(page);
  };
  const release = (page: Page): void => {
    const next = queue.shift();
    if (next === undefined) free.push(page);
    else next(page);
  };
  /** Number of whom each counter called last. */
  const here = new Map<string, string>();
  const called = async (counter: string, response: Response): Promise<Answer<Called>> => {
    const answer = await answerOf<Called>(response);
    const number = answer.body?.called?.number;
    if (number === undefined) here.delete(counter);
    else here.set(counter, number);
    return answer;
  };
  return {
    async open(counter) {
      return answerOf(
        await pressed(desk(counter), '/open', (page) => page.keyboard.press('Space')),
      );
    },
    async give() {
      const page = await volunteer();
      try {
        const given = await pressed(page, '/tickets', () => page.locator('#main-button').click());
        return await answerOf<Ticket>(given);
      } finally {
        release(page);
      }
    },
    async next(counter, current) {
      const page = desk(counter);
      const space = (): Promise<void> => page.keyboard.press('Space');
      const number = here.get(counter);
      if (current !== undefined && number !== undefined) {
        // Nobody finishes somebody whom the screen does not show yet.
        await page.locator('.number--hero', { hasText: number }).waitFor();
      }
      if (current?.then === 'finish') {
        return called(counter, await pressed(page, '/call-next', space));
      }
      if (current?.then === 'miss') await pressed(page, '/miss', () => page.keyboard.press('v'));
      // Who has nobody presses when the screen says that somebody waits.
      const main = page.locator('#main-button:not([aria-disabled="true"])');
      const waits = await main.waitFor({ timeout: SEEN_MS }).then(
        () => true,
        () => false,
      );
      // Somebody else may have called that person between the look and the press.
      const sent = waits && (await pressed(page, '/call-next', space).catch(fizzled));
      return sent ? called(counter, sent) : { status: 200, body: { called: null }, code: null };
    },
    complaints: () => [...doors, ...desks.values()].flatMap(({ complaints }) => complaints),
    async close() {
      await Promise.all([...doors, ...desks.values()].map((opened) => opened.close()));
    },
  };
}

/** Nothing was sent: the button had nothing to do any more. @throws what else went wrong */
function fizzled(error: unknown): null {
  if (error instanceof errors.TimeoutError) return null;
  throw error;
}

/**
 * Presses once, as soon as the screen takes presses, and waits for the server's word.
 * @throws TimeoutError when the press sent nothing
 */
async function pressed(
  page: Page,
  path: string,
  press: (page: Page) => Promise<void>,
): Promise<Response> {
  await settled(page);
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && new URL(request.url()).pathname.endsWith(path),
    { timeout: SENT_MS },
  );
  // A failure before the await below must not count as nobody's.
  sent.catch(() => undefined);
  await press(page);
  const response = await (await sent).response();
  if (response === null) throw new Error(`${path}: the request failed`);
  await response.finished();
  return response;
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const body: unknown = await response.json();
  if (response.ok()) return { status: response.status(), body: body as T, code: null };
  const code = body !== null && typeof body === 'object' && 'code' in body ? String(body.code) : '';
  return { status: response.status(), body: null, code };
}
