/**
 * The few ESC/POS commands that a slip needs, as bytes. Names are those of Epson's command
 * reference; the sources of each are in the README of `printer/`.
 */

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;

/** `DLE EOT n`: real-time status. 2: cover, paper stop, error; 4: paper sensors. */
export function realTimeStatus(n: 1 | 2 | 3 | 4): Buffer {
  return Buffer.from([DLE, 0x04, n]);
}

/**
 * Start of a slip: `ESC @` (forget everything), `FS .` (Chinese mode off, else clones eat pairs of
 * high bytes), `GS a 255` (push status on every change). `ESC @` switches the pushing off, so it
 * comes first and never again within the slip.
 */
export const BEGIN = Buffer.from([ESC, 0x40, FS, 0x2e, GS, 0x61, 0xff]);

/** `GS v 0`: a band of raster rows. `rowBytes` × `rows` bytes follow. */
export function rasterHeader(rowBytes: number, rows: number): Buffer {
  return Buffer.from([GS, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8]);
}

/** `ESC J n`, repeated where more than 255 units are asked for. */
export function feed(units: number): Buffer {
  const bytes: number[] = [];
  for (let left = units; left > 0; left -= 255) bytes.push(ESC, 0x4a, Math.min(left, 255));
  return Buffer.from(bytes);
}

/** `GS V`: cuts where the paper is; the feed to the cutter is ours. */
export function cutPaper(kind: 'partial' | 'full'): Buffer {
  return Buffer.from([GS, 0x56, kind === 'partial' ? 1 : 0]);
}

/** `GS ( H` function 48: echoes four characters when all before it is printed. */
export function processId(token: string): Buffer {
  if (!/^[\x20-\x7e]{4}$/.test(token)) throw new RangeError('a token is four printable characters');
  return Buffer.concat([
    Buffer.from([GS, 0x28, 0x48, 6, 0, 0x30, 0x30]),
    Buffer.from(token, 'latin1'),
  ]);
}

/** `GS r 1`: queued paper status, answered when the buffer reaches it. */
export const QUEUED_STATUS = Buffer.from([GS, 0x72, 1]);
