/** A sheet of paper that grows downwards while text and boxes are put on it. Dots throughout. */
import { encode } from 'uqr';
import { type Fitted, fitText } from './fit.js';
import type { FontWeight, Measure, Outline } from './measure.js';
import { KHMER } from './khmer.js';
import { LEAST_KHMER, LEAST_TEXT } from './paper.js';

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
}
/** A line as outlines. */
export interface OutlineShape {
  /** What it says, for whoever reads the picture's source. */
  text: string;
  /** Its beginning and baseline. */
  x: number;
  y: number;
  /** Dots to a unit of the path. */
  scale: number;
  path: string;
  ink: Ink;
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
  outlines: OutlineShape[];
  /** The door mark; `null` where the paper has no room for it. */
  mark: { x: number; y: number; scale: number } | null;
  /** Black and white pictures, drawn dot for dot: `source` is a data address. */
  pictures: PictureShape[];
  /** A code for cameras: its dark modules as a path, drawn from `x`, `y` on; `null` for none. */
  code: { x: number; y: number; scale: number; path: string } | null;
}

/** Room above the baseline and from line to line, in em: Vietnamese capitals carry two marks. */
const ABOVE = 1;
const BELOW = 0.3;
const LINE = 1.26;
/** White between lines of outlines where they come closest, in em. */
const BETWEEN = 0.1;
/** Units of an outline to an em. */
const UNITS = 1000;

/** Nothing that is not seen stands in a picture's source. */
const UNSEEN = /[\u200B-\u200D]/g;

/** The white round it is that of the paper: callers leave four modules on each side. */
const CODE = { ecc: 'M', border: 0 } as const;

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

/** Lines with the room that they need. */
export interface Block extends Fitted {
  rows: Row[];
  /** Dots. */
  height: number;
}
interface Row {
  text: string;
  outline: Outline | null;
  /** How much lower than letters with two marks need it stands, in em: Khmer reaches higher and deeper. */
  lower: number;
}

/** What of the room stands on the left of an anchor. */
const PART = { start: 0, middle: 0.5, end: 1 } as const;

/** The size at which a text is set that is to have this one. */
export function legible(text: string, size: number): number {
  return KHMER.test(text) ? Math.max(size, LEAST_KHMER) : size;
}

export class Sheet {
  readonly #boxes: BoxShape[] = [];
  readonly #texts: TextShape[] = [];
  readonly #outlines: OutlineShape[] = [];
  readonly #pictures: PictureShape[] = [];
  #code: SlipShapes['code'] = null;

  constructor(private readonly measure: Measure) {}

  fit(wish: TextWish): Block {
    const { least = LEAST_TEXT, lines = 2 } = wish;
    const size = legible(wish.text, wish.size);
    const limit = legible(wish.text, Math.min(least, size));
    const fitted = fitText({ ...wish, size, least: limit, lines }, this.measure);
    return this.#block(fitted, wish.weight);
  }

  #block({ size, lines }: Fitted, weight: FontWeight): Block {
    let lower = 0;
    let room = ABOVE;
    const rows = lines.map((text): Row => {
      const outline = this.measure.outline?.(text, weight) ?? null;
      const above = outline === null ? LINE - BELOW : outline.above / UNITS;
      lower += Math.max(0, above - room);
      room = outline === null ? LINE - BELOW : LINE - BETWEEN - outline.below / UNITS;
      return { text, outline, lower };
    });
    const last = rows.at(-1)?.outline ?? null;
    if (last !== null) lower += Math.max(0, last.below / UNITS + BETWEEN - BELOW);
    const height = Math.ceil(size * (ABOVE + BELOW + LINE * (lines.length - 1) + lower));
    return { size, lines, rows, height };
  }

  /** Puts fitted lines with their top at `y`; gives back the y below them. */
  put(wish: TextWish, block: Block, y: number): number {
    const { anchor = 'start', ink = 'black', weight } = wish;
    const { size } = block;
    const part = PART[anchor];
    block.rows.forEach(({ text, outline, lower }, i) => {
      const baseline = Math.round(y + size * (ABOVE + LINE * i + lower));
      const x = wish.x + wish.width * part;
      const at = { text: text.replace(UNSEEN, ''), x, y: baseline, ink };
      if (outline === null) {
        this.#texts.push({ ...at, size, weight, anchor });
        return;
      }
      const start = hundredths(x - this.measure(text, size, weight) * part);
      this.#outlines.push({ ...at, x: start, scale: size / UNITS, path: outline.path });
    });
    return y + block.height;
  }

  /** Fits and puts. */
  text(wish: TextWish, y: number): number {
    return this.put(wish, this.fit(wish), y);
  }

  /** One line whose baseline is given: for large figures, whose room is known. */
  line(wish: TextWish, size: number, baseline: number): void {
    const block = this.#block({ size, lines: [wish.text] }, wish.weight);
    this.put(wish, block, baseline - size * (ABOVE + (block.rows[0]?.lower ?? 0)));
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
      outlines: this.#outlines,
      code: this.#code,
      pictures: this.#pictures,
    };
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
