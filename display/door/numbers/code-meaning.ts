/** What a code that was scanned can mean: the number itself, or the address of a ticket's own page. */

export type CodeMeaning = { number: string } | { token: string };

const NUMBER = /^[A-ZĐ]\d{3,}$/;
const LINK = /\/t\/([0-9a-f]+)(?:[/?#]|$)/i;

/** @returns `null` for a code of something else */
export function meaningOf(text: string): CodeMeaning | null {
  const number = text.trim().toUpperCase();
  if (NUMBER.test(number)) return { number };
  const token = LINK.exec(text)?.[1];
  return token === undefined ? null : { token };
}
