/** A pack in one file: a plain tar archive (POSIX ustar), as every system can open. */

const BLOCK = 512;
/** Files of a pack, the two that describe it included. */
const MOST_FILES = 400;

export interface TarFile {
  name: string;
  bytes: Buffer;
}

export function writeTar(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap(({ name, bytes }) => [
    headerOf(name, bytes.length),
    bytes,
    Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function headerOf(name: string, size: number): Buffer {
  const head = Buffer.alloc(BLOCK);
  head.write(name, 0, 100, 'latin1');
  head.write('0000644\0', 100, 'latin1');
  head.write('0000000\0', 108, 'latin1');
  head.write('0000000\0', 116, 'latin1');
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  // No time: the same pack is the same file.
  head.write(`${'0'.repeat(11)}\0`, 136, 'latin1');
  head.write('        ', 148, 'latin1');
  head.write('0', 156, 'latin1');
  head.write('ustar\x0000', 257, 'latin1');
  head.write(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return head;
}

function sumOf(head: Buffer): number {
  let sum = 0;
  head.forEach((byte, at) => (sum += at >= 148 && at < 156 ? 0x20 : byte));
  return sum;
}

/**
 * The plain files of an archive. Folders in front of names are left out, so that nothing says where a
 * file would go. @returns `null` for what is no whole archive, or has a file twice
 */
export function readTar(bytes: Buffer): TarFile[] | null {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const head = bytes.subarray(at, at + BLOCK);
    if (head.every((byte) => byte === 0))
      return Array.from(files, ([name, of]) => ({ name, bytes: of }));
    const size = octal(head, 124, 12);
    if (size === null || octal(head, 148, 8) !== sumOf(head)) return null;
    const start = at + BLOCK;
    if (start + size > bytes.length) return null;
    const kind = head[156] ?? 0;
    if (kind === 0x30 || kind === 0) {
      const name = /[^/]*$/.exec(textOf(head, 0, 100))?.[0] ?? '';
      if (files.has(name) || files.size >= MOST_FILES) return null;
      files.set(name, bytes.subarray(start, start + size));
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function textOf(head: Buffer, from: number, length: number): string {
  return head.toString('latin1', from, from + length).replace(/\0[^]*$/, '');
}
function octal(head: Buffer, from: number, length: number): number | null {
  const text = textOf(head, from, length).trim();
  return /^[0-7]{1,11}$/.test(text) ? Number.parseInt(text, 8) : null;
}
