/** A printer's own letters: what a program sets and writes, until a line of it is put on paper. */
import { type Bitmap1, blankBitmap } from '../render/bitmap.js';
import { letterOf } from './code-pages.js';
import { USUAL_SPACING } from './interpreter.js';
import { type Align, PLAIN, PrintLine, type TextStyle } from './print-line.js';
import type { Step } from './step.js';

export class TextMode {
  readonly #line: PrintLine;
  readonly #dots: number;
  #style: TextStyle = PLAIN;
  #align: Align = 'left';
  #page = 0;
  #spacing = USUAL_SPACING;

  /** @param dots width of the head */
  constructor(dots: number) {
    this.#dots = dots;
    this.#line = new PrintLine(dots);
  }

  /** As after `ESC @`. */
  reset(): void {
    this.#line.forget();
    this.#style = PLAIN;
    this.#align = 'left';
    this.#page = 0;
    this.#spacing = USUAL_SPACING;
  }

  /** Sets or writes; gives back the steps that put on paper what is full or was asked for. */
  async take(step: Step): Promise<Step[]> {
    switch (step.kind) {
      case 'letter':
        return this.#write(letterOf(step.byte, this.#page));
      case 'line':
        return [...(await this.#print()), { kind: 'feed', dots: step.more * this.#spacing }];
      case 'column':
        this.#line.place(step.picture);
        return [];
      case 'picture':
        return [...(await this.flush()), ...rowsOf(this.#placed(step.picture))];
      case 'move':
        this.#line.moveBy(step.dots, step.from);
        return [];
      case 'style':
        this.#style = { ...this.#style, ...step.set };
        return [];
      case 'align':
        this.#align = step.to;
        return [];
      case 'page':
        this.#page = step.n;
        return [];
      case 'spacing':
        this.#spacing = step.dots;
        return [];
      default:
        return [];
    }
  }

  /** What was written and not printed yet: a picture or a cut does not wait for the end of its line. */
  async flush(): Promise<Step[]> {
    return this.#line.empty ? [] : this.#print();
  }

  /** A row of a picture, where the alignment puts it. */
  placed(bytes: Buffer): Buffer {
    const free = Math.floor(this.#dots / 8) - bytes.length;
    if (this.#align === 'left' || free <= 0) return bytes;
    const before = this.#align === 'right' ? free : free >> 1;
    return Buffer.concat([Buffer.alloc(before), bytes]);
  }

  async #write(letter: string): Promise<Step[]> {
    const full = this.#line.fits(this.#style) ? [] : await this.#print();
    this.#line.write(letter, this.#style);
    return full;
  }

  async #print(): Promise<Step[]> {
    const line = await this.#line.take(this.#align);
    const rest = Math.max(0, this.#spacing - line.height);
    return [...rowsOf(line), { kind: 'feed', dots: rest }];
  }

  #placed(picture: Bitmap1): Bitmap1 {
    const whole = blankBitmap(this.#dots, picture.height);
    for (let y = 0; y < picture.height; y++) {
      const row = Buffer.from(
        picture.data.subarray(y * picture.rowBytes, (y + 1) * picture.rowBytes),
      );
      whole.data.set(this.placed(row).subarray(0, whole.rowBytes), y * whole.rowBytes);
    }
    return whole;
  }
}

function rowsOf({ data, rowBytes, height }: Bitmap1): Step[] {
  return Array.from(
    { length: height },
    (_, y): Step => ({
      kind: 'row',
      bytes: Buffer.from(data.subarray(y * rowBytes, (y + 1) * rowBytes)),
    }),
  );
}
