/** Single commands out of the receive buffer, each taken whole or not at all, as steps. */
import { type Bitmap1, blankBitmap } from '../render/bitmap.js';
import type { ByteQueue } from './byte-queue.js';
import type { Align } from './print-line.js';
import { NOTHING, type Step } from './step.js';

const ALIGNS = ['left', 'centre', 'right'] as const satisfies Align[];

export function take(queue: ByteQueue, length: number, step: (bytes: Buffer) => Step): Step | null {
  return queue.length < length ? null : step(queue.take(length));
}

/** A known command without a mark on paper, or two bytes of which the second comes out as a letter. */
export function skipOrLetter(queue: ByteQueue, skipped: ReadonlyMap<string, number>): Step | null {
  if (queue.length < 2) return null;
  const length = skipped.get(String.fromCharCode(queue.at(1)));
  if (length !== undefined) return take(queue, 2 + length, () => NOTHING);
  // A NUL has no letter: a command that was cut off before it ends there without a mark.
  return take(queue, 2, ([, byte = 0]) => (byte === 0 ? NOTHING : { kind: 'letter', byte }));
}

/** `ESC D … NUL`: other tab stops; this printer keeps its own. */
export function tabStops(queue: ByteQueue): Step | null {
  let length = 2;
  while (queue.at(length) !== 0x00) {
    if (queue.at(length) === -1) return null;
    length++;
  }
  return take(queue, length + 1, () => NOTHING);
}

/** `GS * x y …`: a picture for later, which `GS /` would print; x × y × 8 bytes. */
export function downloadedPicture(queue: ByteQueue): Step | null {
  if (queue.length < 4) return null;
  return take(queue, 4 + queue.at(2) * queue.at(3) * 8, () => NOTHING);
}

export function styled(set: Extract<Step, { kind: 'style' }>['set']): Step {
  return { kind: 'style', set };
}

/** `ESC ! n`: font, bold, double height and width, underline in one byte. */
export function printMode(n: number): Step {
  return styled({
    font: (n & 0x01) === 0 ? 'a' : 'b',
    bold: (n & 0x08) !== 0,
    height: (n & 0x10) === 0 ? 1 : 2,
    width: (n & 0x20) === 0 ? 1 : 2,
    underline: (n & 0x80) !== 0,
  });
}

/** `GS ! n`: times as wide and as high, each 1 to 8. */
export function size(n: number): Step {
  return styled({ width: ((n >> 4) & 7) + 1, height: (n & 7) + 1 });
}

export function move(dots: number, from: 'start' | 'here'): Step {
  return { kind: 'move', dots, from };
}

export function align(n: number): Step {
  return { kind: 'align', to: ALIGNS[n % 48] ?? 'left' };
}

export function columnOf(bytes: Buffer, across: number, down: number): Bitmap1 {
  const picture = blankBitmap(across, bytes.length * 8 * down);
  for (let y = 0; y < picture.height; y++) {
    const dot = Math.floor(y / down);
    const ink = ((bytes[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) !== 0;
    if (ink) picture.data[y] = across === 2 ? 0xc0 : 0x80;
  }
  return picture;
}
