import { describe, expect, test } from 'vitest';
import { toPng } from '../../printer/render/png.js';
import { LEAST_TEXT, PAPER_DOTS, paperOf } from '../../printer/template/paper.js';
import { A027, english, fromPng, inkColumns, slip, svgOf, textsOf } from './slips.js';

const said = (svg: string): string[] =>
  textsOf(svg).map(({ text }) => text.replaceAll('\u00a0', ' '));

describe('the slip of A027', () => {
  test('on 80 mm says four facts large and the rest small', () => {
    const svg = svgOf();
    expect(said(svg)).toEqual([
      'Phường Sen Hồng',
      'Phiếu số thứ tự',
      '19/11/2026',
      'lấy lúc 08h41',
      'A027',
      'A',
      'Chứng thực',
      'Khi gọi số này, mời ông/bà đến',
      'quầy 1, 2 hoặc 3',
      'Dự kiến đến lượt, khoảng',
      '9 giờ 10 – 9 giờ 25',
      'Trước ông/bà còn 6 người',
      'Nếu lỡ lượt, mời ông/bà',
      'đến bàn hướng dẫn',
      'Số có giá trị trong ngày 19/11/2026 · TNV 2',
    ]);
    const size = Object.fromEntries(textsOf(svg).map((line) => [line.text.slice(0, 4), line.size]));
    expect(size).toMatchObject({ A027: 212, quầy: 56, 'Nếu ': 33, Phườ: 28 });
  });

  test('on 58 mm says the same with short times', () => {
    const lines = said(svgOf({}, 384));
    expect(lines).toContain('quầy 1, 2 hoặc 3');
    expect(lines).toContain('09h10 – 09h25');
    expect(lines.slice(-2)).toEqual(['Số có giá trị trong ngày 19/11/2026', 'TNV 2']);
    expect(textsOf(svgOf({}, 384)).find(({ text }) => text === 'A027')?.size).toBe(146);
  });

  test.each(PAPER_DOTS)(
    '%i dots wide: lines stand below one another and reach the paper’s end',
    (dots) => {
      const svg = svgOf({}, dots);
      const left = textsOf(svg).filter(({ x }) => x === paperOf(dots).margin);
      const heights = left.map(({ y }) => y);
      expect(heights).toEqual([...heights].sort((a, b) => a - b));
      const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
      expect(height - (heights.at(-1) ?? 0)).toBeLessThan(30);
      expect(height).toBeGreaterThan(600);
      expect(height).toBeLessThan(1000);
    },
  );
});

test('the site decides what stands on it besides the four facts', () => {
  const none = { takenAt: null, ahead: null, valid: false, mark: null };
  const bare = said(svgOf(none));
  expect(bare.slice(0, 4)).toEqual(['Phường Sen Hồng', 'Phiếu số thứ tự', '19/11/2026', 'A027']);
  expect(bare.at(-1)).toBe('đến bàn hướng dẫn');
  const footer = 'Cảm ơn ông/bà. Mọi góp ý xin gửi về số 0274 3 822 116 trong giờ làm việc.';
  const whole = said(svgOf({ footer, address: 'Số 1 đường Hoa Sen, phường Sen Hồng' }));
  const last = whole.slice(whole.indexOf('Số có giá trị trong ngày 19/11/2026 · TNV 2') + 1);
  expect(last.join(' ')).toBe(`${footer} Số 1 đường Hoa Sen, phường Sen Hồng`);
});

test('without an estimate the people ahead are the large fact, and no time is promised', () => {
  const lines = textsOf(svgOf({ when: null, ahead: 12 }));
  const people = lines.find(({ text }) => text.includes('12'));
  expect(people?.text).toBe('Trước ông/bà còn 12 người');
  expect(people?.size).toBeGreaterThan(30);
  expect(lines.some(({ text }) => text.includes('giờ'))).toBe(false);
});

test('before the counters open, when they do is the large fact', () => {
  const lines = textsOf(svgOf({ when: null, opens: { hour: 7, minute: 30 } }));
  const opens = lines.find(({ text }) => text.replaceAll('\u00A0', ' ') === 'Quầy mở lúc 7 giờ 30');
  expect(opens?.size).toBeGreaterThan(30);
  expect(lines.map(({ text }) => text)).toContain('Trước ông/bà còn 6 người');
});

test('a ticket that does not wait is asked to wait for its call', () => {
  expect(said(svgOf({ when: null, ahead: null }))).toContain('Mời ông/bà chờ gọi số');
});

