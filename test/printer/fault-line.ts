/** A line to a printer that passes exactly so many bytes of a slip before something happens. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { EncodedSlip } from '../../printer/encode/encode-slip.js';
import type { TcpAddress } from '../../printer/transport/tcp.js';

/** `ESC @`: the first bytes of a slip, and of nothing that comes before one. */
const BEGINS = Buffer.from([0x1b, 0x40]);

export class FaultLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #waiting: { after: number; act: () => void } | null = null;
  /** Bytes of the slip that still pass; `null` until it begins. */
  #left: number | null = null;

  private constructor(
    private readonly printer: TcpAddress,
    private readonly late: number,
  ) {
    this.#server = createServer((near) => this.#join(near));
  }

  /**
   * @param printer where everything is passed on to
   * @param late ms that answers are longer on their way
   */
  static async to(printer: TcpAddress, late = 0): Promise<FaultLine> {
    const line = new FaultLine(printer, late);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get address(): TcpAddress {
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  /** Once `after` bytes of the next slip are on their way to the printer, `act` happens. */
  arm(after: number, act: () => void): void {
    this.#waiting = { after, act };
    this.#left = null;
  }

  /** Ends the connections; what was passed on still arrives. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket): void {
    const far = connect({ ...this.printer, noDelay: true });
    this.#sockets.add(near);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('data', (bytes) => this.#pass(bytes, near, far));
    near.once('close', () => {
      this.#sockets.delete(near);
      far.end();
    });
    far.on('data', (bytes) => {
      if (this.late === 0) near.write(bytes);
      else setTimeout(() => near.write(bytes), this.late);
    });
    far.once('close', () => near.destroy());
  }

  #pass(bytes: Buffer, near: Socket, far: Socket): void {
    if (near.destroyed) return;
    const before = this.#before(bytes);
    if (before === null) {
      if (!far.write(bytes)) {
        near.pause();
        far.once('drain', () => near.resume());
      }
      return;
    }
    far.write(bytes.subarray(0, before));
    const act = this.#waiting?.act;
    this.#waiting = null;
    act?.();
    this.#pass(bytes.subarray(before), near, far);
  }

  /** How many of these bytes come before the fault; `null` when it is not among them. */
  #before(bytes: Buffer): number | null {
    if (this.#waiting === null) return null;
    const begin = this.#left === null ? bytes.indexOf(BEGINS) : 0;
    if (begin === -1) return null;
    const left = this.#left ?? this.#waiting.after;
    const inSlip = bytes.length - begin;
    if (left > inSlip) {
      this.#left = left - inSlip;
      return null;
    }
    return begin + left;
  }
}

/** Each kind of place in a slip's bytes, and how many bytes of the slip come before it. */
export function placesIn({ pieces, fence }: EncodedSlip): Map<string, number> {
  const starts: { at: number; bytes: Buffer }[] = [];
  let total = 0;
  for (const bytes of [...pieces, fence]) {
    starts.push({ at: total, bytes });
    total += bytes.length;
  }
  const of = (first: number, second: number, nth = 0): { at: number; bytes: Buffer } => {
    const found = starts.filter(({ bytes }) => bytes[0] === first && bytes[1] === second);
    const one = found.at(nth);
    if (one === undefined) throw new Error('the slip has no such command');
    return one;
  };
  const band = of(0x1d, 0x76);
  const second = of(0x1d, 0x76, 1);
  const skipped = of(0x1b, 0x4a);
  const toCutter = of(0x1b, 0x4a, -1);
  const cut = of(0x1d, 0x56);
  const places: [string, number][] = [
    ['before the first byte', 0],
    ['inside ESC @', 1],
    ['inside GS a', 5],
    ['inside the header of GS v 0', band.at + 5],
    ['inside the data of a band', band.at + 8 + Math.floor(band.bytes.length / 2)],
    ['between two bands', second.at],
    ['inside ESC J', skipped.at + 2],
    ['inside the feed to the cutter', toCutter.at + 1],
    ['inside GS V', cut.at + 2],
    ['between cut and proof', cut.at + cut.bytes.length],
  ];
  if (fence.length > 0) {
    places.push(['inside the question for the proof', total - 1]);
    places.push(['after the last byte, before the proof', total]);
  }
  return new Map(places);
}
