/** Noto Sans, and Noto Sans Khmer behind it, as TrueType files: resvg draws nothing at all, without a word, from woff files. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FONT_WEIGHTS, type Measure, measureWith } from '../template/measure.js';

export const FONT_FAMILY = 'Noto Sans';

const NAMES = { 400: '400Regular', 600: '600SemiBold', 700: '700Bold', 800: '800ExtraBold' };

const require = createRequire(import.meta.url);

type Weight = keyof typeof NAMES;

function latin(weight: Weight): string {
  const name = NAMES[weight];
  return require.resolve(`@expo-google-fonts/noto-sans/${name}/NotoSans_${name}.ttf`);
}
/** resvg takes it for letters that the first font does not have. */
function khmer(weight: Weight): string {
  const name = NAMES[weight];
  return require.resolve(`@expo-google-fonts/noto-sans-khmer/${name}/NotoSansKhmer_${name}.ttf`);
}

/** Absolute paths of the files, for the renderer. */
export const FONT_FILES: string[] = [...FONT_WEIGHTS.map(latin), ...FONT_WEIGHTS.map(khmer)];

/** Reads the files once and measures with them. */
export function loadMeasure(): Measure {
  const read = (weight: Weight): [Buffer, Buffer] => [
    readFileSync(latin(weight)),
    readFileSync(khmer(weight)),
  ];
  return measureWith({ 400: read(400), 600: read(600), 700: read(700), 800: read(800) });
}
