/** The foot of a slip: its page as a code with a short text beside it, and what is small. */
import type { Pen } from './pen.js';
import type { SlipModel, SlipWords } from './slip-model.js';

/** Side of a module of the code: 0.5 mm. White round it, in modules (ISO/IEC 18004). */
const MODULE = 4;
const QUIET = 4;

/** What the text beside the code needs at least: a word of seven letters. */
const LEAST_BESIDE = 132;

/** Validity and the issuer's mark on one line where they fit; then what the site adds of its own. */
export function putFoot(pen: Pen, model: SlipModel, words: SlipWords): void {
  const { paper, sheet } = pen;
  const code = model.link === null ? null : putCode(pen, model.link);
  const room = (): { x: number; width: number } => {
    const isBeside = code !== null && pen.y < code.bottom - paper.small;
    // Below it, the white that the code needs stays white.
    if (code !== null && !isBeside) pen.y = Math.max(pen.y, code.bottom - 6);
    const beside = isBeside ? code.width : 0;
    return { x: paper.margin + beside, width: pen.inner - beside };
  };
  if (code !== null) {
    pen.y = code.textFrom;
    const scan = { text: words('scan'), size: paper.label, weight: 700, lines: 3 } as const;
    pen.y = sheet.text({ ...scan, ...room() }, pen.y) + 2;
  }
  const small = { size: paper.small, weight: 600 } as const;
  const valid = model.valid ? words('valid', { date: model.date }) : null;
  const both = [valid, model.mark].filter((part) => part !== null);
  const together = both.join(' ·\u00a0');
  const linesOf = (text: string): number => sheet.fit({ ...small, ...room(), text }).lines.length;
  const apart = both.reduce((sum, text) => sum + linesOf(text), 0);
  const lines = [
    ...(linesOf(together) < apart ? [together] : both),
    ...[model.footer, model.address],
  ];
  for (const text of lines) {
    if (text !== null && text !== '') pen.y = sheet.text({ ...small, ...room(), text }, pen.y) - 2;
  }
  pen.y = Math.max(pen.y + 2, code?.bottom ?? 0);
}

interface CodePlace {
  /** Dots that it takes of the lines beside it, with the white between; 0 where no text has room there. */
  width: number;
  textFrom: number;
  bottom: number;
}

/**
 * Draws the ticket's page as a code.
 * @returns `null` where the paper is too narrow for modules that cameras can tell apart: better none
 */
function putCode({ sheet, paper, inner, y: top }: Pen, link: string): CodePlace | null {
  const quiet = QUIET * MODULE;
  // The paper's own margin is a part of the white on its left.
  const left = Math.max(quiet, paper.margin);
  const side = sheet.codeSide(link) * MODULE;
  if (side + 2 * quiet > paper.dots) return null;
  const width = side + left - paper.margin + quiet;
  const bottom = top + side + 2 * quiet;
  if (inner - width >= LEAST_BESIDE) {
    sheet.code(link, left, top + quiet, MODULE);
    return { width, textFrom: top + quiet - 8, bottom };
  }
  sheet.code(link, Math.round((paper.dots - side) / 2), top + quiet, MODULE);
  return { width: 0, textFrom: bottom, bottom };
}
