/** A day in figures, with the hash that proves its journal: what is kept in a folder of paper. */
import { cleanText } from './clean-text.js';
import type { Measure } from './measure.js';
import { type PaperDots, paperOf } from './paper.js';
import { Sheet } from './sheet.js';
import { drawShapes } from './ticket-svg.js';

/** A line with its figure at the right. */
export interface SummaryLine {
  text: string;
  figure: string;
  /** Stands out: totals. */
  strong: boolean;
}
export interface SummarySlip {
  /** `Tổng kết ngày` */
  title: string;
  site: string;
  /** Day and times of the first and last number. */
  day: string;
  totals: readonly SummaryLine[];
  groups: readonly SummaryLine[];
  /** What people said of how they were served, their number first; none where nobody did. */
  ratings: readonly SummaryLine[];
  /** What the hash is for, the hash in groups of four, and which entry it is of. */
  hash: { label: string; value: string; entry: string } | null;
  /** When it was printed. */
  printed: string;
}

const RULE = 3;

/** Pure, as `ticketSvg`. @param dots width of the paper */
export function summarySvg(slip: SummarySlip, measure: Measure, dots: PaperDots): string {
  const paper = paperOf(dots);
  const sheet = new Sheet(measure);
  const x = paper.margin;
  const width = dots - 2 * paper.margin;
  let y = 14;
  const put = (text: string, size: number, weight: 600 | 800, lines = 2): void => {
    y = sheet.text({ text: cleanText(text), size, weight, x, width, least: 20, lines }, y);
  };
  const rule = (): void => {
    sheet.rule(x, y + 4, width, RULE);
    y += RULE + 12;
  };
  const table = (lines: readonly SummaryLine[]): void => {
    for (const { text, figure, strong } of lines) {
      const size = strong ? paper.missed : paper.label;
      const weight = strong ? 800 : 600;
      const right = Math.ceil(1.06 * measure(figure, size, weight));
      // A dash ends a line and never begins one.
      const kept = cleanText(text).replace(/ ([–·]) /g, '\u00a0$1 ');
      const left = { text: kept, size, weight, x, least: 20 } as const;
      const end = sheet.text({ ...left, width: width - right - 16 }, y);
      const number = { ...left, text: cleanText(figure), x: dots - x - right, width: right };
      sheet.text({ ...number, anchor: 'end' }, y);
      y = end;
    }
  };
  put(slip.title, paper.when, 800);
  put(slip.site, paper.name, 800);
  put(slip.day, paper.small, 600);
  rule();
  table(slip.totals);
  for (const lines of [slip.groups, slip.ratings]) {
    if (lines.length === 0) continue;
    rule();
    table(lines);
  }
  if (slip.hash !== null) {
    rule();
    put(slip.hash.label, paper.label, 600, 3);
    for (const line of comparable(slip.hash.value)) put(line, paper.missed, 800);
    put(slip.hash.entry, paper.small, 600);
  }
  rule();
  put(slip.printed, paper.small, 600);
  return drawShapes(sheet.shapes(dots, y + 8, null));
}

/** Lines of four groups each: somebody compares them with a screen, one after the other. */
function comparable(hash: string): string[] {
  return hash.match(/\S+(?: \S+){0,3}/g) ?? [];
}
