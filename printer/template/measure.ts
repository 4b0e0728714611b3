/** Widths of text, read from the very font files that the renderer draws with. */

export type FontWeight = 400 | 600 | 700 | 800;
export const FONT_WEIGHTS = [400, 600, 700, 800] as const satisfies readonly FontWeight[];

export interface Measure {
  /** Advance width of `text` in dots at `size` dots per em. Kerning of Latin is left out (under 2 % here). */
  (text: string, size: number, weight: FontWeight): number;
  /** The outlines of a line that the renderer cannot set; `null` for one that it can, absent where no line is such. */
  readonly outline?: (text: string, weight: FontWeight) => Outline | null;
}

/** A set line in thousandths of an em; x from its beginning, y downwards from its baseline. */
export interface Outline {
  /** Data of an SVG path. */
  path: string;
  /** From the baseline to its highest and its lowest ink. */
  above: number;
  below: number;
}

interface Font {
  unitsPerEm: number;
  /** Whether it can draw a code point. */
  has(codePoint: number): boolean;
  /** Advance of a code point in font units. */
  of(codePoint: number): number;
}

/** The bytes of files for one weight; a letter is drawn by the first of them that has it. */
type FontFiles = readonly [Uint8Array, ...Uint8Array[]];

/**
 * A measure over TrueType files.
 * @throws FontError when a file is not a TrueType font with a Unicode map
 */
export function measureWith(files: Readonly<Record<FontWeight, FontFiles>>): Measure {
  const read = ([first, ...others]: FontFiles): [Font, ...Font[]] => [
    readFont(first),
    ...others.map(readFont),
  ];
  const fonts = {
    400: read(files[400]),
    600: read(files[600]),
    700: read(files[700]),
    800: read(files[800]),
  };
  return (text, size, weight) => {
    let ems = 0;
    for (const letter of text) {
      const point = letter.codePointAt(0) ?? 0;
      const font = fonts[weight].find((each) => each.has(point)) ?? fonts[weight][0];
      ems += font.of(point) / font.unitsPerEm;
    }
    return ems * size;
  };
}

class FontError extends Error {
  override readonly name = 'FontError';
}

/**
 * Tables and formats: OpenType 1.9, chapters head, hhea, hmtx and cmap (formats 4 and 12).
 * @throws FontError
 */
export function readFont(file: Uint8Array): Font {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + i * 16;
    const tag = String.fromCharCode(...file.subarray(record, record + 4));
    tables.set(tag, view.getUint32(record + 8));
  }
  const table = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new FontError(`no ${tag} table`);
    return offset;
  };
  const widths = table('hmtx');
  const last = view.getUint16(table('hhea') + 34) - 1;
  const glyphs = glyphLookup(view, table('cmap'));
  return {
    unitsPerEm: view.getUint16(table('head') + 18),
    has: (codePoint) => glyphs(codePoint) !== 0,
    of: (codePoint) => view.getUint16(widths + Math.min(glyphs(codePoint), last) * 4),
  };
}

type GlyphLookup = (codePoint: number) => number;

function glyphLookup(view: DataView, cmap: number): GlyphLookup {
  let best: GlyphLookup | undefined;
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const sub = cmap + view.getUint32(cmap + 4 + i * 8 + 4);
    const format = view.getUint16(sub);
    if (format === 12) return lookUpRanges(view, sub);
    if (format === 4) best = (codePoint) => lookUpSegment(view, sub, codePoint);
  }
  if (best === undefined) throw new FontError('no Unicode map of format 4 or 12');
  return best;
}

function lookUpRanges(view: DataView, sub: number): GlyphLookup {
  const count = view.getUint32(sub + 12);
  return (codePoint) => {
    for (let i = 0; i < count; i++) {
      const range = sub + 16 + i * 12;
      if (codePoint > view.getUint32(range + 4)) continue;
      const start = view.getUint32(range);
      return codePoint < start ? 0 : view.getUint32(range + 8) + codePoint - start;
    }
    return 0;
  };
}

function lookUpSegment(view: DataView, sub: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const double = view.getUint16(sub + 6);
  for (let i = 0; i < double; i += 2) {
    if (codePoint > view.getUint16(sub + 14 + i)) continue;
    const start = view.getUint16(sub + 16 + double + i);
    if (codePoint < start) return 0;
    const delta = view.getUint16(sub + 16 + double * 2 + i);
    const rangeAt = sub + 16 + double * 3 + i;
    const range = view.getUint16(rangeAt);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(rangeAt + range + (codePoint - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
