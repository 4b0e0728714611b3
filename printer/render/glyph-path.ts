/** Outlines of glyphs as short data of SVG paths: all but the first point is told from the point before it. */

export interface GlyphPath {
  /** The first point, from the glyph's origin; y downwards. Tenths of a unit, as they are written. */
  x: number;
  y: number;
  rest: string;
}

/** @param path as HarfBuzz writes it: `M89,0L89,714Q12.5,3 4,5Z`, y upwards @param scale units of the result to one of it */
export function relative(path: string, scale: number): GlyphPath {
  const begun = { x: 0, y: 0 };
  const at = { x: 0, y: 0 };
  let first: { x: number; y: number } | null = null;
  let rest = '';
  for (const [, command = '', numbers = ''] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const values = numbers.match(/-?[\d.]+/g) ?? [];
    const steps: number[] = [];
    let [x, y] = [at.x, at.y];
    for (let i = 0; i < values.length; i += 2) {
      x = tenths(Number(values[i]) * scale);
      y = tenths(-Number(values[i + 1]) * scale);
      steps.push(x - at.x, y - at.y);
    }
    if (command === 'M') Object.assign(begun, { x, y });
    if (command === 'Z') [x, y] = [begun.x, begun.y];
    Object.assign(at, { x, y });
    if (first === null) first = { x, y };
    else rest += command.toLowerCase() + written(steps);
  }
  return { ...(first ?? { x: 0, y: 0 }), rest };
}

/** The outline of a glyph whose origin stands there, in units, y upwards; '' for one without ink. */
export function placed({ x, y, rest }: GlyphPath, right: number, up: number): string {
  return rest === '' ? '' : `M${written([x + tenths(right), y - tenths(up)])}${rest}`;
}

function tenths(value: number): number {
  return Math.round(value * 10);
}

/** Numbers one after the other; a minus parts them as well as a blank. */
function written(values: readonly number[]): string {
  return values.map((value, i) => `${i > 0 && value >= 0 ? ' ' : ''}${value / 10}`).join('');
}
