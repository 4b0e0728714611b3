import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inkOf } from '../../printer/render/bitmap.js';
import { EmptyPicture, renderSlip } from '../../printer/render/render-slip.js';
import { LEAST_TEXT } from '../../printer/template/paper.js';
import { papersSvg } from '../../printer/template/papers-svg.js';
import { pinSvg } from '../../printer/template/pin-svg.js';
import { summarySvg } from '../../printer/template/summary-svg.js';
import { testSvg } from '../../printer/template/test-svg.js';
import { measure, slip, svgOf } from './slips.js';

const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const VOWELS = [...'aăâeêioôơuưy'];
const LOWER = [
  ...VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))),
  'đ',
];
/** The letters of Vietnamese that ASCII lacks, in both cases. */
const LETTERS = [...LOWER, ...LOWER.map((letter) => letter.toUpperCase())].filter(
  (letter) => letter > '\u007f',
);

function picture(text: string, weight: number, size = 22): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><text x="8" y="44" font-family="Noto Sans" font-size="${size}" font-weight="${weight}">${text}</text></svg>`;
}

/** Papers that say this wherever they say something. */
const otherPapers = [
  (said: string) =>
    papersSvg(
      {
        ...{ title: said, site: said, date: said, procedure: said, case: said },
        documents: [{ name: said, form: said, missing: true }],
        ...{ code: said, codeNote: said },
      },
      measure,
      576,
    ),
  (said: string) =>
    pinSvg(
      {
        ...{ title: said, site: said, name: said, role: said, page: null, pin: '483920' },
        ...{ pinLabel: said, steps: [said], until: [said], secret: said },
      },
      measure,
      384,
    ),
  (said: string) => {
    const line = { text: said, figure: said, strong: false };
    return summarySvg(
      {
        ...{ title: said, site: said, day: said, printed: said },
        ...{ totals: [line], groups: [], ratings: [] },
        hash: { label: said, value: 'ab12 cd34', entry: said },
      },
      measure,
      576,
    );
  },
  (said: string) =>
    testSvg(
      {
        ...{ title: said, site: said, when: said, note: said },
        ...{ ruler: said, bar: said, letters: said },
      },
      measure,
      512,
    ),
];

test('there are 134 letters', () => {
  expect(LETTERS).toHaveLength(134);
});

test.each([
  [600, LEAST_TEXT],
  [700, LEAST_TEXT],
  [800, LEAST_TEXT],
  [600, 22],
])(
  'each of the 134 letters has ink of its own at weight %i and %i dots, the least on paper too',
  async (weight, size) => {
    const seen = new Map<string, string>();
    for (const letter of LETTERS) {
      const bitmap = await renderSlip(picture(letter, weight, size), 64);
      const dots = Buffer.from(bitmap.data).toString('hex');
      expect(seen.get(dots), `${letter} looks like another`).toBeUndefined();
      seen.set(dots, letter);
    }
  },
);

test('letters typed with separate marks print as those typed whole', async () => {
  const names = {
    site: 'Phường Ngõ Quỷnh',
    group: { letter: 'Đ', name: 'Đặng Thị Ngọc Ánh Ỷ Ẵ ự' },
  };
  const apart = {
    site: names.site.normalize('NFD'),
    group: { letter: 'Đ', name: names.group.name.normalize('NFD') },
  };
  expect((await slip(apart)).data).toEqual((await slip(names)).data);
});

test('so they do on the other papers', () => {
  const name = 'Đặng Thị Ngọc Ánh Ỷ Ẵ ự, phường Ngõ Quỷnh';
  for (const paper of otherPapers) {
    expect(paper(name.normalize('NFD'))).toBe(paper(name.normalize('NFC')));
    expect(paper(name)).toContain('Quỷnh');
  }
});

test('a picture without ink is an error and never a blank slip', async () => {
  const blank = '<svg xmlns="http://www.w3.org/2000/svg" width="576" height="40"/>';
  await expect(renderSlip(blank, 576)).rejects.toThrow(EmptyPicture);
  const noFont = picture('A027', 400).replace('fill', 'x').replace('A027', ' ');
  await expect(renderSlip(noFont, 64)).rejects.toThrow(EmptyPicture);
});

test.each([400, 600, 700, 800] as const)(
  'measured widths are those that are drawn, weight %i',
  async (weight) => {
    const text = 'Nếu lỡ lượt, mời ông/bà đến bàn hướng dẫn 0123456789 ƯU TIÊN';
    const width = measure(text, 40, weight);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="80"><text x="0" y="50" font-family="Noto Sans" font-size="40" font-weight="${weight}">${text}</text></svg>`;
    const bitmap = await renderSlip(svg, 2000);
    let last = 0;
    for (let i = 0; i < bitmap.data.length; i++) {
      if (bitmap.data[i] !== 0) last = Math.max(last, (i % bitmap.rowBytes) * 8 + 8);
    }
    expect(inkOf(bitmap)).toBeGreaterThan(0);
    expect(Math.abs(last - width) / width).toBeLessThan(0.02);
  },
);

test('the same ticket gives the same dots', async () => {
  expect(svgOf()).toBe(svgOf());
  expect((await slip()).data).toEqual((await slip()).data);
});

/** On another processor, or with another version of the renderer, these must be looked at anew. */
test.each([
  [576, 'd32dfa75d764641e615f6a9f4c63ff76843c09acd8c94b5309f734bd578d2cd0'],
  [384, '85a0bc94f49090af779f8b65dc0fbc61ddbc24d00cde60b2c8635bb50bd82124'],
])('a picture has the dots that it had when they were looked at, %i wide', async (dots, sha256) => {
  const lines = [
    'A027 Đặng Thị Ngọc Ánh',
    'quầy 1, 2 · tầng 2',
    'khoảng 9h10 – 9h25',
    'IN LẠI (lần 1)',
  ];
  const texts = lines.map(
    (line, i) =>
      `<text x="12" y="${40 + i * 44}" font-family="Noto Sans" font-size="30" font-weight="${[600, 700, 800, 800][i]}">${line}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="576" height="190">${texts.join('')}</svg>`;
  const { data } = await renderSlip(svg, dots);
  expect(createHash('sha256').update(data).digest('hex')).toBe(sha256);
});
