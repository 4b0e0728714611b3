/** Draws papers with what their letters need: HarfBuzz is loaded when the first Khmer is to be set, and not before. */
import { KHMER } from '../template/khmer.js';
import type { Measure } from '../template/measure.js';
import { loadMeasure } from './fonts.js';
import { loadShaper } from './shaper.js';

let best: Measure | null = null;

/**
 * @param draw one of the papers of `template/`; pure, as it may be asked twice
 * @returns its SVG, in which Khmer stands as outlines
 */
export async function typeset(draw: (measure: Measure) => string): Promise<string> {
  best ??= loadMeasure();
  const svg = draw(best);
  if (best.outline !== undefined || !KHMER.test(svg)) return svg;
  best = await loadWholeMeasure(best);
  return draw(best);
}

/** Measures and sets Khmer too. @param letters for all other text */
export async function loadWholeMeasure(letters: Measure): Promise<Measure> {
  const shaper = await loadShaper();
  const measure: Measure = (text, size, weight) =>
    KHMER.test(text) ? shaper.width(text, weight) * size : letters(text, size, weight);
  return Object.assign(measure, {
    outline: (text, weight) => (KHMER.test(text) ? shaper.outline(text, weight) : null),
  } satisfies Pick<Measure, 'outline'>);
}
