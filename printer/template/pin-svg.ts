/** The slip of somebody who begins: a code that opens the page on a phone, a PIN for once, what to do, until when. */
import { cleanText } from './clean-text.js';
import type { Measure } from './measure.js';
import { LEAST_TEXT, type PaperDots, paperOf } from './paper.js';
import { Sheet } from './sheet.js';
import { drawShapes } from './ticket-svg.js';

export interface PinSlip {
  /** `Phiếu đăng nhập` */
  title: string;
  site: string;
  name: string;
  role: string;
  /** Address that the code opens, and what it is for; `null` where no phone reaches the server. */
  page: { address: string; purpose: string } | null;
  /** What the PIN is. */
  pinLabel: string;
  /** Six digits. */
  pin: string;
  /** What to do, in order. */
  steps: readonly string[];
  /** Until when code and PIN hold. */
  until: readonly string[];
  /** That it is nobody else's. */
  secret: string;
}

const RULE = 3;
/** Dots of a module: 0.625 mm and 0.5 mm, which phones read off thermal paper. */
const MODULE = { wide: 5, narrow: 4 } as const;
const NARROW: PaperDots = 384;
const STEP = 38;

/** Pure, as `ticketSvg`. @param dots width of the paper */
export function pinSvg(slip: PinSlip, measure: Measure, dots: PaperDots): string {
  const paper = paperOf(dots);
  const sheet = new Sheet(measure);
  const x = paper.margin;
  const width = dots - 2 * x;
  let y = 14;
  const put = (text: string, size: number, weight: 600 | 700 | 800, gap: number): void => {
    const wish = { text: cleanText(text), size, weight, x, width, least: LEAST_TEXT, lines: 3 };
    y = sheet.text(wish, y) + gap;
  };
  const rule = (): void => {
    sheet.rule(x, y, width, RULE);
    y += RULE + 8;
  };
  put(slip.title, paper.missed, 800, 0);
  put(slip.site, paper.small, 600, 4);
  rule();
  put(slip.name, paper.fact - 8, 800, 0);
  put(slip.role, paper.label, 600, 6);
  rule();
  put(slip.pinLabel, paper.label, 600, 0);
  const spaced = `${slip.pin.slice(0, 3)} ${slip.pin.slice(3)}`;
  const pin = { text: spaced, weight: 800, x, width, anchor: 'middle', lines: 1 } as const;
  y = sheet.text({ ...pin, size: Math.round(paper.number * 0.5) }, y) + 2;
  if (slip.page !== null) {
    const modules = MODULE[dots === NARROW ? 'narrow' : 'wide'];
    put(slip.page.purpose, paper.label, 700, 4 * modules);
    y += codeInTheMiddle(sheet, slip.page.address, dots, y, modules) + 4 * modules;
  }
  rule();
  slip.steps.forEach((step, index) => {
    const number = {
      text: `${index + 1}.`,
      size: paper.label,
      weight: 800,
      x,
      width: STEP,
    } as const;
    sheet.text(number, y);
    const text = { text: cleanText(step), size: paper.label, weight: 600, lines: 3 } as const;
    y = sheet.text({ ...text, x: x + STEP, width: width - STEP, least: LEAST_TEXT }, y) + 2;
  });
  y += 6;
  rule();
  for (const line of slip.until) put(line, paper.label, 800, 0);
  put(slip.secret, paper.small, 600, 8);
  return drawShapes(sheet.shapes(dots, y + 4, null));
}

/** @returns its height */
function codeInTheMiddle(
  sheet: Sheet,
  address: string,
  dots: number,
  y: number,
  modules: number,
): number {
  const side = sheet.codeSide(address) * modules;
  sheet.code(address, Math.round((dots - side) / 2), y, modules);
  return side;
}
