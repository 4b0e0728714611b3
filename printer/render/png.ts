/** A bitmap as a PNG of one bit a dot (W3C PNG, third edition): exactly what is on paper. */
import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap1 } from './bitmap.js';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Bit depth 1, greyscale, deflate, adaptive filters, not interlaced. */
const FORMAT = [1, 0, 0, 0, 0];

export function toPng(bitmap: Bitmap1): Buffer {
  const { width, height, rowBytes } = bitmap;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(FORMAT, 8);
  // Each row: filter byte 0, then the dots, where 0 is black in a greyscale PNG.
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) {
    const from = y * rowBytes;
    const to = y * (rowBytes + 1) + 1;
    for (let x = 0; x < rowBytes; x++) rows[to + x] = ~(bitmap.data[from + x] ?? 0) & 0xff;
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
}
