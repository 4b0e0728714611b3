/** Files that must be on the disk when we say so. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Copies a file, for its owner's eyes only, and waits until the disk has it. */
export async function copyDurably(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await pipeline(createReadStream(from), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  await settle(to);
}

/** The same for a file that somebody may delete meanwhile, such as a recording. */
export async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyDurably(from, to);
  } catch (error) {
    await rm(to, { force: true });
    const gone = await lstat(from).then(
      () => false,
      () => true,
    );
    if (!gone) throw error;
  }
}

export async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Waits until the disk has a file, or the names in a folder. */
export async function settle(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file, 64 hex digits, and its length in bytes. */
export async function fingerprintOf(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { sha256: hash.digest('hex'), bytes: (await stat(path)).size };
}

/** Every file below a folder by its path from there, with `/`, in the order of the alphabet. */
export async function filesBelow(folder: string, inside = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesBelow(folder, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

/** Waits until the disk has the names in a folder and in all folders below it. */
export async function settleFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await settleFolders(join(folder, entry.name));
  }
  await settle(folder);
}

/**
 * Whether a file, or a folder on the way to it from `folder`, is a link: what it names may be any file of
 * this machine. What is not there leads nowhere.
 */
export async function leadsAway(folder: string, path: string): Promise<boolean> {
  let at = folder;
  for (const part of path.split('/')) {
    at = join(at, part);
    const found = await lstat(at).catch(() => null);
    if (found === null) return false;
    if (!found.isDirectory() && !found.isFile()) return true;
  }
  return false;
}

/** Whether there is anything in a folder. One that is not there is empty. */
export async function isEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.length === 0;
}
