/** Pages whose time can stand still: "at the same moment" is that, however slow the machine is. */
import type { Page } from 'playwright-core';

/** Loads a page of the staff anew on a clock that can be stopped, and waits for its board. */
export async function onOwnClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.reload();
  await page.locator('#connection[data-state="live"]').waitFor();
}

/** To the page no time passes while this is done: what it holds back for a moment stays held back. */
export async function inOneMoment<T>(page: Page, act: () => Promise<T>): Promise<T> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
  try {
    return await act();
  } finally {
    await page.clock.resume();
  }
}
