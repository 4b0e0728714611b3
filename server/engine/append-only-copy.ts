/**
 * A copy of the append-only files of a Redis that goes on working (redis.io, "Redis persistence",
 * backing up AOF data): they are written anew, then rewrites are held off, so that the set of files
 * stands still and only the newest one grows; what is copied of that ends with a whole command.
 */
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { cutTornTail } from './aof-tail.js';
import { infoFields, settingsOf } from './probe.js';

/** Redis's own default; the engine never sets another. */
const REWRITE_AT_PERCENT = '100';
/** ms that a rewrite under way may take: a month of tickets takes a second. */
const REWRITE_WITHIN_MS = 120_000;
const ASK_MS = 50;
const CHUNK_BYTES = 1_048_576;

/** A rewrite did not come to its end, or began although it was held off. */
export class FilesMoved extends Error {
  override readonly name = 'FilesMoved';
}

/** One line of the manifest and the file that it names. */
interface Line {
  text: string;
  name: string;
}

/**
 * Lets rewrites happen again, as a copy that was killed may have left them held off.
 * @throws the client's error
 */
export async function allowRewrites(redis: Redis): Promise<void> {
  await redis.config('SET', 'auto-aof-rewrite-percentage', REWRITE_AT_PERCENT);
}

/**
 * Copies what a Redis starts from into `to/appendonlydir`, whole: everything that was acknowledged
 * before the call is in it, and perhaps more.
 * @param to an empty folder
 * @returns bytes written
 * @throws FilesMoved, the client's error, or that of the disk (`ENOSPC`, `EIO`, …)
 */
export async function copyAppendOnlyFiles(redis: Redis, to: string): Promise<number> {
  await redis.config('SET', 'auto-aof-rewrite-percentage', '0');
  try {
    await rewritesEnded(redis);
    // What was deleted still stands in the files, and a copy would keep it for weeks.
    await redis.bgrewriteaof();
    await rewritesEnded(redis);
    return await copyFolder(await folderOf(redis), to);
  } finally {
    // A Redis that died meanwhile starts with its default again.
    await allowRewrites(redis).catch(() => undefined);
  }
}

/** Bytes that a copy would take now. @throws FilesMoved, the client's error, or that of the disk */
export async function appendOnlyBytes(redis: Redis): Promise<number> {
  // One under way takes files away between their names and their sizes.
  await rewritesEnded(redis);
  const { folder, manifest } = await folderOf(redis);
  let bytes = 0;
  for (const { name } of linesOf(await readFile(join(folder, manifest), 'utf8'))) {
    bytes += (await stat(join(folder, name))).size;
  }
  return bytes;
}

/** @throws FilesMoved, the client's error */
export async function rewritesEnded(redis: Redis): Promise<void> {
  const deadline = performance.now() + REWRITE_WITHIN_MS;
  for (;;) {
    const about = infoFields(await redis.info('persistence'));
    const busy = about.get('aof_rewrite_in_progress') !== '0';
    if (!busy && about.get('aof_rewrite_scheduled') !== '1') return;
    if (performance.now() > deadline) throw new FilesMoved('a rewrite does not end');
    await pause(ASK_MS);
  }
}

interface Folder {
  folder: string;
  /** Name of the manifest in it. */
  manifest: string;
}

async function folderOf(redis: Redis): Promise<Folder> {
  const settings = settingsOf(await redis.config('GET', '*'));
  const name = settings.get('appendfilename') ?? 'appendonly.aof';
  const folder = join(settings.get('dir') ?? '', settings.get('appenddirname') ?? 'appendonlydir');
  return { folder, manifest: `${name}.manifest` };
}

async function copyFolder({ folder, manifest }: Folder, to: string): Promise<number> {
  const target = join(to, 'appendonlydir');
  await mkdir(target, { recursive: true, mode: 0o700 });
  const before = await readFile(join(folder, manifest), 'utf8');
  const lines = linesOf(before);
  let bytes = 0;
  for (const { name } of lines) bytes += await copyUpToNow(join(folder, name), join(target, name));
  if ((await readFile(join(folder, manifest), 'utf8')) !== before) {
    throw new FilesMoved('a rewrite began during the copy');
  }
  await writeText(join(target, manifest), lines.map(({ text }) => `${text}\n`).join(''));
  return bytes - (await cutTornTail(to));
}

/** The base and what grew since; files of type `h` are history that Redis is about to delete. */
function linesOf(manifest: string): Line[] {
  return manifest.split('\n').flatMap((text) => {
    const name = /^file (\S+) seq \d+ type [bi]\b/.exec(text)?.[1];
    return name === undefined ? [] : [{ text, name }];
  });
}

/** Copies as many bytes as the file has at the call, and waits until the disk has them. */
async function copyUpToNow(from: string, to: string): Promise<number> {
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const { size } = await source.stat();
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      for (let at = 0; at < size; ) {
        const { bytesRead } = await source.read(chunk, 0, Math.min(CHUNK_BYTES, size - at), at);
        if (bytesRead === 0) throw new FilesMoved(`${from} became shorter`);
        at += (await target.write(chunk, 0, bytesRead, at)).bytesWritten;
      }
      await target.sync();
      return size;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function writeText(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
