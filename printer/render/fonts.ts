/** Noto Sans as TrueType files: resvg draws nothing at all, without a word, from woff files. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FONT_WEIGHTS, type Measure, measureWith } from '../template/measure.js';

export const FONT_FAMILY = 'Noto Sans';

const NAMES = { 400: '400Regular', 600: '600SemiBold', 700: '700Bold', 800: '800ExtraBold' };

const require = createRequire(import.meta.url);

function path(weight: keyof typeof NAMES): string {
  const name = NAMES[weight];
  return require.resolve(`@expo-google-fonts/noto-sans/${name}/NotoSans_${name}.ttf`);
}

/** Absolute paths of the files, for the renderer. */
export const FONT_FILES: string[] = FONT_WEIGHTS.map(path);

/** Reads the four files once and measures with them. */
export function loadMeasure(): Measure {
  return measureWith({
    400: readFileSync(path(400)),
    600: readFileSync(path(600)),
    700: readFileSync(path(700)),
    800: readFileSync(path(800)),
  });
}
