/** The head of a slip: whose it is, of which day, taken when. */
import { standsBeside } from './logo-room.js';
import type { Pen } from './pen.js';
import { clockInWords } from './saying.js';
import { legible, type SlipShapes } from './sheet.js';
import type { SlipLogo, SlipModel, SlipWords } from './slip-model.js';

/** The door mark is drawn on a grid of 48. */
const MARK_GRID = 48;

/** @returns the door mark; `null` where a logo stands in its place or there is no room */
export function putHead(pen: Pen, model: SlipModel, words: SlipWords): SlipShapes['mark'] {
  const { paper, sheet } = pen;
  const { logo } = model;
  const beside = logo !== null && standsBeside(logo, paper) ? logo : null;
  if (logo !== null && beside === null) putAbove(pen, logo);
  const small = { size: paper.small, weight: 600 } as const;
  const taken = takenInWords(pen, model, words);
  const widest = Math.max(
    ...[model.date, taken].map((text) => pen.measure(text, legible(text, paper.small), 600)),
  );
  const right = Math.ceil(1.04 * widest);
  const withMark = paper.mark && logo === null;
  const sign = beside ?? { width: withMark ? MARK_GRID : 0, height: withMark ? MARK_GRID : 0 };
  const x = paper.margin + (sign.width > 0 ? sign.width + 14 : 0);
  const width = paper.dots - paper.margin - right - 16 - x;
  const top = pen.y;
  const nameEnd = sheet.text({ text: model.site, size: paper.name, weight: 700, x, width }, top);
  const leftEnd = sheet.text({ ...small, text: words('heading'), x, width }, nameEnd - 4);
  const atEnd = { x: paper.dots - paper.margin - right, width: right, anchor: 'end' } as const;
  const end = { ...small, ...atEnd } as const;
  const dateEnd = sheet.text({ ...end, text: model.date }, top + paper.name - paper.small);
  const rightEnd = taken === '' ? dateEnd : sheet.text({ ...end, text: taken }, dateEnd - 2);
  const bottom = Math.max(leftEnd, rightEnd, top + sign.height + 4) + 6;
  const y = Math.round((top + bottom - sign.height) / 2);
  if (beside !== null) sheet.picture({ ...beside, x: paper.margin, y });
  pen.y = bottom;
  pen.rule(12);
  return withMark ? { x: paper.margin, y, scale: 1 } : null;
}

function putAbove(pen: Pen, logo: SlipLogo): void {
  const x = Math.round((pen.paper.dots - logo.width) / 2);
  pen.sheet.picture({ ...logo, x, y: pen.y });
  pen.y += logo.height + 8;
}

/** When the number was taken; '' where the site leaves it out. */
function takenInWords({ paper }: Pen, { takenAt }: SlipModel, words: SlipWords): string {
  if (takenAt === null) return '';
  const clock = clockInWords(takenAt, 'clockShort', words);
  return paper.shortClock ? clock : words('takenAt', { clock });
}
