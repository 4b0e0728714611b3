/** Fits text into a width: first a little smaller, then on more lines, never cut off. */
import type { FontWeight, Measure } from './measure.js';

export interface FitWish {
  text: string;
  /** Dots. */
  width: number;
  /** Wished size, dots per em. */
  size: number;
  /** Smallest size before it takes more than `lines` lines. */
  least: number;
  weight: FontWeight;
  /** Lines that are welcome; more are used only at `least`. */
  lines: number;
}
export interface Fitted {
  size: number;
  lines: string[];
}

/** Down to this part of the wished size one line is nicer than two. */
const ONE_LINE = 0.86;
/** Kerning that `Measure` leaves out, as a part of the width. */
const KERNING = 0.02;

export function fitText(wish: FitWish, measure: Measure): Fitted {
  const room = wish.width * (1 - KERNING);
  const width = (text: string, size: number): number => measure(text, size, wish.weight);
  const single = Math.max(wish.least, Math.ceil(wish.size * ONE_LINE));
  for (let size = wish.size; size >= single; size--) {
    if (width(wish.text, size) <= room) return { size, lines: [wish.text] };
  }
  for (let size = wish.size; size > wish.least; size--) {
    const lines = wrap(wish.text, room, (text) => width(text, size));
    const whole = lines.every((line) => width(line, size) <= room);
    if (whole && lines.length <= wish.lines) {
      return { size, lines: balance(wish.text, lines, room, (text) => width(text, size)) };
    }
  }
  const atLeast = (text: string): number => width(text, wish.least);
  const lines = wrap(wish.text, room, atLeast).flatMap((line) => chop(line, room, atLeast));
  return { size: wish.least, lines };
}

/** Fills each line with as many words as it takes; a word wider than a line stands alone. */
function wrap(text: string, room: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || width(longer) <= room) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return [...lines, line];
}

/** The same number of lines with the longest of them as short as can be. */
function balance(
  text: string,
  lines: string[],
  room: number,
  width: (text: string) => number,
): string[] {
  let best = lines;
  for (;;) {
    const longest = Math.max(...best.map(width));
    const next = wrap(text, Math.min(room, longest - 1), width);
    if (next.length > lines.length || Math.max(...next.map(width)) >= longest) return best;
    best = next;
  }
}

/** Breaks a word without blanks that is wider than the paper. */
function chop(line: string, room: number, width: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of line) {
    if (piece !== '' && width(piece + letter) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
