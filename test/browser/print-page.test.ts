/** A printer behind a driver: the page that prints on it, in a real Chromium that prints into PDF. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sideways, smallTargets, violations } from '../support/accessibility.js';
import { openBrowser, openPage, openWindow } from '../support/browser.js';
import { pair, typeCode } from '../support/signed-in.js';
import { PC, settled, type StaffHall, staffHall } from '../support/staff-hall.js';
import { startX } from '../support/x-screen.js';

const PRINTER = {
  id: 'may-quay',
  name: 'Máy in bàn tiếp đón',
  address: 'browser',
  dots: 576,
} as const;
/** Points a millimetre, and how far a page may be off by rounding. */
const POINTS = 72 / 25.4;
const ROUNDED = 1.5;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Sheet {
  /** The picture that was on it. */
  src: string;
  /** Points across and down, and how many pages. */
  width: number;
  height: number;
  pages: number;
}

/** Prints into PDF where the page asks for its driver; `hold` keeps what is printed back. */
class Driver {
  readonly sheets: Sheet[] = [];
  private readonly prints: Promise<void>[] = [];
  private held: Promise<void> | null = null;

  async attach(page: Page): Promise<void> {
    await page.exposeBinding('driverPrints', (_source, src: string) => {
      const print = this.print(page, src);
      this.prints.push(print);
      return print;
    });
    const instead = (): void => {
      window.print = () => {
        const src = document.querySelector<HTMLImageElement>('#paper-to-print img')?.src ?? '';
        void (window as unknown as { driverPrints(src: string): void }).driverPrints(src);
      };
    };
    await page.addInitScript(instead);
    await page.evaluate(instead);
  }

  /** The page may say "sent" while the last sheet is still on its way here: waits until all have come. */
  async allOut(): Promise<void> {
    await Promise.all(this.prints);
  }
  hold(): void {
    this.held = new Promise(() => undefined);
  }
  /** What is held back never comes out. */
  forget(): void {
    this.held = null;
  }

  private async print(page: Page, src: string): Promise<void> {
    const sheet = { src, width: 0, height: 0, pages: 0 };
    this.sheets.push(sheet);
    await this.held;
    Object.assign(sheet, measured(await page.pdf({ preferCSSPageSize: true })));
  }
}

function measured(pdf: Buffer): Omit<Sheet, 'src'> {
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const [, width, height] = boxes[0] ?? [];
  return { width: Number(width), height: Number(height), pages: boxes.length };
}

async function hallWithDriver(): Promise<StaffHall> {
  const hall = await staffHall();
  await hall.configure((config) => {
    config.printers = [PRINTER];
  });
  return hall;
}

/** A number with its slip. @returns the ticket's id */
async function give(hall: StaffHall): Promise<string> {
  return (await hall.give({ group: 'ho-tich', print: true })).id;
}

/** What the hall knows of the slip of a ticket. */
async function slipOf(hall: StaffHall, ticket: string): Promise<string> {
  const { outcome = 'none', cause = null } = (await hall.board()).slips[ticket] ?? {};
  return cause === null ? outcome : `${outcome}: ${cause}`;
}

function rowsOf(page: Page, src: string): Promise<number> {
  return page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image.naturalHeight;
  }, src);
}

