import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { soonest, took } from '../support/soonest.js';
import {
  doorway,
  here,
  PC,
  PHONE,
  settled,
  staffHall,
  type StaffHall,
} from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Keys that a person presses, counted. */
class Keys {
  pressed = 0;

  constructor(private readonly page: Page) {}

  async press(key: string): Promise<void> {
    await settled(this.page);
    this.pressed += 1;
    await this.page.keyboard.press(key);
  }
}

async function giveMany(hall: StaffHall, count: number, group = 'cong-an'): Promise<void> {
  for (let i = 0; i < count; i += 1) await hall.give({ group });
}

describe('one key, one touch a person', () => {
  test('the space bar where no outcome is asked; else the digits finish and call', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await giveMany(hall, 8);
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    const keys = new Keys(page);
    await keys.press('Space');
    for (const number of ['K001', 'K002', 'K003']) {
      await here(page, number);
      await keys.press('Space');
    }
    await here(page, 'K004');
    expect(keys.pressed).toBe(4);
    // Nobody is served in so few seconds: such times say nothing.
    const short = page.locator('.row--done', { hasText: 'K003' });
    await short.getByText(/▲ \d+ giây, không tính vào trung bình/).waitFor();
    expect(await page.locator('#side-done .section__count').innerText()).toBe('3 lượt');

    await hall.configure(({ rules }) => {
      rules.needsOutcome = true;
    });
    await page.getByText('Kết quả: bấm là xong và gọi tiếp').waitFor();
    for (const [number, digit] of [
      ['K004', '1'],
      ['K005', '5'],
      ['K006', '2'],
    ] as const) {
      await here(page, number);
      await keys.press(digit);
    }
    await here(page, 'K007');
    expect(keys.pressed).toBe(7);
    const outcomes = ['K004', 'K005', 'K006'].map(
      async (each) => (await hall.ticket(each)).outcome,
    );
    expect(await Promise.all(outcomes)).toEqual([
      'da-tiep-nhan',
      'da-tra-ket-qua',
      'yeu-cau-bo-sung',
    ]);

    // "Xong, nghỉ": the outcome that is owed finishes, and nobody is called.
    await keys.press('x');
    await page.getByText('Chọn kết quả, xong và không gọi tiếp').waitFor();
    await keys.press('4');
    await page.getByText('Quầy đang trống').waitFor();
    expect((await hall.ticket('K008')).state).toBe('waiting');
    expect(screen.complaints).toEqual([]);
  });

  test('on the pad a touch, while the desk’s window has the focus and the case software the keys', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-4');
    await giveMany(hall, 6);
    await using desk = await hall.screen(browser, '/desk/4', PC);
    await using pad = await hall.screen(browser, '/desk/4/pad', PHONE);
    const box = await pad.page.locator('#main-button').boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(240);
    let touches = 0;
    const touch = async (): Promise<void> => {
      await settled(pad.page);
      touches += 1;
      await pad.page.locator('#main-button').click();
    };
    await touch();
    const later: number[] = [];
    for (const number of ['K001', 'K002', 'K003']) {
      await here(pad.page, number);
      later.push(await took(desk.page.getByRole('heading', { name: number }).waitFor()));
      await touch();
    }
    // Both windows say the same within a second; what the machine does besides is not theirs.
    expect(Math.min(...later)).toBeLessThan(1_000);
    await here(pad.page, 'K004');
    expect(touches).toBe(4);

    // What is pressed at the desk is on the pad as well, within a second; neither does anything twice.
    let last = 4;
    const nth = (more: number): string => `K${String(last + more).padStart(3, '0')}`;
    const freed = await soonest(1_000, async (times) => {
      if (times > 0) {
        await giveMany(hall, 1);
        await touch();
        last += 1;
        await here(pad.page, nth(0));
      }
      await desk.page.getByRole('heading', { name: nth(0) }).waitFor();
      await settled(desk.page);
      await desk.page.keyboard.press('v');
      return took(pad.page.getByText('Quầy đang trống').waitFor());
    });
    expect(freed).toBeLessThan(1_000);
    await hall.configure(({ rules }) => {
      rules.needsOutcome = true;
    });
    await settled(pad.page);
    await pad.page.locator('#main-button').click();
    await here(pad.page, nth(1));
    await pad.page.getByRole('button', { name: 'Đã hướng dẫn' }).click();
    await here(pad.page, nth(2));
    expect(await hall.ticket(nth(1))).toMatchObject({ state: 'done', outcome: 'da-huong-dan' });
    await settled(pad.page);
    await pad.page.getByRole('button', { name: 'Giữ chỗ' }).click();
    await pad.page.getByRole('button', { name: 'chờ phô tô' }).click();
    await pad.page.getByText('Không ai chờ quầy này').waitFor();
    expect((await hall.ticket(nth(2))).state).toBe('parked');
    expect([...desk.complaints, ...pad.complaints]).toEqual([]);
  });
});

