/** A sheet of paper that grows downwards while text and boxes are put on it. Dots throughout. */
import { encode } from 'uqr';
import { type Fitted, fitText } from './fit.js';
import type { FontWeight, Measure } from './measure.js';
import { LEAST_TEXT } from './paper.js';

type Ink = 'black' | 'white';
export interface TextShape {
  text: string;
  x: number;
  /** Baseline. */
  y: number;
  size: number;
  weight: FontWeight;
  anchor: 'start' | 'middle' | 'end';
  ink: Ink;
  /** Drawn with Noto Sans Khmer: a renderer left to choose takes its thin weight for every line. */
  khmer: boolean;
}
export interface BoxShape {
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
  fill: Ink;
  /** Width of the black outline, half of it on each side of the box's edge; 0 for none. */
  line: number;
}
export interface PictureShape {
  x: number;
  y: number;
  width: number;
  height: number;
  source: string;
}
export interface SlipShapes {
  width: number;
  height: number;
  boxes: BoxShape[];
  texts: TextShape[];
  /** The door mark; `null` where the paper has no room for it. */
  mark: { x: number; y: number; scale: number } | null;
  /** Black and white pictures, drawn dot for dot: `source` is a data address. */
  pictures: PictureShape[];
  /** A code for cameras: its dark modules as a path, drawn from `x`, `y` on; `null` for none. */
  code: { x: number; y: number; scale: number; path: string } | null;
}

/** Room above the baseline and from line to line, in em: Vietnamese capitals carry two marks. */
const ABOVE = 1;
const LINE = 1.26;

/** The white round it is that of the paper: callers leave four modules on each side. */
const CODE = { ecc: 'M', border: 0 } as const;

const KHMER = /[\u1780-\u17FF\u19E0-\u19FF]/;

export interface TextWish {
  text: string;
  size: number;
  weight: FontWeight;
  x: number;
  width: number;
  anchor?: TextShape['anchor'];
  ink?: Ink;
  least?: number;
  lines?: number;
}

export class Sheet {
  readonly #boxes: BoxShape[] = [];
  readonly #texts: TextShape[] = [];
  readonly #pictures: PictureShape[] = [];
  #code: SlipShapes['code'] = null;

  constructor(private readonly measure: Measure) {}

  fit(wish: TextWish): Fitted {
    const { least = LEAST_TEXT, lines = 2 } = wish;
    return fitText({ ...wish, least: Math.min(least, wish.size), lines }, this.measure);
  }

  /** Height that `put` will need. */
  height(fitted: Fitted): number {
    return Math.ceil(fitted.size * (ABOVE + 0.3 + LINE * (fitted.lines.length - 1)));
  }

  /** Puts fitted lines with their top at `y`; gives back the y below them. */
  put(wish: TextWish, fitted: Fitted, y: number): number {
    const { anchor = 'start', ink = 'black', weight } = wish;
    const x =
      anchor === 'start'
        ? wish.x
        : anchor === 'end'
          ? wish.x + wish.width
          : wish.x + wish.width / 2;
    fitted.lines.forEach((text, i) => {
      const baseline = Math.round(y + fitted.size * (ABOVE + LINE * i));
      const khmer = KHMER.test(text);
      this.#texts.push({ text, x, y: baseline, size: fitted.size, weight, anchor, ink, khmer });
    });
    return y + this.height(fitted);
  }

  /** Fits and puts. */
  text(wish: TextWish, y: number): number {
    return this.put(wish, this.fit(wish), y);
  }

  /** One line whose baseline is given: for large figures, whose room is known. */
  line(wish: TextWish, size: number, baseline: number): void {
    this.put(wish, { size, lines: [wish.text] }, baseline - size * ABOVE);
  }

  box(box: BoxShape): void {
    this.#boxes.push(box);
  }

  picture(picture: PictureShape): void {
    this.#pictures.push(picture);
  }

  /** Modules on each side of a text's code, without the white round it. */
  codeSide(text: string): number {
    return encode(text, CODE).size;
  }

  /** @param module side of one module, dots */
  code(text: string, x: number, y: number, module: number): void {
    const { data } = encode(text, CODE);
    const path = data
      .flatMap((row, top) => row.map((dark, left) => (dark ? `M${left} ${top}h1v1h-1z` : '')))
      .join('');
    this.#code = { x, y, scale: module, path };
  }

  rule(x: number, y: number, width: number, line: number): void {
    this.box({ x, y, width, height: line, radius: 0, fill: 'black', line: 0 });
  }

  shapes(width: number, height: number, mark: SlipShapes['mark']): SlipShapes {
    return {
      ...{ width, height: Math.ceil(height), boxes: this.#boxes, texts: this.#texts, mark },
      code: this.#code,
      pictures: this.#pictures,
    };
  }
}
