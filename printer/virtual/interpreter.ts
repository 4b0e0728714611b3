/**
 * Reads ESC/POS from a receive buffer the way a printer does: one step at a time, a picture row by row,
 * so that a band larger than the buffer cannot lock it up. It knows what slips need, and the text, style,
 * picture and QR commands that other programs print with; commands without a mark on paper are skipped
 * whole (lengths: Epson's ESC/POS command reference).
 */
import type { ByteQueue } from './byte-queue.js';
import { QrSymbol } from './codes.js';
import {
  align,
  columnOf,
  downloadedPicture,
  move,
  printMode,
  size,
  skipOrLetter,
  styled,
  tabStops,
  take,
} from './commands.js';
import { largerRow, scaleOf } from './scale.js';
import { ESCAPE_SKIPPED, FIELD_SKIPPED, GROUP_SKIPPED, realTimeLength } from './skipped.js';
import { NOTHING, type Step } from './step.js';

/** Dots from line to line after `ESC @` and `ESC 2`. */
export const USUAL_SPACING = 30;
/** Dots from one tab stop to the next: eight letters of font A. */
const TAB = 96;

type Command = (queue: ByteQueue) => Step | null;

export class Interpreter {
  readonly #qr = new QrSymbol();
  /** Rows of a raster picture that are still to come, and whether they are printed or kept. */
  #raster = { rowBytes: 0, left: 0, kept: false, scale: scaleOf(1, 1) };
  /** Columns of `ESC *` that are still to come. */
  #columns = { left: 0, bytes: 1, across: 1, down: 1 };
  /** What `GS ( L` stored to be printed later. */
  #stored: Buffer[] = [];
  /** What the last command still gives, before the next one is read. */
  #rest: Step[] = [];

  /** The next step, taken from the queue; `null` when its bytes have not all arrived. */
  next(queue: ByteQueue): Step | null {
    const rest = this.#rest.shift();
    if (rest !== undefined) return rest;
    if (this.#raster.left > 0) return this.#row(queue);
    if (this.#columns.left > 0) return this.#column(queue);
    switch (queue.at(0)) {
      case -1:
        return null;
      case 0x00:
      case 0x0c:
      case 0x0d:
        return take(queue, 1, () => NOTHING);
      case 0x09:
        return take(queue, 1, () => ({ kind: 'move', dots: TAB, from: 'tab' }));
      case 0x0a:
        return take(queue, 1, () => ({ kind: 'line', more: 0 }));
      case 0x10:
        // Real-time commands were carried out when they arrived.
        return take(queue, realTimeLength(queue.at(1), queue.at(2)), () => NOTHING);
      case 0x1b:
        return this.#escape(queue);
      case 0x1c:
        return skipOrLetter(queue, FIELD_SKIPPED);
      case 0x1d:
        return this.#group(queue);
      default:
        return { kind: 'letter', byte: queue.take(1)[0] ?? 0 };
    }
  }

  /** Switched off: what was half read is gone. */
  forget(): void {
    this.#raster.left = 0;
    this.#columns.left = 0;
    this.#stored = [];
    this.#rest = [];
  }

  #row(queue: ByteQueue): Step | null {
    const { rowBytes, kept, scale } = this.#raster;
    if (queue.length < rowBytes) return null;
    this.#raster.left--;
    const rows = largerRow(queue.take(rowBytes), scale);
    if (kept) this.#stored.push(...rows);
    else this.#rest.push(...rows.map((bytes): Step => ({ kind: 'row', bytes })));
    return this.#rest.shift() ?? NOTHING;
  }

  #column(queue: ByteQueue): Step | null {
    const { bytes, across, down } = this.#columns;
    if (queue.length < bytes) return null;
    this.#columns.left--;
    return { kind: 'column', picture: columnOf(queue.take(bytes), across, down) };
  }

