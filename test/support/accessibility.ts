/** What axe-core and a ruler say of a page. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Size } from './browser.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** WCAG 2.2 AA and all that it contains. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Waits until its letters have come and nothing fades or swings: what is half seen has half its contrast. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    // One that is taken away with its element is over too; what takes longer is meant to be seen so.
    const longest = new Promise((resolve) => setTimeout(resolve, 2_000));
    await Promise.race([Promise.allSettled(ending.map(({ finished }) => finished)), longest]);
  });
}

/**
 * One line for each rule that the page breaks, with the first element that breaks it.
 * @param enhanced contrast is to be 7 : 1, as on all that citizens read
 */
export async function violations(page: Page, enhanced = false): Promise<string[]> {
  await still(page);
  await page.evaluate(await readFile(AXE, 'utf8'));
  const results: AxeResults = await page.evaluate(
    `axe.run(document, {
      runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} },
      rules: { 'color-contrast-enhanced': { enabled: ${enhanced} } },
    })`,
  );
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
  );
}

/** Controls that can be seen and are lower or narrower than this, in CSS px. */
export async function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((limit) => {
    const small: string[] = [];
    for (const control of document.querySelectorAll('button, input, a[href]')) {
      const { width, height } = control.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      if (width < limit || height < limit) {
        small.push(`${control.textContent ?? ''} ${Math.round(width)}×${Math.round(height)}`);
      }
    }
    return small;
  }, least);
}

/** How far (px) the page can be scrolled sideways: 0 on a page that fits. */
export async function sideways(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** CSS px below which no target may be (WCAG 2.2, 2.5.8). */
const LEAST_TARGET = 24;

/** px; secondary targets within a row may be this low, all others are at least 48 (look-staff §3). */
const ROW = 44;

/** What is wrong with a page of the staff as it stands. @param least px of a target, each way */
export async function faultsNow(page: Page, where: string, least = ROW): Promise<string[]> {
  // Presses are taken again after an answer (`press-guard.ts`).
  await page.locator('html:not(.is-holding)').waitFor();
  await still(page);
  const scrolled = await sideways(page);
  const found = [
    ...(await violations(page)),
    ...(await smallTargets(page, least)).map((target) => `small: ${target}`),
    ...(scrolled > 0 ? [`scrolls sideways by ${scrolled} px`] : []),
  ];
  return found.map((fault) => `${where}: ${fault}`);
}

/** What is wrong with a page of the settings as it stands, at each of these sizes. */
export async function faults(page: Page, where: string, ...sizes: Size[]): Promise<string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    found.push(...(await faultsNow(page, where, LEAST_TARGET)));
  }
  if (before !== null) await page.setViewportSize(before);
  return found;
}
