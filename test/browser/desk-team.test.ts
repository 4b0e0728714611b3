import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sideways, violations } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { pair } from '../support/signed-in.js';
import { PC, PHONE, doorway, key, settled, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A command of whoever is signed in on this page. */
async function give(page: Page, path: string, body: object): Promise<number> {
  return page.evaluate(
    async ([where, what]) => {
      const answer = await fetch(`/api/v1/sites/sen-hong${where}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: what,
      });
      return answer.status;
    },
    [path, JSON.stringify(body)] as const,
  );
}

/** Holds every read of a ticket back until it is let go. */
async function heldReads(page: Page): Promise<{ release(): void }> {
  const tickets = '**/api/v1/sites/*/tickets/*';
  let letGo = (): void => {};
  const go = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(tickets, async (route) => {
    if (route.request().method() === 'GET') await go;
    await route.continue();
  });
  return { release: letGo };
}

describe('a counter and the volunteers', () => {
  test('help is asked for with a key, and the desk says who comes; so with an escort', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    const given = await hall.give({ group: 'cong-an', escort: true });
    await using volunteer = await hall.screen(browser, '/door', PHONE);
    const { person } = await hall.person('volunteer');
    await using desk = await hall.screen(browser, '/desk/4', PC);
    await using pad = await hall.screen(browser, '/desk/4/pad', PHONE);
    const { page } = desk;
    // Pressed twice before there is an answer it is one call, and not taken back.
    let letGo = (): void => {};
    const pressed = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/help', async (route) => {
      await pressed;
      await route.continue();
    });
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    letGo();
    await page.getByText('Đang gọi tình nguyện viên').waitFor();
    await page.unroute('**/help');
    await pad.page.getByText('Đang gọi tình nguyện viên').waitFor();
    const [help] = Object.values((await hall.board()).team.helps);
    expect(help).toMatchObject({ place: { kind: 'counter', id: 'quay-4' }, cause: 'counter' });
    expect(await give(volunteer.page, `/help/${help?.id}/take`, { instead: null })).toBe(200);
    await page.getByText(`${person.name} đang đến`).waitFor();
    await pad.page.getByText(`${person.name} đang đến`).waitFor();
    expect([...(await violations(page)), ...(await violations(pad.page))]).toEqual([]);

    // Meanwhile the counter goes on; help is over when the officer says so.
    await key(page, 'Space');
    await doorway(page, 'called');
    expect(await give(volunteer.page, `/tickets/${given.id}/escort`, { instead: null })).toBe(200);
    await page.getByText(`${person.name} đang đưa đến`).waitFor();
    await settled(page);
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Gọi tình nguyện viên' }).waitFor();
    expect((await hall.board()).team.helps).toEqual({});
    expect([...desk.complaints, ...pad.complaints]).toEqual([]);
  });

  test('a note of the door is read and changed at the counter, by both windows, and never in the journal', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an', note: 'Nghe kém' });
    await using desk = await hall.screen(browser, '/desk/4', PC);
    await using other = await hall.screen(browser, '/desk/4', PC, 'officer');
    const { page } = desk;
    await page.keyboard.press('Space');
    for (const window of [page, other.page]) await window.getByText('Nghe kém').waitFor();
    await settled(page);
    await page.keyboard.press('h');
    const field = page.getByLabel('Ghi chú cho K001');
    expect(await field.inputValue()).toBe('Nghe kém');
    // Letters are letters here: none of them is a key.
    await page.keyboard.press('End');
    await page.keyboard.type(', gặp bà xem lại');
    const late = await heldReads(page);
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    // While the new text is on its way nothing can be written over it, and no letter is a key.
    await settled(page);
    await page.keyboard.press('h');
    await page.keyboard.type('vx');
    expect(await field.inputValue()).toBe('');
    expect(await field.isEditable()).toBe(false);
    expect(await page.locator('#main-button').getAttribute('aria-disabled')).toBe('true');
    late.release();
    await expect.poll(() => field.inputValue()).toBe('Nghe kém, gặp bà xem lại');
    await page.keyboard.press('Escape');
    for (const window of [page, other.page]) {
      await window.locator('.note', { hasText: 'Nghe kém, gặp bà xem lại' }).waitFor();
    }
    expect(JSON.stringify(await hall.journal())).not.toContain('xem lại');

    await settled(page);
    await page.keyboard.press('h');
    await field.fill('');
    await page.keyboard.press('Enter');
    for (const window of [page, other.page]) {
      await window.locator('.note').waitFor({ state: 'detached' });
    }
    expect(await hall.ticket('K001')).toMatchObject({ state: 'called', note: false });
    expect([...desk.complaints, ...other.complaints]).toEqual([]);
  });

  test('a phone that is paired with a counter becomes its call pad once somebody signs in', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await hall.give({ group: 'cong-an' });
    const { pin, person } = await hall.person('officer');
    const { cookies } = await pair(hall.product, 'pad', 'Bàn bấm quầy 4', { counter: 'quay-4' });
    const phone = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
    await phone.addCookies(cookies.map((cookie) => ({ ...cookie, url: hall.product.url })));
    const page = await phone.newPage();
    // By itself it holds no right: it asks who works here.
    await page.goto(`${hall.product.url}/desk/4/pad`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.goto(`${hall.product.url}/sign-in`);
    await page.getByRole('button', { name: person.name }).click();
    for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
    await page.locator('.pad__enter').first().click();
    await page.getByRole('button', { name: 'Để sau' }).click();
    await page.waitForURL('**/desk/4/pad');
    await page.locator('#main-button').tap();
    await page.getByRole('heading', { name: 'K001' }).waitFor();
    expect((await hall.ticket('K001')).state).toBe('called');
    expect(await sideways(page)).toBe(0);
    await phone.close();
  });
});
