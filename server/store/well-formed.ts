/** Free text from anywhere: a lone UTF-16 surrogate is no text, and the scripts' JSON reader refuses it. */

const LONE_SURROGATES = /\p{Surrogate}/gu;
/** How `JSON.stringify` begins what it writes for a lone surrogate. */
const ESCAPED_SURROGATE = '\\ud';

/** The same text with U+FFFD for each lone surrogate. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATES, '\uFFFD');
}

/** A value as JSON that every reader of UTF-8 accepts. */
export function wellFormedJson(value: object): string {
  const json = JSON.stringify(value);
  if (!json.includes(ESCAPED_SURROGATE)) return json;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? wellFormed(part) : part,
  );
}
