import { beforeAll, describe, expect, test } from 'vitest';
import { hasInk, type Bitmap1 } from '../../printer/render/bitmap.js';
import { fontFilesFor } from '../../printer/render/fonts.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import { loadWholeMeasure, typeset } from '../../printer/render/typeset.js';
import { clustersOf, KHMER, khmerWords } from '../../printer/template/khmer.js';
import { fitText } from '../../printer/template/fit.js';
import type { FontWeight, Measure } from '../../printer/template/measure.js';
import { LEAST_KHMER, PAPER_DOTS, paperOf } from '../../printer/template/paper.js';
import { Sheet } from '../../printer/template/sheet.js';
import { drawShapes, ticketSvg } from '../../printer/template/ticket-svg.js';
import { khmer } from './khmer-words.js';
import {
  A027,
  english,
  inkColumns,
  measure as letters,
  svgOf,
  textsOf,
  vietnamese,
} from './slips.js';

let measure: Measure;
beforeAll(async () => {
  measure = await loadWholeMeasure(letters);
});

const MISSED = 'ប្រសិនបើខកខានវេនសូមអញ្ជើញទៅតុណែនាំ។';

/** One line of text from x = 20 on. */
function line(text: string, size: number, weight: FontWeight): Promise<Bitmap1> {
  const sheet = new Sheet(measure);
  sheet.line({ text, size, weight, x: 20, width: 1160 }, size, 90);
  return renderSlip(drawShapes(sheet.shapes(1200, 140, null)), 1200);
}

function inkIn(bitmap: Bitmap1, from: number, to: number): boolean {
  for (let x = Math.floor(from); x < to; x++) {
    for (let y = 0; y < bitmap.height; y++) if (hasInk(bitmap, x, y)) return true;
  }
  return false;
}
function inkInRow(bitmap: Bitmap1, y: number): boolean {
  return Array.from({ length: bitmap.width }, (_, x) => hasInk(bitmap, x, y)).includes(true);
}

describe('a line of Khmer', () => {
  test.each([600, 700, 800] as const)(
    'has its letters beside one another, each within its own room, weight %i',
    async (weight) => {
      const text = 'ពេលហៅលេខនេះសូមអញ្ជើញទៅកាន់ខែក្រោយ';
      const clusters = clustersOf(text);
      expect(clusters).toContain('ក្រោ');
      const size = 40;
      const whole = await line(text, size, weight);
      let at = 20;
      for (const cluster of clusters) {
        const width = measure(cluster, size, weight);
        // Vowels before and behind a letter are parts of what it takes: none stands over another.
        const { first, last } = inkColumns(await line(cluster, size, weight));
        expect(first, cluster).toBeGreaterThanOrEqual(20 - 0.05 * size);
        expect(last, cluster).toBeLessThan(20 + width + 0.05 * size);
        expect(last - first, cluster).toBeGreaterThan(width * 0.6);
        expect(inkIn(whole, at, at + width), cluster).toBe(true);
        at += width;
      }
      expect(at - 20).toBeCloseTo(measure(text, size, weight), 6);
      const { last } = inkColumns(whole);
      expect(Math.abs(last - at) / at).toBeLessThan(0.02);
    },
  );

  test('moves on by a vowel and its letter, not by the wider of them', async () => {
    const inks = await Promise.all(
      ['ល', 'លេ', 'លេលេ'].map(async (text) => {
        const { first, last } = inkColumns(await line(text, 60, 600));
        return last - first;
      }),
    );
    const [letter = 0, one = 0, two = 0] = inks;
    expect(two - one).toBeGreaterThan(letter + 0.2 * 60);
  });

  test('has Latin letters and figures as wide as they are elsewhere', () => {
    const alone = measure('លេខ', 40, 600);
    expect(measure('លេខ A027', 40, 600) - alone).toBeCloseTo(letters(' A027', 40, 600), 0);
  });
});

describe('Khmer is broken', () => {
  test('between words, which have no blanks between them, and not before what ends a sentence', () => {
    expect(khmerWords(MISSED)).toEqual([
      'ប្រសិនបើ',
      'ខកខាន',
      'វេន',
      'សូម',
      'អញ្ជើញ',
      'ទៅ',
      'តុ',
      'ណែនាំ។',
    ]);
  });

  test('where its writer said that words end, and not inside a name or between a word and its figure', () => {
    expect(khmerWords('ភូមិ\u200bតាសែក\u200bA027')).toEqual(['ភូមិ', 'តា', 'សែក', 'A027']);
    expect(khmerWords('ប៊ុនធឿន')).toEqual(['ប៊ុន', 'ធឿន']);
    expect(khmerWords('លេខ១២៣')).toEqual(['លេខ១២៣']);
    expect(khmerWords('ផ្សេងៗគ្នា')).toEqual(['ផ្សេងៗ', 'គ្នា']);
    expect(khmerWords('«សូម»')).toEqual(['«សូម»']);
  });

  test('never inside a cluster, however narrow the room', () => {
    const text = 'ក្រុមប្រឹក្សាស្ត្រីសង្គ្រាមឥន្ទ្រិយ៍'.repeat(3);
    const wish = { text, width: 60, size: 40, least: 30, weight: 600, lines: 2 } as const;
    const { lines } = fitText(wish, measure);
    expect(lines.join('')).toBe(text);
    expect(lines.length).toBeGreaterThan(8);
    for (const piece of lines) {
      expect(piece).not.toMatch(/^\p{M}/u);
      expect(piece).not.toMatch(/\u17d2$/);
    }
  });

  test('into lines that are about as long as one another', () => {
    const wish = { text: MISSED, width: 330, size: 30, least: 24, weight: 700, lines: 2 } as const;
    const { lines, size } = fitText(wish, measure);
    expect(lines.join('')).toBe(MISSED);
    expect(lines).toHaveLength(2);
    const [first = 0, second = 0] = lines.map((each) => measure(each, size, 700));
    expect(Math.abs(first - second)).toBeLessThan(80);
  });
});

