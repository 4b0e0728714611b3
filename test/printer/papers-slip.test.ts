import { describe, expect, test } from 'vitest';
import { renderSlip } from '../../printer/render/render-slip.js';
import { LEAST_TEXT, PAPER_DOTS, paperOf } from '../../printer/template/paper.js';
import { type PapersSlip, papersSvg } from '../../printer/template/papers-svg.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { inkColumns, measure, textsOf } from './slips.js';

const BIRTH: PapersSlip = {
  title: 'Giấy tờ cần mang',
  site: 'Phường Sen Hồng',
  date: '19/11/2026',
  procedure: 'Đăng ký khai sinh',
  case: 'Cha mẹ chưa kết hôn',
  documents: [
    { name: 'Giấy chứng sinh', form: 'bản chính', missing: true },
    { name: 'Tờ khai đăng ký khai sinh', form: '', missing: false },
  ],
  code: 'MXMX',
  codeNote: 'Lần sau đưa mã này: không ai phải hỏi lại từ đầu. Mã được giữ 60 ngày.',
};

const said = (svg: string): string =>
  textsOf(svg)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join(' ');

describe.each(PAPER_DOTS)('the list of papers to bring, %i dots wide', (dots) => {
  test('says what to bring and the code, which is the largest thing on it', () => {
    const svg = papersSvg(BIRTH, measure, dots);
    const texts = textsOf(svg);
    expect(said(svg)).toContain(`${BIRTH.site} · ${BIRTH.date}`);
    for (const { name } of BIRTH.documents) expect(said(svg)).toContain(name);
    expect(said(svg)).toContain(BIRTH.codeNote);
    const code = texts.find(({ text }) => text === BIRTH.code);
    const others = texts.filter((each) => each !== code).map(({ size }) => size);
    expect(code?.size).toBeGreaterThan(1.4 * Math.max(...others));
  });

  test('loses no letter of the longest names, and no ink at the edges', async () => {
    const name = 'Giấy xác nhận tình trạng hôn nhân do Ủy ban nhân dân cấp xã cấp '
      .repeat(4)
      .trim();
    const documents = Array.from({ length: 40 }, (_, n) => {
      return { name: `${name} ${n}`, form: 'W'.repeat(90), missing: n < 20 };
    });
    const slip = { ...BIRTH, site: name, procedure: name, case: name, documents };
    const svg = papersSvg(slip, measure, dots);
    for (const document of documents) expect(said(svg)).toContain(document.name);
    const letters = said(svg).replaceAll(' ', '').match(/W{90}/g);
    expect(letters).toHaveLength(40);
    expect(Math.min(...textsOf(svg).map(({ size }) => size))).toBeGreaterThanOrEqual(LEAST_TEXT);
    const { first, last } = inkColumns(await renderSlip(svg, dots));
    expect(first).toBeGreaterThanOrEqual(paperOf(dots).margin - 3);
    expect(last).toBeLessThanOrEqual(dots - paperOf(dots).margin + 3);
  });

  test('holds each case of the sample ward whole', async () => {
    const ward = await readSampleWard();
    for (const { name, cases } of ward.procedures) {
      for (const one of cases) {
        const documents = one.documents.map((each) => {
          return { name: each.name.vi, form: each.form.vi, missing: true };
        });
        const svg = papersSvg(
          { ...BIRTH, procedure: name.vi, case: one.name.vi, documents },
          measure,
          dots,
        );
        for (const document of documents) expect(said(svg)).toContain(document.name);
      }
    }
  });
});
