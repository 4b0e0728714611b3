/**
 * Sets Khmer by HarfBuzz, as browsers do. resvg 2.6.2 moves on by the widest glyph of a cluster rather than by all of
 * them, so that vowels which stand before their letter would be drawn over it.
 */
import { readFileSync } from 'node:fs';
import type { Font } from 'harfbuzzjs';
import { KHMER, KHMER_RUNS } from '../template/khmer.js';
import type { FontWeight, Outline } from '../template/measure.js';
import { type GlyphPath, placed, relative } from './glyph-path.js';
import { khmerFile, latinFile } from './fonts.js';

export interface Shaper {
  /** Advance width in em. */
  width(text: string, weight: FontWeight): number;
  outline(text: string, weight: FontWeight): Outline;
}

interface Glyph {
  font: Font;
  id: number;
  /** Thousandths of an em: of its origin from the beginning of the line, upwards from the baseline. */
  x: number;
  y: number;
}

const EM = 1000;
/** Fitting a text asks for the same widths again at every size. */
const WIDTHS_KEPT = 4000;

/** Loads HarfBuzz, a WebAssembly module of 0.4 MB; fonts are read when they are first needed. */
export async function loadShaper(): Promise<Shaper> {
  const { Blob, Buffer, Direction, Face, Font, shape } = await import('harfbuzzjs');
  const buffer = new Buffer();
  const fonts = new Map<string, Font>();
  const widths = new Map<string, number>();

  const paths = new Map<Font, Map<number, GlyphPath>>();

  const pathOf = (font: Font, id: number): GlyphPath => {
    const known = paths.get(font) ?? new Map<number, GlyphPath>();
    paths.set(font, known);
    const path = known.get(id) ?? relative(font.glyphToPath(id), EM / font.face.upem);
    known.set(id, path);
    return path;
  };
  const fontOf = (file: string): Font => {
    const font = fonts.get(file) ?? new Font(new Face(new Blob(readFileSync(file))));
    fonts.set(file, font);
    return font;
  };
  const set = (text: string, weight: FontWeight): { glyphs: Glyph[]; width: number } => {
    const glyphs: Glyph[] = [];
    let x = 0;
    for (const [run] of text.matchAll(KHMER_RUNS)) {
      const khmer = KHMER.test(run);
      const font = fontOf(khmer ? khmerFile(weight) : latinFile(weight));
      const scale = EM / font.face.upem;
      buffer.reset();
      buffer.addText(run);
      buffer.setDirection(Direction.LTR);
      buffer.setScript(khmer ? 'Khmr' : 'Latn');
      buffer.setLanguage('km');
      shape(font, buffer);
      const positions = buffer.getGlyphPositions();
      buffer.getGlyphInfos().forEach(({ codepoint: id }, i) => {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[i] ?? {};
        glyphs.push({ font, id, x: x + xOffset * scale, y: yOffset * scale });
        x += xAdvance * scale;
      });
    }
    return { glyphs, width: x };
  };

  return {
    width: (text, weight) => {
      const key = `${weight} ${text}`;
      const known = widths.get(key);
      if (known !== undefined) return known;
      const width = set(text, weight).width / EM;
      if (widths.size >= WIDTHS_KEPT) widths.clear();
      widths.set(key, width);
      return width;
    },
    outline: (text, weight) => {
      const { glyphs } = set(text, weight);
      const extents = glyphs.flatMap(({ font, id, y }) => {
        const box = font.glyphExtents(id);
        if (box === undefined || box.height === 0) return [];
        const scale = EM / font.face.upem;
        const top = y + box.yBearing * scale;
        return [{ top, bottom: top + box.height * scale }];
      });
      return {
        path: glyphs.map(({ font, id, x, y }) => placed(pathOf(font, id), x, y)).join(''),
        above: Math.max(0, ...extents.map(({ top }) => top)),
        below: Math.max(0, ...extents.map(({ bottom }) => -bottom)),
      };
    },
  };
}
