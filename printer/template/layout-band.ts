/** The number, as large as the paper bears, and the band of its group below it. */
import type { Pen } from './pen.js';
import type { SlipModel } from './slip-model.js';

/** Height of a digit of Noto Sans in em (its cap height). */
const CAP = 0.714;

export function putNumber(pen: Pen, number: string): void {
  const { paper, inner } = pen;
  const at = { x: paper.margin, width: inner, anchor: 'middle' } as const;
  const wish = { ...at, text: number, weight: 800 } as const;
  const widest = pen.measure(number, paper.number, 800);
  const size = Math.floor(paper.number * Math.min(1, inner / widest));
  const baseline = Math.round(pen.y + 20 + size * CAP);
  pen.sheet.line({ ...wish, size }, size, baseline);
  pen.y = baseline + Math.round(size * 0.02) + 20;
}

/** White on black: plate with the group's letter, then its name, centred together. */
export function putGroup(pen: Pen, group: SlipModel['group']): void {
  const { paper, sheet, inner } = pen;
  const plate = { width: Math.round(paper.band * 1.5), height: paper.band + 4 };
  const inset = 12;
  const gap = 14;
  const wish = {
    text: group.name,
    size: paper.band,
    weight: 700,
    x: 0,
    width: inner - plate.width - gap - 2 * inset,
    ink: 'white',
    least: 26,
  } as const;
  const name = sheet.fit(wish);
  const tall = Math.max(name.height, plate.height) + 10;
  const longest = Math.max(...name.lines.map((line) => pen.measure(line, name.size, 700)));
  const x = Math.round(paper.margin + (inner - plate.width - gap - longest) / 2);
  const band = { x: paper.margin, y: pen.y, width: inner, height: tall, radius: 6 };
  sheet.box({ ...band, fill: 'black', line: 0 });
  const plateY = Math.round(pen.y + (tall - plate.height) / 2);
  sheet.box({ x, y: plateY, ...plate, radius: 7, fill: 'white', line: 0 });
  const inPlate = { x, width: plate.width, anchor: 'middle' } as const;
  const letter = { ...inPlate, text: group.letter, size: paper.band, weight: 800 } as const;
  const baseline = Math.round(plateY + (plate.height + paper.band * CAP) / 2);
  sheet.line(letter, paper.band, baseline);
  const nameY = pen.y + (tall - name.height) / 2;
  sheet.put({ ...wish, x: x + plate.width + gap }, name, nameY);
  pen.y += tall + 16;
}
