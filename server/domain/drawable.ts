/**
 * Which characters can be drawn on every screen and on paper: those of the bundled fonts, Noto Sans
 * (Latin with its extensions and Vietnamese) and Noto Sans Khmer. A unit test holds the table against
 * the font files.
 */

/** Code points, first and last. */
export const DRAWABLE: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x2cc],
  [0x2ce, 0x2d7],
  [0x2da, 0x2da],
  [0x2dc, 0x301],
  [0x303, 0x304],
  [0x308, 0x309],
  [0x323, 0x323],
  [0x329, 0x329],
  [0x1780, 0x17dd],
  [0x17e0, 0x17e9],
  [0x17f0, 0x17f9],
  [0x19e0, 0x19ff],
  [0x1d00, 0x1dbf],
  [0x1e00, 0x1eff],
  [0x2000, 0x2064],
  [0x2066, 0x206f],
  [0x20a0, 0x20c0],
  [0x2113, 0x2113],
  [0x2122, 0x2122],
  [0x2212, 0x2212],
  [0x25cc, 0x25cc],
  [0x2c60, 0x2c7f],
  [0xa720, 0xa7ca],
  [0xa7d0, 0xa7d1],
  [0xa7d3, 0xa7d3],
  [0xa7d5, 0xa7d9],
  [0xa7f2, 0xa7ff],
];

/** The characters of a text that some screen or paper would show as an empty box, each once. */
export function undrawable(text: string): string[] {
  const letters = Array.from(text.normalize('NFC'));
  return [...new Set(letters)].filter((letter) => {
    const point = letter.codePointAt(0) ?? 0;
    return !DRAWABLE.some(([first, last]) => first <= point && point <= last);
  });
}
