import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from './engine-error.js';

/** Where the embedded Redis lives; all absolute, symbolic links resolved. */
export interface EngineFolders {
  /** Redis's own folder: its append-only files. */
  data: string;
  /** Folder of the sockets; nobody but the owner may enter. */
  run: string;
  redisSocket: string;
}

/** Linux keeps a socket's path in 108 bytes with a zero at the end (unix(7)); macOS in 104. */
const LONGEST_SOCKET_PATH = 103;
/** The longest name that is ever put into `run`. */
const LONGEST_NAME = 'owner.new.123456789';

/** The folder of the sockets for a data folder: inside it, or a short one where that is too deep. */
function runFolder(dataDir: string): string {
  const inside = join(dataDir, 'run');
  if (Buffer.byteLength(join(inside, LONGEST_NAME)) <= LONGEST_SOCKET_PATH) return inside;
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), `motcua-${hash}`);
}

/**
 * Makes the folders, readable by their owner only.
 * @throws EngineError `data-dir-unusable` when one cannot be made or belongs to somebody else
 */
export async function makeFolders(dataDir: string): Promise<EngineFolders> {
  try {
    await mkdir(dataDir, { recursive: true });
    const root = await realpath(dataDir);
    const data = join(root, 'redis');
    const run = runFolder(root);
    for (const folder of [data, run]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await ownOnly(folder);
    }
    return { data, run, redisSocket: join(run, 'redis.sock') };
  } catch (cause) {
    throw new EngineError('data-dir-unusable', dataDir, { cause });
  }
}

/** A folder in a place that all may write to could be somebody else's, put there beforehand. */
async function ownOnly(folder: string): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory()) throw new Error('not a folder');
  const uid = process.getuid?.();
  if (uid !== undefined && found.uid !== uid && uid !== 0)
    throw new Error('belongs to another user');
  await chmod(folder, 0o700);
}
