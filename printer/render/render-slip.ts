/** SVG → dots. The picture is drawn on a thread of its own, so that nobody waits for it. */
import { renderAsync } from '@resvg/resvg-js';
import { type Bitmap1, blankBitmap, inkOf } from './bitmap.js';
import { clearLookAlikes } from './look-alikes.js';
import { checkFonts, FONT_FAMILY, fontFilesFor } from './fonts.js';

/**
 * Grey below which a dot gets ink. Text must not be dithered, and 140 keeps the thin strokes of
 * Vietnamese marks (measured on anti-aliased text at 20–56 px).
 */
const THRESHOLD = 140;

/** Nothing was drawn: the SVG is empty. Such a slip must not be printed. */
export class EmptyPicture extends Error {
  override readonly name = 'EmptyPicture';
}

/**
 * Draws an SVG at `dots` dots of width. The bitmap is safe to send (see `clearLookAlikes`), and the
 * same bitmap is what screens show: paper, PNG and bytes are equal.
 * @throws EmptyPicture when not one dot would have ink
 * @throws FontMissing when a font is not there
 * @throws Error when the SVG cannot be parsed
 */
export async function renderSlip(svg: string, dots: number): Promise<Bitmap1> {
  const bitmap = await rasterise(svg, dots);
  clearLookAlikes(bitmap);
  if (inkOf(bitmap) === 0) throw new EmptyPicture('the picture has no ink');
  return bitmap;
}

/**
 * The dots of an SVG at `dots` dots of width, as they are.
 * @throws Error when the SVG cannot be parsed
 * @throws FontMissing when a font is not there
 */
export async function rasterise(svg: string, dots: number): Promise<Bitmap1> {
  const fontFiles = [...fontFilesFor(svg)];
  checkFonts(fontFiles);
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: dots },
    background: 'white',
    font: {
      loadSystemFonts: false,
      fontFiles,
      defaultFontFamily: FONT_FAMILY,
    },
  });
  // `pixels` copies the whole picture each time that it is read.
  return threshold(image.pixels, image.width, image.height);
}

/** RGBA → dots, by luma (ITU-R BT.601). */
function threshold(rgba: Uint8Array, width: number, height: number): Bitmap1 {
  const bitmap = blankBitmap(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = y * bitmap.rowBytes;
    for (let x = 0; x < width; x++, i += 4) {
      const luma = 299 * (rgba[i] ?? 0) + 587 * (rgba[i + 1] ?? 0) + 114 * (rgba[i + 2] ?? 0);
      if (luma >= THRESHOLD * 1000) continue;
      const at = row + (x >> 3);
      bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bitmap;
}
