/** Slips and pictures for the printer's tests. */
import { PNG } from 'pngjs';
import { localeWords } from '../../printer/locale-words.js';
import { type Bitmap1, blankBitmap, hasInk } from '../../printer/render/bitmap.js';
import { loadMeasure } from '../../printer/render/fonts.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import type { PaperDots } from '../../printer/template/paper.js';
import type { SlipModel, SlipWords } from '../../printer/template/slip-model.js';
import { ticketSvg } from '../../printer/template/ticket-svg.js';

export const measure = loadMeasure();
export const vietnamese: SlipWords = localeWords('vi', 'slip.');
export const english: SlipWords = localeWords('en', 'slip.');

/** The ticket of the look: A027 of Phường Sen Hồng. */
export const A027: SlipModel = {
  number: 'A027',
  site: 'Phường Sen Hồng',
  date: '19/11/2026',
  takenAt: { hour: 8, minute: 41 },
  group: { letter: 'A', name: 'Chứng thực' },
  places: [{ counters: [1, 2, 3], zone: null }],
  stops: [],
  priority: false,
  logo: null,
  when: { from: { hour: 9, minute: 10 }, to: { hour: 9, minute: 25 } },
  opens: null,
  ahead: 6,
  link: null,
  valid: true,
  address: null,
  footer: null,
  mark: 'TNV 2',
  training: false,
  copy: 1,
};

export function svgOf(
  changes: Partial<SlipModel> = {},
  dots: PaperDots = 576,
  words: SlipWords = vietnamese,
): string {
  return ticketSvg({ ...A027, ...changes }, words, measure, dots);
}

export function slip(changes: Partial<SlipModel> = {}, dots: PaperDots = 576): Promise<Bitmap1> {
  return renderSlip(svgOf(changes, dots), dots);
}

/** What a slip says, line by line, with entities read back; lines that stand as outlines last. */
export function textsOf(svg: string): { text: string; size: number; x: number; y: number }[] {
  const texts = svg.matchAll(
    /<text x="([\d.]+)" y="([\d.]+)" font-size="(\d+)"[^>]*>([^<]*)<\/text>/g,
  );
  const outlines = svg.matchAll(
    /<path transform="translate\(([\d.]+) ([\d.]+)\) scale\((0[\d.]+)\)" [^>]* aria-label="([^"]*)"/g,
  );
  const sized = [...outlines].map(([all, x, y, scale, text]) => {
    return [all, x, y, Math.round(Number(scale) * 1000), text] as const;
  });
  return [...texts, ...sized].map(([, x, y, size, text]) => ({
    text: (text ?? '')
      .replace(/&#x27;/g, "'")
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&#x3D;/g, '=')
      .replace(/&#x60;/g, '`')
      .replace(/&amp;/g, '&'),
    size: Number(size),
    x: Number(x),
    y: Number(y),
  }));
}

/** The first and last column with ink. */
export function inkColumns(bitmap: Bitmap1): { first: number; last: number } {
  let first = bitmap.width;
  let last = -1;
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++) {
      if (!hasInk(bitmap, x, y)) continue;
      first = Math.min(first, x);
      last = Math.max(last, x);
    }
  }
  return { first, last };
}

/** A PNG read by another program's eyes. */
export function fromPng(png: Buffer): Bitmap1 {
  const image = PNG.sync.read(png);
  const bitmap = blankBitmap(image.width, image.height);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      if ((image.data[(y * image.width + x) * 4] ?? 255) > 127) continue;
      const at = y * bitmap.rowBytes + (x >> 3);
      bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bitmap;
}

/** Whether `paper` is `picture` followed by nothing but blank rows. */
export function shows(paper: Bitmap1, picture: Bitmap1): boolean {
  const { length } = picture.data;
  return (
    paper.width === picture.width &&
    paper.height >= picture.height &&
    Buffer.from(picture.data).equals(Buffer.from(paper.data.subarray(0, length))) &&
    paper.data.subarray(length).every((byte) => byte === 0)
  );
}