  #escape(queue: ByteQueue): Step | null {
    return (this.#escapes.get(queue.at(1)) ?? ((rest) => skipOrLetter(rest, ESCAPE_SKIPPED)))(
      queue,
    );
  }

  readonly #escapes = new Map<number, Command>([
    [0x40, (queue) => take(queue, 2, () => ({ kind: 'reset' }))],
    [0x4a, (queue) => take(queue, 3, ([, , dots = 0]) => ({ kind: 'feed', dots }))],
    [0x64, (queue) => take(queue, 3, ([, , n = 0]) => ({ kind: 'line', more: n }))],
    [0x61, (queue) => take(queue, 3, ([, , n = 0]) => align(n))],
    [0x74, (queue) => take(queue, 3, ([, , n = 0]) => ({ kind: 'page', n }))],
    [0x32, (queue) => take(queue, 2, () => ({ kind: 'spacing', dots: USUAL_SPACING }))],
    [0x33, (queue) => take(queue, 3, ([, , dots = 0]) => ({ kind: 'spacing', dots }))],
    [0x21, (queue) => take(queue, 3, ([, , n = 0]) => printMode(n))],
    [0x45, (queue) => take(queue, 3, ([, , n = 0]) => styled({ bold: (n & 1) === 1 }))],
    [0x47, (queue) => take(queue, 3, ([, , n = 0]) => styled({ bold: (n & 1) === 1 }))],
    [0x2d, (queue) => take(queue, 3, ([, , n = 0]) => styled({ underline: n % 48 > 0 }))],
    [0x4d, (queue) => take(queue, 3, ([, , n = 0]) => styled({ font: n % 48 === 1 ? 'b' : 'a' }))],
    [0x24, (queue) => take(queue, 4, (bytes) => move(bytes.readUInt16LE(2), 'start'))],
    [0x5c, (queue) => take(queue, 4, (bytes) => move(bytes.readInt16LE(2), 'here'))],
    [0x44, tabStops],
    [0x2a, (queue) => take(queue, 5, (head) => this.#beginColumns(head))],
    [0x69, (queue) => take(queue, 2, () => ({ kind: 'cut', full: true }))],
    [0x6d, (queue) => take(queue, 2, () => ({ kind: 'cut', full: false }))],
  ]);

  #group(queue: ByteQueue): Step | null {
    return (this.#groups.get(queue.at(1)) ?? ((rest) => skipOrLetter(rest, GROUP_SKIPPED)))(queue);
  }

  readonly #groups = new Map<number, Command>([
    [0x61, (queue) => take(queue, 3, ([, , n = 0]) => ({ kind: 'push-status', on: n !== 0 }))],
    [0x72, (queue) => take(queue, 3, () => ({ kind: 'queued-status' }))],
    [0x49, (queue) => take(queue, 3, ([, , n = 0]) => ({ kind: 'model', n }))],
    [0x21, (queue) => take(queue, 3, ([, , n = 0]) => size(n))],
    [0x42, (queue) => take(queue, 3, ([, , n = 0]) => styled({ reverse: (n & 1) === 1 }))],
    [0x56, (queue) => this.#cut(queue)],
    [0x76, (queue) => take(queue, 8, (head) => this.#beginRaster(head))],
    [0x2a, downloadedPicture],
    [0x6b, (queue) => this.#barcode(queue)],
    [0x28, (queue) => this.#extended(queue)],
    [0x38, (queue) => this.#graphics(queue, 7)],
  ]);

  #cut(queue: ByteQueue): Step | null {
    if (queue.length < 3) return null;
    const feeds = [65, 66, 97, 98, 103, 104].includes(queue.at(2));
    return take(queue, feeds ? 4 : 3, ([, , m = 0, dots = 0]) => {
      const cut: Step = { kind: 'cut', full: m % 48 === 0 || m === 65 };
      if (!feeds) return cut;
      this.#rest.push(cut);
      return { kind: 'feed', dots };
    });
  }

  /** Bars are not drawn: what they say is printed as text. */
  #barcode(queue: ByteQueue): Step | null {
    const [kind, count] = [queue.at(2), queue.at(3)];
    if (kind === -1 || count === -1) return null;
    let length = 4 + count;
    if (kind <= 6) {
      length = 3;
      while (queue.at(length) !== 0x00) {
        if (queue.at(length) === -1) return null;
        length++;
      }
      length++;
    }
    return take(queue, length, (bytes) => {
      const said = kind <= 6 ? bytes.subarray(3, -1) : bytes.subarray(4);
      this.#rest.push(...[...said].map((byte): Step => ({ kind: 'letter', byte })));
      this.#rest.push({ kind: 'line', more: 0 });
      return NOTHING;
    });
  }

  /** `GS ( x pL pH …`: process id, QR codes, graphics; others mean nothing here. */
  #extended(queue: ByteQueue): Step | null {
    if (queue.length < 5) return null;
    if (queue.at(2) === 0x4c) return this.#graphics(queue, 5);
    const length = 5 + queue.at(3) + (queue.at(4) << 8);
    return take(queue, length, (bytes) => {
      if (bytes[2] === 0x48 && bytes[5] === 0x30) {
        return { kind: 'process-id', token: bytes.subarray(7, 11) };
      }
      const picture = bytes[2] === 0x6b ? this.#qr.take(bytes.subarray(5)) : null;
      return picture === null ? NOTHING : { kind: 'picture', picture };
    });
  }

  /** `GS ( L` and, with a longer count, `GS 8 L`: stores a picture (112) or prints the stored one (2, 50). */
  #graphics(queue: ByteQueue, before: 5 | 7): Step | null {
    if (queue.length < before + 2) return null;
    const low = queue.at(before - 2) + (queue.at(before - 1) << 8);
    const count = before === 5 ? low : queue.at(3) + (queue.at(4) << 8) + (queue.at(5) << 16);
    const does = queue.at(before + 1);
    if (does === 112) {
      return take(queue, before + 10, (head) => {
        this.#stored = [];
        const width = head.readUInt16LE(before + 6);
        const scale = scaleOf(head[before + 3] ?? 1, head[before + 4] ?? 1);
        const [rowBytes, left] = [Math.ceil(width / 8), head.readUInt16LE(before + 8)];
        this.#raster = { rowBytes, left, kept: true, scale };
        return NOTHING;
      });
    }
    return take(queue, before + count, () => {
      if (does !== 2 && does !== 50) return NOTHING;
      this.#rest.push(...this.#stored.map((bytes): Step => ({ kind: 'row', bytes })));
      return NOTHING;
    });
  }

  /** `GS v 0 m`: m says whether each dot is twice as wide (1), twice as high (2), or both (3). */
  #beginRaster(head: Buffer): Step {
    const m = (head[3] ?? 0) % 48;
    const scale = scaleOf((m & 1) + 1, (m >> 1) + 1);
    const [rowBytes, left] = [head.readUInt16LE(4), head.readUInt16LE(6)];
    this.#raster = { rowBytes, left, kept: false, scale };
    return NOTHING;
  }

  /** `ESC * m n`: 8 or 24 dots high, at single or double density. */
  #beginColumns(head: Buffer): Step {
    const m = head[2] ?? 0;
    this.#columns = {
      left: head.readUInt16LE(3),
      bytes: m >= 32 ? 3 : 1,
      across: m % 32 === 0 ? 2 : 1,
      down: m >= 32 ? 1 : 3,
    };
    return NOTHING;
  }
}
