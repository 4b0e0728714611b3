import { describe, expect, test } from 'vitest';
import { renderSlip } from '../../printer/render/render-slip.js';
import { hasInk } from '../../printer/render/bitmap.js';
import { LEAST_TEXT, PAPER_DOTS } from '../../printer/template/paper.js';
import { testSvg } from '../../printer/template/test-svg.js';
import { inkColumns, measure, textsOf } from './slips.js';

const SLIP = {
  title: 'PHIẾU THỬ',
  site: 'Phường Sen Hồng',
  when: '08h41 ngày 19/11/2026',
  note: 'Máy in hoạt động. Đây không phải số thứ tự.',
  ruler: 'Thước dài 72 mm, thấy rõ vạch đầu và vạch cuối.',
  bar: 'Dải đen liền. Có sọc trắng là đầu in bẩn hoặc hỏng.',
  letters: 'Chữ và dấu rõ từng nét.',
};

describe.each(PAPER_DOTS)('the test slip, %i dots wide', (dots) => {
  const svg = testSvg(SLIP, measure, dots);
  test('has every letter of Vietnamese that ASCII lacks, none twice, none too small', () => {
    const letters = textsOf(svg)
      .map(({ text }) => text)
      .filter((text) => !Object.values(SLIP).some((known) => known.includes(text.slice(0, 8))))
      .join('');
    const marked = [...letters].filter((letter) => letter > '\u007f');
    expect(marked).toHaveLength(134);
    expect(new Set(marked).size).toBe(134);
    expect(marked.every((letter) => letter === letter.normalize('NFC'))).toBe(true);
    const sizes = textsOf(svg).filter(({ text }) => /[ăĂ].*[ặẶ]|[ưƯ].*[ựỰ]/.test(text));
    expect(new Set(sizes.map(({ size }) => size)).size).toBe(1);
    expect(Math.min(...textsOf(svg).map(({ size }) => size))).toBeGreaterThanOrEqual(LEAST_TEXT);
  });

  test('rules from the first dot of the head to the last, eight dots a millimetre, under a whole bar', async () => {
    const bitmap = await renderSlip(svg, dots);
    expect(inkColumns(bitmap)).toMatchObject({ first: 0, last: dots - 1 });
    const rows = Array.from({ length: bitmap.height }, (_, y) => y);
    const across = Array.from({ length: dots }, (_, x) => x);
    expect(rows.filter((y) => across.every((x) => hasInk(bitmap, x, y))).length).toBe(28);
    const ruled = rows.filter((y) =>
      across.every((x) => x % 8 > 1 || hasInk(bitmap, x, y) || x === dots - 1),
    );
    expect(ruled.length).toBeGreaterThanOrEqual(14);
  });
});
