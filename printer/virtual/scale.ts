/** Pictures whose dots are printed larger than they were sent. */

/** Times as wide and as high: 1 or 2. */
export interface Scale {
  across: 1 | 2;
  down: 1 | 2;
}

/** What is not 2 counts as 1, as printers take it. */
export function scaleOf(across: number, down: number): Scale {
  return { across: across === 2 ? 2 : 1, down: down === 2 ? 2 : 1 };
}

/** The rows of dots that one row of a picture becomes. */
export function largerRow(bytes: Buffer, { across, down }: Scale): Buffer[] {
  const row = across === 2 ? doubled(bytes) : Buffer.from(bytes);
  return down === 2 ? [row, row] : [row];
}

/** Each bit twice. */
function doubled(bytes: Buffer): Buffer {
  const row = Buffer.alloc(bytes.length * 2);
  for (const [at, byte] of bytes.entries()) {
    let wide = 0;
    for (let bit = 7; bit >= 0; bit--) wide = (wide << 2) | (((byte >> bit) & 1) * 3);
    row.writeUInt16BE(wide, at * 2);
  }
  return row;
}
