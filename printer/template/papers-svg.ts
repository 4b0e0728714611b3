/** The list of papers to bring: what is missing first, and a code that remembers the rest. */
import { cleanText } from './clean-text.js';
import type { Measure } from './measure.js';
import { type Paper, type PaperDots, paperOf } from './paper.js';
import { Sheet } from './sheet.js';
import { drawShapes } from './ticket-svg.js';

export interface PapersSlip {
  /** `Giấy tờ cần mang` */
  title: string;
  site: string;
  /** `dd/MM/yyyy` */
  date: string;
  procedure: string;
  /** Name of the case; '' where the procedure has only one. */
  case: string;
  /** Missing ones first is the caller's order; `form`: original, copy …, '' for none. */
  documents: readonly { name: string; form: string; missing: boolean }[];
  /** `KMRT` */
  code: string;
  /** What the code is for. */
  codeNote: string;
}

const RULE = 3;
const BOX = 26;
const BOX_LINE = 4;

/** Pure, as `ticketSvg`. @param dots width of the paper */
export function papersSvg(slip: PapersSlip, measure: Measure, dots: PaperDots): string {
  const paper = paperOf(dots);
  const sheet = new Sheet(measure);
  const x = paper.margin;
  const width = dots - 2 * paper.margin;
  let y = 14;
  const put = (text: string, size: number, weight: 600 | 700 | 800, gap: number): void => {
    if (text === '') return;
    const wish = { text: cleanText(text), size, weight, x, width, least: 22, lines: 3 } as const;
    y = sheet.text(wish, y) + gap;
  };
  put(slip.title, paper.when, 800, 0);
  put(`${slip.site} · ${slip.date}`, paper.small, 600, 4);
  sheet.rule(x, y, width, RULE);
  y += RULE + 8;
  put(slip.procedure, paper.missed + 3, 800, 0);
  put(slip.case, paper.label, 600, 6);
  for (const document of slip.documents) y = putDocument(sheet, paper, width, document, y);
  y += 6;
  sheet.rule(x, y, width, RULE);
  y += RULE + 10;
  const code = { text: cleanText(slip.code), weight: 800, x, width, anchor: 'middle' } as const;
  y = sheet.text({ ...code, size: Math.round(paper.number * 0.62) }, y) - 6;
  put(slip.codeNote, paper.label, 600, 8);
  return drawShapes(sheet.shapes(dots, y + 4, null));
}

/** A box to tick, filled where the paper was seen already, and the name beside it. */
function putDocument(
  sheet: Sheet,
  paper: Paper,
  width: number,
  { name, form, missing }: PapersSlip['documents'][number],
  top: number,
): number {
  const indent = BOX + 16;
  const text = { x: paper.margin + indent, width: width - indent, least: 22, lines: 3 } as const;
  const weight = missing ? 700 : 600;
  const named = { ...text, text: cleanText(name), size: paper.label + 4, weight } as const;
  const box = { x: paper.margin + BOX_LINE / 2, y: top + 10, width: BOX, height: BOX, radius: 3 };
  sheet.box({ ...box, fill: 'white', line: BOX_LINE });
  if (!missing) {
    const inner = { x: box.x + 7, y: box.y + 7, width: BOX - 14, height: BOX - 14, radius: 1 };
    sheet.box({ ...inner, fill: 'black', line: 0 });
  }
  let y = sheet.text(named, top);
  if (form !== '') {
    y = sheet.text({ ...text, text: cleanText(form), size: paper.small, weight: 600 }, y - 6);
  }
  return y + 2;
}
