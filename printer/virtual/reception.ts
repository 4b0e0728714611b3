/** The network side of the virtual printer: one connection at a time into one small buffer. */
import { createServer, type Server, type Socket } from 'node:net';
import { RealTimeListener } from './answers.js';
import { ByteQueue } from './byte-queue.js';

/** ms between two pieces that a slow network brings. */
const PIECE_MS = 50;

export interface ReceptionOptions {
  host: string;
  /** Size of the receive buffer. What does not fit waits in the network. */
  bufferBytes: number;
  /** Bytes came in. */
  arrived(): void;
  /** `DLE EOT n` came in; gives back the answer, or nothing for a printer that does not answer. */
  asked(n: number): Uint8Array | null;
  /** The served connection ended. */
  left(): void;
}

export class Reception {
  readonly queue = new ByteQueue();
  #server: Server | null = null;
  /** The first is served; the others wait until it ends, as network cards of printers do it. */
  #sockets: Socket[] = [];
  #listener = new RealTimeListener();
  /** Bytes a second that the network brings; `null` for all that it has. */
  #pace: number | null = null;
  #paidUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ReceptionOptions) {}

  /** Gives back the port. @throws when it is taken */
  async open(port: number): Promise<number> {
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, this.options.host, () => resolve());
    });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    clearTimeout(this.#timer);
    const closed = new Promise<void>((resolve) => {
      if (server === null) resolve();
      else server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Resets the connections; what was received stays in the buffer. */
  drop(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  answer(bytes: Uint8Array): void {
    this.#sockets[0]?.write(bytes);
  }

  /** Takes in as much as the buffer has room for; whether that was anything. */
  takeIn(): boolean {
    const socket = this.#sockets[0];
    if (socket === undefined) return false;
    const room = Math.min(this.options.bufferBytes - this.queue.length, this.#due());
    // Reading nothing is not idle: it is how the end of the stream is noticed.
    const bytes: unknown = socket.read(Math.min(room, socket.readableLength));
    if (!(bytes instanceof Uint8Array)) return false;
    for (const n of this.#listener.hear(bytes)) {
      const answer = this.options.asked(n);
      if (answer !== null) socket.write(answer);
    }
    if (this.#pace !== null) this.#paidUntil += (bytes.length * 1_000) / this.#pace;
    this.queue.push(bytes);
    this.options.arrived();
    return true;
  }

  /** @param bytesPerSecond `null` for as fast as it comes */
  slow(bytesPerSecond: number | null): void {
    this.#pace = bytesPerSecond;
    this.#paidUntil = performance.now();
    this.takeIn();
  }

  /** Bytes that the network has brought by now; looks again once there are some. */
  #due(): number {
    if (this.#pace === null) return Number.POSITIVE_INFINITY;
    const now = performance.now();
    this.#paidUntil = Math.max(this.#paidUntil, now - PIECE_MS);
    const due = Math.floor(((now - this.#paidUntil) * this.#pace) / 1_000);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.takeIn(), PIECE_MS);
    return Math.max(due, 0);
  }

  #accept(socket: Socket): void {
    this.#sockets.push(socket);
    socket.on('readable', () => {
      if (this.#sockets[0] === socket) this.takeIn();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const served = this.#sockets[0] === socket;
      this.#sockets = this.#sockets.filter((other) => other !== socket);
      if (!served) return;
      this.#listener = new RealTimeListener();
      this.options.left();
      this.takeIn();
    });
  }
}
