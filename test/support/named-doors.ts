/** The door as volunteers with a name see it, each on a device of their own. */
import type { Browser } from 'playwright-core';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { Role } from '../../server/protocol/people.js';
import { type OpenPage, type Size, openPage } from './browser.js';
import { hire, signIn } from './signed-in.js';
import { PHONE, type StaffHall } from './staff-hall.js';

/** Counts what a device sounds and buzzes, without a loudspeaker. */
const EARS = `
  window.rings = 0;
  window.buzzes = 0;
  navigator.vibrate = () => { window.buzzes += 1; return true; };
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { window.rings += 0.5; return make.call(this); };
`;

export interface NamedDoor extends OpenPage, AsyncDisposable {
  /** Of the person, as the journal has it. */
  id: string;
}

/** The door as somebody of this name sees it, who touched the screen once. */
export async function doorOf(
  browser: Browser,
  hall: StaffHall,
  name: string,
  path = '',
  size: Size = PHONE,
  role: Role = 'volunteer',
): Promise<NamedDoor> {
  const made = await hire(hall.product, role, name);
  const cookies = await signIn(hall.product.url, made);
  const opened: OpenPage = await openPage(browser, `${hall.product.url}/readyz`, size, cookies);
  const { page } = opened;
  await page.addInitScript(EARS);
  await page.goto(`${hall.product.url}/door${path}`);
  await page.locator('#connection[data-state="live"]').waitFor();
  await page.locator('#tab-assists').waitFor();
  await page.locator('#clock').click();
  return { ...opened, id: made.person.id, [Symbol.asyncDispose]: opened.close };
}

/** The counter calls whoever is next. */
export async function callTo(hall: StaffHall, counter: string): Promise<TicketAnswer> {
  const path = `/counters/${counter}/call-next`;
  return (await hall.must<{ called: TicketAnswer }>(path)).called;
}
