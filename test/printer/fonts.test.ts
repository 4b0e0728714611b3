import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import {
  checkFonts,
  FONT_FAMILY,
  FONT_FILES,
  fontFilesFor,
  FontMissing,
} from '../../printer/render/fonts.js';
import { VIETNAMESE } from '../../printer/render/letters.js';
import { FONT_WEIGHTS, readFont } from '../../printer/template/measure.js';
import { svgOf } from './slips.js';

const POINTS = VIETNAMESE.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i),
);
const SMALL = fontFilesFor('A');

function pixels(svg: string, fontFiles: readonly string[]): Buffer {
  const font = {
    loadSystemFonts: false,
    fontFiles: [...fontFiles],
    defaultFontFamily: FONT_FAMILY,
  };
  return new Resvg(svg, { background: 'white', font }).render().pixels;
}
function lines(texts: readonly string[], weight: number): string {
  const drawn = texts.map((text, i) => {
    const clean = text.replace(/[<&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return `<text x="4" y="${40 + i * 48}" font-family="Noto Sans" font-size="33" font-weight="${weight}">${clean}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${texts.length * 48 + 20}">${drawn.join('')}</svg>`;
}

describe('the small font files', () => {
  test.each(FONT_WEIGHTS.map((weight, i) => [weight, i] as const))(
    'of weight %i hold every letter that they are used for, as wide as in the full one',
    (_, i) => {
      const [small, full] = [SMALL, FONT_FILES].map((files) =>
        readFont(readFileSync(files[i] ?? '')),
      );
      for (const point of POINTS) {
        expect(small?.has(point), String.fromCodePoint(point)).toBe(full?.has(point));
        expect(small?.of(point)).toBe(full?.of(point));
      }
    },
  );

  test.each([600, 700, 800])('draw the same picture as the full ones, weight %i', (weight) => {
    const letters = POINTS.map((point) => String.fromCodePoint(point));
    const rows = Array.from({ length: Math.ceil(letters.length / 26) }, (_, row) =>
      letters.slice(row * 26, row * 26 + 26).join(''),
    );
    // Pairs that stand closer together than others.
    const svg = lines([...rows, 'AVA Tờ Tá Ty LT P. Vũ Yến Wá “Tự” 1171 – 9 giờ 25'], weight);
    expect(pixels(svg, SMALL).equals(pixels(svg, FONT_FILES))).toBe(true);
  });

  test('draw a whole slip as the full ones do', () => {
    const svg = svgOf({ link: 'HTTPS://MC.SENHONG.GOV.VN/T/ABCDEFGH', copy: 2 });
    expect(fontFilesFor(svg)).toBe(SMALL);
    expect(pixels(svg, SMALL).equals(pixels(svg, FONT_FILES))).toBe(true);
  });

  test('stand aside for letters that they do not have', () => {
    const khmer = lines(['លេខ A027 សូម Tầng 2'], 700);
    expect(fontFilesFor(khmer)).toHaveLength(8);
    expect(fontFilesFor(khmer)).not.toEqual(FONT_FILES);
    expect(pixels(khmer, fontFilesFor(khmer)).equals(pixels(khmer, FONT_FILES))).toBe(true);
    expect(fontFilesFor(lines(['Škoda ọ̃'], 700))).toEqual(FONT_FILES);
    expect(fontFilesFor(lines(['Tờ'.normalize('NFD')], 700))).toEqual(FONT_FILES);
  });
});

test('a font that is not there, or that the renderer cannot read, is an error and never a slip without words', () => {
  const woff = fileURLToPath(
    import.meta.resolve('@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2'),
  );
  expect(() => checkFonts([...SMALL, '/nowhere/NotoSans-400.ttf'])).toThrow(FontMissing);
  expect(() => checkFonts([woff])).toThrow(FontMissing);
  expect(() => checkFonts(FONT_FILES)).not.toThrow();
});
