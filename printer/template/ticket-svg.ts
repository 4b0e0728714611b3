/** The ticket as a picture: one SVG for the paper and for every screen that shows it. */
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { cleanText } from './clean-text.js';
import { layOut } from './layout.js';
import type { Measure } from './measure.js';
import { type PaperDots, paperOf } from './paper.js';
import type { SlipShapes } from './sheet.js';
import type { Place, SecondLanguage, SlipModel, SlipWords } from './slip-model.js';

/** Handlebars escapes what is put in; `strict` makes a field that is missing an error. */
const picture = Handlebars.compile<SlipShapes>(
  readFileSync(new URL('./ticket.svg.hbs', import.meta.url), 'utf8'),
  { strict: true, knownHelpersOnly: true },
);

/**
 * Draws a slip. Pure: the same model, words and fonts give the same SVG.
 * @param measure widths in the fonts that the renderer draws with (`measureWith`)
 * @param dots width of the paper; the height follows from the text
 * @param second a language in which where to go and when are repeated small; `null` for none
 */
export function ticketSvg(
  model: SlipModel,
  words: SlipWords,
  measure: Measure,
  dots: PaperDots,
  second: SecondLanguage | null = null,
): string {
  const places = (all: readonly Place[]): Place[] =>
    all.map((each) => ({ ...each, zone: cleaned(each.zone) }));
  const clean: SlipModel = {
    ...model,
    number: cleanText(model.number),
    site: cleanText(model.site),
    date: cleanText(model.date),
    group: { letter: cleanText(model.group.letter), name: cleanText(model.group.name) },
    places: places(model.places),
    stops: model.stops.map((stop) => ({ name: cleanText(stop.name), places: places(stop.places) })),
    address: cleaned(model.address),
    footer: cleaned(model.footer),
    mark: cleaned(model.mark),
  };
  const also = second && {
    words: cleanWords(second.words),
    places: places(second.places),
  };
  return drawShapes(layOut(clean, cleanWords(words), also, measure, paperOf(dots)));
}

/** A sheet as a picture. Texts were cleaned before; they are escaped here. */
export function drawShapes(shapes: SlipShapes): string {
  return picture(shapes);
}

function cleanWords(words: SlipWords): SlipWords {
  return (word, data) => cleanText(words(word, data));
}

function cleaned(text: string | null): string | null {
  return text === null ? null : cleanText(text);
}
