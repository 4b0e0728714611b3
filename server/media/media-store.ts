/** Pictures of the sites' hall screens: files named after their content, below a folder of the data. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.js';
import { readPicture } from './picture.js';

/** Bytes and pixels a side that the memory of a television bears, many times over. */
export const MOST_BYTES = 1_200_000;
const MOST_PIXELS = 3_840;
/** Files of one site, those of older configurations included. */
const MOST_FILES = 120;

export class MediaStore {
  /** @param root folder with one below it for each site */
  constructor(readonly root: string) {}

  /**
   * Keeps a picture.
   * @param used files that the site's configuration names: the others make room, the oldest first
   * @returns its name
   * @throws AppError `picture-unfit`, `site-full`
   */
  async keep(site: string, bytes: Buffer, used: readonly string[]): Promise<string> {
    const picture = bytes.length <= MOST_BYTES ? readPicture(bytes) : null;
    if (picture === null) throw new AppError('picture-unfit');
    const { type, width, height } = picture;
    if (!(width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS)) {
      throw new AppError('picture-unfit');
    }
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const file = `${digest}.${type}`;
    const folder = join(this.root, site);
    await mkdir(folder, { recursive: true });
    await this.#makeRoom(folder, file, used);
    const path = join(folder, file);
    await writeFile(`${path}.new`, bytes);
    await rename(`${path}.new`, path);
    return file;
  }

  /** Deletes all pictures of a site. */
  async forget(site: string): Promise<void> {
    await rm(join(this.root, site), { recursive: true, force: true });
  }

  /** The bytes of a picture that was kept; `null` where it is gone. @param file its name, as `keep` gave it */
  async read(site: string, file: string): Promise<Buffer | null> {
    return readFile(join(this.root, site, file)).catch(() => null);
  }

  async #makeRoom(folder: string, file: string, used: readonly string[]): Promise<void> {
    const names = (await readdir(folder)).filter((name) => name !== file);
    if (names.length < MOST_FILES) return;
    const spare = names.filter((name) => !used.includes(name));
    const aged = await Promise.all(
      spare.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
    );
    const [oldest] = aged.sort((a, b) => a.at - b.at);
    if (oldest === undefined) throw new AppError('site-full');
    await rm(join(folder, oldest.name), { force: true });
  }
}
