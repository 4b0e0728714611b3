import { describe, expect, test } from 'vitest';
import { fitText } from '../../printer/template/fit.js';
import { PAPER_DOTS } from '../../printer/template/paper.js';
import { ticketSvg } from '../../printer/template/ticket-svg.js';
import { A027, english, measure, svgOf, textsOf } from './slips.js';

const said = (svg: string): string[] =>
  textsOf(svg).map(({ text }) => text.replaceAll('\u00a0', ' '));

describe('a line too long for the paper is broken', () => {
  const broken = (text: string, width: number): string[] =>
    fitText({ text, width, size: 22, least: 20, weight: 600, lines: 2 }, measure).lines;

  test('at a pause rather than within a phrase', () => {
    expect(broken('Lần sau đưa mã này: không ai phải hỏi lại từ đầu.', 340)).toEqual([
      'Lần sau đưa mã này:',
      'không ai phải hỏi lại từ đầu.',
    ]);
    expect(broken('Số 1 đường Hoa Sen, phường Sen Hồng, thành phố Hồ Chí Minh', 536)).toEqual([
      'Số 1 đường Hoa Sen, phường Sen Hồng,',
      'thành phố Hồ Chí Minh',
    ]);
  });

  test('never within a telephone number', () => {
    const text = 'Cảm ơn ông/bà. Mọi góp ý xin gửi về số 0274 3 822 116 trong giờ làm việc.';
    for (let width = 240; width < 600; width += 8) {
      const lines = broken(text, width);
      expect(lines.join(' ')).toBe(text);
      expect(lines.some((line) => line.includes('0274 3 822 116'))).toBe(true);
    }
  });

  test('into lines of which none is a last word alone, though it takes more of them than wished', () => {
    const text = 'Mời ông/bà nghe gọi số để biết đến quầy nào';
    const [first = '', ...others] = broken(text, 200);
    expect(others.length).toBeGreaterThan(1);
    const widest = measure(first, 20, 600);
    for (const line of others) expect(measure(line, 20, 600)).toBeGreaterThan(widest / 2);
  });
});

describe.each(PAPER_DOTS)('on %i dots', (dots) => {
  test('a floor that finds no room beside its counters stands whole below them, in the same size', () => {
    const places = [
      { counters: [1, 2, 3, 4, 5, 6, 7, 8], zone: 'nhà văn hoá khu 3' },
      { counters: [11, 12], zone: 'tầng 2' },
    ];
    const svg = svgOf({ places }, dots);
    const lines = said(svg);
    const at = lines.indexOf('quầy 1, 2, 3, 4, 5, 6, 7, 8');
    expect(lines.slice(at, at + 3)).toEqual([
      'quầy 1, 2, 3, 4, 5, 6, 7, 8',
      'nhà văn hoá khu 3',
      'quầy 11, 12 · tầng 2',
    ]);
    expect(
      new Set(
        textsOf(svg)
          .slice(at, at + 3)
          .map(({ size }) => size),
      ).size,
    ).toBe(1);
  });

  test('no place of a further stop is broken in two', () => {
    const places = [
      { counters: [6], zone: 'tầng 1' },
      { counters: [9, 10], zone: 'tầng 2' },
    ];
    const lines = said(svgOf({ stops: [{ name: 'Đất đai – Xây dựng', places }] }, dots));
    expect(lines.some((line) => line.includes('quầy 6 · tầng 1'))).toBe(true);
    expect(lines.some((line) => line.includes('quầy 9, 10 · tầng 2'))).toBe(true);
  });

  test('times stand on one line, short where the paper has no room for them in full', () => {
    const when = { from: { hour: 10, minute: 25 }, to: { hour: 14, minute: 55 } };
    const full = dots === 576;
    expect(said(svgOf({ when }, dots))).toContain(full ? '10 giờ 25 – 14 giờ 55' : '10h25 – 14h55');
  });
});

test('a second language names the floors in its own words', () => {
  const places = (first: string, second: string) => [
    { counters: [1, 2], zone: first },
    { counters: [7], zone: second },
  ];
  const words = () => 'Xin mời';
  const second = { words: english, places: places('floor 1', 'floor 2') };
  const model = { ...A027, places: places('tầng 1', 'tầng 2') };
  const all = said(ticketSvg(model, words, measure, 576, second)).join(' ');
  expect(all).toContain('please go to counter 1, 2 · floor 1, counter 7 · floor 2');
});
