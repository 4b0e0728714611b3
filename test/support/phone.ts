/** The page of a ticket in a real browser, as a phone opens it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PHONE } from './staff-hall.js';

/** Where phones would find the hall; here only the path of a link matters. */
export const PUBLIC_URL = 'http://192.168.1.10:3000';

export interface OpenPhone extends AsyncDisposable {
  page: Page;
  complaints: string[];
  /** How often it buzzed. */
  buzzes(): Promise<number>;
  /** How many notes were heard since the page was opened. */
  notes(): Promise<number>;
}

export async function openPhone(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<OpenPhone> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'vi-VN', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    navigator.vibrate = () => {
      window.name = String(Number(window.name) + 1);
      return true;
    };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when) {
      const { dataset } = document.documentElement;
      if (this.context.state === 'running') {
        dataset['notes'] = String(Number(dataset['notes'] ?? 0) + 1);
      }
      start.call(this, when);
    };
  });
  await page.goto(address);
  return {
    page,
    complaints,
    buzzes: async () => Number(await page.evaluate(() => window.name)),
    notes: async () => Number(await page.locator('html').getAttribute('data-notes')),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Waits until the page shows this (`phone-scene.ts`). */
export const kind = (page: Page, is: string) => page.locator(`#visit[data-kind="${is}"]`).waitFor();