describe('the day of a result', () => {
  test('is a key among the next working days, or typed, and stands in the undo line', async () => {
    // A Thursday.
    await using hall = await staffHall({ CLOCK: '2026-11-19T08:00@20' });
    await hall.openCounters('quay-4');
    await giveMany(hall, 3);
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await doorway(page, 'serving');
    await settled(page);
    const days = await page.locator('.days .chip').allInnerTexts();
    expect(days.map((day) => day.replace(/\s+/g, ' ').trim())).toEqual([
      '6 Thứ Sáu 20/11',
      '7 Thứ Ba 24/11',
      '8 Thứ Năm 26/11',
      '9 Thứ Hai 30/11',
      '0 Ngày khác',
    ]);
    await page.keyboard.press('1');
    await page.keyboard.press('8');
    await page.keyboard.press('Space');
    await page.getByText('K001 đã xong: Đã tiếp nhận – hẹn trả, hẹn 26/11/2026').waitFor();
    await page.getByRole('heading', { name: 'K002' }).waitFor();
    expect(await hall.ticket('K001')).toMatchObject({
      outcome: 'da-tiep-nhan',
      resultDate: '2026-11-26',
    });

    await doorway(page, 'serving');
    await settled(page);
    await page.keyboard.press('0');
    await page.locator('#day-field').waitFor();
    await page.keyboard.type('22/11');
    await page.getByText('Hẹn Chủ nhật 22/11. Hôm đó không làm việc.').waitFor();
    await page.locator('#day-field').fill('1/12');
    await page.getByText('Hẹn Thứ Ba 01/12.').waitFor();
    await page.getByRole('button', { name: 'Xong, gọi tiếp' }).click();
    await here(page, 'K003');
    expect((await hall.ticket('K002')).resultDate).toBe('2026-12-01');
  });
});

describe('a visit of several stops', () => {
  test('finishing leads to the next stop, which is shown; a further one is a re-route with its place', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-2', 'quay-3');
    await hall.give({ group: 'chung-thuc' });
    await hall.give({ group: 'ho-tich', stops: ['chung-thuc'] });
    await hall.give({ group: 'ho-tich' });
    await using screen = await hall.screen(browser, '/desk/3', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await here(page, 'H001');
    await settled(page);
    await page.keyboard.press('n');
    await page.getByText('Xong ở đây, H001 sang').waitFor();
    await page.getByText('quầy 2, 3 · 1 chờ').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('H001 đã xong, sang Chứng thực').waitFor();
    expect(await hall.ticket('H001')).toMatchObject({
      state: 'waiting',
      group: 'chung-thuc',
      stop: 2,
      stops: [],
    });

    await here(page, 'H002');
    await settled(page);
    await page.keyboard.press('n');
    await page.locator('.target', { hasText: 'Chứng thực' }).click();
    await page.getByRole('button', { name: 'Đổi chỗ' }).click();
    await page.getByRole('button', { name: 'Lên đầu hàng' }).click();
    await page.getByRole('button', { name: 'Chuyển H002 sang Chứng thực' }).click();
    await page.getByText('Quầy đang trống').waitFor();
    // Not a wrong triage: that is counted.
    expect(await hall.ticket('H002')).toMatchObject({
      state: 'waiting',
      group: 'chung-thuc',
      reason: 'wish',
    });
    await settled(page);
    await page.keyboard.press('Space');
    await here(page, 'H002');
  });
});

