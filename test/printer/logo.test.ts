import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { encodeSlip } from '../../printer/encode/encode-slip.js';
import { loadProfile } from '../../printer/profiles/profile.js';
import { type Bitmap1, hasInk, inkOf } from '../../printer/render/bitmap.js';
import { dither, type Shades, shadesOf, withFullContrast } from '../../printer/render/dither.js';
import { findLookAlike } from '../../printer/render/look-alikes.js';
import { toPng } from '../../printer/render/png.js';
import { rasterise } from '../../printer/render/render-slip.js';
import { logoSize, standsBeside } from '../../printer/template/logo-room.js';
import { PAPER_DOTS, paperOf } from '../../printer/template/paper.js';
import type { SlipLogo } from '../../printer/template/slip-model.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { product } from '../support/product.js';
import { AgentMachine, givePrinters, PrinterMachine } from './print-yard.js';
import { slip, svgOf } from './slips.js';

/** An emblem as wards have them: shades of red and yellow on white. */
const EMBLEM = `<circle cx="200" cy="200" r="190" fill="url(#g)" stroke="#7f0000" stroke-width="16"/>
  <path d="M200 60l36 100 106 4-84 66 30 102-88-60-88 60 30-102-84-66 106-4z" fill="#fdd835"/>`;

function picture(width: number, height: number, inside = EMBLEM): Buffer {
  const shades =
    '<radialGradient id="g"><stop stop-color="#fff176"/><stop offset="1" stop-color="#c62828"/></radialGradient>';
  return new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${shades}</defs>${inside}</svg>`,
    { background: 'white' },
  )
    .render()
    .asPng();
}
const png = (bytes: Buffer, width: number) => ({ type: 'png' as const, bytes, width });
const asLogo = (bitmap: Bitmap1): SlipLogo => ({
  width: bitmap.width,
  height: bitmap.height,
  source: `data:image/png;base64,${toPng(bitmap).toString('base64')}`,
});
/** Part of the picture that is dark, 0–1. */
function darkness({ values }: Shades): number {
  return 1 - values.reduce((sum, value) => sum + value, 0) / values.length / 255;
}
function shades(width: number, height: number, value: (x: number, y: number) => number): Shades {
  const values = Float64Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  return { width, height, values };
}

describe('a logo in dots', () => {
  test('is as dark as its shades, as a whole and in each part of it', async () => {
    const grey = withFullContrast(
      await shadesOf(png(picture(400, 400), 400), { width: 72, height: 72 }),
    );
    const bitmap = dither(grey);
    expect(Math.abs(inkOf(bitmap) / 72 / 72 - darkness(grey))).toBeLessThan(0.01);
    for (const [left, top] of [0, 24, 48].flatMap((x) => [0, 24, 48].map((y) => [x, y] as const)))
      expect(
        Math.abs(part(grey, left, top) - inkPart(bitmap, left, top)),
        `${left}, ${top}`,
      ).toBeLessThan(0.04);
  });

  test.each([0.1, 0.25, 0.5, 0.75, 0.9])('keeps an even shade of %f', (dark) => {
    const flat = shades(96, 72, () => 255 * (1 - dark));
    expect(inkOf(dither(flat)) / 96 / 72).toBeCloseTo(dark, 2);
  });

  test('keeps its contrast: a pale picture reaches black and white, one shade stays what it is', () => {
    const pale = withFullContrast(shades(100, 10, (x) => 150 + x * 0.8));
    expect(Math.min(...pale.values)).toBe(0);
    expect(Math.max(...pale.values)).toBe(255);
    const one = shades(20, 20, (x) => 200 + (x % 3));
    expect(withFullContrast(one)).toEqual(one);
    // Black and white as a camera or JPEG has them leave no specks.
    const clean = dither(withFullContrast(shades(64, 64, (x) => (x < 32 ? 9 : 247) + (x % 3))));
    for (let x = 0; x < 64; x++) expect(hasInk(clean, x, 30)).toBe(x < 32);
  });

  test('what is transparent is paper, and thin lines of a large picture are not lost', async () => {
    const line = picture(2000, 1000, '<path d="M0 500h2000" stroke="black" stroke-width="24"/>');
    const grey = await shadesOf(png(line, 2000), { width: 100, height: 50 });
    const bitmap = dither(withFullContrast(grey));
    expect(inkOf(bitmap)).toBeGreaterThan(90);
    expect(inkOf(bitmap)).toBeLessThan(220);
  });

  test.each([
    [384, 400, 400, false],
    [576, 400, 400, true],
    [576, 900, 200, false],
    [512, 10, 900, true],
    [384, 4000, 10, false],
  ] as const)('on %i dots a picture of %i × %i has room', (dots, width, height, beside) => {
    const paper = paperOf(dots);
    const size = logoSize({ width, height }, paper);
    expect(standsBeside(size, paper)).toBe(beside);
    expect(size.width).toBeLessThanOrEqual(beside ? 104 : dots - 2 * paper.margin);
    expect(size.height).toBeLessThanOrEqual(beside ? 72 : 96);
    expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
  });
});

describe.each(PAPER_DOTS)('on a slip of %i dots', (dots) => {
  test.each([
    [400, 400],
    [900, 200],
  ])('a logo of %i × %i stands dot for dot as it was dithered', async (width, height) => {
    const size = logoSize({ width, height }, paperOf(dots));
    const bitmap = dither(
      withFullContrast(await shadesOf(png(picture(width, height), width), size)),
    );
    const whole = await rasterise(svgOf({ logo: asLogo(bitmap) }, dots), dots);
    expect(foundIn(whole, bitmap)).toBe(true);
    // Of all dots of the slip a few are taken out that the printer would carry out.
    const safe = await slip({ logo: asLogo(bitmap) }, dots);
    expect(inkOf(whole) - inkOf(safe)).toBeLessThan(8);
  });

  test('no logo can make the printer do anything', async () => {
    // Each row of it is full of what printers carry out at once: 10 04, 10 05 and 10 14 at all eight offsets.
    const rows = [0x1004, 0x1005, 0x1014].flatMap((pair) =>
      Array.from({ length: 8 }, (_, shift) => ({ pair, shift })),
    );
    const bits = shades(96, rows.length * 2, (x, y) => {
      const { pair, shift } = rows[y % rows.length] ?? { pair: 0, shift: 0 };
      return ((pair << shift) >> (15 + shift - (x % 16))) & 1 ? 0 : 255;
    });
    const bitmap = dither(bits);
    expect(findLookAlike(bitmap.data)).not.toBe(-1);
    const whole = await slip({ logo: asLogo(bitmap) }, dots);
    expect(findLookAlike(whole.data)).toBe(-1);
    const profile = { ...loadProfile('generic-80'), dots };
    const { pieces } = encodeSlip(whole, profile, 'abcd');
    expect(findLookAlike(Buffer.concat(pieces))).toBe(-1);
  });
});

test('a logo that an admin uploads comes out of the printer dot for dot, by way of server and agent', {
  timeout: 60_000,
}, async () => {
  const emblem = picture(400, 400);
  await using hall = await product();
  await givePrinters(hall, ['may-1']);
  const kept = await hall.api.send<{ file: string }>('POST', `${hall.site}/media`, {
    data: emblem.toString('base64'),
  });
  const { body: config } = await hall.api.get<SiteConfig>(`${hall.site}/config`);
  if (config === null || kept.body === null) throw new Error('no configuration or no logo');
  config.slip.logo = kept.body.file;
  const put = await hall.api.send('PUT', `${hall.site}/config`, config, {
    'if-match': `"${config.version}"`,
  });
  expect(put.status).toBe(200);

  await using machine = await PrinterMachine.start('epson', 20);
  const place = { server: hall.url, token: hall.token, printer: 'may-1', profile: 'epson-tm80' };
  await using _agent = new AgentMachine({ ...place, port: machine.port });
  const order = { group: 'chung-thuc', print: 'may-1' };
  expect((await hall.api.send('POST', `${hall.site}/tickets`, order)).status).toBe(201);
  // One piece more: what a new agent cuts off before its first slip.
  await expect.poll(async () => (await machine.fallen()).length, { timeout: 20_000 }).toBe(2);
  const [, paper] = await machine.collect();
  if (paper === undefined) throw new Error('no slip');

  const size = logoSize({ width: 400, height: 400 }, paperOf(576));
  const dots = dither(withFullContrast(await shadesOf(png(emblem, 400), size)));
  expect(inkOf(dots)).toBeGreaterThan(1_000);
  expect(foundIn(paper.picture, dots)).toBe(true);
});

function part({ width, values }: Shades, left: number, top: number): number {
  let sum = 0;
  for (let i = 0; i < 24 * 24; i++) {
    sum += values[(top + Math.floor(i / 24)) * width + left + (i % 24)] ?? 0;
  }
  return 1 - sum / 24 / 24 / 255;
}
function inkPart(bitmap: Bitmap1, left: number, top: number): number {
  let ink = 0;
  for (let i = 0; i < 24 * 24; i++) {
    if (hasInk(bitmap, left + (i % 24), top + Math.floor(i / 24))) ink++;
  }
  return ink / 24 / 24;
}
/** Whether the small picture stands somewhere in the upper part of the large one, every dot of it. */
function foundIn(whole: Bitmap1, small: Bitmap1): boolean {
  for (let top = 0; top < 120; top++) {
    for (let left = 0; left <= whole.width - small.width; left++) {
      if (standsAt(whole, small, left, top)) return true;
    }
  }
  return false;
}
function standsAt(whole: Bitmap1, small: Bitmap1, left: number, top: number): boolean {
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      if (hasInk(small, x, y) !== hasInk(whole, left + x, top + y)) return false;
    }
  }
  return true;
}
