import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareProcedures } from '../../display/admin/procedures-compare.js';
import { readProceduresJson } from '../../display/admin/procedures-json.js';
import { readProcedures, writeProcedures } from '../../display/admin/procedures-table.js';
import { siteConfig } from '../../server/protocol/schema/config.js';

const WARD = siteConfig.parse(
  JSON.parse(readFileSync(new URL('../../server/samples/ward.json', import.meta.url), 'utf8')),
);

function compared(text: string, read = readProcedures) {
  const file = read(text);
  if ('brokenAt' in file) throw new Error(`broken at ${file.brokenAt}`);
  return compareProcedures(file.given, WARD);
}

describe('a file of procedures', () => {
  test('that was exported changes nothing when it comes back, as table and as JSON', () => {
    const procedures = WARD.procedures.map((each, index) => ({
      ...each,
      // What a spreadsheet or the table itself might take for something else.
      ...(index === 0 && { code: '=2.000815', source: '+84', aliases: ['a|b', '@x'] }),
      ...(index === 1 && { minutes: 7.5, fee: { vi: '2.000 đồng/trang', en: 'VND 2,000 a page' } }),
      ...(index === 2 && { online: 'whole' as const, checkedOn: '2026-11-19' }),
    }));
    const draft = { ...WARD, procedures };
    const text = writeProcedures(procedures, WARD.groups);
    for (const line of text.replace(/^\ufeff/, '').split('\r\n')) {
      for (const cell of line.split(';')) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+@-]/);
    }
    const table = readProcedures(text);
    const json = readProceduresJson(JSON.stringify(draft));
    for (const file of [table, json]) {
      if ('brokenAt' in file) throw new Error('broken');
      const incoming = compareProcedures(file.given, draft);
      expect(incoming.flatMap(({ problems, changed }) => [...problems, ...changed])).toEqual([]);
      expect(incoming.map(({ procedure }) => procedure)).toEqual(procedures);
    }
  });

  test('says what is new and what differs, and keeps what it does not speak of', () => {
    const [changed, added] = compared(
      'Tên;Nhóm;Phút\nĐăng ký khai sinh;H;20\nĐăng ký giám hộ;Hộ tịch;15\n',
    );
    const birth = WARD.procedures.find(({ name }) => name.vi === 'Đăng ký khai sinh');
    expect(changed).toMatchObject({ before: { id: birth?.id }, changed: ['minutes'] });
    expect(changed?.procedure).toEqual({ ...birth, minutes: 20 });
    expect(added).toMatchObject({
      before: null,
      procedure: { id: 'dang-ky-giam-ho', group: 'ho-tich', cases: [], online: 'none' },
    });
  });

  test('has its documents by case, parted and with their forms', () => {
    const [only] = compared(
      'tên,nhóm,trường hợp 1,giấy tờ 1,giấy tờ 1 (en)\nViệc mới,N,Có uỷ quyền,Giấy uỷ quyền :: bản chính | Thẻ căn cước :: xuất trình,Authorisation :: original\n',
    );
    expect(only?.procedure?.cases).toEqual([
      {
        name: { vi: 'Có uỷ quyền', en: 'Có uỷ quyền' },
        documents: [
          {
            name: { vi: 'Giấy uỷ quyền', en: 'Authorisation' },
            form: { vi: 'bản chính', en: 'original' },
          },
          {
            name: { vi: 'Thẻ căn cước', en: 'Thẻ căn cước' },
            form: { vi: 'xuất trình', en: 'xuất trình' },
          },
        ],
      },
    ]);
  });

  test.each([
    ['tên;nhóm\n;A', ['name-missing']],
    ['tên;nhóm\nViệc;Ê', ['group-unknown']],
    ['tên;nhóm;phút\nViệc;A;lâu', ['minutes-wrong']],
    ['tên;nhóm;trực tuyến\nViệc;A;có lẽ', ['online-unknown']],
    ['tên;nhóm;liên kết\nViệc;A;javascript:alert(1)', ['link-wrong']],
    ['tên;nhóm;ngày kiểm tra\nViệc;A;31/02/2026', ['date-wrong']],
    ['tên;nhóm;trường hợp 1;giấy tờ 1\nViệc;A;;Giấy :: bản chính', ['case-name']],
    ['tên;nhóm;trường hợp 1;giấy tờ 1\nViệc;A;Thường;Giấy khai sinh', ['form-missing']],
  ])('says what stands against a row: %s', (text, problems) => {
    expect(compared(text).map((one) => one.problems)).toEqual([problems]);
  });

  test('may name a procedure once only', () => {
    const twice = compared('tên;nhóm\nĐăng ký khai sinh;H\nđăng ký khai sinh;H');
    expect(twice.map(({ problems }) => problems)).toEqual([[], ['twice']]);
    expect(compared('tên;nhóm\nViệc;A\nviệc;A').map(({ problems }) => problems)).toEqual([
      [],
      ['twice'],
    ]);
  });

  test('without a column for the name, or torn, is none', () => {
    expect(readProcedures('mã;phút\n1;2')).toEqual({ brokenAt: 1 });
    expect(readProceduresJson('{"procedures": 3}')).toEqual({ brokenAt: 1 });
    expect(readProceduresJson('[{')).toEqual({ brokenAt: 1 });
  });

  test('of JSON that is no list of procedures says so row by row', () => {
    const rows = compared(
      '[3, {"name": "Việc", "group": "A", "minutes": "x"}]',
      readProceduresJson,
    );
    expect(rows.map(({ problems }) => problems)).toEqual([
      ['name-missing', 'group-unknown'],
      ['minutes-wrong'],
    ]);
  });
});
