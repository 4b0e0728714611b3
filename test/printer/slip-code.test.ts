import jsqr from 'jsqr';
import { describe, expect, test } from 'vitest';
import { type Bitmap1, hasInk } from '../../printer/render/bitmap.js';
import { PAPER_DOTS } from '../../printer/template/paper.js';
import { english, slip, svgOf, textsOf } from './slips.js';
import { renderSlip } from '../../printer/render/render-slip.js';

const TOKEN = '0123456789ABCDEF01234567';
const USUAL = `HTTPS://MC.SENHONG.GOV.VN/T/${TOKEN}`;
/** A host of the longest name that DNS knows. */
const LONGEST = `HTTPS://${['A', 'B', 'C'].map((label) => label.repeat(63)).join('.')}.${'D'.repeat(61)}/T/${TOKEN}`;

/** The code on a slip, read from its final dots by another program. */
function read(bitmap: Bitmap1): string | undefined {
  const rgba = new Uint8ClampedArray(bitmap.width * bitmap.height * 4).fill(255);
  for (let y = 0, i = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++, i += 4) {
      if (hasInk(bitmap, x, y)) rgba.fill(0, i, i + 3);
    }
  }
  return jsqr.default(rgba, bitmap.width, bitmap.height)?.data;
}

describe.each(PAPER_DOTS)('on %i dots the code', (dots) => {
  test('is read back from the dots that are printed, with modules of half a millimetre', async () => {
    const svg = svgOf({ link: USUAL }, dots);
    expect(read(await renderSlip(svg, dots))).toBe(USUAL);
    // 203 dots are an inch.
    const module = Number(/scale\((\d+)\)" d="M0 0h1/.exec(svg)?.[1]);
    expect((module * 25.4) / 203).toBeGreaterThanOrEqual(0.5);
    const said = textsOf(svg).map(({ text }) => text);
    expect(said.join(' ')).toContain('Quét mã để xem');
  });

  test('is read back beside everything else that a slip can carry', async () => {
    const stops = [{ name: 'Thuế', places: [{ counters: [7], zone: 'tầng 2' }] }];
    const all = {
      link: USUAL,
      stops,
      priority: true,
      copy: 2,
      footer: 'Cảm ơn ông/bà. '.repeat(9),
    };
    expect(read(await slip(all, dots))).toBe(USUAL);
  });

  test('holds the longest address that there can be, or is left out: never too fine to read', async () => {
    for (const link of [
      `HTTPS://${'A'.repeat(63)}.${'B'.repeat(40)}.GOV.VN:65535/T/${TOKEN}`,
      LONGEST,
    ]) {
      const bitmap = await slip({ link }, dots);
      const svg = svgOf({ link }, dots, english);
      const drawn = svg.includes('crispEdges');
      expect(read(bitmap)).toBe(drawn ? link : undefined);
      expect(textsOf(svg).some(({ text }) => text.startsWith('Scan'))).toBe(drawn);
      for (const { x } of textsOf(svg)) expect(x).toBeLessThanOrEqual(dots - 12);
    }
  });
});
