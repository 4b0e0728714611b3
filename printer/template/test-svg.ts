/** The test slip: what somebody holds who asked whether the printer prints. It is no ticket and says so. */
import { cleanText } from './clean-text.js';
import type { Measure } from './measure.js';
import { type PaperDots, paperOf } from './paper.js';
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
}

/** Pure, as `ticketSvg`. @param dots width of the paper */
export function testSvg(slip: TestSlip, measure: Measure, dots: PaperDots): string {
  const paper = paperOf(dots);
  const sheet = new Sheet(measure);
  const width = dots - 2 * paper.margin;
  const line = { x: paper.margin, width, anchor: 'middle' } as const;
  let y = 24;
  const put = (text: string, size: number, weight: 600 | 800): void => {
    y = sheet.text({ ...line, text: cleanText(text), size, weight, least: 24 }, y) + 6;
  };
  put(slip.title, paper.fact + 20, 800);
  sheet.rule(paper.margin, y, width, 3);
  y += 14;
  put(slip.site, paper.name, 800);
  put(slip.when, paper.when, 800);
  put(slip.note, paper.label, 600);
  return drawShapes(sheet.shapes(dots, y + 12, null));
}
