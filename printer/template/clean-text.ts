/**
 * What may never reach a slip: control characters, marks that turn the direction of text or are
 * invisible, halves of surrogate pairs, and code points that XML 1.0 forbids. Behind a Khmer letter the
 * invisible U+200B to U+200D say where a word ends and how signs join (`khmer.ts`).
 */
const FORBIDDEN =
  /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]|[\u200B-\u200D](?<![\u1780-\u17FF][\u200B-\u200D]+)/gu;

/** Runs of white space that may become one blank. A no-break space (U+00A0) stays as it is. */
const BLANKS = /[\t\n\v\f\r \u0085\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/gu;

/** Marks upon marks, which would be drawn over the lines above: no writing in these letters has more than two. */
const PILED = /(\p{Mn}{2})[\u0300-\u036F]+/gu;

/**
 * Text as a slip may carry it: NFC (every code-page and font path of Vietnamese breaks on NFD), one line, without
 * the characters above.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(BLANKS, ' ')
    .replace(FORBIDDEN, '')
    .replace(PILED, '$1')
    .trim();
}
