/** The line that a printer collects before it prints it: letters in their cells, pictures among them. */
import Handlebars from 'handlebars';
import { type Bitmap1, blankBitmap, hasInk } from '../render/bitmap.js';
import { rasterise } from '../render/render-slip.js';

export interface TextStyle {
  /** Font A is 12 × 24 dots, B 9 × 17. */
  font: 'a' | 'b';
  /** Times. */
  width: number;
  height: number;
  bold: boolean;
  underline: boolean;
  /** White on black. */
  reverse: boolean;
}
export const PLAIN: TextStyle = {
  font: 'a',
  width: 1,
  height: 1,
  bold: false,
  underline: false,
  reverse: false,
};
export type Align = 'left' | 'centre' | 'right';

const CELLS = { a: { width: 12, height: 24 }, b: { width: 9, height: 17 } } as const;
/** Share of the cell that lies under the base line, and size of letters, so that marks stay in the cell. */
const BELOW = 0.24;
const SIZE = 0.74;

/** Lines of tables, which the font does not have, as a box: left, top, width, height in shares of the cell. */
const STROKES = new Map<string, [number, number, number, number]>([
  ['─', [0, 0.46, 1, 0.08]],
  ['═', [0, 0.4, 1, 0.2]],
  ['│', [0.42, 0, 0.16, 1]],
  ['║', [0.3, 0, 0.4, 1]],
  ['█', [0, 0, 1, 1]],
]);

type Cell = { x: number; width: number; height: number } & (
  | { letter: string; style: TextStyle }
  | { picture: Bitmap1 }
);

export class PrintLine {
  #cells: Cell[] = [];
  #width = 0;

  /** @param dots width of the head */
  constructor(private readonly dots: number) {}

  get empty(): boolean {
    return this.#cells.length === 0;
  }

  /** Whether one more letter of this style stays within the paper. */
  fits(style: TextStyle): boolean {
    return this.#width + CELLS[style.font].width * style.width <= this.dots;
  }

  write(letter: string, style: TextStyle): void {
    const width = CELLS[style.font].width * style.width;
    const height = CELLS[style.font].height * style.height;
    this.#cells.push({ x: this.#width, width, height, letter, style });
    this.#width += width;
  }

  place(picture: Bitmap1): void {
    const { width, height } = picture;
    this.#cells.push({ x: this.#width, width, height, picture });
    this.#width += width;
  }

  /** Moves without printing; to the next stop `dots` apart where it is a tab. */
  moveBy(dots: number, from: 'start' | 'here' | 'tab'): void {
    const next = {
      start: dots,
      here: this.#width + dots,
      tab: (Math.floor(this.#width / dots) + 1) * dots,
    };
    this.#width = Math.max(0, next[from]);
  }

  forget(): void {
    this.#cells = [];
    this.#width = 0;
  }

  /** The line as rows of the whole head, as high as its highest cell; it is empty then. */
  async take(align: Align): Promise<Bitmap1> {
    const cells = this.#cells;
    const free = Math.max(0, this.dots - this.#width);
    const left = align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
    this.forget();
    const height = Math.max(0, ...cells.map((cell) => cell.height));
    const letters = cells
      .map((cell) => ('letter' in cell ? drawn(cell, left, height) : ''))
      .join('');
    const line =
      letters === ''
        ? blankBitmap(this.dots, height)
        : await rasterise(
            `<svg xmlns="http://www.w3.org/2000/svg" width="${this.dots}" height="${height}">${letters}</svg>`,
            this.dots,
          );
    for (const cell of cells) {
      if ('picture' in cell) copy(cell.picture, line, left + cell.x, height - cell.height);
    }
    return line;
  }
}

function drawn(
  { x, width, height, letter, style }: Extract<Cell, { letter: string }>,
  left: number,
  lineHeight: number,
): string {
  const top = lineHeight - height;
  const own = CELLS[style.font];
  const ink = style.reverse ? 'white' : 'black';
  const ground = style.reverse
    ? `<rect x="${left + x}" y="${top}" width="${width}" height="${height}"/>`
    : '';
  const rule = style.underline
    ? `<rect x="${left + x}" y="${lineHeight - 2}" width="${width}" height="2" fill="${ink}"/>`
    : '';
  const strokes = STROKES.get(letter);
  if (strokes !== undefined)
    return ground + rule + stroke(strokes, left + x, top, width, height, ink);
  if (letter.trim() === '') return ground + rule;
  const place = `translate(${left + x + width / 2} ${lineHeight - height * BELOW}) scale(${style.width} ${style.height})`;
  const type = `font-family="Noto Sans" font-size="${own.height * SIZE}" font-weight="${style.bold ? 800 : 400}"`;
  return `${ground}${rule}<text transform="${place}" ${type} text-anchor="middle" fill="${ink}">${Handlebars.escapeExpression(letter)}</text>`;
}

function stroke(
  [from, over, across, down]: [number, number, number, number],
  x: number,
  y: number,
  width: number,
  height: number,
  ink: string,
): string {
  return `<rect x="${x + from * width}" y="${y + over * height}" width="${across * width}" height="${down * height}" fill="${ink}"/>`;
}

/** What hangs over the edge falls off, as on paper. */
function copy(from: Bitmap1, to: Bitmap1, left: number, top: number): void {
  for (let y = 0; y < from.height; y++) {
    for (let x = 0; x < from.width; x++) {
      const at = left + x;
      if (at >= to.width || !hasInk(from, x, y)) continue;
      const byte = (top + y) * to.rowBytes + (at >> 3);
      to.data[byte] = (to.data[byte] ?? 0) | (0x80 >> (at & 7));
    }
  }
}
