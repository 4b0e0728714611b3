import { describe, expect, test } from 'vitest';
import { type ListContext, readPeople } from '../../display/admin/people-list.js';
import { readTable, writeTable } from '../../display/admin/table-text.js';

const CONTEXT: ListContext = {
  people: [
    { name: 'Trần Quốc Việt', active: true },
    { name: 'Lê Thị Hoà', active: false },
  ],
  mayGive: ['volunteer', 'officer'],
  languages: { en: ['en', 'anh', 'english'], km: ['km', 'khmer', 'kho me'] },
};

function listed(text: string) {
  const read = readPeople(text, CONTEXT);
  if ('brokenAt' in read) throw new Error(`broken at ${read.brokenAt}`);
  return read.people;
}

describe('a list of people', () => {
  test('comes as Excel saves it: BOM, semicolons, CRLF, a head, words with accents', () => {
    const people = listed(
      '\ufeffSTT;Họ và tên;Vai trò;Ngôn ngữ\r\n1;Đặng Văn Đức;Cán bộ;Anh, Khmer\r\n2;Lê Thị Hoà;TNV;\r\n',
    );
    expect(people.map(({ name, role, languages }) => [name, role, languages])).toEqual([
      ['Đặng Văn Đức', 'officer', ['en', 'km']],
      ['Lê Thị Hoà', 'volunteer', []],
    ]);
    expect(people.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('comes as it is pasted: tabs, no head, running numbers, names alone', () => {
    expect(listed('1\tĐỗ Minh\tvolunteer\ten\n2\tVũ Đào\tofficer\tkm').map((p) => p.role)).toEqual([
      'volunteer',
      'officer',
    ]);
    expect(listed('Đỗ Minh\n\nVũ Đào\n').map((p) => [p.line, p.name])).toEqual([
      [1, 'Đỗ Minh'],
      [3, 'Vũ Đào'],
    ]);
  });

  test('is NFC whatever it was typed with', () => {
    expect(listed('Nguyễn Thuỳ'.normalize('NFD')).map((p) => p.name)).toEqual(['Nguyễn Thuỳ']);
  });

  test.each([
    ['Trần Quốc Việt,volunteer', ['name-taken']],
    [',volunteer', ['name-missing']],
    ['"=HYPERLINK(""http://x"",""y"")",officer', ['name-odd']],
    ['+84 912,officer', ['name-odd']],
    [`${'a'.repeat(61)},officer`, ['name-long']],
    ['Đỗ Minh,giám đốc', ['role-unknown']],
    ['Đỗ Minh,quản trị', ['role-refused']],
    ['Đỗ Minh,officer,tiếng Anh và Klingon', ['language-unknown']],
  ])('says beside a row what stands against it: %s', (text, problems) => {
    expect(listed(text).map((person) => person.problems)).toEqual([problems]);
  });

  test('holds each name once and no more than a hundred', () => {
    expect(listed('Đỗ Minh\nĐỖ MINH').map((p) => p.problems)).toEqual([[], ['name-twice']]);
    const many = Array.from({ length: 101 }, (_all, i) => `Người ${i}`).join('\n');
    expect(listed(many).map((p) => p.problems.length > 0)).toEqual([
      ...Array.from({ length: 100 }, () => false),
      true,
    ]);
  });

  test('that is torn says on which line', () => {
    expect(readPeople('Đỗ Minh,officer\n"Vũ Đào,officer\n', CONTEXT)).toEqual({ brokenAt: 2 });
  });
});

describe('a table for a spreadsheet', () => {
  test('comes back as it went out, and no cell of it is a formula', () => {
    const rows = [
      ['=1+1', '@SUM(A1)', '-2', 'a;b', 'c"d'],
      ['Đ', '', '＝x', "o'clock", '+84'],
    ];
    const text = writeTable(rows);
    for (const cell of text.replace(/^\ufeff/, '').split(/;|\r\n/)) {
      expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@＝]/);
    }
    const read = readTable(text);
    expect('rows' in read && read.rows.map(({ cells }) => cells)).toEqual(rows);
  });

  test('knows on which line a row begins, also behind a cell of several lines', () => {
    const read = readTable('a,b\n"c\nd",e\nf,g');
    expect('rows' in read && read.rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['c d', 'e'] },
      { line: 4, cells: ['f', 'g'] },
    ]);
  });
});
