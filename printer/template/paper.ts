/** Measures of the two papers, in dots (8 dots are 1 mm; look of the citizens' parts, §5 Paper). */

/** Widths that print heads have: 58 mm paper 384, 80 mm paper 512 or 576. */
export const PAPER_DOTS = [384, 512, 576] as const;
export type PaperDots = (typeof PAPER_DOTS)[number];

export interface Paper {
  dots: PaperDots;
  margin: number;
  /** Sizes of text, dots per em. */
  number: number;
  fact: number;
  when: number;
  missed: number;
  band: number;
  name: number;
  small: number;
  label: number;
  /** Times as `09h10` where `9 giờ 10` has no room. */
  shortClock: boolean;
  /** The door mark stands beside the name. */
  mark: boolean;
}

/** No text is smaller: thin strokes break on worn print heads. */
export const LEAST_TEXT = 20;
/** The same for Khmer, whose letters have up to four storeys: below it their eyes close (looked at dot by dot). */
export const LEAST_KHMER = 24;

const WIDE = {
  margin: 20,
  number: 212,
  fact: 56,
  when: 54,
  missed: 33,
  band: 38,
  name: 28,
  small: 22,
  label: 26,
  shortClock: false,
  mark: true,
} as const;
const NARROW = {
  margin: 12,
  number: 146,
  fact: 42,
  when: 42,
  missed: 29,
  band: 30,
  name: 24,
  small: 20,
  label: 23,
  shortClock: true,
  mark: false,
} as const;

export function paperOf(dots: PaperDots): Paper {
  return dots === 384 ? { dots, ...NARROW } : { dots, ...WIDE };
}
