/** Words of names, aliases and papers, folded, with their place in the text that people read. */
import { foldText } from '../../../server/domain/fold-text.js';

export interface Word {
  /** Without case and diacritics. */
  folded: string;
  /** Where it stands in `Phrase.text`. */
  from: number;
  to: number;
}
/** What a procedure is found by. `said`: its name and what people call it; the others tell more of it. */
export type PhraseKind = 'name' | 'alias' | 'paper' | 'group';
export interface Phrase {
  kind: PhraseKind;
  /** NFC: one letter is one place, so that marks found in the folded words fit it. */
  text: string;
  words: readonly Word[];
  initials: string;
  /** All words without the spaces. */
  joined: string;
}

const WORD = /[\p{L}\p{N}]+/gu;

export function phrase(kind: PhraseKind, given: string): Phrase {
  const text = given.normalize('NFC');
  const words = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    folded: foldText(word),
    from: index,
    to: index + word.length,
  }));
  return {
    kind,
    text,
    words,
    initials: words.map(({ folded }) => folded.charAt(0)).join(''),
    joined: words.map(({ folded }) => folded).join(''),
  };
}

/** A part of a text, from and to. */
export type Mark = readonly [number, number];

/** Marks of the words that a query begins or is, joined where nothing but a space parts them. */
export function marksOf({ words, text }: Phrase, asked: readonly string[]): Mark[] {
  const marks: [number, number][] = [];
  for (const { folded, from, to } of words) {
    const longest = Math.max(
      0,
      ...asked.map((part) => (folded.startsWith(part) ? part.length : 0)),
    );
    if (longest === 0) continue;
    const last = marks.at(-1);
    const end = Math.min(to, from + longest);
    if (last !== undefined && text.slice(last[1], from) === ' ') last[1] = end;
    else marks.push([from, end]);
  }
  return marks;
}

/** Marks of the first letters that spell `asked`. */
export function initialMarks({ words, initials }: Phrase, asked: string): Mark[] {
  const at = initials.indexOf(asked);
  if (at < 0) return [];
  return words.slice(at, at + asked.length).map(({ from }) => [from, from + 1]);
}
