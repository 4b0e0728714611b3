/**
 * Redis writes what a script did as one transaction (`MULTI` … `EXEC`). A kill or a power cut can leave
 * the newest one half written. With `aof-load-truncated yes` Redis then cuts away the torn command only
 * and leaves an open `MULTI` in the file, on which it appends; the start after that runs both halves
 * together, and journal and tickets no longer tell the same story. Repaired in Valkey in August 2026
 * (valkey-io/valkey#4342), not in the versions that Debian ships; so the file is put right here.
 */
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Redis ≥ 7 and Valkey keep their append-only files, by default. */
const MANIFEST = join('appendonlydir', 'appendonly.aof.manifest');
const CHUNK_BYTES = 4 * 1024 * 1024;

const STAR = 0x2a;
const DOLLAR = 0x24;
const HASH = 0x23;
const RETURN = 0x0d;
const ZERO = 0x30;

/** `more`: the bytes end before it does; `foreign`: not what Redis writes. */
type Unread = 'more' | 'foreign';

/**
 * Cuts the newest append-only file back to its last whole transaction. What is cut off was never
 * acknowledged, because replies follow the fsync of the whole. Call it only while no Redis runs there.
 * @param folder Redis's own folder
 * @returns how many bytes were cut off; 0 also where there is nothing, or nothing that it can read
 */
export async function cutTornTail(folder: string): Promise<number> {
  const name = newestFile(await readFile(join(folder, MANIFEST), 'utf8').catch(() => ''));
  if (name === null) return 0;
  const file = await open(join(folder, 'appendonlydir', name), 'r+').catch(() => null);
  if (file === null) return 0;
  try {
    const { size } = await file.stat();
    const whole = await wholeLength(file, size);
    if (whole === null || whole === size) return 0;
    await file.truncate(whole);
    await file.sync();
    return size - whole;
  } finally {
    await file.close();
  }
}

/** The incremental file with the highest number; only the newest can be torn. */
function newestFile(manifest: string): string | null {
  const files = [...manifest.matchAll(/^file (\S+) seq (\d+) type i\b/gm)];
  const newest = files.sort((a, b) => Number(a[2]) - Number(b[2])).at(-1);
  return newest?.[1] ?? null;
}

/** Bytes up to the end of the last thing outside of an open transaction; `null` if it cannot tell. */
async function wholeLength(file: FileHandle, size: number): Promise<number | null> {
  let bytes: Buffer = Buffer.alloc(0);
  /** Offset in the file of the first of `bytes`, of what is read next, and of what is whole. */
  let base = 0;
  let next = 0;
  let whole = 0;
  let inTransaction = false;
  for (;;) {
    const piece = pieceAt(bytes, next - base);
    if (piece === 'foreign') return null;
    if (piece === 'more') {
      if (base + bytes.length >= size) return whole;
      const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size - base - bytes.length));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, base + bytes.length);
      if (bytesRead === 0) return null;
      bytes = Buffer.concat([bytes.subarray(next - base), chunk.subarray(0, bytesRead)]);
      base = next;
      continue;
    }
    next = base + piece.end;
    if (piece.name === 'MULTI') inTransaction = true;
    else if (piece.name === 'EXEC') inTransaction = false;
    if (!inTransaction) whole = next;
  }
}

/** One command, or one annotation line: its name in upper case and where it ends in `bytes`. */
function pieceAt(bytes: Buffer, start: number): { name: string; end: number } | Unread {
  if (start >= bytes.length) return 'more';
  if (bytes[start] === HASH) {
    const end = bytes.indexOf('\n', start);
    return end === -1 ? 'more' : { name: '', end: end + 1 };
  }
  if (bytes[start] !== STAR) return 'foreign';
  const count = numberAt(bytes, start + 1);
  if (typeof count === 'string') return count;
  let name = '';
  let end = count.end;
  for (let i = 0; i < count.value; i += 1) {
    if (end >= bytes.length) return 'more';
    if (bytes[end] !== DOLLAR) return 'foreign';
    const length = numberAt(bytes, end + 1);
    if (typeof length === 'string') return length;
    end = length.end + length.value + 2;
    if (end > bytes.length) return 'more';
    if (i === 0) name = bytes.toString('latin1', length.end, end - 2).toUpperCase();
  }
  return { name, end };
}

/** A decimal number with its line end. */
function numberAt(bytes: Buffer, start: number): { value: number; end: number } | Unread {
  let value = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === RETURN) return at + 1 < bytes.length ? { value, end: at + 2 } : 'more';
    if (byte < ZERO || byte > ZERO + 9) return 'foreign';
    value = value * 10 + (byte - ZERO);
  }
  return 'more';
}
