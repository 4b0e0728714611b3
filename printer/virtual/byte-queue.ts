/** Bytes that a printer received and has not worked on yet. */
export class ByteQueue {
  #bytes = Buffer.alloc(0);

  get length(): number {
    return this.#bytes.length;
  }

  push(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
  }

  /** Byte at `index` from the front, or −1 where nothing has arrived yet. */
  at(index: number): number {
    return this.#bytes[index] ?? -1;
  }

  take(count: number): Buffer {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  clear(): void {
    this.#bytes = Buffer.alloc(0);
  }
}
