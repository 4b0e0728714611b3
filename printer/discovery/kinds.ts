/** What a printer that was found seems to be, by the names and languages that it gives itself. */

/** `receipt` prints slips; `office` prints pages; nobody knows of the others. */
export type PrinterKind = 'receipt' | 'office' | 'unknown';

/** Series of receipt printers, and the words that makers of cheap ones use. */
const RECEIPT =
  /\b(TM-?[A-Z]?\d|TSP\d|mC-Print|CT-S\d|CT-E\d|SRP-|RP\d{2,3}|XP-?[A-Z]?\d|ZJ-?\d|POS-?\d|POS\b|BTP-|SLK-|receipt|thermal)|ESC\/?POS/i;
/** Languages of pages. */
const PAGES = /\b(PCL\w*|PJL|POSTSCRIPT|PS3?|PDF|URF|PWG\w*|XPS|ESCPL2|GDI|SPL\w*)\b/i;

/**
 * @param name of make and model
 * @param languages that it says it understands, such as `CMD` of its IEEE 1284 id or `pdl` of its announcement
 */
export function kindOf(name: string | null, languages: string): PrinterKind {
  if (RECEIPT.test(name ?? '') || RECEIPT.test(languages)) return 'receipt';
  return PAGES.test(languages) ? 'office' : 'unknown';
}

const LONGEST_NAME = 80;

/** What a device says of itself, as one line that can be shown; `null` when nothing is left of it. */
export function shownName(text: string): string | null {
  const line = text
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return line === '' ? null : [...line].slice(0, LONGEST_NAME).join('');
}
