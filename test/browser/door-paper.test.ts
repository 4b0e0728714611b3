import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordOf } from '../../server/domain/record.js';
import type { PrintOutcome } from '../../server/protocol/printing.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { openBrowser, openPage } from '../support/browser.js';
import { at } from '../support/factories.js';
import { type ScreenHall, builtScreens, openScreenHall } from '../support/screen-hall.js';
import { PHONE } from '../support/staff-hall.js';

let browser: Browser;
let built: Awaited<ReturnType<typeof builtScreens>>;
beforeAll(async () => {
  browser = await openBrowser();
  built = await builtScreens();
});
afterAll(async () => {
  await browser.close();
  await built[Symbol.asyncDispose]();
});

interface Slip extends AsyncDisposable {
  page: Page;
  hall: ScreenHall;
  ticket: string;
  /** The printer's worker says what became of the slip. */
  ends(outcome: PrintOutcome, cause?: string): Promise<void>;
}

/** A volunteer with a fresh number, whose slip was sent to the printer. */
async function slip(clock = '08:00'): Promise<Slip> {
  const config = { ...(await readSampleWard()), version: 1 };
  // Hours bind at a real site only.
  config.site.trial = false;
  const hall = await openScreenHall({ views: built.views, config, at: at('2026-11-19', clock) });
  const printer = config.printers[0]?.id ?? '';
  const { tickets } = await hall.must('issue', { group: 'ho-tich', printer });
  const ticket = tickets[0]?.id ?? '';
  const cookies = await hall.signIn('volunteer');
  const opened = await openPage(browser, `${hall.url}/door#/slip/${ticket}`, PHONE, cookies);
  const { page } = opened;
  await page.getByRole('heading', { name: 'H001' }).waitFor();
  return {
    page,
    hall,
    ticket,
    async ends(outcome, cause) {
      await hall.must('endPrint', {
        ...{ ticket, number: 'H001', printer, copy: 1, outcome },
        cause: cause ?? null,
      });
    },
    async [Symbol.asyncDispose]() {
      await opened.close();
      await hall[Symbol.asyncDispose]();
    },
  };
}

describe('what the door knows of the paper', () => {
  test('being printed, then printed, with the printer’s name', async () => {
    await using door = await slip();
    await door.page.getByText('Đang in phiếu…').waitFor();
    await door.ends('printed');
    await door.page.getByText('Phiếu đã in').waitFor();
    await door.page.getByText('Máy in ở cửa').waitFor();
  });

  test('no proof: a person is asked, with nothing preselected, and not asked twice', async () => {
    await using door = await slip();
    const { page } = door;
    await door.ends('unknown', 'no-answer');
    await page.locator('strong', { hasText: 'Phiếu H001 đã in ra chưa?' }).waitFor();
    expect(await page.locator('.doorway').count()).toBe(1);
    const said = page.waitForRequest('**/handed');
    await page.getByRole('button', { name: 'Đã có phiếu' }).click();
    expect((await said).postDataJSON()).toEqual({ copy: 1, how: 'paper' });
    await page
      .locator('strong', { hasText: 'Phiếu H001 đã in ra chưa?' })
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Đã đưa phiếu' }).waitFor();
  });

  test('"Chưa có, in lại" asks for another copy of the same number', async () => {
    await using door = await slip();
    const { page } = door;
    await door.ends('unknown', 'no-answer');
    const asked = page.waitForRequest('**/reprint');
    await page.getByRole('button', { name: 'Chưa có, in lại' }).click();
    expect((await asked).url()).toContain(`/tickets/${door.ticket}/reprint`);
  });

  test('out of paper: the number stays valid and the page says what to do', async () => {
    await using door = await slip();
    await door.ends('failed', 'paper-out');
    await door.page.getByText('Máy in hết giấy.').waitFor();
    await door.page.getByText('Số H001 vẫn có giá trị').waitFor();
    await door.page.getByRole('heading', { name: 'H001' }).waitFor();
  });

  test('a number that is called while its slip is in the hand leads to the counter at once', async () => {
    await using door = await slip();
    await door.hall.must('openCounter', { counter: 'quay-2' });
    await door.hall.must('call', { ticket: door.ticket, counter: 'quay-2' });
    await door.page.getByText('Mời ông/bà đến quầy 2').waitFor();
  });

  test('what one says is in the hand, nobody else is asked about', async () => {
    await using door = await slip();
    const { page, ticket } = door;
    await door.ends('unknown', 'no-answer');
    await page.locator('strong', { hasText: 'Phiếu H001 đã in ra chưa?' }).waitFor();
    await door.hall.must('record', recordOf('slip.handed', { ticket, copy: 1, how: 'paper' }));
    await page
      .locator('strong', { hasText: 'Phiếu H001 đã in ra chưa?' })
      .waitFor({ state: 'detached' });
    expect(await page.locator('[data-paper="paper"]').innerText()).toBe('Đã đưa phiếu');
  });

  test('a number given before the counters open says when they do, at the rush and on its page', async () => {
    await using door = await slip('06:50');
    const { page, hall } = door;
    expect(await page.locator('.slip__say').innerText()).toContain('Quầy mở lúc 7 giờ 30');
    await page.goto(`${hall.url}/door#/rush/ho-tich`);
    await page.getByText('Quầy mở 07h30 · đang cấp trước giờ').waitFor();
    // Once one opened, however early, what people see is what counts.
    await hall.must('openCounter', { counter: 'quay-2' });
    await page.locator('.rush__head').getByText('quầy 2').waitFor();
  });
});
