/**
 * Raw TCP, as network printers speak it on port 9100. They serve one connection, let others wait
 * and close an idle one after some minutes (Epson UB-E02 guide §4.4–4.6): one owner per printer,
 * kept alive, opened again when it ends.
 */
import { connect, type Socket } from 'node:net';
import { ConnectionLost, type Transport, type TransportListener } from './transport.js';

export interface TcpAddress {
  host: string;
  port: number;
}

const KEEP_ALIVE_MS = 10_000;
const CONNECT_MS = 3_000;
/** Pauses before connecting again; the last one stays. */
const BACK_OFF_MS = [100, 250, 500, 1_000, 2_000] as const;
const LONGEST_BACK_OFF_MS = 5_000;

export class TcpTransport implements Transport {
  #listener: TransportListener | null = null;
  #socket: Socket | null = null;
  #connected = false;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly address: TcpAddress) {}

  get connected(): boolean {
    return this.#connected;
  }

  start(listener: TransportListener): void {
    this.#listener = listener;
    this.#connect();
  }

  stop(): Promise<void> {
    this.#listener = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const socket = this.#socket;
    if (socket === null || socket.closed) return Promise.resolve();
    return new Promise((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket;
    if (socket === null || !this.#connected) return Promise.reject(new ConnectionLost());
    return new Promise((resolve, reject) => {
      // A socket that is destroyed calls back with an error for what it still held.
      socket.write(bytes, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(new ConnectionLost(undefined, { cause: error }));
      });
    });
  }

  reconnect(): void {
    this.#socket?.destroy();
  }

  #connect(): void {
    const socket = connect({ ...this.address, noDelay: true });
    this.#socket = socket;
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const slow = setTimeout(() => socket.destroy(), CONNECT_MS);
    socket.once('connect', () => {
      clearTimeout(slow);
      this.#failures = 0;
      this.#connected = true;
      this.#listener?.up();
    });
    socket.on('data', (bytes) => this.#listener?.data(bytes));
    // `close` follows and tells all that is needed.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(slow);
      const wasUp = this.#connected;
      this.#connected = false;
      if (wasUp) this.#listener?.down();
      this.#again();
    });
  }

  #again(): void {
    if (this.#listener === null) return;
    const pause = BACK_OFF_MS[this.#failures] ?? LONGEST_BACK_OFF_MS;
    this.#failures++;
    this.#timer = setTimeout(() => {
      if (this.#listener !== null) this.#connect();
    }, pause);
  }
}
