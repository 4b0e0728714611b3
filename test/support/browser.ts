/** A real Chromium for one test file. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Debian's Chromium, or the one that the environment names. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export interface Size {
  width: number;
  height: number;
}
export const LYING: Size = { width: 1920, height: 1080 };
export const STANDING: Size = { width: 1080, height: 1920 };

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param more switches of Chromium besides */
export async function openBrowser(...more: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [...SWITCHES, ...more],
  });
}

/**
 * A browser with a window and a profile of its own, as at a desk.
 * @param display of an X server @param profile its folder @param more switches of Chromium besides
 */
export function openWindow(
  display: string,
  profile: string,
  ...more: string[]
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: false,
    viewport: null,
    env: { ...process.env, DISPLAY: display },
    args: [...SWITCHES, ...more],
  });
}

export interface OpenPage {
  page: Page;
  /** What the page's console and uncaught errors said: a good screen says nothing. */
  complaints: string[];
  close(): Promise<void>;
}

/** A page in a profile of its own, which has these cookies of the page's server. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: Size,
  cookies: readonly { name: string; value: string }[] = [],
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport });
  const { origin } = new URL(url);
  await context.addCookies(cookies.map(({ name, value }) => ({ name, value, url: origin })));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

/** When a page first showed something, ms after it was asked for: written down a moment after it was. */
export function firstPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list) => {
          const [first] = list.getEntriesByName('first-contentful-paint');
          if (first) resolve(first.startTime);
        }).observe({ type: 'paint', buffered: true }),
      ),
  );
}
