/** Small C libraries that tests preload into a product, compiled where they are needed. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

interface Preload {
  /** For the environment of the processes that are to have it. */
  env: Record<string, string>;
  remove(): Promise<void>;
}
export interface FsyncRecord extends Preload {
  /** One line `<length> <path>` for each completed fdatasync. */
  file: string;
}
export interface WallClock extends Preload {
  /** Days by which the wall clock is off from now on. */
  shift(days: number): Promise<void>;
}

const DAY_SECONDS = 86_400;

/** @throws Error where there is no C compiler `cc` */
async function compile(name: string): Promise<{ folder: string; library: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-preload-'));
  const library = join(folder, `${name}.so`);
  const source = fileURLToPath(new URL(`./${name}.c`, import.meta.url));
  await promisify(execFile)('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
  return { folder, library };
}

/** Writes down how much of each file is surely on the disk. */
export async function fsyncRecord(): Promise<FsyncRecord> {
  const { folder, library } = await compile('fsync-recorder');
  const file = join(folder, 'record');
  return {
    file,
    env: { LD_PRELOAD: library, FSYNC_RECORD: file },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Lets a product and its Redis live on another date, and changes it while they run. */
export async function wallClock(): Promise<WallClock> {
  const { folder, library } = await compile('wall-shift');
  const file = join(folder, 'shift');
  const shift = (days: number) => writeFile(file, String(days * DAY_SECONDS));
  await shift(0);
  return {
    env: { LD_PRELOAD: library, WALL_SHIFT: file },
    shift,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
