import { describe, expect, test } from 'vitest';
import { renderSlip } from '../../printer/render/render-slip.js';
import { LEAST_TEXT, PAPER_DOTS, paperOf } from '../../printer/template/paper.js';
import { type PinSlip, pinSvg } from '../../printer/template/pin-svg.js';
import { codeOn } from './reader.js';
import { inkColumns, measure, textsOf } from './slips.js';

const ADDRESS = `http://phuong-sen-hong.local:3000/join/${'aB3_-xY9'.repeat(5)}abc`;
const SLIP: PinSlip = {
  title: 'Phiếu đăng nhập',
  site: 'Trung tâm phục vụ hành chính công phường Sen Hồng',
  name: 'Nguyễn Phan Thị Thuỳ Dương Quỳnh Như',
  role: 'Tình nguyện viên',
  page: { address: ADDRESS, purpose: 'Quét mã để vào trang làm việc' },
  pinLabel: 'PIN dùng lần đầu',
  pin: '483920',
  steps: ['Vào Wi-Fi của sảnh, quét mã, gõ PIN.', 'Chọn PIN riêng trong 3 ngày.'],
  until: ['Mã quét: dùng một lần, đến 08h41 ngày 20/11/2026', 'PIN: đến ngày 03/12/2026'],
  secret: 'Giữ riêng cho mình. Vào được rồi thì xé bỏ.',
};
const said = (svg: string): string =>
  textsOf(svg)
    .map(({ text }) => text)
    .join(' ');

describe.each(PAPER_DOTS)('the slip of somebody who begins, %i dots wide', (dots) => {
  test('says whose it is, the PIN in two threes, what to do and until when, all within the paper', async () => {
    const svg = pinSvg(SLIP, measure, dots);
    for (const text of [SLIP.name, SLIP.role, '483 920', ...SLIP.steps, ...SLIP.until, SLIP.secret])
      expect(said(svg)).toContain(text);
    expect(Math.min(...textsOf(svg).map(({ size }) => size))).toBeGreaterThanOrEqual(LEAST_TEXT);
    const bitmap = await renderSlip(svg, dots);
    const { first, last } = inkColumns(bitmap);
    expect(first).toBeGreaterThanOrEqual(paperOf(dots).margin - 3);
    expect(last).toBeLessThanOrEqual(dots - paperOf(dots).margin + 3);
    expect(codeOn(bitmap)).toBe(ADDRESS);
  });

  test('has no code where no phone reaches the server', async () => {
    const bitmap = await renderSlip(pinSvg({ ...SLIP, page: null }, measure, dots), dots);
    expect(codeOn(bitmap)).toBeNull();
  });
});
