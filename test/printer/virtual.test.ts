import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import { localeWords } from '../../printer/locale-words.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import { PaperTray } from '../../printer/virtual/paper-tray.js';
import {
  type Persona,
  VirtualPrinter,
  type VirtualSlip,
} from '../../printer/virtual/virtual-printer.js';
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

const page = async (): Promise<string> => (await fetch(`${tray.url}paper`)).text();
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
  const buttons = await (await fetch(tray.url ?? '')).text();
  for (const [action, state] of states) {
    expect(buttons).toContain(`formaction="/do/${action}"`);
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
  // A tenth of a second for three rows: however busy the machine, it is looked at before the end.
  await press('slowNetwork?bytes=2500');
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

test('its switch does nothing twice, and with nothing hanging out nothing is torn off', async () => {
  await press('restorePower');
  await Promise.all([press('cutPower'), press('cutPower'), press('restorePower')]);
  await Promise.all([press('restorePower'), press('tearOff')]);
  expect(tray.printer.powered).toBe(true);
  await print();
  await tray.written();
  expect(tray.records.map(({ index, letters }) => ({ index, letters }))).toEqual([
    { index: 1, letters: 0 },
  ]);
  await press('cutPower');
  await expect(listensOn(tray.printer.port)).resolves.toBe(false);
});

test('a program says how much paper is left and how slow the network is; nonsense changes nothing', async () => {
  expect((await press('newRoll?mm=300')).status).toBe(303);
  expect(tray.printer.leftMm).toBe(300);
  expect((await press('slowNetwork?bytes=5000')).status).toBe(303);
  for (const wrong of [
    'newRoll?mm=-1',
    'newRoll?mm=0',
    'newRoll?mm=1e9',
    'newRoll?cm=3',
    'drop?mm=3',
  ])
    expect((await press(wrong)).status, wrong).toBe(400);
  expect(tray.printer.leftMm).toBe(300);
});

test('where its page finds no port, it leaves none open behind it', async () => {
  const taken = Number(new URL(tray.url ?? '').port);
  const options = { persona: 'epson', port: 0 } as const;
  const other = new PaperTray({
    ...{ printer: options, folder, keep: 1, onError: () => undefined },
    page: {
      host: '127.0.0.1',
      port: taken,
      words: localeWords('vi', 'slip.virtual.'),
      language: 'vi',
    },
  });
  await expect(other.start()).rejects.toThrow('EADDRINUSE');
  expect(other.printer.powered).toBe(false);
  await expect(listensOn(other.printer.port)).resolves.toBe(false);
});

describe('what other programs send', () => {
  /** Rows of a piece of paper, without those below its last ink. */
  async function rowsOf(bytes: Buffer): Promise<string[]> {
    const fallen = once(tray.printer, 'slip') as Promise<[VirtualSlip]>;
    connect(tray.printer.port, '127.0.0.1').end(bytes);
    const [{ picture, letters }] = await fallen;
    expect(letters).toBe(0);
    const rows = Array.from({ length: picture.height }, (_, y) =>
      Buffer.from(picture.data.subarray(y * picture.rowBytes, y * picture.rowBytes + 4)).toString(
        'hex',
      ),
    );
    while (rows.at(-1) === '00000000') rows.pop();
    return rows;
  }
  const raster = (m: number): Buffer =>
    Buffer.from([0x1d, 0x76, 0x30, m, 2, 0, 2, 0, 0xa0, 0x00, 0x00, 0x0f]);

  test.each([
    ['ESC i', '1b69'],
    ['ESC m', '1b6d'],
    ['GS V 66 n', '1d564210'],
  ])('%s cuts', async (_name, cut) => {
    const rows = await rowsOf(Buffer.concat([raster(0), Buffer.from(cut, 'hex')]));
    expect(rows).toEqual(['a0000000', '000f0000']);
  });

  test.each([
    [1, ['cc000000', '000000ff']],
    [2, ['a0000000', 'a0000000', '000f0000', '000f0000']],
    [3, ['cc000000', 'cc000000', '000000ff', '000000ff']],
  ])('a picture of GS v 0 in size %i is printed in that size', async (m, wanted) => {
    expect(await rowsOf(Buffer.concat([raster(m), Buffer.from('1b69', 'hex')]))).toEqual(wanted);
  });

  test('commands without a mark on paper leave none: logos in memory, buzzers, margins, a cleared buffer', async () => {
    const silent = [
      '1c700100', // FS p: a logo that this printer does not have
      '1d2a0101ffffffffffffffff1d2f00', // GS *, GS /: a downloaded picture
      '1b700019fa', // ESC p: the drawer
      '1d4c0000', // GS L: a margin
      '1014080103140106 0208', // DLE DC4 8: clear the buffer
      '1b650a1b4b05', // ESC e, ESC K: back
    ];
    const bytes = Buffer.from([...silent, '1b69'].join('').replaceAll(' ', ''), 'hex');
    const rows = await rowsOf(Buffer.concat([raster(0), bytes]));
    expect(rows).toEqual(['a0000000', '000f0000']);
  });
});

describe.each<[Persona, Record<'well' | 'open' | 'echo' | 'name' | 'pushed', string>]>([
  [
    'epson',
    { well: '1212121200', open: '16', echo: '37224142303100', name: 'TM-T88V', pushed: '1000000f' },
  ],
  [
    'xprinter',
    {
      well: '1212121200',
      open: '16',
      echo: '37224142303100',
      name: 'TM-T88III',
      pushed: '1000000f',
    },
  ],
  ['fence-only', { well: '1212121200', open: '16', echo: '', name: '', pushed: '' }],
  ['mute', { well: '', open: '', echo: '', name: '', pushed: '' }],
  ['always-ok', { well: '1212121200', open: '12', echo: '', name: 'TM-T88V', pushed: '' }],
])('a printer of persona %s', (persona, answers) => {
  test('answers as such a printer does, and no more', async () => {
    const printer = new VirtualPrinter({ persona });
    await printer.start();
    const socket = connect(printer.port, '127.0.0.1');
    const heard: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
    /** Sends, and hears this answer and nothing behind it. */
    const ask = async (hex: string, wanted: string): Promise<void> => {
      heard.length = 0;
      socket.write(Buffer.from(hex, 'hex'));
      const said = (): string => Buffer.concat(heard).toString('hex');
      if (wanted !== '') await expect.poll(said, { interval: 5 }).toBe(wanted);
      await delay(20);
      expect(said()).toBe(wanted);
    };
    // DLE EOT 1 to 4 and GS r 1; then GS ( H with the token AB01.
    await ask('1004011004021004031004041d7201', answers.well);
    await ask('1d28480600303041423031', answers.echo);
    // GS I 67 is its name, which no profile is chosen by.
    const name = answers.name === '' ? '' : Buffer.from(`_${answers.name}\0`).toString('hex');
    await ask('1d4943', name);
    await ask('1d61ff', answers.pushed);
    // Reset, it pushes nothing any more; what is answered behind the reset tells that it was read.
    await ask('1b40100401', answers.well.slice(0, 2));
    // With the cover open it stands still: real-time questions are answered, queued ones wait.
    printer.openCover();
    await ask('1d7201100402', answers.open);
    printer.closeCover();
    await ask('', persona === 'mute' ? '' : '00');
    socket.destroy();
    await printer.stop();
  });
});

/** Whether something listens there. */
async function listensOn(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  }).finally(() => socket.destroy());
}
