/** Halls of the sample ward and televisions in them, for one test file. */
import type { Browser, Page } from 'playwright-core';
import type { SiteConfig } from '../../server/protocol/config.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { LYING, openBrowser, openPage, type OpenPage, type Size } from './browser.js';
import { at } from './factories.js';
import {
  builtScreens,
  openScreenHall,
  type ScreenHall,
  type ScreenHallOptions,
} from './screen-hall.js';

/** A Thursday morning, at which halls open unless a test says otherwise. */
export const NOW = at('2026-11-19', '09:14');

export interface HallScreens extends AsyncDisposable {
  browser: Browser;
  /** Folder of the built screens. */
  dir: string;
  ward: SiteConfig;
  /** A hall of the sample ward with all counters open since ten minutes. */
  openHall(options?: Partial<ScreenHallOptions>): Promise<ScreenHall>;
  open(hall: ScreenHall, path?: string, size?: Size): Promise<OpenPage>;
}

/** @param switches of Chromium besides */
export async function hallScreens(...switches: string[]): Promise<HallScreens> {
  const [browser, built, sample] = await Promise.all([
    openBrowser(...switches),
    builtScreens(),
    readSampleWard(),
  ]);
  const ward: SiteConfig = { ...sample, version: 1 };
  return {
    browser,
    dir: built.dir,
    ward,
    async openHall(options = {}) {
      const hall = await openScreenHall({ views: built.views, config: ward, at: NOW, ...options });
      const since = hall.clock.now() - 600_000;
      for (const { id } of ward.counters) await hall.must('openCounter', { counter: id }, since);
      return hall;
    },
    open: (hall, path = '/hall', size = LYING) => openPage(browser, hall.url + path, size),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await built[Symbol.asyncDispose]();
    },
  };
}

/** Numbers and counters that stand large, left to right. */
export async function tiles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.tile:not([hidden])')];
    const text = (tile: Element, what: string) => tile.querySelector(what)?.textContent ?? '';
    return shown
      .sort((a, b) => Number(a.style.order) - Number(b.style.order))
      .map((tile) => `${text(tile, '.tile-number')} ${text(tile, '.door-number')}`);
  });
}

/** Resolves when the screen draws from its own board. */
export const live = (page: Page) => page.locator('#hall[data-live="live"]').waitFor();
