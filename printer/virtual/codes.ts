/** `GS ( k`: the QR code that a program sends piece by piece (Epson's functions 165, 167, 169, 180, 181). */
import { encode, type QrCodeGenerateOptions } from 'uqr';
import { type Bitmap1, blankBitmap } from '../render/bitmap.js';

const QR = 49;
const LEVELS = ['L', 'M', 'Q', 'H'] as const satisfies QrCodeGenerateOptions['ecc'][];

export class QrSymbol {
  #module = 3;
  #level: (typeof LEVELS)[number] = 'L';
  #data = '';

  /** @param body what follows `GS ( k pL pH` @returns a picture once it is to be printed */
  take(body: Buffer): Bitmap1 | null {
    const [symbol, function_, n = 0] = body;
    if (symbol !== QR) return null;
    switch (function_) {
      case 67:
        this.#module = Math.min(Math.max(n, 1), 16);
        return null;
      case 69:
        this.#level = LEVELS[n - 48] ?? 'L';
        return null;
      case 80:
        this.#data = body.subarray(3).toString('utf8');
        return null;
      case 81:
        return this.#data === '' ? null : this.#draw();
      default:
        return null;
    }
  }

  #draw(): Bitmap1 {
    const { size, data } = encode(this.#data, { ecc: this.#level, border: 0 });
    const picture = blankBitmap(size * this.#module, size * this.#module);
    for (let y = 0; y < picture.height; y++) {
      const modules = data[Math.floor(y / this.#module)];
      for (let x = 0; x < picture.width; x++) {
        if (modules?.[Math.floor(x / this.#module)] !== true) continue;
        const at = y * picture.rowBytes + (x >> 3);
        picture.data[at] = (picture.data[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
    return picture;
  }
}
