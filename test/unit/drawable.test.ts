import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { readFont } from '../../printer/template/measure.js';
import { DRAWABLE, undrawable } from '../../server/domain/drawable.js';

const FILES = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans-khmer/400Regular/NotoSansKhmer_400Regular.ttf',
];

describe('the table of drawable letters', () => {
  it('holds nothing that the fonts of paper do not have', () => {
    const require = createRequire(import.meta.url);
    const fonts = FILES.map((file) => readFont(readFileSync(require.resolve(file))));
    const missing: number[] = [];
    for (const [first, last] of DRAWABLE) {
      for (let point = first; point <= last; point += 1) {
        if (!fonts.some((font) => font.has(point))) missing.push(point);
      }
    }
    expect(missing).toEqual([]);
  });

  it('has Vietnamese, Khmer and the Latin letters of the highlands whole', () => {
    expect(undrawable('Phường Sen Hồng: “ắ ằ ẵ ặ ợ ự ỹ Đ” – 12/3 …')).toEqual([]);
    expect(undrawable('សូមអញ្ជើញលេខ')).toEqual([]);
    expect(undrawable('Ƀ ƀ č ĕ ŏ ŭ ñ')).toEqual([]);
  });

  it('tells what would be an empty box, each letter once', () => {
    expect(undrawable('ꪀ😀a★ꪀ')).toEqual(['ꪀ', '😀', '★']);
  });

  it('reads a text as it is drawn: composed', () => {
    expect(undrawable('o\u031B\u0323')).toEqual([]);
  });
});
