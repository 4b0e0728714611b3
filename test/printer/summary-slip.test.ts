import { describe, expect, test } from 'vitest';
import { renderSlip } from '../../printer/render/render-slip.js';
import { LEAST_TEXT, PAPER_DOTS, paperOf } from '../../printer/template/paper.js';
import { type SummarySlip, summarySvg } from '../../printer/template/summary-svg.js';
import { inkColumns, measure, textsOf } from './slips.js';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const DAY: SummarySlip = {
  title: 'Tổng kết ngày',
  site: 'Phường Sen Hồng',
  day: '19/11/2026 · số đầu 07h31, số cuối 16h20',
  totals: [
    { text: 'Số đã cấp', figure: '412', strong: true },
    { text: 'Đã xong', figure: '398', strong: false },
  ],
  groups: [
    { text: 'L · Chính sách xã hội, người có công, BHXH', figure: '96, xong 91', strong: false },
  ],
  ratings: [],
  hash: {
    label: 'Mã cuối ngày: sau này ai sửa lịch sử của ngày này thì mã sẽ khác',
    value: HASH.replace(/(.{4})(?=.)/g, '$1 '),
    entry: 'Mã của mục số 48213 trong lịch sử thao tác',
  },
  printed: 'In lúc 17h02, 19/11/2026',
};

describe.each(PAPER_DOTS)('a day in figures, %i dots wide', (dots) => {
  test('has the journal’s last hash whole, in lines of four groups to be compared by eye', () => {
    const lines = textsOf(summarySvg(DAY, measure, dots)).map(({ text }) => text);
    const hash = lines.filter((line) => /^[0-9a-f]{4}( [0-9a-f]{4}){3}$/.test(line));
    expect(hash).toHaveLength(4);
    expect(hash.join('').replaceAll(' ', '')).toBe(HASH);
    expect(lines.join(' ')).toContain(DAY.hash?.entry);
  });

  test('keeps each figure beside its name, and all of it within the paper', async () => {
    const svg = summarySvg(DAY, measure, dots);
    const texts = textsOf(svg).map((line) => {
      return { ...line, text: line.text.replaceAll('\u00a0', ' ') };
    });
    for (const { text, figure } of [...DAY.totals, ...DAY.groups]) {
      const name = texts.find((line) => text.startsWith(line.text));
      const beside = texts.find((line) => line.text === figure);
      expect(beside?.y).toBeDefined();
      expect(Math.abs((name?.y ?? 0) - (beside?.y ?? 0))).toBeLessThanOrEqual(12);
    }
    expect(Math.min(...texts.map(({ size }) => size))).toBeGreaterThanOrEqual(LEAST_TEXT);
    const { first, last } = inkColumns(await renderSlip(svg, dots));
    expect(first).toBeGreaterThanOrEqual(paperOf(dots).margin - 3);
    expect(last).toBeLessThanOrEqual(dots - paperOf(dots).margin + 3);
  });
});