test('counters on two floors are named with their floors', () => {
  const places = [
    { counters: [1, 2], zone: 'tầng 1' },
    { counters: [7], zone: 'tầng 2' },
  ];
  const lines = said(svgOf({ places }));
  expect(lines).toContain('quầy 1, 2 · tầng 1');
  expect(lines).toContain('quầy 7 · tầng 2');
});

test('a reprint says so and which one it is', () => {
  expect(said(svgOf({ copy: 1 })).join()).not.toContain('IN LẠI');
  expect(said(svgOf({ copy: 3 }))).toContain('IN LẠI (lần 2)');
});

test('a full hour is said without minutes', () => {
  const when = { from: { hour: 9, minute: 0 }, to: { hour: 9, minute: 5 } };
  expect(said(svgOf({ when }))).toContain('9 giờ – 9 giờ 05');
});

test('English words fit too', () => {
  const lines = said(svgOf({}, 384, english));
  expect(lines).toContain('counter 1, 2 or 3');
  expect(lines).toContain('09:10 – 09:25');
});

const LONG = {
  number: 'K1000',
  site: 'Trung tâm Phục vụ hành chính công phường Nghĩa Đường Thượng Hạ Quỳnh Lưu',
  group: {
    letter: 'L',
    name: 'Chính sách xã hội, người có công với cách mạng, bảo hiểm xã hội tự nguyện',
  },
  places: [
    {
      counters: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
      zone: 'nhà văn hoá khu phố Nguyễn Thị Minh Khai',
    },
  ],
  mark: 'Tình nguyện viên số 12',
  copy: 2,
};

describe.each(PAPER_DOTS)('on %i dots', (dots) => {
  const { margin } = paperOf(dots);

  test('long names shrink and wrap, all words stay, nothing crosses the margin', async () => {
    const lines = textsOf(svgOf(LONG, dots));
    const all = lines.map(({ text }) => text).join(' ');
    for (const word of `${LONG.site} ${LONG.group.name} ${LONG.places[0]?.zone}`.split(' ')) {
      expect(all.replaceAll('\u00a0', ' ')).toContain(word);
    }
    expect(Math.min(...lines.map(({ size }) => size))).toBeGreaterThanOrEqual(LEAST_TEXT);
    const { first, last } = inkColumns(await slip(LONG, dots));
    expect(first).toBeGreaterThanOrEqual(margin - 2);
    expect(last).toBeLessThan(dots - margin + 2);
  });

  test('a word without blanks is broken rather than cut off', async () => {
    const name = 'Ngã'.repeat(60);
    const lines = textsOf(svgOf({ site: name, group: { letter: 'K', name } }, dots));
    expect(
      lines
        .filter(({ text }) => /^[Ngã]+$/.test(text))
        .map(({ text }) => text)
        .join(''),
    ).toBe(name + name);
    const { last } = inkColumns(await slip({ site: name, group: { letter: 'K', name } }, dots));
    expect(last).toBeLessThan(dots - margin + 2);
  });
});

test('what people typed cannot become markup', async () => {
  const evil = `</text><rect width="576" height="900"/> & "x" 'y' <!-- ]]> {{number}}`;
  const svg = svgOf({ site: evil, mark: evil, group: { letter: '<', name: evil } });
  expect(svg.match(/<rect/g)).toHaveLength(svgOf().match(/<rect/g)?.length ?? 0);
  expect(svg).not.toContain('<!--');
  expect(said(svg).join(' ')).toContain('</text><rect');
  // It can still be drawn: the XML is well formed.
  await expect(slip({ site: evil, mark: evil })).resolves.toBeDefined();
});

test('control, bidirectional and invisible characters do not reach the paper', () => {
  const svg = svgOf({ site: 'Phường\u202e Sen\u0000\u200b \u2066Hồng\ufeff\u0007\n\ud800' });
  expect(said(svg)[0]).toBe('Phường Sen Hồng');
});

test('marks piled upon a letter do not reach the lines above', () => {
  const site = `Sen Ho${'\u0301'.repeat(40)}ng`;
  expect(said(svgOf({ site }))[0]).toBe('Sen H\u00f3\u0301\u0301ng');
  expect(said(svgOf({ site: 'Phường Sen Hồng'.normalize('NFD') }))[0]).toBe('Phường Sen Hồng');
});

test('the picture for screens has the dots of the paper', async () => {
  const bitmap = await slip();
  expect(fromPng(toPng(bitmap))).toEqual(bitmap);
  expect(toPng(bitmap).length).toBeLessThan(20_000);
});

test('the model is not changed by drawing it', () => {
  const before = structuredClone(A027);
  svgOf();
  expect(A027).toEqual(before);
});
