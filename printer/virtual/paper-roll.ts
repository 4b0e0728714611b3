/** A roll of paper and what is printed on the piece that hangs out. */
import type { Bitmap1 } from '../render/bitmap.js';

/** 203 dpi. */
export const DOTS_PER_MM = 8;

export class PaperRoll {
  readonly rowBytes: number;
  #rows: Buffer[] = [];
  #leftDots: number;

  constructor(
    readonly dots: number,
    lengthMm: number,
  ) {
    this.rowBytes = Math.ceil(dots / 8);
    this.#leftDots = lengthMm * DOTS_PER_MM;
  }

  get leftMm(): number {
    return this.#leftDots / DOTS_PER_MM;
  }

  get empty(): boolean {
    return this.#leftDots <= 0;
  }

  /** Dots that hang out since the last cut. */
  get length(): number {
    return this.#rows.length;
  }

  load(lengthMm: number): void {
    this.#leftDots = lengthMm * DOTS_PER_MM;
  }

  /** One row forward with these dots; bits beyond the head's width fall off, as on paper. */
  row(bytes: Uint8Array): void {
    const row = Buffer.alloc(this.rowBytes);
    row.set(bytes.subarray(0, this.rowBytes));
    this.#rows.push(row);
    this.#leftDots--;
  }

  /** The piece that hangs out. */
  get hanging(): Bitmap1 {
    const { dots: width, rowBytes } = this;
    return { width, height: this.#rows.length, rowBytes, data: Buffer.concat(this.#rows) };
  }

  /** The same, cut off. */
  cut(): Bitmap1 {
    const piece = this.hanging;
    this.#rows = [];
    return piece;
  }
}
