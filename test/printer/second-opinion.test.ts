import { once } from 'node:events';
import { connect } from 'node:net';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import { loadProfile, profileIds } from '../../printer/profiles/profile.js';
import { type Bitmap1, blankBitmap, hasInk } from '../../printer/render/bitmap.js';
import { PAPER_DOTS } from '../../printer/template/paper.js';
import { VirtualPrinter, type VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import { decodeByManual } from './manual-decoder.js';
import { codeOn } from './reader.js';
import { slip } from './slips.js';

/** The dots of a picture as the second reader writes them. */
function dotsOf(bitmap: Bitmap1, headDots: number): string[] {
  const rows = Array.from({ length: bitmap.height }, (_, y) =>
    Array.from({ length: headDots }, (__, x) => (hasInk(bitmap, x, y) ? '#' : '.')).join(''),
  );
  while (rows.at(-1)?.includes('#') === false) rows.pop();
  return rows;
}

/** The same picture as another library sends it, in bands, for a printer that is not ours. */
function byAnotherLibrary(bitmap: Bitmap1): Uint8Array {
  const { width } = bitmap;
  // That library wants whole eights.
  const height = Math.ceil(bitmap.height / 8) * 8;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (hasInk(bitmap, x, y)) data.set([0, 0, 0], (y * width + x) * 4);
    }
  }
  const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode: 'raster' });
  return encoder
    .initialize()
    .image({ data, width, height, colorSpace: 'srgb' }, width, height, 'threshold', 128)
    .encode();
}

describe.each(profileIds())('profile %s, read by somebody else', (id) => {
  test('gives the dots that were drawn, and one cut where the printer cuts', async () => {
    const profile = loadProfile(id);
    const picture = await slip({ link: 'HTTPS://MOTCUA.EXAMPLE/T/0123456789ABCDEF' }, profile.dots);
    const { pieces, fence } = encodeSlip(picture, profile, 'AB12');
    const read = decodeByManual(Buffer.concat([...pieces, fence]), profile.dots);
    expect(read.rows).toEqual(dotsOf(picture, profile.dots));
    expect(read.cuts).toBe(profile.cut === 'none' ? 0 : 1);
  });
});

test.each(PAPER_DOTS)(
  'the code on a slip %i dots wide is read from the dots that somebody else found',
  async (dots) => {
    const link = 'HTTPS://MOTCUA.EXAMPLE/T/0123456789ABCDEF01234567';
    const picture = await slip({ link }, dots);
    const { pieces } = encodeSlip(picture, { ...loadProfile('generic-80'), dots }, 'AB12');
    const { rows } = decodeByManual(Buffer.concat(pieces), dots);
    const found = blankBitmap(dots, rows.length);
    for (const [y, row] of rows.entries()) {
      for (let x = row.indexOf('#'); x !== -1; x = row.indexOf('#', x + 1)) {
        const at = y * found.rowBytes + (x >> 3);
        found.data[at] = (found.data[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
    expect(codeOn(found)).toBe(link);
  },
);

test.each([1, 7, 13, 383])('a picture %i dots wide is padded with paper, not with ink', (width) => {
  const picture = blankBitmap(width, 9);
  for (let y = 0; y < 9; y++) {
    for (let x = 0; x < width; x++) {
      if ((x * 7 + y * 3) % 5 > 1) continue;
      const at = y * picture.rowBytes + (x >> 3);
      picture.data[at] = (picture.data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const { pieces } = encodeSlip(picture, loadProfile('generic-58'), 'AB12');
  expect(decodeByManual(Buffer.concat(pieces), 384).rows).toEqual(dotsOf(picture, 384));
});

test('another library’s bytes for the same picture mean the same dots', async () => {
  const picture = await slip();
  const ours = encodeSlip(picture, loadProfile('epson-tm80'), 'AB12').pieces;
  const theirs = byAnotherLibrary(picture);
  expect(decodeByManual(theirs, 576).rows).toEqual(decodeByManual(Buffer.concat(ours), 576).rows);
});

describe('a receipt of another program', () => {
  let printer: VirtualPrinter;
  beforeEach(async () => {
    printer = new VirtualPrinter({ mmPerSecond: 6_000 });
    await printer.start();
  });
  afterEach(() => printer.stop());

  async function printed(bytes: Uint8Array): Promise<VirtualSlip> {
    const fallen = once(printer, 'slip') as Promise<[VirtualSlip]>;
    connect(printer.port, '127.0.0.1').end(Buffer.from(bytes));
    return (await fallen)[0];
  }
  const encoder = (): ReceiptPrinterEncoder =>
    new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48 });
  /** Rows with ink, and its outermost columns. */
  function ink({ picture }: VirtualSlip): { rows: number; left: number; right: number } {
    const rows = dotsOf(picture, picture.width).filter((row) => row.includes('#'));
    return {
      rows: rows.length,
      left: Math.min(...rows.map((row) => row.indexOf('#'))),
      right: Math.max(...rows.map((row) => row.lastIndexOf('#'))),
    };
  }

  test('shows its text where and as large as it was set', async () => {
    const small = ink(await printed(encoder().initialize().line('Receipt').cut().encode()));
    const large = ink(
      await printed(encoder().initialize().size(2, 2).line('Receipt').cut().encode()),
    );
    const right = ink(
      await printed(encoder().initialize().align('right').line('Receipt').cut().encode()),
    );
    expect(small.left).toBeLessThan(12);
    expect(large.right - large.left).toBeGreaterThan(1.8 * (small.right - small.left));
    expect(large.rows).toBeGreaterThan(1.8 * small.rows);
    expect(right.right).toBeGreaterThan(576 - 12);
    expect(right.rows).toBe(small.rows);
  });

  test('breaks a line that is longer than the paper, and draws white on black', async () => {
    const long = await printed(encoder().initialize().line('x'.repeat(100)).cut().encode());
    const inverse = await printed(
      encoder().initialize().invert(true).line('   ').invert(false).cut().encode(),
    );
    expect(long.letters).toBe(100);
    expect(ink(long).rows).toBeGreaterThan(2 * 8);
    expect(ink(inverse).rows).toBe(24);
  });

  test('shows a QR code that cameras read', async () => {
    const text = 'https://motcua.example/T/0123456789ABCDEF';
    const bytes = encoder().initialize().align('center').qrcode(text, { size: 6 }).cut().encode();
    const { picture } = await printed(bytes);
    expect(codeOn(picture)).toBe(text);
  });

  test('shows its pictures, whether they come in rows, in columns or as graphics', async () => {
    const picture = await slip();
    const rgba = new Uint8ClampedArray(576 * 320 * 4).fill(255);
    for (let y = 0; y < 320; y++) {
      for (let x = 0; x < 576; x++)
        if (hasInk(picture, x, y)) rgba.set([0, 0, 0], (y * 576 + x) * 4);
    }
    const image = { data: rgba, width: 576, height: 320, colorSpace: 'srgb' as const };
    const wanted = dotsOf(picture, 576).slice(0, 320);
    for (const imageMode of ['raster', 'column'] as const) {
      const bytes = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode })
        .initialize()
        .image(image, 576, 320, 'threshold', 128)
        .cut()
        .encode();
      const out = dotsOf((await printed(bytes)).picture, 576);
      const first = (rows: string[]): number => rows.findIndex((row) => row.includes('#'));
      const from = first(out) - first(wanted);
      expect(out.slice(Math.max(from, 0), Math.max(from, 0) + 300), imageMode).toEqual(
        wanted.slice(Math.max(-from, 0), Math.max(-from, 0) + 300),
      );
    }
  });
});
