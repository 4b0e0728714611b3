/**
 * Reads ESC/POS from a receive buffer the way a printer does: one step at a time, a raster row by
 * row, so that a band larger than the buffer cannot lock it up.
 */
import type { ByteQueue } from './byte-queue.js';

export type Step =
  | { kind: 'row'; bytes: Buffer }
  | { kind: 'feed'; dots: number }
  | { kind: 'cut'; full: boolean }
  | { kind: 'reset' }
  | { kind: 'push-status'; on: boolean }
  | { kind: 'queued-status' }
  | { kind: 'process-id'; token: Buffer }
  | { kind: 'nothing' }
  /** A byte that would print as a letter: the stream is out of step. */
  | { kind: 'letter'; byte: number };

const NOTHING: Step = { kind: 'nothing' };

export class Interpreter {
  #rowBytes = 0;
  #rowsLeft = 0;

  /** The next step, taken from the queue; `null` when its bytes have not all arrived. */
  next(queue: ByteQueue): Step | null {
    if (this.#rowsLeft > 0) {
      if (queue.length < this.#rowBytes) return null;
      this.#rowsLeft--;
      return { kind: 'row', bytes: queue.take(this.#rowBytes) };
    }
    const first = queue.at(0);
    switch (first) {
      case -1:
        return null;
      case 0x00:
        queue.take(1);
        return NOTHING;
      case 0x10:
        // Real-time commands were carried out when they arrived.
        return take(queue, 3, () => NOTHING);
      case 0x1b:
        return this.#escape(queue);
      case 0x1c:
        return take(queue, 2, () => NOTHING);
      case 0x1d:
        return this.#group(queue);
      default:
        return { kind: 'letter', byte: queue.take(1)[0] ?? 0 };
    }
  }

  /** Switched off: what was half read is gone. */
  forget(): void {
    this.#rowsLeft = 0;
  }

  #escape(queue: ByteQueue): Step | null {
    if (queue.at(1) === 0x40) return take(queue, 2, () => ({ kind: 'reset' }));
    if (queue.at(1) === 0x4a) return take(queue, 3, ([, , dots = 0]) => ({ kind: 'feed', dots }));
    return take(queue, 2, ([, byte = 0]) => ({ kind: 'letter', byte }));
  }

  #group(queue: ByteQueue): Step | null {
    switch (queue.at(1)) {
      case 0x61:
        return take(queue, 3, ([, , n = 0]) => ({ kind: 'push-status', on: n !== 0 }));
      case 0x72:
        return take(queue, 3, () => ({ kind: 'queued-status' }));
      case 0x56:
        return take(queue, 3, ([, , m = 0]) => ({ kind: 'cut', full: m === 0 }));
      case 0x28:
        return this.#extended(queue);
      case 0x76:
        return take(queue, 8, (head) => {
          this.#rowBytes = head.readUInt16LE(4);
          this.#rowsLeft = head.readUInt16LE(6);
          return NOTHING;
        });
      default:
        return take(queue, 2, ([, byte = 0]) => ({ kind: 'letter', byte }));
    }
  }

  /** `GS ( x pL pH …`: only function 48 of `H` means something here. */
  #extended(queue: ByteQueue): Step | null {
    if (queue.length < 5) return null;
    const length = 5 + queue.at(3) + (queue.at(4) << 8);
    return take(queue, length, (bytes) =>
      bytes[2] === 0x48 && bytes[5] === 0x30
        ? { kind: 'process-id', token: bytes.subarray(7, 11) }
        : NOTHING,
    );
  }
}

function take(queue: ByteQueue, length: number, step: (bytes: Buffer) => Step): Step | null {
  return queue.length < length ? null : step(queue.take(length));
}
