import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { sideways, violations } from '../support/accessibility.js';
import { openBrowser } from '../support/browser.js';
import { codePhoto, codeVideo } from '../support/code-pictures.js';
import { PHONE, settled, staffHall } from '../support/staff-hall.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('somebody stands at the door with a number', () => {
  test('listed, it is sent elsewhere in four taps, and the team learns what was mistaken', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1', 'quay-2');
    await hall.give({ group: 'chung-thuc', print: true });
    await using screen = await hall.screen(browser, '/door#/find', PHONE);
    const { page } = screen;
    await page.getByRole('button', { name: 'A001' }).getByText('phiếu đã in').waitFor();
    const taps = [
      page.getByRole('button', { name: 'A001' }),
      page.getByRole('button', { name: 'Chuyển số' }),
      page.getByRole('button', { name: 'Hộ tịch' }),
      page.getByRole('button', { name: 'Chuyển A001 sang Hộ tịch' }),
    ];
    for (const tap of taps) {
      await settled(page);
      await tap.click();
    }
    await page.getByText(/đã sang Hộ tịch, giữ chỗ từ/).waitFor();
    await page.getByRole('button', { name: 'A001' }).getByText('chuyển từ Chứng thực').waitFor();
    expect(await page.locator('#wrong-triage').textContent()).toBe(
      'Phân nhầm hôm nay: Chứng thực → Hộ tịch 1',
    );
    await page.getByRole('button', { name: /^Hoàn tác/ }).click();
    await page.locator('#wrong-triage').waitFor({ state: 'detached' });
    expect(screen.complaints).toEqual([]);
  });

  test('a note for the counter is written on its page, and read there by the next', async () => {
    await using hall = await staffHall();
    await hall.give({ group: 'chung-thuc', priority: 'elder', escort: true });
    await using screen = await hall.screen(browser, '/door#/find', PHONE);
    const { page } = screen;
    await page.getByRole('button', { name: 'A001' }).click();
    expect(await page.locator('.tags').innerText()).toMatch(/Từ 75 tuổi\s*Đi cùng/);
    await page.getByRole('button', { name: 'Ghi chú' }).click();
    await page.getByLabel('Ghi chú cho quầy').fill('Nghe kém');
    await page.getByRole('button', { name: 'Lưu ghi chú' }).click();
    await page.getByText('Ghi chú: Nghe kém').waitFor();
    await page.getByLabel('Ghi chú cho quầy').waitFor({ state: 'detached' });
    // Saved again as it stands, it stays.
    await page.getByRole('button', { name: 'Ghi chú' }).click();
    await page.getByRole('button', { name: 'Lưu ghi chú' }).click();
    await page.getByLabel('Ghi chú cho quầy').waitFor({ state: 'detached' });
    await page.getByText('Ghi chú: Nghe kém').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(screen.complaints).toEqual([]);
  });

  test('a photo of its code finds it, its own page’s link or the bare number; no camera is needed', async () => {
    await using hall = await staffHall({ PUBLIC_URL: 'http://192.168.1.10:3000' });
    await hall.give({ group: 'chung-thuc' });
    const { link } = await hall.give({ group: 'chung-thuc' });
    await using screen = await hall.screen(browser, '/door#/find', PHONE);
    const { page } = screen;
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    const scan = async (text: string): Promise<void> => {
      await page.getByRole('button', { name: 'Quét mã' }).click();
      await page.getByText('Máy ảnh chưa được phép dùng').waitFor();
      const buffer = codePhoto(text);
      await page
        .locator('#scan-photo')
        .setInputFiles({ name: 'phieu.png', mimeType: 'image/png', buffer });
    };
    await scan('A001');
    await page.getByRole('heading', { name: 'A001' }).waitFor();
    await page.goto(`${hall.product.url}/door#/find`);
    await scan(link ?? '');
    await page.getByRole('heading', { name: 'A002' }).waitFor();
    await page.goto(`${hall.product.url}/door#/find`);
    await scan('https://vneid.gov.vn/');
    await page.getByText('Mã này không phải của số nào hôm nay.').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(scripts.some((url) => url.includes('/assets/read-code-'))).toBe(true);
    expect(screen.complaints).toEqual([]);
  });

  test('the camera reads it, and is off as soon as the page is left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-camera-'));
    const video = join(folder, 'slip.y4m');
    await writeFile(video, codeVideo('A001'));
    const seeing = await openBrowser(
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    );
    try {
      await using hall = await staffHall();
      await using screen = await hall.screen(seeing, '/door#/scan', PHONE);
      const { page } = screen;
      await page.getByText('Đưa mã trên phiếu vào khung.').waitFor();
      await hall.give({ group: 'chung-thuc' });
      await page.getByRole('heading', { name: 'A001' }).waitFor();
      expect(await page.locator('video').count()).toBe(0);
      expect(screen.complaints).toEqual([]);
    } finally {
      await seeing.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('what waits for hands is a pool: one takes it, the others see who', async () => {
    await using hall = await staffHall();
    await hall.openCounters('quay-1');
    await hall.give({ group: 'chung-thuc' });
    const { called } = await hall.must<{ called: TicketAnswer }>('/counters/quay-1/call-next');
    await hall.must(`/tickets/${called.id}/park`, { reason: 'scan' });
    await using other = await hall.screen(browser, '/door#/pool', PHONE, 'lead');
    await using screen = await hall.screen(browser, '/door#/find', PHONE);
    const { page } = screen;
    await page.getByRole('button', { name: 'Việc cần người nhận: 1 số' }).click();
    await page.getByRole('button', { name: 'Tôi nhận A001' }).click();
    await page.getByText('Tôi đang giúp').waitFor();
    const { name } = (await hall.person('volunteer')).person;
    await other.page.getByText(`${name} đang giúp`).waitFor();
    expect(await other.page.getByRole('button', { name: 'Tôi nhận A001' }).count()).toBe(0);
    expect(await violations(other.page)).toEqual([]);
    await settled(page);
    await page.getByRole('button', { name: 'Xong, về hàng chờ A001' }).click();
    await page.getByText('Không ai đang chờ quét hồ sơ').waitFor();
    expect((await hall.ticket('A001')).state).toBe('waiting');
    const { assists } = (await hall.board()).team;
    expect(Object.values(assists)).toMatchObject([{ type: 'scan', ticket: called.id }]);
  });

  test('what is in the hand is known to every device: paper, a picture, a number by hand', async () => {
    await using hall = await staffHall({ PUBLIC_URL: 'http://192.168.1.10:3000' });
    await hall.give({ group: 'chung-thuc', print: true });
    await using other = await hall.screen(browser, '/door#/find', PHONE, 'lead');
    const row = other.page.getByRole('button', { name: 'A001' });
    await row.getByText('phiếu đã in').waitFor();
    await using screen = await hall.screen(browser, '/door#/find', PHONE);
    const { page } = screen;
    const show = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Cho xem số' }).click();
      await page.getByText(/^Mời ngồi chờ/).waitFor();
    };
    await page.getByRole('button', { name: 'A001' }).click();
    await show();
    await page.getByRole('button', { name: 'Hiện mã QR' }).click();
    await page.getByRole('img', { name: /^Mã để xem số A001/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Đã cho xem số' }).click();
    await row.getByText('đã cho xem số').waitFor();
    // Back on the page of the number, from where the slip was shown.
    await show();
    await page.getByRole('button', { name: 'Viết tay' }).click();
    await page.getByText(/^Viết ra giấy: A001 · Chứng thực · \d\dh\d\d$/).waitFor();
    await page.getByRole('button', { name: 'Đã viết số ra giấy' }).click();
    await row.getByText('đã viết tay').waitFor();
    await show();
    await page.getByRole('button', { name: 'In lại' }).click();
    await row.getByText('phiếu đã in').waitFor();
    expect(screen.complaints).toEqual([]);
  });
});
