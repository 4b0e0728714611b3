/**
 * Khmer on a slip: its signs stand before, below, above and behind the letter that they follow, and its words stand
 * without blanks between them. Pure.
 */

/** Letters, signs, digits and punctuation. */
const LETTERS = '\\u1780-\\u17FF\\u19E0-\\u19FF';
export const KHMER = new RegExp(`[${LETTERS}]`);
/** What the Khmer font draws, and everything else, by turns. */
export const KHMER_RUNS = new RegExp(
  `[${LETTERS}\\u200B-\\u200D]+|[^${LETTERS}\\u200B-\\u200D]+`,
  'g',
);

/** Writers put it where a word ends. */
const WORD_END = '\u200B';
const WORD_ENDS = /\u200B/g;

/** A letter with all that is written round it: signs and letters below, which COENG (U+17D2) joins on. */
const CLUSTERS = /\P{M}?(?:\u17D2[\u1780-\u17B3]|[\p{M}\u200C\u200D])+|\P{M}/gu;

/** A word may end behind these: no digit, no letter that still waits for the one below it. */
const LAST = /[\u1780-\u17D1\u17D3-\u17D7\u17DC\u17DD]$/;
/**
 * A word may begin with these: no sign, no punctuation, no digit. A letter alone is what the dictionary leaves of a name
 * that it does not have.
 */
const FIRST = /^(?![\u1780-\u17A2]$)[\u1780-\u17B3]/;

let segmenter: Intl.Segmenter | null = null;

/** The words of a text without blanks. What is not Khmer stays with the word before it. */
export function khmerWords(text: string): string[] {
  segmenter ??= new Intl.Segmenter('km', { granularity: 'word' });
  const words: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const last = words.at(-1);
    const begins =
      last === undefined ||
      (segment !== WORD_END && last.endsWith(WORD_END)) ||
      (LAST.test(last) && FIRST.test(segment));
    if (begins) words.push(segment);
    else words[words.length - 1] = last + segment;
  }
  return words.map((word) => word.replace(WORD_ENDS, '')).filter((word) => word !== '');
}

/** The pieces into which a word may be broken that is wider than the paper. */
export function clustersOf(word: string): string[] {
  return word.match(CLUSTERS) ?? [];
}
