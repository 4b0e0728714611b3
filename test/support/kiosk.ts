/** A kiosk in a real browser, and what a ruler and a light meter say of its pages. */
import type { Page } from 'playwright-core';
import type { Size } from './browser.js';
import { sideways, smallTargets, violations } from './accessibility.js';

/** The four ways in which a kiosk stands or lies. */
export const KIOSK_SIZES: readonly Size[] = [
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
];
/** 20 mm on 21.5 inches at 1080 wide; 14 mm, as on a tablet of ten inches (facts/screens.md §3). */
const LEAST_KIOSK = 81;
const LEAST_TABLET = 66;

/** Waits for a page of the kiosk that takes presses. */
export async function kioskPage(page: Page, name: string): Promise<void> {
  await page.locator(`#main[data-page="${name}"]`).waitFor();
  await page.locator('html:not(.is-holding)').waitFor();
}

/** Takes a number for an errand, without priority. @returns the number */
export async function take(page: Page, errand: string): Promise<string> {
  await page.locator(`#errand-${errand}`).click();
  await kioskPage(page, 'priority');
  await page.locator('#priority-no').click();
  return given(page);
}

/** The number that stands on the page. */
export async function given(page: Page): Promise<string> {
  await page.locator('#given').waitFor();
  await page.locator('html:not(.is-holding)').waitFor();
  return page.locator('#given').innerText();
}

/** Touches "Nghe" and hears it out. @returns address of what was heard */
export async function listen(page: Page): Promise<string> {
  const over = page.locator('#prompt').evaluate(
    (audio: HTMLAudioElement) =>
      new Promise<string>((resolve) => {
        audio.addEventListener('ended', () => resolve(audio.currentSrc), { once: true });
      }),
  );
  await page.getByRole('button', { name: 'Nghe' }).click();
  return over;
}

/**
 * What is wrong with the page as it stands, at each size.
 * @param zoom of the browser: at 2 the same screen has half as many pixels each way for its page
 */
export async function kioskFaults(page: Page, where: string, zoom = 1): Promise<string[]> {
  const found: string[] = [];
  const before = page.viewportSize();
  await page.evaluate(() => document.fonts.ready);
  for (const screen of KIOSK_SIZES) {
    const size = { width: screen.width / zoom, height: screen.height / zoom };
    await page.setViewportSize(size);
    const least =
      (Math.min(screen.width, screen.height) >= 1080 ? LEAST_KIOSK : LEAST_TABLET) / zoom;
    const scrolled = await sideways(page);
    const faults = [
      ...(await smallTargets(page, least)).map((target) => `small: ${target}`),
      ...(scrolled > 0 ? [`scrolls sideways by ${scrolled} px`] : []),
      ...(await spilt(page)),
      ...(await faint(page)),
    ];
    found.push(...faults.map((fault) => `${where} at ${size.width}×${size.height}: ${fault}`));
  }
  if (before !== null) await page.setViewportSize(before);
  if (zoom === 1) found.push(...(await violations(page)).map((fault) => `${where}: ${fault}`));
  return found;
}

/** Words that leave the screen or their own button, and parts that lie over each other. */
function spilt(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const boxes: { text: string; box: DOMRect; element: Element }[] = [];
    const words = 'h1, h2, p, li, dt, dd, button, .note, .card';
    for (const element of document.querySelectorAll<HTMLElement>(words)) {
      const box = element.getBoundingClientRect();
      const text = (element.textContent ?? '').trim().slice(0, 30);
      if (box.width === 0 || element.closest('[aria-hidden="true"], .unseen, [hidden]')) continue;
      const { innerWidth, innerHeight } = window;
      if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < -1) {
        faults.push(`off the screen: ${text}`);
      }
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
        faults.push(`wider than its place: ${text}`);
      }
      if (element.tagName === 'BUTTON' && element.scrollHeight > element.clientHeight + 1) {
        faults.push(`higher than its button: ${text}`);
      }
      boxes.push({ text, box, element });
    }
    const slack = 2;
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const apart =
          one.box.right <= other.box.left + slack ||
          other.box.right <= one.box.left + slack ||
          one.box.bottom <= other.box.top + slack ||
          other.box.bottom <= one.box.top + slack;
        if (!apart) faults.push(`over each other: ${one.text} / ${other.text}`);
      }
    }
    return faults;
  });
}

/** Words of less than 7 : 1 to their ground. */
function faint(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = (color: string): number => {
      const [r = 0, g = 0, b = 0] = parts(color).map((part) => {
        const share = part / 255;
        return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if ((parts(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    };
    const faults: string[] = [];
    for (const element of document.querySelectorAll('.kiosk *:not(svg *)')) {
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
      );
      if (!own || element.closest('.unseen, [hidden]') !== null) continue;
      const pair = [light(getComputedStyle(element).color), light(groundOf(element))];
      const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
      if (ratio < 7)
        faults.push(`${ratio.toFixed(1)} : 1: ${(element.textContent ?? '').slice(0, 30)}`);
    }
    return faults;
  });
}
