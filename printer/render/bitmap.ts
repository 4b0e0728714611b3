/** A black and white picture as a thermal head prints it. */

/** Rows of bits, most significant bit leftmost, 1 is ink. Rows are padded to whole bytes with 0. */
export interface Bitmap1 {
  /** Dots. */
  readonly width: number;
  readonly height: number;
  /** `ceil(width / 8)` */
  readonly rowBytes: number;
  /** `rowBytes × height` bytes. */
  readonly data: Uint8Array;
}

export function blankBitmap(width: number, height: number): Bitmap1 {
  const rowBytes = Math.ceil(width / 8);
  return { width, height, rowBytes, data: new Uint8Array(rowBytes * height) };
}

/** Number of dots with ink. */
export function inkOf(bitmap: Bitmap1): number {
  let ink = 0;
  for (let byte of bitmap.data) {
    for (; byte !== 0; byte &= byte - 1) ink++;
  }
  return ink;
}

/** Whether the dot has ink. Outside of the picture there is none. */
export function hasInk(bitmap: Bitmap1, x: number, y: number): boolean {
  if (x < 0 || x >= bitmap.width || y < 0 || y >= bitmap.height) return false;
  const byte = bitmap.data[y * bitmap.rowBytes + (x >> 3)] ?? 0;
  return (byte & (0x80 >> (x & 7))) !== 0;
}
