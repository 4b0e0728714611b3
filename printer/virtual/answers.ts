/** What the virtual printer answers, and when it hears a real-time command. */

/** Faults and paper, as the status bytes tell them. */
export interface Condition {
  out: boolean;
  low: boolean;
  cover: boolean;
  /** Auto-cutter jam. */
  jam: boolean;
}

/** Answer to `DLE EOT n`; the fixed bits are 1 and 4. */
export function realTimeAnswer(n: number, { out, low, cover, jam }: Condition): number {
  const offline = out || cover || jam;
  switch (n) {
    case 2:
      return 0x12 | (cover ? 0x04 : 0) | (out ? 0x20 : 0) | (jam ? 0x40 : 0);
    case 3:
      return 0x12 | (jam ? 0x08 : 0);
    case 4:
      return 0x12 | (low || out ? 0x0c : 0) | (out ? 0x60 : 0);
    default:
      return 0x12 | (offline ? 0x08 : 0);
  }
}

/** The four bytes that are pushed on every change. */
export function pushedStatus({ out, low, cover, jam }: Condition): Buffer {
  const offline = out || cover || jam;
  return Buffer.from([
    0x10 | (offline ? 0x08 : 0) | (cover ? 0x20 : 0),
    jam ? 0x08 : 0,
    (low || out ? 0x03 : 0) | (out ? 0x0c : 0),
    0x0f,
  ]);
}

/** Answer to `GS r 1`. */
export function queuedAnswer({ out, low }: Condition): number {
  return (low || out ? 0x03 : 0) | (out ? 0x0c : 0);
}

/** Echo of `GS ( H`. */
export function processIdAnswer(token: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x37, 0x22]), token, Buffer.from([0])]);
}

/** Makers and models by persona; a common clone gives itself out for an Epson. */
const SAYS = new Map<string, [string, string]>([
  ['epson', ['EPSON', 'TM-T88V']],
  ['xprinter', ['EPSON', 'TM-T88III']],
  ['always-ok', ['EPSON', 'TM-T88V']],
]);

/** Answer to `GS I n`: 66 the maker, 67 the model, others one byte; nothing from those that do not know it. */
export function modelAnswer(persona: string, n: number): Buffer {
  const says = SAYS.get(persona);
  if (says === undefined) return Buffer.alloc(0);
  if (n !== 66 && n !== 67) return Buffer.from([0x20]);
  return Buffer.concat([
    Buffer.from('_'),
    Buffer.from(says[n - 66] ?? '', 'latin1'),
    Buffer.from([0]),
  ]);
}

/**
 * Finds `DLE EOT n` in all that arrives, picture data included: printers do carry such bytes out.
 * One listener belongs to one connection.
 */
export class RealTimeListener {
  #before = 0;
  #last = 0;

  /** The n of each command in these bytes. */
  hear(bytes: Uint8Array): number[] {
    const heard: number[] = [];
    for (const byte of bytes) {
      if (this.#before === 0x10 && this.#last === 0x04) heard.push(byte);
      this.#before = this.#last;
      this.#last = byte;
    }
    return heard;
  }
}
