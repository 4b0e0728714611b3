/** A bitmap as ESC/POS bytes: raster bands, blank rows as feed, cut, fence. */
import type { Profile } from '../profiles/profile.js';
import type { Bitmap1 } from '../render/bitmap.js';
import { findLookAlike } from '../render/look-alikes.js';
import { BEGIN, cutPaper, feed, processId, QUEUED_STATUS, rasterHeader } from './commands.js';

/** Fewer blank rows than this stay raster: a command costs more than they do. */
const LEAST_FEED = 4;
/** Bytes of a printer's buffer that no command takes, so that a question still gets in behind it. */
const ROOM_TO_ASK = 16;
/** Rows of a band, however large the buffer: a header that counts 1,040 of them says DLE EOT (10h 04h). */
const MOST_ROWS = 255;

export interface EncodedSlip {
  /** Everything up to the cut, in pieces that each fit the printer's buffer. */
  pieces: Buffer[];
  /** Asks for the proof that all of it is on paper; empty where the printer gives none. */
  fence: Buffer;
}

/**
 * @param token four printable characters that the fence is answered with
 * @throws RangeError when the picture is wider than the head or carries real-time look-alikes
 */
export function encodeSlip(bitmap: Bitmap1, profile: Profile, token: string): EncodedSlip {
  if (bitmap.width > profile.dots) throw new RangeError('the picture is wider than the paper');
  if (findLookAlike(bitmap.data) !== -1) throw new RangeError('the picture has real-time bytes');
  return {
    pieces: [BEGIN, ...encodeRows(bitmap, profile), ...endOfPaper(profile)],
    fence: encodeFence(profile, token),
  };
}

export function encodeFence(profile: Profile, token: string): Buffer {
  switch (profile.completion) {
    case 'gs_paren_h':
      return processId(token);
    case 'gs_r':
      return QUEUED_STATUS;
    case 'none':
      return Buffer.alloc(0);
  }
}

/**
 * Brings a printer whose last slip was torn off mid-way back to the start of a command: as many zeros
 * as a command and its longest band may still lack. They are blank dots there and nothing anywhere
 * else. They go first on a new connection: even a question would be taken for picture data. A printer
 * that stands without paper works off none of them and still says so.
 */
export function encodeFlush(profile: Profile): Buffer {
  return Buffer.alloc(profile.bufferBytes - ROOM_TO_ASK);
}

/** Feeds and cuts, so that a torn piece does not hang on the next slip. */
export function encodeRecovery(profile: Profile): Buffer {
  return Buffer.concat([BEGIN, ...endOfPaper(profile)]);
}

function endOfPaper(profile: Profile): Buffer[] {
  const toCutter = feed(profile.headToCutterDots * profile.feedUnitsPerDot);
  return profile.cut === 'none' ? [toCutter] : [toCutter, cutPaper(profile.cut)];
}

function encodeRows(bitmap: Bitmap1, profile: Profile): Buffer[] {
  const { rowBytes, height, data } = bitmap;
  const fitting = Math.floor((profile.bufferBytes - ROOM_TO_ASK - 8) / rowBytes);
  const bandRows = Math.min(MOST_ROWS, Math.max(1, fitting));
  const pieces: Buffer[] = [];
  for (let y = 0; y < height; ) {
    const blank = blankRows(bitmap, y, height);
    if (blank >= LEAST_FEED) {
      pieces.push(feed(blank * profile.feedUnitsPerDot));
      y += blank;
      continue;
    }
    let end = Math.min(y + bandRows, height);
    for (let row = y + 1; row < end; row++) {
      if (blankRows(bitmap, row, row + LEAST_FEED) >= LEAST_FEED) end = row;
    }
    const rows = Buffer.from(data.subarray(y * rowBytes, end * rowBytes));
    pieces.push(Buffer.concat([rasterHeader(rowBytes, end - y), rows]));
    y = end;
  }
  return pieces;
}

/** How many rows from `y` on, before `until`, have no ink. */
function blankRows(bitmap: Bitmap1, y: number, until: number): number {
  const last = Math.min(until, bitmap.height);
  let row = y;
  while (row < last) {
    const from = row * bitmap.rowBytes;
    if (bitmap.data.subarray(from, from + bitmap.rowBytes).some((byte) => byte !== 0)) break;
    row++;
  }
  return row - y;
}
