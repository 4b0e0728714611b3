/** A picture in shades, such as a site's logo, as dots that look like it from an arm's length. */
import { renderAsync } from '@resvg/resvg-js';
import { type Bitmap1, blankBitmap } from './bitmap.js';

export interface Shades {
  width: number;
  height: number;
  /** One value a dot, 0 black … 255 white. */
  values: Float64Array;
}

/** So many dots of the source stand behind one dot at most: more only cost time. */
const MOST_OVER = 8;
/** Part of the dots at either end that may become wholly black or white for the sake of contrast. */
const CLIPPED = 0.005;
/** What a camera or JPEG calls white and black: paper and ink are cleaner without its specks. */
const WHITE = 244;
const BLACK = 12;
/** A picture with less between its ends is one shade with noise: it is left as it is. */
const LEAST_RANGE = 32;

/**
 * @param picture bytes of a PNG or JPEG, and its own width in dots
 * @param to wished size in dots
 * @throws Error when the picture cannot be drawn at all
 */
export async function shadesOf(
  picture: { type: 'png' | 'jpg'; bytes: Uint8Array; width: number },
  to: { width: number; height: number },
): Promise<Shades> {
  const over = Math.min(MOST_OVER, Math.max(1, Math.floor(picture.width / to.width)));
  const mime = picture.type === 'png' ? 'image/png' : 'image/jpeg';
  const source = `data:${mime};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  const [width, height] = [to.width * over, to.height * over];
  const image = await renderAsync(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" preserveAspectRatio="none" href="${source}"/></svg>`,
    { background: 'white', font: { loadSystemFonts: false } },
  );
  return averaged(image.pixels, to, over);
}

/** The mean luma (ITU-R BT.601) of each square of `over` × `over` pixels. */
function averaged(
  rgba: Uint8Array,
  { width, height }: { width: number; height: number },
  over: number,
): Shades {
  const values = new Float64Array(width * height);
  for (let y = 0, i = 0; y < height * over; y++) {
    const row = Math.floor(y / over) * width;
    for (let x = 0; x < width * over; x++, i += 4) {
      const luma = 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0);
      const at = row + Math.floor(x / over);
      values[at] = (values[at] ?? 0) + luma / (over * over);
    }
  }
  return { width, height, values };
}

/** The same with its darkest parts black and its lightest white, so that nothing is lost on thermal paper. */
export function withFullContrast({ width, height, values }: Shades): Shades {
  const sorted = Float64Array.from(values).sort();
  const end = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  const black = Math.max(BLACK, end(CLIPPED));
  const white = Math.min(WHITE, end(1 - CLIPPED));
  if (white - black < LEAST_RANGE) return { width, height, values };
  const stretched = values.map((value) => ((value - black) * 255) / (white - black));
  return { width, height, values: stretched.map((value) => Math.min(255, Math.max(0, value))) };
}

/**
 * Error diffusion by Floyd and Steinberg, every other row from the right: as much ink as there is
 * darkness, and no worms that lean to one side.
 */
export function dither({ width, height, values }: Shades): Bitmap1 {
  const bitmap = blankBitmap(width, height);
  const left = Float64Array.from(values);
  const pass = (x: number, y: number, error: number): void => {
    if (x < 0 || x >= width || y >= height) return;
    left[y * width + x] = (left[y * width + x] ?? 0) + error;
  };
  for (let y = 0; y < height; y++) {
    const step = y % 2 === 0 ? 1 : -1;
    for (let i = 0; i < width; i++) {
      const x = step === 1 ? i : width - 1 - i;
      const value = left[y * width + x] ?? 0;
      const ink = value < 128;
      const error = ink ? value : value - 255;
      if (ink) {
        const at = y * bitmap.rowBytes + (x >> 3);
        bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (x & 7));
      }
      pass(x + step, y, (error * 7) / 16);
      pass(x - step, y + 1, (error * 3) / 16);
      pass(x, y + 1, (error * 5) / 16);
      pass(x + step, y + 1, error / 16);
    }
  }
  return bitmap;
}
