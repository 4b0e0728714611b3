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
import { clockInWords, placeInWords, rangeInWords } from './saying.js';
import type { SlipShapes } from './sheet.js';
import type { SlipModel, SlipWords } from './slip-model.js';

/** Size of TẬP DƯỢT against that of the group's band: nobody may take such a slip for a real one. */
const PRACTICE = 1.5;

/** @param second words of a language in which where and when are repeated; `null` for none */
export function layOut(
  model: SlipModel,
  words: SlipWords,
  second: SlipWords | null,
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
  second: SlipWords | null,
): void {
  if (places.length === 0) {
    pen.fact(words('listen'), pen.paper.missed + 5);
    if (second !== null) pen.second(second('listen'));
  } else {
    pen.label(words('go'));
    for (const place of places) pen.fact(placeInWords(place, words), pen.paper.fact);
    if (second !== null) {
      const counters = places.flatMap((place) => place.counters);
      pen.second(`${second('go')} ${placeInWords({ counters, zone: null }, second)}`);
    }
  }
  pen.y += 6;
  pen.rule(10);
}

function putWhen(pen: Pen, model: SlipModel, words: SlipWords, second: SlipWords | null): void {
  const { paper } = pen;
  const style = paper.shortClock ? 'clockShort' : 'clock';
  const people = model.ahead === null ? null : peopleInWords(model.ahead, words);
  if (model.when !== null) {
    pen.label(words('expected'));
    pen.fact(rangeInWords(model.when, style, words), paper.when);
    if (second !== null) {
      pen.second(`${second('expected')} ${rangeInWords(model.when, 'clockShort', second)}`);
    }
    if (people !== null) pen.label(people);
  } else if (model.opens !== null) {
    pen.fact(words('opens', { clock: clockInWords(model.opens, style, words) }), paper.when);
    if (second !== null) {
      pen.second(second('opens', { clock: clockInWords(model.opens, 'clockShort', second) }));
    }
    if (people !== null) pen.label(people);
  } else {
    pen.fact(people ?? words('waitForCall'), paper.missed + 5);
    if (second !== null) {
      pen.second(model.ahead === null ? second('waitForCall') : peopleInWords(model.ahead, second));
    }
  }
  pen.y += 10;
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
    const where = places.map((place) => placeInWords(place, words)).join(', ');
    pen.label(where === '' ? name : `${name}: ${where}`, 700);
  }
  pen.y += 10;
}
