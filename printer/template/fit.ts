/** Fits text into a width: first a little smaller, then on more lines, never cut off. */
import { clustersOf, KHMER, khmerWords } from './khmer.js';
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
/** What a break at a pause is worth against lines of one length: parts of the room, squared. */
const AT_A_PAUSE = 0.08;
/** Blanks at which a line may end: none within a telephone number. */
const BREAKS = /(?<!\d) | (?!\d)/;
const PAUSE = /[.,:;!?–។៕៖]$/;

export function fitText(wish: FitWish, measure: Measure): Fitted {
  const room = wish.width * (1 - KERNING);
  const width = (text: string, size: number): number => measure(text, size, wish.weight);
  const single = Math.max(wish.least, Math.ceil(wish.size * ONE_LINE));
  for (let size = wish.size; size >= single; size--) {
    if (width(wish.text, size) <= room) return { size, lines: [wish.text] };
  }
  const words = wordsOf(wish.text);
  for (let size = wish.size; size > wish.least; size--) {
    const at = (text: string): number => width(text, size);
    const lines = wrap(words, room, at);
    if (lines.length > wish.lines || lines.some((line) => at(line) > room)) continue;
    return { size, lines: withoutDots(evenly(words, lines, room, at)) };
  }
  const atLeast = (text: string): number => width(text, wish.least);
  // What should stay together is parted all the same where the paper is too narrow for it.
  const parts = words.flatMap((word) => (atLeast(word.text) <= room ? [word] : partsOf(word)));
  const even = evenly(parts, wrap(parts, room, atLeast), room, atLeast);
  const lines = withoutDots(even).flatMap((line) => chop(line, room, atLeast));
  return { size: wish.least, lines };
}

/** A piece of text before which a line may end. */
interface Word {
  text: string;
  /** A blank stands before it, unless it begins a line. */
  blank: boolean;
}

function wordsOf(text: string): Word[] {
  return text.split(BREAKS).flatMap((part) => {
    if (!KHMER.test(part)) return [{ text: part, blank: true }];
    return khmerWords(part).map((word, i) => ({ text: word, blank: i === 0 }));
  });
}

function partsOf({ text, blank }: Word): Word[] {
  return text.split(/[ \u00a0]/).map((part, i) => ({ text: part, blank: i > 0 || blank }));
}

function joined(line: string, { text, blank }: Word): string {
  return line === '' || !blank ? line + text : `${line} ${text}`;
}

/** Whether a sentence rests between two words. Khmer has blanks there and nowhere else. */
function restsBetween(word: Word | undefined, next: Word | undefined): boolean {
  if (word === undefined || next === undefined) return false;
  return PAUSE.test(word.text) || (next.blank && KHMER.test(word.text) && KHMER.test(next.text));
}

/** Fills each line with as many words as it takes; a word wider than a line stands alone. */
function wrap(words: readonly Word[], room: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = joined(line, word);
    if (line === '' || width(longer) <= room) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word.text;
  }
  return [...lines, line];
}

/**
 * The same number of lines, as even as can be, broken at a pause rather than within a phrase. Lines with a word
 * wider than the room stay as they are.
 */
function evenly(
  words: readonly Word[],
  lines: string[],
  room: number,
  width: (text: string) => number,
): string[] {
  if (lines.length < 2 || lines.some((line) => width(line) > room)) return lines;
  const blank = width(' ');
  const widths = words.map(({ text }) => width(text));
  /** For each number of words the cheapest way to set them on so many lines: its cost and where its last line begins. */
  let best = [{ cost: 0, from: [] as number[] }];
  for (let line = 1; line <= lines.length; line++) {
    const next: typeof best = [];
    for (let end = line; end <= words.length; end++) {
      const worth = restsBetween(words[end - 1], words[end]) ? AT_A_PAUSE : 0;
      let taken = -blank;
      for (let start = end - 1; start >= line - 1; start--) {
        const follows = start === end - 1 || words[start + 1]?.blank === true;
        taken += (follows ? blank : 0) + (widths[start] ?? 0);
        if (taken > room) break;
        const before = best[start];
        if (before === undefined) continue;
        const cost = before.cost + (taken / room) ** 2 - worth;
        if (cost < (next[end]?.cost ?? Infinity))
          next[end] = { cost, from: [...before.from, start] };
      }
    }
    best = next;
  }
  const from = best[words.length]?.from;
  return from?.map((start, i) => words.slice(start, from[i + 1]).reduce(joined, '')) ?? lines;
}

/** The dot parts what stands on one line; at the beginning of one it says nothing. */
function withoutDots(lines: readonly string[]): string[] {
  return lines.map((line, i) => (i === 0 ? line : line.replace(/^·[ \u00a0]/, '')));
}

/** Breaks a word without blanks that is wider than the paper. */
function chop(line: string, room: number, width: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of clustersOf(line)) {
    if (piece !== '' && width(piece + letter) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
