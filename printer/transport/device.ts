/**
 * A printer on USB as the character device that Linux makes of it (`/dev/usb/lp0`): the same bytes as
 * on a network, without a driver. Opened without blocking, so that a printer that takes nothing holds
 * up nobody: what it does not take now is offered again, which is back-pressure (facts of usblp:
 * `EAGAIN` while a transfer is under way or nothing was said, `ENODEV` once it is unplugged).
 */
import { constants, type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionLost, type Transport, type TransportListener } from './transport.js';

const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;
/** A terminal line must not become this process's own, and no call may block a thread. */
const FLAGS = O_RDWR | O_NONBLOCK | O_NOCTTY;
/** ms between two offers of bytes that the printer did not take, and between two looks for answers. */
const OFFER_AGAIN_MS = 4;
const LISTEN_AGAIN_MS = 25;
/** Pauses before opening again; the last one stays. */
const BACK_OFF_MS = [100, 250, 500, 1_000] as const;
const LONGEST_BACK_OFF_MS = 2_000;
/** Longer than any answer of a printer. */
const ANSWER_BYTES = 256;

export class DeviceTransport implements Transport {
  #listener: TransportListener | null = null;
  #device: FileHandle | null = null;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Opening, listening and closing of the present device. */
  #life: Promise<void> = Promise.resolve();
  /** Writes follow one another: bytes of two never mix. */
  #writes: Promise<unknown> = Promise.resolve();

  /** @param path of a character device; anything else is never opened for long, nor written to */
  constructor(private readonly path: string) {}

  get connected(): boolean {
    return this.#device !== null;
  }

  start(listener: TransportListener): void {
    this.#listener = listener;
    this.#life = this.#live();
  }

  async stop(): Promise<void> {
    this.#listener = null;
    clearTimeout(this.#timer);
    this.#device = null;
    await this.#life;
  }

  write(bytes: Uint8Array): Promise<void> {
    const device = this.#device;
    const written = this.#writes.then(() => this.#offer(device, bytes));
    this.#writes = written.catch(() => undefined);
    return written;
  }

  reconnect(): void {
    this.#device = null;
  }

  /** One device from opening to its end; then the next one. */
  async #live(): Promise<void> {
    const device = await openDevice(this.path);
    const listener = this.#listener;
    if (device !== null && listener !== null) {
      this.#failures = 0;
      this.#device = device;
      listener.up();
      await this.#listen(device, listener);
      this.#device = null;
      this.#listener?.down();
    }
    // What is still being offered gives up first: the number of a closed file may be another's.
    await this.#writes;
    await device?.close().catch(() => undefined);
    if (this.#listener === null) return;
    const wait = BACK_OFF_MS[this.#failures] ?? LONGEST_BACK_OFF_MS;
    this.#failures++;
    this.#timer = setTimeout(() => {
      this.#life = this.#live();
    }, wait);
  }

  /** Until the device is gone, or given up. */
  async #listen(device: FileHandle, listener: TransportListener): Promise<void> {
    const room = Buffer.alloc(ANSWER_BYTES);
    while (device === this.#device) {
      try {
        const { bytesRead } = await device.read(room, 0, room.length, null);
        if (bytesRead > 0) {
          if (device === this.#device) listener.data(Buffer.from(room.subarray(0, bytesRead)));
          continue;
        }
        // Nothing to read is also what the end of some devices looks like.
        if (!(await this.#isThere(device))) return;
      } catch (error) {
        if (!wouldBlock(error)) return;
      }
      await pause(LISTEN_AGAIN_MS);
    }
  }

  /** Whether the name still means the device that was opened. */
  async #isThere(device: FileHandle): Promise<boolean> {
    const [named, opened] = await Promise.all([stat(this.path), device.stat()]);
    return named.rdev === opened.rdev && named.ino === opened.ino;
  }

  async #offer(device: FileHandle | null, bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length; ) {
      if (device === null || device !== this.#device) throw new ConnectionLost();
      try {
        const { bytesWritten } = await device.write(bytes, sent, bytes.length - sent, null);
        sent += bytesWritten;
      } catch (error) {
        if (!wouldBlock(error)) {
          this.reconnect();
          throw new ConnectionLost(undefined, { cause: error });
        }
        await pause(OFFER_AGAIN_MS);
      }
    }
  }
}

/** `null` when there is none now, somebody else has it, or it is no character device. */
async function openDevice(path: string): Promise<FileHandle | null> {
  try {
    const device = await open(path, FLAGS);
    if ((await device.stat()).isCharacterDevice()) return device;
    await device.close();
    return null;
  } catch {
    return null;
  }
}

function wouldBlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
