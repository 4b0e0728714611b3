/** What the slip's shaper makes of Khmer beside what a browser makes of it, in the same fonts. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { khmerFile, latinFile } from '../../printer/render/fonts.js';
import { loadShaper } from '../../printer/render/shaper.js';
import { KHMER_WORDS } from '../printer/khmer-words.js';
import { openBrowser } from '../support/browser.js';

/** Words in which signs stand before, below, above and round their letters, in piles, and beside Latin. */
const HARD = [
  'ក្រុមប្រឹក្សា',
  'ស្ត្រី',
  'បណ្ឌិត',
  'ពុម្ពឡើងវិញ',
  'កញ្ញា ប៊ុនធឿន',
  'ម៉ោង ញ៉ាំ ស៊ី ប៉ី ម៉ឺន',
  'សង្គ្រាម ឥន្ទ្រិយ៍ គ្រឿង ខ្ញុំ ភ្ញៀវ',
  'ៗ ។ ៕ ៖ ០១២៣៤៥៦៧៨៩ ៛',
  'ឃ្លាំង A027 – quầy 1, 2 ឬ 3 (លើកទី 1) · tầng 2',
  'ស៊\u200cី',
];
const TEXTS = [...HARD, ...Object.values(KHMER_WORDS)];
const WEIGHTS = [600, 700, 800] as const;
const SIZE = 100;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('Khmer stands on paper as browsers set it: as wide, and the same ink', async () => {
  const shaper = await loadShaper();
  const page = await browser.newPage();
  const fonts = WEIGHTS.flatMap((weight) =>
    [latinFile(weight), khmerFile(weight)].map((file, i) => ({
      family: i === 0 ? 'Latin' : 'Khmer',
      weight,
      bytes: readFileSync(file).toString('base64'),
    })),
  );
  const lines = WEIGHTS.flatMap((weight) =>
    (weight === 600 ? TEXTS : HARD).map((text) => {
      const { path, above, below } = shaper.outline(text, weight);
      return { text, weight, path, above, below, width: shaper.width(text, weight) };
    }),
  );
  const compared = await page.evaluate(
    async ({ fonts, lines, size }) => {
      for (const { family, weight, bytes } of fonts) {
        const face = new FontFace(family, `url(data:font/ttf;base64,${bytes})`, {
          weight: String(weight),
        });
        document.fonts.add(await face.load());
      }
      const canvas = document.createElement('canvas');
      canvas.width = 24 * size;
      canvas.height = 3 * size;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      if (pen === null) throw new Error('no canvas');
      pen.fontKerning = 'normal';
      pen.textRendering = 'geometricPrecision';
      /** Alpha of each dot, and the highest and lowest row that has any. */
      const drawn = (draw: () => void) => {
        pen.resetTransform();
        pen.clearRect(0, 0, canvas.width, canvas.height);
        pen.translate(size, 2 * size);
        draw();
        const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((_, i) => i % 4 === 3);
      };
      return lines.map(({ text, weight, path, width }) => {
        pen.font = `${weight} ${size}px Latin, Khmer`;
        const theirs = drawn(() => pen.fillText(text, 0, 0));
        const ours = drawn(() => {
          pen.scale(size / 1000, size / 1000);
          pen.fill(new Path2D(path));
        });
        let ink = 0;
        let other = 0;
        let [first, last] = [canvas.height, 0];
        theirs.forEach((alpha, i) => {
          if (alpha > 127) ink += 1;
          if (Math.abs(alpha - (ours[i] ?? 0)) > 127) other += 1;
          if (alpha <= 127) return;
          first = Math.min(first, Math.floor(i / canvas.width));
          last = Math.max(last, Math.floor(i / canvas.width) + 1);
        });
        return {
          ...{ text, weight, ink, other: other / ink },
          wider: width * size - pen.measureText(text).width,
          above: 2 * size - first,
          below: last - 2 * size,
        };
      });
    },
    { fonts, lines, size: SIZE },
  );
  compared.forEach(({ text, ink, other, wider, above, below }, i) => {
    expect(ink, text).toBeGreaterThan(100);
    expect(Math.abs(wider), text).toBeLessThan(0.1);
    // Edges are smoothed another way; a sign a hair's breadth away is ten times that.
    expect(other, text).toBeLessThan(0.01);
    const line = lines[i];
    expect(Math.abs(above - ((line?.above ?? 0) * SIZE) / 1000), text).toBeLessThan(1.5);
    expect(Math.abs(below - ((line?.below ?? 0) * SIZE) / 1000), text).toBeLessThan(1.5);
  });
  await page.close();
});
