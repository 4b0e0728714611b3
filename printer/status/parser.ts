/**
 * What printers answer, told apart byte by byte. Answers of different kinds share one stream and may
 * arrive in any pieces. Fixed bits (TM-U375 table; addresses in the README of `printer/`):
 * DLE EOT `0xx1xx10`, first byte of an automatic status `0xx1xx00` and then three `0xx0xxxx`,
 * `GS r` `0xx0xxxx`, process id `37 22 d1 d2 d3 d4 00`, XON `11`, XOFF `13`.
 */

export type PrinterReply =
  /** Answer to one `DLE EOT n`; which n, only the asker knows. */
  | { kind: 'real-time'; byte: number }
  /** Pushed because something changed. */
  | { kind: 'automatic'; bytes: readonly [number, number, number, number] }
  /** Answer to one `GS r`. */
  | { kind: 'queued'; byte: number }
  | { kind: 'process-id'; token: string }
  | { kind: 'flow'; on: boolean }
  | { kind: 'noise'; byte: number };

const PROCESS_ID_LENGTH = 7;

/** Feed it what arrives; it gives back what is complete. One parser belongs to one connection. */
export class ReplyParser {
  /** First byte of an automatic status and what followed so far. */
  #automatic: number[] = [];
  #processId: number[] = [];

  push(bytes: Uint8Array): PrinterReply[] {
    const replies: PrinterReply[] = [];
    for (const byte of bytes) this.#take(byte, replies);
    return replies;
  }

  #take(byte: number, replies: PrinterReply[]): void {
    if (this.#processId.length > 0) {
      this.#takeProcessId(byte, replies);
    } else if (byte === 0x37) {
      this.#processId = [byte];
    } else if (byte === 0x11 || byte === 0x13) {
      replies.push({ kind: 'flow', on: byte === 0x11 });
    } else if ((byte & 0x93) === 0x12) {
      // May stand between the bytes of an automatic status: real-time answers wait for nobody.
      replies.push({ kind: 'real-time', byte });
    } else if ((byte & 0x93) === 0x10) {
      this.#dropAutomatic(replies);
      this.#automatic = [byte];
    } else if ((byte & 0x90) === 0) {
      this.#takeLow(byte, replies);
    } else {
      this.#dropAutomatic(replies);
      replies.push({ kind: 'noise', byte });
    }
  }

  #takeLow(byte: number, replies: PrinterReply[]): void {
    const [first, second, third] = this.#automatic;
    if (first === undefined) {
      replies.push({ kind: 'queued', byte });
    } else if (second === undefined || third === undefined) {
      this.#automatic.push(byte);
    } else {
      this.#automatic = [];
      replies.push({ kind: 'automatic', bytes: [first, second, third, byte] });
    }
  }

  /** A block is whole or it is none: nothing stands between its bytes. */
  #takeProcessId(byte: number, replies: PrinterReply[]): void {
    this.#processId.push(byte);
    const block = this.#processId;
    const at = block.length - 1;
    const right =
      at === 1 ? byte === 0x22 : at === PROCESS_ID_LENGTH - 1 ? byte === 0 : isPrintable(byte);
    if (right && block.length < PROCESS_ID_LENGTH) return;
    this.#processId = [];
    if (right) {
      replies.push({ kind: 'process-id', token: String.fromCharCode(...block.slice(2, 6)) });
      return;
    }
    replies.push({ kind: 'noise', byte: 0x37 });
    for (const again of block.slice(1)) this.#take(again, replies);
  }

  /** A status that never became complete tells nothing. */
  #dropAutomatic(replies: PrinterReply[]): void {
    for (const byte of this.#automatic) replies.push({ kind: 'noise', byte });
    this.#automatic = [];
  }
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e;
}