test('a printer behind a driver: order, page height, two windows, a reload, a restart, a person’s word', async () => {
  await using hall = await hallWithDriver();
  const device = { printer: PRINTER.id };
  const { cookies } = await pair(hall.product, 'printer', PRINTER.name, device);
  const address = `${hall.product.url}/print`;
  const { page, complaints, close } = await openPage(browser, `${address}?straight`, PC, cookies);
  const driver = new Driver();
  await driver.attach(page);
  const ready = page.getByRole('heading', { name: 'Sẵn sàng in' });
  await ready.waitFor();
  await page.getByText('Chưa in phiếu nào từ khi mở trang.').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await smallTargets(page, 44)).toEqual([]);
  expect(await sideways(page)).toBe(0);

  // Three at once, one after the other, each on a page of its own height.
  const burst: string[] = [];
  for (let left = 3; left > 0; left -= 1) burst.push(await give(hall));
  await page.getByText('3 phiếu từ khi mở trang').waitFor();
  await expect.poll(async () => slipOf(hall, burst[2] ?? '')).toBe('sent');
  const told = (await hall.journal()).filter(({ type }) => type === 'print.ended');
  expect(told.map(({ data }) => ('ticket' in data ? data.ticket : ''))).toEqual(burst);
  await driver.allOut();
  expect(new Set(driver.sheets.map(({ src }) => src)).size).toBe(3);
  for (const { src, width, height, pages } of driver.sheets) {
    const high = Math.ceil((await rowsOf(page, src)) / 8) + 1;
    expect(pages).toBe(1);
    expect(Math.abs(width - 80 * POINTS)).toBeLessThan(ROUNDED);
    expect(Math.abs(height - high * POINTS)).toBeLessThan(ROUNDED);
  }

  // A second window of the same browser takes the printer; the first gives way and may have it back.
  const other = await page.context().newPage();
  await other.goto(address);
  await other.getByRole('heading', { name: 'Sẵn sàng in' }).waitFor();
  await page.getByRole('heading', { name: 'Cửa sổ khác đang in' }).waitFor();
  await page.getByRole('button', { name: 'In ở cửa sổ này' }).click();
  await ready.waitFor();
  await other.getByRole('heading', { name: 'Cửa sổ khác đang in' }).waitFor();
  await other.close();

  // Whoever leaves in the middle prints nothing again by himself: those at the door are asked.
  driver.hold();
  const torn = await give(hall);
  await expect.poll(() => driver.sheets.length).toBe(4);
  await page.reload();
  await expect.poll(() => slipOf(hall, torn)).toBe('unknown: agent-lost');
  driver.forget();
  await ready.waitFor();
  expect(driver.sheets).toHaveLength(4);

  // The server goes and comes back.
  await hall.leave();
  await page.getByRole('heading', { name: /^Mất kết nối từ/ }).waitFor();
  await hall.comeBack();
  await ready.waitFor();
  const after = await give(hall);
  await expect.poll(() => slipOf(hall, after)).toBe('sent');

  // Where a dialog opens for each slip, a person says what came of it.
  await page.getByRole('button', { name: 'Hỏi mỗi phiếu' }).click();
  const seen = await give(hall);
  await page.getByRole('heading', { name: 'Phiếu này đã in ra chưa?' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await settled(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => slipOf(hall, seen)).toBe('sent');
  // While somebody is asked the server goes and comes back: their word still counts.
  const restarted = await give(hall);
  await page.getByRole('heading', { name: 'Phiếu này đã in ra chưa?' }).waitFor();
  await hall.leave();
  await hall.comeBack();
  await page.locator('#connection[data-state="live"]').waitFor();
  await settled(page);
  await page.getByRole('button', { name: 'Đã in ra' }).click();
  await expect.poll(() => slipOf(hall, restarted)).toBe('sent');
  const missing = await give(hall);
  await page.getByRole('button', { name: 'Chưa in ra' }).waitFor();
  await settled(page);
  await page.getByRole('button', { name: 'Chưa in ra' }).click();
  await expect.poll(() => slipOf(hall, missing)).toBe('failed: not-seen');

  // At the door's own computer: a number that no printer was asked for, and no number that may be on paper.
  const { id } = await hall.give({ group: 'ho-tich' });
  await using door = await hall.screen(browser, `/door#/slip/${id}`, PC);
  const near = new Driver();
  await near.attach(door.page);
  // Where the picture does not come, nothing opens: that is said, with what to do.
  await door.page.route('**/tickets/*.png', (route) => route.abort());
  await door.page.getByRole('button', { name: 'In bằng máy này' }).click();
  await door.page.getByText('Máy này chưa in được phiếu H').waitFor();
  expect(await violations(door.page)).toEqual([]);
  expect(near.sheets).toEqual([]);
  await door.page.unroute('**/tickets/*.png');
  await door.page.getByRole('button', { name: 'In bằng máy này' }).click();
  await door.page.getByRole('button', { name: 'Đã đưa phiếu' }).waitFor();
  await door.page.getByText('đến máy in của máy này').waitFor();
  expect(await door.page.getByText('Máy này chưa in được').count()).toBe(0);
  await expect.poll(() => near.sheets).toMatchObject([{ pages: 1 }]);
  expect(Math.abs((near.sheets[0]?.width ?? 0) - 80 * POINTS)).toBeLessThan(ROUNDED);
  await door.page.goto(`${hall.product.url}/door#/slip/${torn}`);
  await door.page.getByText('đã in ra chưa?').waitFor();
  expect(await door.page.getByRole('button', { name: 'In bằng máy này' }).count()).toBe(0);

  expect(complaints.filter((line) => !line.includes('WebSocket'))).toEqual([]);
  await close();
});

/** Where a window's own printer puts its PDFs, which are chosen already. */
async function profileThatSaves(folder: string): Promise<string> {
  const out = join(folder, 'out');
  const saved = { id: 'Save as PDF', origin: 'local', account: '' };
  const appState = JSON.stringify({ version: 2, recentDestinations: [saved] });
  await mkdir(join(folder, 'Default'));
  await mkdir(out);
  await writeFile(
    join(folder, 'Default', 'Preferences'),
    JSON.stringify({
      savefile: { default_directory: out },
      printing: { print_preview_sticky_settings: { appState } },
    }),
  );
  return out;
}

/** The PDFs in a folder that are written to their end. */
async function wholeSheets(folder: string): Promise<Buffer[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.pdf'));
  const sheets = await Promise.all(files.map((name) => readFile(join(folder, name))));
  return sheets.filter((sheet) => sheet.toString('latin1').trimEnd().endsWith('%%EOF'));
}

test('started with --kiosk-printing, a window prints without a dialog: one page a slip', async () => {
  await using hall = await hallWithDriver();
  await using screen = await startX(PC);
  const folder = await mkdtemp(join(tmpdir(), 'motcua-print-'));
  const out = await profileThatSaves(folder);
  const context = await openWindow(screen.display, folder, '--kiosk-printing');
  try {
    const page = await context.newPage();
    await page.goto(`${hall.product.url}/print?straight`);
    await page.locator('#pair[data-state="code"]').waitFor();
    const code = (await page.locator('#code').textContent()) ?? '';
    await typeCode(hall.product, code, 'printer', PRINTER.name, { printer: PRINTER.id });
    await page.getByRole('heading', { name: 'Sẵn sàng in' }).waitFor();
    const given = [await give(hall), await give(hall)];
    for (const ticket of given) {
      await expect.poll(() => slipOf(hall, ticket), { timeout: 20_000 }).toBe('sent');
    }
    await expect.poll(async () => (await wholeSheets(out)).length).toBe(2);
    for (const sheet of await wholeSheets(out)) {
      const { width, pages } = measured(sheet);
      expect(pages).toBe(1);
      expect(Math.abs(width - 80 * POINTS)).toBeLessThan(ROUNDED);
    }
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
});
