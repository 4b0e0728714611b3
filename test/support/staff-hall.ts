/** A real product with people at its door and counters, and the staff's screens in a real browser. */
import type { Browser, Page, Route } from 'playwright-core';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import type { Board } from '../../server/protocol/board.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import type { IssueBody } from '../../server/protocol/requests.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { MadePerson, Role } from '../../server/protocol/people.js';
import { type OpenPage, type Size, openPage } from './browser.js';
import { type TestProduct, product } from './product.js';
import { hire, signIn } from './signed-in.js';

export const PHONE: Size = { width: 390, height: 844 };
export const SMALL_PHONE: Size = { width: 360, height: 800 };
export const TABLET: Size = { width: 1024, height: 768 };
export const PC: Size = { width: 1280, height: 800 };

export interface StaffHall extends AsyncDisposable {
  product: TestProduct;
  /** Another volunteer gives a number. */
  give(body: IssueBody): Promise<TicketAnswer>;
  /** A command of somebody else, relative to the site. @throws Error when it is refused */
  must<T>(path: string, body?: unknown): Promise<T>;
  openCounters(...ids: string[]): Promise<void>;
  board(): Promise<Board>;
  /** The ticket of this number as the server knows it now. */
  ticket(number: string): Promise<Ticket>;
  journal(): Promise<JournalEntry[]>;
  /**
   * A screen that is connected and has drawn its board. Somebody of this role works at it: at the door a
   * volunteer unless said, at a counter whoever works counters of its kind.
   */
  screen(browser: Browser, path: string, size: Size, as?: Role): Promise<StaffPage>;
  /** Uses a configuration that differs by this. */
  configure(change: (config: SiteConfig) => void): Promise<void>;
  /** The person of this role, who is made when first asked for. */
  person(role: Role): Promise<MadePerson>;
  /** Ends the server and gives it back at the same address. */
  leave(): Promise<void>;
  /** @param env in which it differs from before */
  comeBack(env?: Readonly<Record<string, string>>): Promise<void>;
}
interface StaffPage extends OpenPage, AsyncDisposable {}

/** A Thursday on which the sample ward is at work, at the speed of life: no test stands at the turn of a day. */
const DAY = { CLOCK: '2026-11-19T08:00' };

/** @param env of the product; `CLOCK: ''` for the machine's own time */
export async function staffHall(env: Readonly<Record<string, string>> = {}): Promise<StaffHall> {
  let running = await product({ ...DAY, ...env });
  const { site } = running;
  const read = async <T>(path: string): Promise<T> => {
    const { body, status } = await running.api.get<T>(site + path);
    if (body === null) throw new Error(`${path} answered ${status}`);
    return body;
  };
  const must = async <T>(path: string, body: unknown = {}): Promise<T> => {
    const answer = await running.api.send<T>('POST', site + path, body);
    if (answer.body === null) throw new Error(`${path}: ${answer.status} ${answer.code ?? ''}`);
    return answer.body;
  };
  const people = new Map<Role, Promise<MadePerson>>();
  const person = (role: Role): Promise<MadePerson> => {
    const made = people.get(role) ?? hire(running, role);
    people.set(role, made);
    return made;
  };
  /** Who works at a screen of this address. */
  const worker = async (path: string): Promise<Role> => {
    const number = /^\/desk\/(\d+)/.exec(path)?.[1];
    if (number === undefined) return 'volunteer';
    const { counters } = await read<SiteConfig>('/config');
    const kind = counters.find((counter) => String(counter.number) === number)?.kind;
    return kind === 'support' ? 'volunteer' : 'officer';
  };
  const board = async (): Promise<Board> => (await read<{ board: Board }>('/board')).board;
  return {
    get product() {
      return running;
    },
    must,
    board,
    async configure(change) {
      const config = await read<SiteConfig>('/config');
      change(config);
      const headers = { 'if-match': `"${config.version}"` };
      const { status, code } = await running.api.send('PUT', `${site}/config`, config, headers);
      if (status !== 200) throw new Error(`/config: ${status} ${code ?? ''}`);
    },
    give: (body) => must<TicketAnswer>('/tickets', body),
    async openCounters(...ids) {
      for (const id of ids) await must(`/counters/${id}/open`);
    },
    async ticket(number) {
      const found = Object.values((await board()).tickets).find((one) => one.number === number);
      if (found === undefined) throw new Error(`no ${number} today`);
      return found;
    },
    journal: async () => (await read<{ events: JournalEntry[] }>('/journal?limit=1000')).events,
    person,
    async screen(browser, path, size, as) {
      const cookies = await signIn(running.url, await person(as ?? (await worker(path))));
      const opened = await openPage(browser, running.url + path, size, cookies);
      await opened.page.locator('#connection[data-state="live"]').waitFor();
      return { ...opened, [Symbol.asyncDispose]: opened.close };
    },
    leave: () => running.stop(),
    async comeBack(more) {
      running = await running.restart(more);
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

/** The number that stands in the doorway now. */
export async function heroNumber(page: Page): Promise<string> {
  return (await page.locator('.number--hero').textContent()) ?? '';
}

/** Opens a group in the list of the door. @param group its short name */
export async function openGroup(page: Page, group: string): Promise<void> {
  await page.locator('.group__open', { hasText: group }).click();
  await page.locator('#main-button', { hasText: group }).waitFor();
  await settled(page);
}

/** A volunteer gives a number of a group: its row, then the button that says so. */
export async function giveAtDoor(page: Page, group: string): Promise<void> {
  await openGroup(page, group);
  await page.locator('#main-button').click();
}

/** Waits until the doorway says this state (`staff-parts.ts`). */
export async function doorway(page: Page, tone: string): Promise<void> {
  await page.locator(`.doorway[data-tone="${tone}"]`).waitFor();
}

/** Asked for before a press: fulfilled as soon as the doorway says this state, be it for a moment only. */
export async function passing(page: Page, tone: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector(`.doorway[data-tone="${wanted}"]`) !== null,
    tone,
  );
}

/**
 * Waits until presses are taken again: the last one was answered (the board may show what it did before
 * that), and the moment after the answer is over (`press-guard.ts`).
 */
export async function settled(page: Page): Promise<void> {
  await page.locator('html:not(.is-holding):not(:has(#main-button.is-pressed))').waitFor();
}

/** Presses for the next person, and the server goes while that is on its way to it. */
export async function leaving(
  page: Page,
  hall: StaffHall,
  press: () => Promise<void>,
): Promise<void> {
  let take = (_route: Route): void => undefined;
  const asked = new Promise<Route>((resolve) => {
    take = resolve;
  });
  await page.route('**/call-next', (route) => take(route), { times: 1 });
  await press();
  const route = await asked;
  await hall.leave();
  await route.abort();
}

/** Presses a key of the desk as soon as presses are taken. */
export async function key(page: Page, pressed: string): Promise<void> {
  await settled(page);
  await page.keyboard.press(pressed);
}

/** Waits until this number is at the counter and whoever called it was answered. */
export async function here(page: Page, number: string): Promise<void> {
  await page.getByRole('heading', { name: number }).waitFor();
  await page.locator('#undo-line', { hasText: number }).waitFor();
}
