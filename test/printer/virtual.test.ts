import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import { localeWords } from '../../printer/locale-words.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import { PaperTray } from '../../printer/virtual/paper-tray.js';
import { fromPng, shows, slip } from './slips.js';

let folder: string;
let tray: PaperTray;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-tray-'));
  tray = make();
  await tray.start();
});
afterEach(async () => {
  await tray.stop();
  await rm(folder, { recursive: true, force: true });
});

function make(keep = 500): PaperTray {
  const page = {
    host: '127.0.0.1',
    port: 0,
    words: localeWords('vi', 'slip.virtual.'),
    language: 'vi',
  };
  return new PaperTray({
    printer: { mmPerSecond: 3_000 },
    ...{ folder, keep, page },
    onError: (error) => {
      throw error;
    },
  });
}

async function print(count = 1): Promise<void> {
  const { pieces } = encodeSlip(await slip(), loadProfile('virtual'), 'AB12');
  const socket = connect(tray.printer.port, '127.0.0.1').resume();
  for (let i = 0; i < count; i++) {
    const fallen = once(tray.printer, 'slip');
    socket.write(Buffer.concat(pieces));
    await fallen;
  }
  socket.end();
  await once(socket, 'close');
}

const page = async (): Promise<string> => (await fetch(tray.url ?? '')).text();
const press = (action: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${tray.url}do/${action}`, { method: 'POST', redirect: 'manual', headers });

test('keeps one picture and one record for each piece of paper', async () => {
  await print(2);
  await tray.stop();
  expect(await readdir(folder)).toEqual([
    'slip-000001.json',
    'slip-000001.png',
    'slip-000002.json',
    'slip-000002.png',
  ]);
  const picture = fromPng(await readFile(join(folder, 'slip-000002.png')));
  expect(shows(picture, await slip())).toBe(true);
  const record: unknown = JSON.parse(await readFile(join(folder, 'slip-000002.json'), 'utf8'));
  expect(record).toMatchObject({ index: 2, width: 576, letters: 0 });
});

test('counts on after a restart and removes the oldest pictures', async () => {
  await print(2);
  await tray.stop();
  tray = make(2);
  await tray.start();
  await print(2);
  await tray.stop();
  const pictures = (await readdir(folder)).filter((file) => file.endsWith('.png'));
  expect(pictures).toEqual(['slip-000003.png', 'slip-000004.png']);
});

test('a page shows the paper and the printer’s state, newest first', async () => {
  expect(await page()).toContain('Chưa in phiếu nào.');
  await print(2);
  await tray.written();
  const html = await page();
  expect(html).toContain('Máy in ảo');
  expect(html.indexOf('Tờ số 2')).toBeLessThan(html.indexOf('Tờ số 1'));
  const image = /src="\/(slips\/[^"]+)"/.exec(html)?.[1] ?? '';
  const response = await fetch(`${tray.url}${image}`);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(shows(fromPng(Buffer.from(await response.arrayBuffer())), await slip())).toBe(true);
});

test('its buttons break the printer and mend it', async () => {
  const states: [string, string][] = [
    ['takePaper', 'Hết giấy'],
    ['nearEnd', 'Sắp hết giấy'],
    ['newRoll', 'Sẵn sàng'],
    ['openCover', 'Nắp đang mở'],
    ['closeCover', 'Sẵn sàng'],
    ['jamCutter', 'Kẹt dao cắt'],
    ['freeCutter', 'Sẵn sàng'],
    ['cutPower', 'Đã ngắt điện'],
    ['restorePower', 'Sẵn sàng'],
  ];
  for (const [action, state] of states) {
    expect((await press(action)).status).toBe(303);
    expect(await page()).toContain(`<strong role="status">${state}</strong>`);
  }
});

test('another site’s page cannot press them, and there are no others', async () => {
  expect((await press('cutPower', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  expect(tray.printer.powered).toBe(true);
  expect((await press('constructor')).status).toBe(404);
  expect((await fetch(`${tray.url}slips/..%2F..%2Fpackage.json`)).status).toBe(404);
});

test('a second connection waits until the first one ends', async () => {
  const { pieces } = encodeSlip(await slip(), loadProfile('virtual'), 'AB12');
  const first = connect(tray.printer.port, '127.0.0.1');
  await once(first, 'connect');
  const second = connect(tray.printer.port, '127.0.0.1');
  await once(second, 'connect');
  let answered = false;
  second.on('data', () => {
    answered = true;
  });
  second.write(Buffer.from([0x10, 0x04, 1]));
  const fallen = once(tray.printer, 'slip');
  first.write(Buffer.concat(pieces));
  await fallen;
  expect(answered).toBe(false);
  const answer = once(second, 'data');
  first.end();
  expect((await answer)[0]).toEqual(Buffer.from([0x12]));
  second.destroy();
});

test('bytes that are no command come out as letters, to be seen', async () => {
  const socket = connect(tray.printer.port, '127.0.0.1');
  const fallen = once(tray.printer, 'slip');
  socket.end(Buffer.from('A027\u001dV\u0001', 'latin1'));
  expect(await fallen).toMatchObject([{ letters: 4 }]);
});

test('a slow network brings the slip little by little, and the page shows it as it comes out', async () => {
  await press('slowNetwork');
  const rows = new Promise<void>((resolve) => {
    tray.printer.on('row', (count) => count > 20 && resolve());
  });
  const printing = print();
  await rows;
  expect(await page()).toContain('/hanging.png');
  const hanging = fromPng(Buffer.from(await (await fetch(`${tray.url}hanging.png`)).arrayBuffer()));
  expect(hanging.height).toBeGreaterThan(20);
  expect(hanging.height).toBeLessThan(400);
  const state: unknown = await (await fetch(`${tray.url}state.json`)).json();
  expect(state).toMatchObject({ powered: true, out: false, cover: false, jam: false });
  await press('fastNetwork');
  await printing;
  expect(await page()).not.toContain('/hanging.png');
});
