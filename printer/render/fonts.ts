/**
 * Noto Sans, and Noto Sans Khmer behind it, as TrueType files: resvg draws nothing at all, without a
 * word, from woff files. It reads the whole file again for every letter and every question that it has
 * of one (340 times a slip, 214 MB of the full files): texts within `VIETNAMESE` are drawn from the small
 * files of `printer/fonts/`, which hold the same outlines and kerning.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { FONT_WEIGHTS, type Measure, measureWith } from '../template/measure.js';
import { VIETNAMESE } from './letters.js';

export const FONT_FAMILY = 'Noto Sans';

const NAMES = { 400: '400Regular', 600: '600SemiBold', 700: '700Bold', 800: '800ExtraBold' };

const require = createRequire(import.meta.url);

type Weight = keyof typeof NAMES;

function small(weight: Weight): string {
  return fileURLToPath(new URL(`../fonts/NotoSans-${weight}.ttf`, import.meta.url));
}
export function latinFile(weight: Weight): string {
  const name = NAMES[weight];
  return require.resolve(`@expo-google-fonts/noto-sans/${name}/NotoSans_${name}.ttf`);
}
/** For letters that the first font does not have. */
export function khmerFile(weight: Weight): string {
  const name = NAMES[weight];
  return require.resolve(`@expo-google-fonts/noto-sans-khmer/${name}/NotoSansKhmer_${name}.ttf`);
}

const SMALL = FONT_WEIGHTS.map(small);
const KHMER = FONT_WEIGHTS.map(khmerFile);
/** All that there is; absolute paths, as the renderer wants them. */
export const FONT_FILES: readonly string[] = [...FONT_WEIGHTS.map(latinFile), ...KHMER];

const OTHERS = new RegExp(`[^\\n${classOf(VIETNAMESE)}]`, 'gu');
/** What is said of outlines is not drawn. */
const LABELS = / aria-label="[^"]*"/g;
const KHMER_LETTERS = /^[\u1780-\u17DD\u17E0-\u17E9\u17F0-\u17F9\u19E0-\u19FF]*$/;

/** Which files draw all of an SVG: the small ones where they can. */
export function fontFilesFor(svg: string): readonly string[] {
  const others = svg.replace(LABELS, '').match(OTHERS);
  if (others === null) return SMALL;
  return KHMER_LETTERS.test(others.join('')) ? [...SMALL, ...KHMER] : FONT_FILES;
}

/** A slip without it would come out with its lines and its code, and without its words. */
export class FontMissing extends Error {
  override readonly name = 'FontMissing';
}

/** What TrueType and OpenType files begin with. */
const MAGIC: readonly string[] = ['00010000', '74727565', '4f54544f', '74746366'];
const good = new Set<string>();

/**
 * Looks once whether the renderer can draw with these files: it passes over one that is not there, or is a
 * woff file, without a word.
 * @throws FontMissing
 */
export function checkFonts(files: readonly string[]): void {
  for (const file of files) {
    if (good.has(file)) continue;
    if (!MAGIC.includes(beginOf(file))) throw new FontMissing(`${file} is no TrueType font`);
    good.add(file);
  }
}

function beginOf(file: string): string {
  try {
    const opened = openSync(file, 'r');
    const begin = Buffer.alloc(4);
    readSync(opened, begin, 0, begin.length, 0);
    closeSync(opened);
    return begin.toString('hex');
  } catch (error) {
    throw new FontMissing(`${file} cannot be read`, { cause: error });
  }
}

function classOf(ranges: readonly (readonly [number, number])[]): string {
  return ranges.map((ends) => ends.map((end) => `\\u{${end.toString(16)}}`).join('-')).join('');
}

/** Reads the files and measures with them, letter by letter: enough for all but Khmer (`typeset.ts`). */
export function loadMeasure(): Measure {
  const read = (weight: Weight): [Buffer, Buffer] => [
    readFileSync(latinFile(weight)),
    readFileSync(khmerFile(weight)),
  ];
  return measureWith({ 400: read(400), 600: read(600), 700: read(700), 800: read(800) });
}
