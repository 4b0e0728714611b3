/**
 * Where everything stands on a slip: four facts large (number, where to go, about when, what if
 * missed), the rest small. Pure; the picture is in `ticket.svg.hbs`.
 */
import type { Measure } from './measure.js';
import type { Paper } from './paper.js';
import { Sheet, type SlipShapes } from './sheet.js';
import type { ClockTime, Place, SlipModel, SlipWords } from './slip-model.js';

/** Height of a digit of Noto Sans in em (its cap height). */
const CAP = 0.714;
const RULE = 3;
const FRAME = 4;
/** Size of TẬP DƯỢT against that of the group's band: nobody may take such a slip for a real one. */
const PRACTICE = 1.5;
/** The door mark is drawn on a grid of 48. */
const MARK_GRID = 48;
/** Side of a module of the code: 0.5 mm (facts/printing.md). White round it, in modules (ISO/IEC 18004). */
const MODULE = 4;
const QUIET = 4;

export function layOut(
  model: SlipModel,
  words: SlipWords,
  measure: Measure,
  paper: Paper,
): SlipShapes {
  const slip = new SlipLayout(model, words, new Sheet(measure), measure, paper);
  return slip.draw();
}

class SlipLayout {
  private readonly inner: number;
  private y = 14;

  constructor(
    private readonly model: SlipModel,
    private readonly words: SlipWords,
    private readonly sheet: Sheet,
    private readonly measure: Measure,
    private readonly paper: Paper,
  ) {
    this.inner = paper.dots - 2 * paper.margin;
  }

  draw(): SlipShapes {
    const mark = this.head();
    if (this.model.training) this.practice();
    if (this.model.copy > 1) this.reprint(this.model.copy - 1);
    this.number();
    this.group();
    this.where();
    this.when();
    this.missed();
    this.foot();
    return this.sheet.shapes(this.paper.dots, this.y + 8, mark);
  }

  private head(): SlipShapes['mark'] {
    const { paper, model, words, sheet } = this;
    const small = { size: paper.small, weight: 600 } as const;
    const taken = this.taken();
    const right = Math.ceil(
      1.04 *
        Math.max(this.measure(model.date, paper.small, 600), this.measure(taken, paper.small, 600)),
    );
    const markSize = paper.mark ? MARK_GRID : 0;
    const x = paper.margin + (paper.mark ? markSize + 14 : 0);
    const width = paper.dots - paper.margin - right - 16 - x;
    const top = this.y;
    const nameEnd = sheet.text({ text: model.site, size: paper.name, weight: 700, x, width }, top);
    const leftEnd = sheet.text({ ...small, text: words('heading'), x, width }, nameEnd - 4);
    const end = {
      ...small,
      x: paper.dots - paper.margin - right,
      width: right,
      anchor: 'end',
    } as const;
    const dateEnd = sheet.text({ ...end, text: model.date }, top + paper.name - paper.small);
    const rightEnd = taken === '' ? dateEnd : sheet.text({ ...end, text: taken }, dateEnd - 2);
    const bottom = Math.max(leftEnd, rightEnd, top + markSize + 4) + 6;
    this.rule(bottom);
    this.y = bottom + RULE + 12;
    return paper.mark
      ? { x: paper.margin, y: Math.round((top + bottom - markSize) / 2), scale: 1 }
      : null;
  }

  /** When the number was taken; '' where the site leaves it out. */
  private taken(): string {
    const { takenAt } = this.model;
    if (takenAt === null) return '';
    const clock = this.clock(takenAt, 'clockShort');
    return this.paper.shortClock ? clock : this.words('takenAt', { clock });
  }

  private practice(): void {
    this.framed(this.words('training'), Math.round(this.paper.band * PRACTICE), 'middle');
    this.y += 6;
  }

  private reprint(time: number): void {
    const text = this.words('reprint', { time });
    this.framed(text, this.paper.band, 'middle');
    this.y += 6;
  }

  private number(): void {
    const { paper, model, sheet } = this;
    const wish = {
      text: model.number,
      weight: 800,
      x: paper.margin,
      width: this.inner,
      anchor: 'middle',
    } as const;
    const widest = this.measure(model.number, paper.number, 800);
    const size = Math.floor(paper.number * Math.min(1, this.inner / widest));
    const baseline = Math.round(this.y + 16 + size * CAP);
    sheet.line({ ...wish, size }, size, baseline);
    this.y = baseline + Math.round(size * 0.02) + 20;
  }

  /** White on black: plate with the group's letter, then its name, centred together. */
  private group(): void {
    const { paper, model, sheet } = this;
    const plate = { width: Math.round(paper.band * 1.5), height: paper.band + 4 };
    const inset = 12;
    const gap = 14;
    const wish = {
      text: model.group.name,
      size: paper.band,
      weight: 700,
      x: 0,
      width: this.inner - plate.width - gap - 2 * inset,
      ink: 'white',
      least: 26,
    } as const;
    const name = sheet.fit(wish);
    const tall = Math.max(sheet.height(name), plate.height) + 10;
    const longest = Math.max(...name.lines.map((line) => this.measure(line, name.size, 700)));
    const x = Math.round(paper.margin + (this.inner - plate.width - gap - longest) / 2);
    this.filled(paper.margin, this.y, this.inner, tall, 6);
    const plateY = Math.round(this.y + (tall - plate.height) / 2);
    sheet.box({ x, y: plateY, ...plate, radius: 7, fill: 'white', line: 0 });
    const letter = {
      text: model.group.letter,
      size: paper.band,
      weight: 800,
      x,
      width: plate.width,
    } as const;
    const baseline = Math.round(plateY + (plate.height + paper.band * CAP) / 2);
    sheet.line({ ...letter, anchor: 'middle' }, paper.band, baseline);
    const nameY = this.y + (tall - sheet.height(name)) / 2;
    sheet.put({ ...wish, x: x + plate.width + gap }, name, nameY);
    this.y += tall + 12;
  }

