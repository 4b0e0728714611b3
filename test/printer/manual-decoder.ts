/**
 * A second reader of raster slips, written from Epson's command reference and the pages of printing facts
 * alone: it shares nothing with the encoder or the virtual printer, so that one misreading cannot hide in
 * both. It knows what slips are made of and refuses everything else.
 */

export interface DecodedSlip {
  /** One string a row, `#` ink and `.` paper, without blank rows at the end. */
  rows: string[];
  cuts: number;
}

/** @throws Error at the first byte that is no command of a raster slip */
export function decodeByManual(stream: Uint8Array, headDots: number): DecodedSlip {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const rows: string[] = [];
  const blank = '.'.repeat(headDots);
  let cuts = 0;
  let at = 0;
  const is = (...bytes: number[]): boolean => bytes.every((byte, i) => stream[at + i] === byte);
  while (at < stream.length) {
    if (is(0x1d, 0x76, 0x30)) {
      // GS v 0 m xL xH yL yH d1…dk: x bytes across, y dots down; m = 0 is one dot to one dot.
      if (stream[at + 3] !== 0) throw new Error('only m = 0 is read');
      const across = view.getUint16(at + 4, true);
      const down = view.getUint16(at + 6, true);
      at += 8;
      for (let y = 0; y < down; y++, at += across) {
        const bits = Array.from(stream.subarray(at, at + across), (byte) =>
          byte.toString(2).padStart(8, '0'),
        ).join('');
        rows.push(bits.replaceAll('0', '.').replaceAll('1', '#').padEnd(headDots, '.'));
      }
    } else if (is(0x1b, 0x4a)) {
      // ESC J n: n motion units of 1/203 inch, which is one dot.
      for (let dot = stream[at + 2] ?? 0; dot > 0; dot--) rows.push(blank);
      at += 3;
    } else if (is(0x1d, 0x56)) {
      // GS V m, and m n for 65, 66.
      cuts++;
      at += [65, 66].includes(stream[at + 2] ?? 0) ? 4 : 3;
    } else if (is(0x1b, 0x40)) at += 2;
    else if (is(0x1c, 0x2e)) at += 2;
    else if (is(0x1d, 0x61) || is(0x1d, 0x72)) at += 3;
    else if (is(0x1d, 0x28)) at += 5 + view.getUint16(at + 3, true);
    // ESC a, ESC t, ESC 3, ESC M: where and how text would stand; a line feed with nothing on its line.
    else if ([0x61, 0x74, 0x33, 0x4d].some((letter) => is(0x1b, letter))) at += 3;
    else if (is(0x1b, 0x32)) at += 2;
    else if (is(0x0a) || is(0x0d)) at += 1;
    else throw new Error(`no command of a slip: ${stream[at]?.toString(16)} at ${at}`);
  }
  while (rows.at(-1) === blank) rows.pop();
  return { rows, cuts };
}
