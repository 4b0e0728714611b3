/** The letters behind bytes of 128 and more, for the pages of `ESC t n` that are the same on most printers. */

/** Code page 437, the page after `ESC @` (IBM; the same on every printer that has letters). */
const PC437 = [
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ',
  'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐',
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀',
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
].join('');

/** Pages by number that the platform can read (Epson's numbers). */
const READ = new Map([
  [16, new TextDecoder('windows-1252')],
  [17, new TextDecoder('ibm866')],
  [45, new TextDecoder('windows-1250')],
  [46, new TextDecoder('windows-1251')],
  [52, new TextDecoder('windows-1258')],
]);
/** What is printed where nobody knows the letter. */
const UNKNOWN = '□';

/**
 * One byte as a letter.
 * @param page n of `ESC t n`
 */
export function letterOf(byte: number, page: number): string {
  if (byte < 0x20 || byte === 0x7f) return UNKNOWN;
  if (byte < 0x80) return String.fromCharCode(byte);
  if (page === 0) return PC437.charAt(byte - 0x80);
  return READ.get(page)?.decode(Uint8Array.of(byte)) ?? UNKNOWN;
}
