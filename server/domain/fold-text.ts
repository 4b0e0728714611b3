/** Text without case and diacritics: for finding what people type in a hurry. */

/** Marks that NFD parts from their letters. */
const MARKS = /\p{M}/gu;

/** `Đặng Thị Ớt` → `dang thi ot`: lower case, no diacritics, đ as d, single spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether every word of `query` begins a word of `text`, or the text holds the query as it stands. */
export function foundIn(text: string, query: string): boolean {
  const asked = foldText(query);
  const words = foldText(text);
  if (words.includes(asked)) return true;
  const begins = words.split(/[^\p{L}\p{N}]+/u);
  return asked.split(' ').every((part) => begins.some((word) => word.startsWith(part)));
}
