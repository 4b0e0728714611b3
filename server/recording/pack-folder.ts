/** The folder of one recorded pack: each file comes into being whole, and the list of clips last. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packFile, takesFile, type TakesFile } from '../protocol/schema/recording.js';
import type { Pack } from '../protocol/voice.js';
import type { z } from 'zod';

const PACK = 'pack.json';
const TAKES = 'takes.json';
/** Takes that wait for a program that makes clips of them. */
const WAITING = '.wav';
const CLIP = '.mp3';

export interface PackState {
  pack: Pack;
  takes: TakesFile;
}

export class PackFolder {
  constructor(readonly path: string) {}

  /** `null` where there is no recorded pack. */
  async read(): Promise<PackState | null> {
    const [pack, takes] = await Promise.all([
      this.#json(PACK, packFile),
      this.#json(TAKES, takesFile),
    ]);
    return pack === null || takes === null ? null : { pack, takes };
  }

  async write({ pack, takes }: PackState): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    await this.#put(TAKES, json(takes));
    await this.#put(PACK, json(pack));
  }

  clip(id: string): Promise<Buffer | null> {
    return readFile(join(this.path, id + CLIP)).catch(() => null);
  }
  async putClip(id: string, bytes: Buffer): Promise<void> {
    await this.#put(id + CLIP, bytes);
    await rm(join(this.path, id + WAITING), { force: true });
  }

  waiting(id: string): Promise<Buffer | null> {
    return readFile(join(this.path, id + WAITING)).catch(() => null);
  }
  putWaiting(id: string, wav: Buffer): Promise<void> {
    return this.#put(id + WAITING, wav);
  }
  /** Ids of the clips that wait. */
  async allWaiting(): Promise<string[]> {
    const names = await readdir(this.path).catch(() => []);
    return names.filter((name) => name.endsWith(WAITING)).map((name) => name.slice(0, -4));
  }

  async dropTake(id: string): Promise<void> {
    for (const end of [CLIP, WAITING]) await rm(join(this.path, id + end), { force: true });
  }

  /** Without its list it is no pack any more, whatever interrupts the rest. */
  async remove(): Promise<void> {
    await rm(join(this.path, PACK), { force: true });
    await rm(this.path, { recursive: true, force: true });
  }

  async #json<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S> | null> {
    try {
      return schema.parse(JSON.parse(await readFile(join(this.path, name), 'utf8')));
    } catch {
      return null;
    }
  }

  async #put(name: string, content: Buffer | string): Promise<void> {
    const unfinished = join(this.path, `.${randomBytes(6).toString('hex')}`);
    try {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, join(this.path, name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
