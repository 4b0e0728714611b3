/**
 * Makes the small fonts of `printer/fonts/` with pyftsubset (of fonttools): `npx tsx
 * server/up/make-slip-fonts.mjs`. Run by hand when `printer/render/letters.ts` or the font changes, and
 * what comes out is kept in the repository: neither building nor running needs that program.
 *
 * Outlines, widths, kerning and how marks are set stay as they are (the bold font puts ẹ together from e and
 * a dot); hints go, which the renderer does not use.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VIETNAMESE } from '../../printer/render/letters.js';

const require = createRequire(import.meta.url);
const FONTS = fileURLToPath(new URL('../../printer/fonts/', import.meta.url));
const PACKAGE = dirname(require.resolve('@expo-google-fonts/noto-sans/package.json'));
const hex = (/** @type {number} */ point) => point.toString(16);
const unicodes = VIETNAMESE.map((ends) => ends.map(hex).join('-')).join(',');

for (const name of ['400Regular', '600SemiBold', '700Bold', '800ExtraBold']) {
  execFileSync('pyftsubset', [
    join(PACKAGE, name, `NotoSans_${name}.ttf`),
    `--unicodes=${unicodes}`,
    '--layout-features=kern,mark,mkmk,ccmp,locl,liga,calt',
    '--no-hinting',
    '--name-IDs=0,1,2,4,6,13,14,16,17',
    `--output-file=${join(FONTS, `NotoSans-${name.slice(0, 3)}.ttf`)}`,
  ]);
}
copyFileSync(join(PACKAGE, 'LICENSE_FONT'), join(FONTS, 'LICENSE_FONT'));
