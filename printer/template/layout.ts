/**
 * What stands on a slip, from top to bottom: four facts large (number, where to go, about when, what if
 * missed), the rest small. Pure; the picture is in `ticket.svg.hbs`.
 */
import { putGroup, putNumber } from './layout-band.js';
import { putFoot } from './layout-foot.js';
import { putHead } from './layout-head.js';
import type { Measure } from './measure.js';
import type { Paper } from './paper.js';
import { Pen } from './pen.js';
import {
  type ClockStyle,
  clockInWords,
  kept,
  placeInWords,
  placesInWords,
  rangeInWords,
} from './saying.js';
import type { SlipShapes } from './sheet.js';
import type { SecondLanguage, SlipModel, SlipWords } from './slip-model.js';

/** Size of TẬP DƯỢT against that of the group's band: nobody may take such a slip for a real one. */
const PRACTICE = 1.5;

/** @param second a language in which where and when are repeated; `null` for none */
export function layOut(
  model: SlipModel,
  words: SlipWords,
  second: SecondLanguage | null,
  measure: Measure,
  paper: Paper,
): SlipShapes {
  const pen = new Pen(measure, paper);
  const mark = putHead(pen, model, words);
  putMarks(pen, model, words);
  putNumber(pen, model.number);
  putGroup(pen, model.group);
  putWhere(pen, model, words, second);
  putWhen(pen, model, words, second);
  putStops(pen, model, words);
  pen.framed(words('missed'), paper.missed, 'start');
  putFoot(pen, model, words);
  return pen.sheet.shapes(paper.dots, pen.y + 8, mark);
}

/** What makes this slip another than most. */
function putMarks(pen: Pen, { training, copy, priority }: SlipModel, words: SlipWords): void {
  const { band } = pen.paper;
  const marks = [
    ...(training ? [{ text: words('training'), size: Math.round(band * PRACTICE) }] : []),
    ...(copy > 1 ? [{ text: words('reprint', { time: copy - 1 }), size: band }] : []),
    ...(priority ? [{ text: words('priority'), size: band }] : []),
  ];
  for (const { text, size } of marks) {
    pen.framed(text, size, 'middle');
    pen.y += 6;
  }
}

function putWhere(
  pen: Pen,
  { places }: SlipModel,
  words: SlipWords,
  second: SecondLanguage | null,
): void {
  if (places.length === 0) {
    pen.facts([words('listen')], pen.paper.missed + 5);
    if (second !== null) pen.second(second.words('listen'));
  } else {
    pen.label(words('go'));
    pen.facts(
      places.map((place) => placeInWords(place, words)),
      pen.paper.fact,
    );
    if (second !== null) {
      pen.second(`${second.words('go')} ${placesInWords(second.places, second.words)}`);
    }
  }
  pen.y += 8;
  pen.rule(12);
}

function putWhen(
  pen: Pen,
  { ahead, when, opens }: SlipModel,
  words: SlipWords,
  second: SecondLanguage | null,
): void {
  const { paper } = pen;
  const people = ahead === null ? null : peopleInWords(ahead, words);
  if (when !== null) {
    pen.label(words('expected'));
    pen.facts([clocks(pen, (style) => rangeInWords(when, style, words))], paper.when);
    if (second !== null) {
      const range = kept(rangeInWords(when, 'clockShort', second.words));
      pen.second(`${second.words('expected')} ${range}`);
    }
    if (people !== null) pen.label(people);
  } else if (opens !== null) {
    const said = (style: ClockStyle, say: SlipWords): string =>
      say('opens', { clock: clockInWords(opens, style, say) });
    pen.facts([clocks(pen, (style) => said(style, words))], paper.when);
    if (second !== null) pen.second(said('clockShort', second.words));
    if (people !== null) pen.label(people);
  } else {
    pen.facts([people ?? words('waitForCall')], paper.missed + 5);
    if (second !== null) {
      pen.second(ahead === null ? second.words('waitForCall') : peopleInWords(ahead, second.words));
    }
  }
  pen.y += 10;
}

/** Times in full where one line holds them, else short: "9 giờ 10", "09h10". */
function clocks({ paper, sheet, inner }: Pen, said: (style: ClockStyle) => string): string {
  const full = said('clock');
  const wish = { text: full, size: paper.when, weight: 800, x: 0, width: inner } as const;
  return paper.shortClock || sheet.fit(wish).lines.length > 1 ? said('clockShort') : full;
}

function peopleInWords(people: number, words: SlipWords): string {
  return people === 0 ? words('aheadNone') : words('ahead', { people });
}

/** Where the visit goes on after this number was served. */
function putStops(pen: Pen, { stops }: SlipModel, words: SlipWords): void {
  if (stops.length === 0) return;
  pen.y -= 4;
  pen.rule(8);
  pen.label(words('stops'));
  for (const { name, places } of stops) {
    const where = placesInWords(places, words);
    pen.label(where === '' ? name : `${name}: ${where}`, { weight: 700, lines: 3 });
  }
  pen.y += 10;
}
