/** The pepper: what is kept of PINs and passwords is worth nothing without it (OWASP Password Storage Cheat Sheet, "Peppering"). */
import { randomBytes } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** 256 bits, as much as the hash puts out. */
const BYTES = 32;
const FILE = 'pepper';

/**
 * 32 random bytes, kept outside Redis in a file that only this user reads, made at the first start. A
 * backup without it leaves nobody able to sign in.
 * @param dataDir a folder that exists
 * @param given the same bytes as 64 hex digits from the environment, for several machines; `null` for none
 * @throws Error when the file holds something else, or the disk's error
 */
export async function loadPepper(dataDir: string, given: string | null): Promise<Buffer> {
  if (given !== null) return Buffer.from(given, 'hex');
  const path = join(dataDir, FILE);
  const kept = await readFile(path).catch(absent);
  const pepper = kept ?? (await make(path));
  if (pepper.length !== BYTES) throw new Error(`${path} is not a pepper of ${BYTES} bytes`);
  return pepper;
}

/** Written whole beside its place first: half a pepper would lock everybody out. */
async function make(path: string): Promise<Buffer> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(randomBytes(BYTES));
    await file.sync();
  } finally {
    await file.close();
  }
  await link(draft, path).catch((error: unknown) => {
    // Another process of this folder was faster: its pepper counts.
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return readFile(path);
}

function absent(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
