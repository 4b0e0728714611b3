/** Puts the parts of a slip below one another: labels, large facts, frames and rules. */
import type { Measure } from './measure.js';
import type { Paper } from './paper.js';
import { Sheet } from './sheet.js';

export const RULE = 3;
const FRAME = 4;

export class Pen {
  readonly sheet: Sheet;
  /** Width between the margins. */
  readonly inner: number;
  /** Where the next part begins. */
  y = 14;

  constructor(
    readonly measure: Measure,
    readonly paper: Paper,
  ) {
    this.sheet = new Sheet(measure);
    this.inner = paper.dots - 2 * paper.margin;
  }

  /** A line that explains. */
  label(
    text: string,
    { weight = 600, lines = 2 }: { weight?: 600 | 700; lines?: number } = {},
  ): void {
    const { paper, inner } = this;
    const wish = { text, size: paper.label, weight, lines, x: paper.margin, width: inner } as const;
    this.y = this.sheet.text(wish, this.y);
  }

  /** The same in the slip's second language: it stands close below what it repeats. */
  second(text: string): void {
    const { paper } = this;
    const wish = { text, size: paper.small, weight: 600, x: paper.margin } as const;
    this.y = this.sheet.text({ ...wish, width: this.inner, lines: 3 }, this.y - 4);
  }

  /** What is to be read without glasses, all of it in one size. */
  facts(texts: readonly string[], size: number): void {
    const { paper, sheet, inner } = this;
    const wish = { weight: 800, x: paper.margin, width: inner, least: 30 } as const;
    const sizes = texts.map((text) => sheet.fit({ ...wish, text, size }).size);
    const common = Math.min(...sizes);
    for (const text of texts) {
      this.y = sheet.text({ ...wish, text, size: common }, this.y - 2);
    }
  }

  framed(text: string, size: number, anchor: 'start' | 'middle'): void {
    const { sheet, paper } = this;
    const pad = Math.round(paper.margin * 0.9);
    const x = paper.margin + pad;
    const wish = { text, size, weight: 700, x, width: this.inner - 2 * pad, anchor } as const;
    const fitted = sheet.fit({ ...wish, least: 24 });
    const height = fitted.height + 20;
    sheet.box({
      x: paper.margin + FRAME / 2,
      y: this.y + FRAME / 2,
      width: this.inner - FRAME,
      height: height - FRAME,
      radius: 6,
      fill: 'white',
      line: FRAME,
    });
    sheet.put(wish, fitted, this.y + 8);
    this.y += height + 8;
  }

  /** Across the paper, with so many dots of white below. */
  rule(below: number): void {
    this.sheet.rule(this.paper.margin, this.y, this.inner, RULE);
    this.y += RULE + below;
  }
}
