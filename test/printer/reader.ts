/** Reads what lies in front of a printer as a person does: which number it is, which copy, and whether it is whole. */
import jsqr from 'jsqr';
import { type Bitmap1, hasInk } from '../../printer/render/bitmap.js';

/** A slip as it was to be printed. */
export interface Wanted {
  ticket: string;
  copy: number;
  /** Address in its QR code. */
  link: string;
  picture: Bitmap1;
}

export interface Seen {
  ticket: string;
  copy: number;
  /** It is there to its last line, which is the QR code. */
  whole: boolean;
}

/** Rows from the top by which a number can be read. */
const READABLE = 200;

/** @returns `null` for a piece on which no number can be read, such as what is fed before a slip */
export function readPiece(piece: Bitmap1, wanted: readonly Wanted[]): Seen | null {
  const code = codeOn(piece);
  let best: { slip: Wanted; rows: number } | null = null;
  for (const slip of wanted) {
    if (code !== null && code !== slip.link) continue;
    const rows = sameRows(piece, slip.picture);
    if (best === null || rows > best.rows) best = { slip, rows };
  }
  if (code !== null && best === null) throw new Error(`a slip that nobody asked for: ${code}`);
  if (best === null || (code === null && best.rows < READABLE)) return null;
  return { ticket: best.slip.ticket, copy: best.slip.copy, whole: code !== null };
}

/** How many rows from the top are the same, above the first ink at least. */
function sameRows(one: Bitmap1, other: Bitmap1): number {
  const most = Math.min(one.height, other.height);
  const [a, b] = [one, other].map(({ data, rowBytes }) =>
    Buffer.from(data.subarray(0, most * rowBytes)),
  );
  if (a === undefined || b === undefined || one.rowBytes !== other.rowBytes) return 0;
  for (let y = 0; y < most; y++) {
    const from = y * one.rowBytes;
    if (a.compare(b, from, from + one.rowBytes, from, from + one.rowBytes) !== 0) return y;
  }
  return most;
}

/** What a camera reads. */
export function codeOn(picture: Bitmap1): string | null {
  const { width, height } = picture;
  if (height < READABLE) return null;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (hasInk(picture, x, y)) rgba.set([0, 0, 0], (y * width + x) * 4);
    }
  }
  return jsqr.default(rgba, width, height)?.data ?? null;
}
