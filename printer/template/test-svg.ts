/**
 * The test slip: what somebody holds who asked whether the printer prints. Rulers to the very edges, a bar that shows
 * dead dots, every letter of Vietnamese, the smallest text. It is no ticket and says so.
 */
import { cleanText } from './clean-text.js';
import type { Measure } from './measure.js';
import { LEAST_TEXT, type PaperDots, paperOf } from './paper.js';
import { Sheet } from './sheet.js';
import { drawShapes } from './ticket-svg.js';

export interface TestSlip {
  /** `PHIẾU THỬ` */
  title: string;
  site: string;
  /** Time and day, as people read them. */
  when: string;
  /** That it is no number. */
  note: string;
  /** What is right about ruler, bar and letters. */
  ruler: string;
  bar: string;
  letters: string;
}

const DOTS_PER_MM = 8;
/** Heights of the ruler's lines: each millimetre, each fifth, each tenth. */
const TICKS = [14, 22, 32] as const;
const BAR = 28;
const NARROW: PaperDots = 384;
/** White between lines of letters: a mark below and two marks above must not touch. */
const BETWEEN = 8;
/** Room of the ruler that stands. */
const STANDING = 72;

const VOWELS = 'aăâeêioôơuưy';
/** None, grave, hook above, tilde, acute, dot below. */
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];

/** Every letter of Vietnamese that carries a mark, with the plain vowels, by vowel; `đ` with the last. */
export function vietnameseLetters(perLine: number): string[] {
  const groups = [...VOWELS].map((vowel) =>
    TONES.map((tone) => (vowel + tone).normalize('NFC')).join(''),
  );
  const lower = Array.from({ length: Math.ceil(groups.length / perLine) }, (_, line) =>
    groups.slice(line * perLine, (line + 1) * perLine).join(' '),
  );
  lower.push(`${lower.pop() ?? ''} đ`);
  return [...lower, ...lower.map((line) => line.toUpperCase())];
}

/** Pure, as `ticketSvg`. @param dots width of the paper */
export function testSvg(slip: TestSlip, measure: Measure, dots: PaperDots): string {
  const paper = paperOf(dots);
  const sheet = new Sheet(measure);
  const x = paper.margin;
  const width = dots - 2 * paper.margin;
  const put = (text: string, size: number, weight: 600 | 800, y: number): number => {
    const wish = { text: cleanText(text), size, weight, x, width, least: LEAST_TEXT, lines: 3 };
    return sheet.text({ ...wish, anchor: 'middle' } as const, y) + 4;
  };
  let y = put(slip.title, paper.fact, 800, 16);
  y = put(slip.site, paper.name, 800, y);
  y = put(slip.when, paper.label, 600, y);
  y = put(slip.note, paper.label, 600, y) + 6;
  y = lyingRuler(sheet, dots, y);
  y = put(slip.ruler, paper.small, 600, y) + 6;
  sheet.rule(0, y, dots, BAR);
  y = put(slip.bar, paper.small, 600, y + BAR + 4) + 6;
  y = letters(sheet, dots, y);
  y = put(slip.letters, paper.small, 600, y + 4);
  return drawShapes(sheet.shapes(dots, y + 10, null));
}

/** Millimetres over the whole width: what the paper or the driver cuts off is missed at once. */
function lyingRuler(sheet: Sheet, dots: number, top: number): number {
  const foot = top + TICKS[2];
  for (let mm = 0; mm * DOTS_PER_MM < dots; mm += 1) {
    const height = tick(mm);
    sheet.box(line(mm * DOTS_PER_MM, foot - height, 2, height));
  }
  // The last dot of the head: 72 mm end where the 73rd would begin.
  sheet.box(line(dots - 2, top, 2, TICKS[2]));
  for (let mm = 0; mm * DOTS_PER_MM < dots; mm += 10) {
    const at = mm * DOTS_PER_MM;
    const wish = { text: String(mm), size: LEAST_TEXT, weight: 600, width: 60 } as const;
    if (mm === 0) sheet.text({ ...wish, x: 0 }, foot);
    else sheet.text({ ...wish, x: at - 29, anchor: 'middle' }, foot);
  }
  return foot + 30;
}

/** The letters, and beside them millimetres of feed. */
function letters(sheet: Sheet, dots: PaperDots, top: number): number {
  const paper = paperOf(dots);
  const narrow = dots === NARROW;
  const x = paper.margin + STANDING;
  const wish = { x, width: dots - paper.margin - x, weight: 600, least: 22, lines: 1 } as const;
  const lines = vietnameseLetters(narrow ? 2 : 3);
  // All in one size: a line that is smaller would look as if the printer had made it so.
  const size = Math.min(
    ...lines.map((text) => sheet.fit({ ...wish, text, size: narrow ? 32 : 38 }).size),
  );
  let y = top;
  for (const text of lines) y = sheet.text({ ...wish, text, size }, y) + BETWEEN;
  const length = Math.floor((y - top) / DOTS_PER_MM);
  for (let mm = 0; mm <= length; mm += 1) {
    sheet.box(line(paper.margin, top + mm * DOTS_PER_MM, tick(mm), 2));
    if (mm % 10 !== 0) continue;
    const number = {
      text: String(mm),
      size: LEAST_TEXT,
      weight: 600,
      x: paper.margin + 36,
    } as const;
    sheet.text({ ...number, width: STANDING - 36 }, top + mm * DOTS_PER_MM - 12);
  }
  return y;
}

function tick(mm: number): number {
  if (mm % 10 === 0) return TICKS[2];
  return mm % 5 === 0 ? TICKS[1] : TICKS[0];
}

function line(x: number, y: number, width: number, height: number) {
  return { x, y, width, height, radius: 0, fill: 'black', line: 0 } as const;
}