  private where(): void {
    if (this.model.places.length === 0) {
      this.fact(this.words('listen'), this.paper.missed + 5);
    } else {
      this.label(this.words('go'));
      for (const place of this.model.places) this.fact(this.place(place), this.paper.fact);
    }
    this.y += 6;
    this.rule(this.y);
    this.y += RULE + 10;
  }

  private when(): void {
    const { model, words, paper } = this;
    const people = this.people();
    if (model.when !== null) {
      const unit = paper.shortClock ? 'clockShort' : 'clock';
      const from = this.clock(model.when.from, unit);
      const to = this.clock(model.when.to, unit);
      this.label(words('expected'));
      this.fact(from === to ? from : words('range', { from, to }), paper.when);
      if (people !== null) this.label(people);
    } else if (model.opens !== null) {
      const clock = this.clock(model.opens, paper.shortClock ? 'clockShort' : 'clock');
      this.fact(words('opens', { clock }), paper.when);
      if (people !== null) this.label(people);
    } else {
      this.fact(people ?? words('waitForCall'), paper.missed + 5);
    }
    this.y += 10;
  }

  private people(): string | null {
    if (this.model.ahead === null) return null;
    return this.model.ahead === 0
      ? this.words('aheadNone')
      : this.words('ahead', { people: this.model.ahead });
  }

  private missed(): void {
    this.framed(this.words('missed'), this.paper.missed, 'start');
  }

  /** Validity and the issuer's mark on one line where they fit; then what the site adds of its own. */
  private foot(): void {
    const { model, words, paper, sheet } = this;
    const top = this.y;
    const code = model.link === null ? 0 : this.code(model.link, top);
    const x = paper.margin + code;
    const width = this.inner - code;
    const small = { size: paper.small, weight: 600, x, width } as const;
    if (code > 0) {
      const scan = { text: words('scan'), size: paper.label, weight: 700, x, width } as const;
      this.y = sheet.text({ ...scan, lines: 3 }, top + QUIET * MODULE - 8) + 2;
    }
    const valid = model.valid ? words('valid', { date: model.date }) : null;
    const both = [valid, model.mark].filter((part) => part !== null);
    const together = both.join(' · ');
    const oneLine = sheet.fit({ ...small, text: together }).lines.length === 1;
    const lines = [...(oneLine ? [together] : both), model.footer, model.address];
    for (const text of lines) {
      if (text !== null && text !== '') this.y = sheet.text({ ...small, text }, this.y) - 2;
    }
    this.y = Math.max(this.y + 2, code > 0 ? top + code : 0);
  }

  /** Draws the ticket's page as a code. @returns width that it takes with the white beside it, dots */
  private code(link: string, top: number): number {
    const quiet = QUIET * MODULE;
    // The paper's own margin is a part of the white on its left.
    const left = Math.max(quiet, this.paper.margin);
    return this.sheet.code(link, left, top + quiet, MODULE) + left - this.paper.margin + quiet;
  }

  /** "quầy 1, 2 hoặc 3", or with its floor "quầy 1, 2 · tầng 2", which breaks before the dot only. */
  private place({ counters, zone }: Place): string {
    if (zone !== null) {
      const floor = `·\u00A0${zone.replaceAll(' ', '\u00A0')}`;
      return this.words('countersZone', { numbers: counters.join(', '), floor });
    }
    const last = counters.at(-1) ?? '';
    const others = counters.slice(0, -1).join(', ');
    const numbers = others === '' ? last : `${others} ${this.words('or', { last })}`;
    return this.words('counters', { numbers });
  }

  /** A time; its blanks do not break, so that a line never ends between hour and minute. */
  private clock({ hour, minute }: ClockTime, style: 'clock' | 'clockShort'): string {
    const data = {
      hour: style === 'clock' ? String(hour) : String(hour).padStart(2, '0'),
      minute: String(minute).padStart(2, '0'),
    };
    const word = style === 'clock' && minute === 0 ? 'fullHour' : style;
    return this.words(word, data).replaceAll(' ', '\u00A0');
  }

  private label(text: string): void {
    const { paper } = this;
    const wish = {
      text,
      size: paper.label,
      weight: 600,
      x: paper.margin,
      width: this.inner,
    } as const;
    this.y = this.sheet.text(wish, this.y);
  }

  private fact(text: string, size: number): void {
    const wish = {
      text,
      size,
      weight: 800,
      x: this.paper.margin,
      width: this.inner,
      least: 30,
    } as const;
    this.y = this.sheet.text(wish, this.y - 2);
  }

  private framed(text: string, size: number, anchor: 'start' | 'middle'): void {
    const { sheet, paper } = this;
    const pad = Math.round(paper.margin * 0.9);
    const x = paper.margin + pad;
    const wish = { text, size, weight: 700, x, width: this.inner - 2 * pad, anchor } as const;
    const fitted = sheet.fit({ ...wish, least: 24 });
    const height = sheet.height(fitted) + 20;
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

  private filled(x: number, y: number, width: number, height: number, radius: number): void {
    this.sheet.box({ x, y, width, height, radius, fill: 'black', line: 0 });
  }

  private rule(y: number): void {
    this.sheet.rule(this.paper.margin, y, this.inner, RULE);
  }
}