describe.each(PAPER_DOTS)('a slip %i dots wide', (dots) => {
  const model = { ...A027, link: 'HTTPS://A.EXAMPLE/T/1', copy: 2, priority: true };
  const named = { ...model, group: { letter: 'A', name: 'បញ្ជាក់ឯកសារ' }, address: 'ភូមិតាសែក' };

  test('says all in Khmer with Vietnamese or English below it, within its margins', async () => {
    const svg = ticketSvg(named, khmer, measure, dots, { words: english, places: named.places });
    const said = textsOf(svg);
    const all = said
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, '');
    for (const text of [khmer('missed'), khmer('go'), khmer('scan'), named.group.name]) {
      expect(all).toContain(text.replace(/\s/g, ''));
    }
    expect(svg).toBe(svg.normalize('NFC'));
    expect(svg).not.toMatch(/<text[^>]*>[^<]*[\u1780-\u17ff]/);
    for (const { text, size } of said) {
      if (KHMER.test(text)) expect(size, text).toBeGreaterThanOrEqual(LEAST_KHMER);
    }
    const { margin } = paperOf(dots);
    const { first, last } = inkColumns(await renderSlip(svg, dots));
    expect(first).toBeGreaterThanOrEqual(margin - 2);
    expect(last).toBeLessThan(dots - margin + 2);
  });

  test('repeats where and when in Khmer, small, and leaves the rest as it is', () => {
    const plain = svgOf(model, dots);
    const both = ticketSvg(model, vietnamese, measure, dots, {
      words: khmer,
      places: model.places,
    });
    const lines = (svg: string) => textsOf(svg).map(({ text, size }) => `${size} ${text}`);
    // On narrow paper the times have a line of their own.
    const isAdded = (each: string) => KHMER.test(each) || /09:10\s–\s09:25$/.test(each);
    const added = lines(both).filter(isAdded);
    expect(lines(both).filter((each) => !isAdded(each))).toEqual(lines(plain));
    expect(added.join('')).toContain(khmer('expected'));
    expect(Math.max(...added.map((each) => Number.parseInt(each, 10)))).toBe(LEAST_KHMER);
  });

  test('keeps white between lines, though Khmer reaches higher and deeper', async () => {
    const name = 'ស្ត្រីសង្គ្រាមឥន្ទ្រិយ៍ប្រឹក្សាពុម្ពឡើងវិញ'.repeat(4);
    const sheet = new Sheet(measure);
    const wish = { text: name, size: 40, weight: 700, x: 12, width: dots - 24, lines: 9 } as const;
    const end = sheet.text(wish, 0);
    const bitmap = await renderSlip(drawShapes(sheet.shapes(dots, end, null)), dots);
    const inked = Array.from({ length: bitmap.height }, (_, y) => inkInRow(bitmap, y));
    const begins = inked.filter((ink, y) => ink && inked[y - 1] !== true).length;
    expect(begins).toBe(sheet.fit(wish).lines.length);
    expect(inked[0]).toBe(false);
    expect(inked.at(-1)).toBe(false);
  });
});

describe('outlines', () => {
  test('stand on slips that have Khmer and on no others, which stay as they were', async () => {
    expect(await typeset((each) => ticketSvg(A027, vietnamese, each, 576))).toBe(svgOf());
    const svg = await typeset((each) => ticketSvg(A027, khmer, each, 576));
    expect(svg).toBe(ticketSvg(A027, khmer, measure, 576));
    // The shaper is there now, and Vietnamese is still set without it.
    expect(await typeset((each) => ticketSvg(A027, vietnamese, each, 576))).toBe(svgOf());
  });

  test('need no Khmer font where they are drawn', () => {
    const svg = ticketSvg(A027, khmer, measure, 576);
    expect(fontFilesFor(svg)).toBe(fontFilesFor('A'));
  });

  test('tell what they say without marks that nobody sees', () => {
    const name = 'ស៊\u200cី\u200bA&"';
    const svg = ticketSvg({ ...A027, site: name }, english, measure, 576);
    expect(svg).toContain('aria-label="ស៊ីA&amp;&quot;"');
    // The mark joins signs in another way, so it was not lost.
    const plain = ticketSvg({ ...A027, site: 'ស៊ី' }, english, measure, 576);
    const path = (picture: string) => /d="([^"]*)" fill="black" aria-label="ស៊ី/.exec(picture)?.[1];
    expect(path(svg)?.startsWith(path(plain) ?? '?')).toBe(false);
  });
});