describe('papers that are signed', () => {
  test('those who wait for a signature are called together, and finished or missed in turn', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1');
    const given = [];
    for (let i = 0; i < 3; i += 1) given.push(await hall.give({ group: 'chung-thuc' }));
    await using screen = await hall.screen(browser, '/desk/1', PC);
    const { page } = screen;
    for (const { number } of given) {
      await page.keyboard.press('Space');
      await here(page, number);
      await settled(page);
      await page.keyboard.press('g');
      await page.getByText(`Giữ chỗ ${number} vì`).waitFor();
      await page.keyboard.press(number === 'A001' ? '6' : '5');
      await page.locator('.doorway--free').waitFor();
      // The board may show it before whoever pressed is answered.
      await page.locator('#undo-line', { hasText: 'giữ chỗ' }).waitFor();
      await settled(page);
    }
    await page.keyboard.press('m');
    await page.getByRole('checkbox', { name: 'A001' }).waitFor();
    expect(await page.locator('#main-button').innerText()).toContain('Gọi 1 số cùng lúc');
    await page.getByRole('button', { name: 'Đã ký A003' }).click();
    await page.locator('.batch__row', { hasText: 'A003' }).getByText('sẵn sàng trả').waitFor();
    await settled(page);
    await page.keyboard.press('*');
    // Ready ones first, then by how long they have waited.
    await page
      .getByText(
        '“Mời các số A, không không một; A, không không ba; A, không không hai; đến quầy số một nhận kết quả.”',
      )
      .waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('group', { name: 'Ai đang ở quầy' }).waitFor();
    await expect
      .poll(() => page.locator('.turns .chip').allInnerTexts())
      .toEqual(['A001', 'A002', 'A003']);
    await page.getByText('A001, A003, A002 đã gọi cùng lúc').waitFor();

    // They come in any order; nobody else is called before all are dealt with.
    await settled(page);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'A002' }).waitFor();
    await page.keyboard.press('Space');
    await page.locator('#undo-line', { hasText: 'A002' }).waitFor();
    await page.getByRole('heading', { name: 'A001' }).waitFor();
    await settled(page);
    await page.keyboard.press('v');
    await page.getByRole('heading', { name: 'A003' }).waitFor();
    await page.locator('#undo-line', { hasText: 'A001' }).waitFor();
    await settled(page);
    await page.keyboard.press('x');
    await page.getByText('Không ai chờ quầy này').waitFor();
    const states = ['A001', 'A002', 'A003'].map(async (each) => (await hall.ticket(each)).state);
    expect(await Promise.all(states)).toEqual(['missed', 'done', 'done']);
    expect(screen.complaints).toEqual([]);
  });
});

describe('a session ends and somebody is served still', () => {
  test('the counter asks; a time that cannot be meant is marked and moves no mean', async () => {
    await using hall = await staffHall({ CLOCK: '2026-11-19T11:00' });
    await hall.openCounters('quay-4');
    await giveMany(hall, 2);
    await using screen = await hall.screen(browser, '/desk/4', PC);
    const { page } = screen;
    await page.keyboard.press('Space');
    await here(page, 'K001');
    // Ten minutes before the end of the session, four minutes a second.
    await hall.leave();
    await hall.comeBack({ CLOCK: '2026-11-19T11:20@240' });
    await page.getByText('K001 xong lúc nào?').waitFor();
    await page.getByText(/buổi làm việc đã hết lúc 11h30/).waitFor();
    await page.getByRole('button', { name: 'Vẫn đang phục vụ' }).click();
    await page.getByText('K001 xong lúc nào?').waitFor({ state: 'detached' });
    await page.getByText('lâu hơn hẳn mức thường, không tính vào trung bình').waitFor();
    // Whoever looks next is asked again.
    await page.reload();
    await page.getByRole('button', { name: 'Xong bây giờ' }).click();
    const long = page.locator('.row--done', { hasText: 'K001' });
    await long.getByText(/▲ \d+ phút, không tính vào trung bình/).waitFor();
    const facts = page.locator('#side-done .section__count');
    expect(await facts.innerText()).toBe('1 lượt');

    // The afternoon passes slowly enough to serve somebody.
    await hall.leave();
    await hall.comeBack({ CLOCK: '2026-11-19T13:40@60' });
    await page.reload();
    await page.locator('#main-button[aria-disabled="false"]').waitFor();
    await settled(page);
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'K002' }).waitFor();
    await doorway(page, 'serving');
    // Served for a minute: that says something.
    await page
      .getByText(/^[1-9]\d*:\d\d$/)
      .first()
      .waitFor();
    await settled(page);
    await page.keyboard.press('x');
    await page.locator('.row--done', { hasText: 'K002' }).waitFor();
    const [, mean] = /^2 lượt · trung bình (\d+) phút$/.exec(await facts.innerText()) ?? [];
    expect(Number(mean)).toBeLessThan(45);
  });
});
