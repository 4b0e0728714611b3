/**
 * Backups: copies of all that an installation is, made while it works. Each is a folder with a manifest;
 * it comes into being under another name and gets its own in one step, so a half one is never there.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { businessDay } from '../domain/day.js';
import { localTime, zoneOffset } from '../domain/local-time.js';
import { AppError } from '../errors.js';
import type { DataCopy } from '../engine/engine.js';
import type { Log } from '../log.js';
import type { BackupsAnswer } from '../protocol/operations.js';
import type { Store } from '../store/port.js';
import {
  copyIfThere,
  filesBelow,
  fingerprintOf,
  settle,
  settleFolders,
  writeDurably,
} from './files.js';
import { bytesOf, MANIFEST, manifestText, readManifest, type Manifest } from './manifest.js';

/** A file that is kept beside what Redis has, such as the pepper. */
export interface KeptFile {
  from: string;
  /** Where it stands in the backup. */
  path: string;
}

export interface BackupsParts {
  folder: string;
  /** The folder is the product's own and made where it is absent. One on a stick is not: it is unplugged. */
  ownFolder: boolean;
  dataDir: string;
  /** `null`: an operator's own Redis, which its owner has backed up. */
  copy: DataCopy | null;
  store: Pick<Store, 'sites' | 'head'>;
  keptFiles(): Promise<readonly KeptFile[]>;
  pepper: () => Promise<Manifest['pepper']>;
  /** IANA time zone in which a backup is named by day and time. */
  timeZone(): string;
  build: string;
  redisVersion(): Promise<string>;
  /** Real time, ms. */
  now(): number;
  log: Log;
}

/** The newest of each of so many days with a backup is kept … */
const KEPT_DAYS = 14;
/** … and so many of the newest. By these two no number of backups of one day washes out the others. */
const KEPT_NEWEST = 4;
/**
 * Bytes that stay free on the disk of the data: twice the reserve below which no number is given
 * (`engine/disk-guard.ts`). Elsewhere a little is enough for names and manifest.
 */
const RESERVE_BESIDE_DATA = 256 * 1_048_576;
const RESERVE_ELSEWHERE = 1_048_576;

const NAME = /^motcua-[\d-]+-[0-9a-f]{4}$/;
const UNFINISHED = /^\.unfinished-/;

export class Backups {
  readonly #parts: BackupsParts;
  #running: Promise<Manifest> | null = null;
  #failed: BackupsAnswer['failed'] = null;

  constructor(parts: BackupsParts) {
    this.#parts = parts;
  }

  /** What there is, newest first. Never throws: a folder that is not there has no backups. */
  async state(): Promise<BackupsAnswer> {
    const { copy, folder } = this.#parts;
    return {
      kept: copy === null ? 'elsewhere' : 'here',
      folder,
      free: await freeBytes(folder).catch(() => null),
      running: this.#running !== null,
      failed: this.#failed,
      backups: (await this.#list()).map((manifest) => ({
        id: manifest.id,
        madeAt: manifest.madeAt,
        bytes: bytesOf(manifest),
      })),
    };
  }

  /**
   * Makes one.
   * @throws AppError `backup-elsewhere`, `backup-running`, `backup-folder` (not there, not writable,
   * unplugged), `backup-space`, `backup-failed`; nothing is left behind then
   */
  async make(): Promise<Manifest> {
    const { copy } = this.#parts;
    if (copy === null) throw new AppError('backup-elsewhere');
    if (this.#running !== null) throw new AppError('backup-running');
    this.#running = this.#makeAlone(copy);
    try {
      const made = await this.#running;
      this.#failed = null;
      return made;
    } catch (error) {
      const known = knownError(error);
      this.#parts.log.warn({ err: error, code: known.code }, 'no backup was made');
      if (known.code !== 'backup-running') {
        this.#failed = { code: known.code, at: this.#parts.now() };
      }
      throw known;
    } finally {
      this.#running = null;
    }
  }

  async #makeAlone(copy: DataCopy): Promise<Manifest> {
    const done = await copy.alone(async () => {
      await this.#prepareFolder(copy);
      const made = await this.#makeOne(copy);
      await this.#removeOld();
      return made;
    });
    if (done === null) throw new AppError('backup-running');
    return done.value;
  }

  async #prepareFolder(copy: DataCopy): Promise<void> {
    const { folder, ownFolder, dataDir } = this.#parts;
    if (ownFolder) await mkdir(folder, { recursive: true, mode: 0o700 });
    // What a process that was killed left behind: nobody else is at it now.
    for (const name of await readdir(folder)) {
      if (UNFINISHED.test(name)) await rm(join(folder, name), { recursive: true, force: true });
    }
    const beside = (await stat(folder)).dev === (await stat(dataDir)).dev;
    const reserve = beside ? RESERVE_BESIDE_DATA : RESERVE_ELSEWHERE;
    if ((await freeBytes(folder)) < (await copy.bytes()) + reserve) {
      throw new AppError('backup-space');
    }
  }

  async #makeOne(copy: DataCopy): Promise<Manifest> {
    const { folder, store, build, log } = this.#parts;
    const madeAt = this.#parts.now();
    const id = this.#nameAt(madeAt);
    const unfinished = join(folder, `.unfinished-${id}`);
    await mkdir(unfinished, { mode: 0o700 });
    try {
      const sites: Manifest['sites'] = [];
      for (const site of await store.sites()) {
        const head = await store.head(site);
        if (head === null) continue;
        const { seq, at, day, h } = head;
        sites.push({ id: site, seq, at, day, h });
      }
      await copy.make(join(unfinished, 'redis'));
      for (const { from, path } of await this.#parts.keptFiles()) {
        await copyIfThere(from, join(unfinished, path));
      }
      const files: Manifest['files'] = [];
      for (const path of await filesBelow(unfinished)) {
        files.push({ path, ...(await fingerprintOf(join(unfinished, path))) });
      }
      const [redis, pepper] = await Promise.all([this.#parts.redisVersion(), this.#parts.pepper()]);
      const manifest = { format: 1, id, madeAt, build, redis, files, sites, pepper } as const;
      await writeDurably(join(unfinished, MANIFEST), manifestText(manifest));
      await settleFolders(unfinished);
      await rename(unfinished, join(folder, id));
      await settle(folder);
      log.info({ backup: id, bytes: bytesOf(manifest) }, 'backup made');
      return manifest;
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #removeOld(): Promise<void> {
    const { folder, log } = this.#parts;
    const zone = this.#parts.timeZone();
    for (const { id } of tooMany(await this.#list(), zone)) {
      try {
        // Without its manifest it is no backup any more, whatever interrupts the rest.
        await rm(join(folder, id, MANIFEST));
        await rm(join(folder, id), { recursive: true });
      } catch (error) {
        log.warn({ err: error, backup: id }, 'an old backup could not be removed');
      }
    }
  }

  /** Newest first. */
  async #list(): Promise<Manifest[]> {
    const { folder } = this.#parts;
    const names = await readdir(folder).catch(() => []);
    const found: Manifest[] = [];
    for (const name of names) {
      const manifest = NAME.test(name) ? await readManifest(join(folder, name)) : null;
      if (manifest !== null && manifest.id === name) found.push(manifest);
    }
    return found.sort((a, b) => b.madeAt - a.madeAt);
  }

  /** `motcua-2026-11-22-0215-3f9c`: local day and time, and four digits that tell two of a minute apart. */
  #nameAt(ms: number): string {
    const zone = this.#parts.timeZone();
    const { hour, minute } = localTime(ms, zoneOffset(ms, zone));
    const clock = [hour, minute].map((part) => String(part).padStart(2, '0')).join('');
    return `motcua-${businessDay(ms, zone)}-${clock}-${randomBytes(2).toString('hex')}`;
  }
}

/** Those that go, of backups that are listed newest first. @param zone IANA time zone of the days */
export function tooMany<B extends Pick<Manifest, 'madeAt'>>(all: readonly B[], zone: string): B[] {
  const days = new Set<string>();
  return all.filter(({ madeAt }, place) => {
    const day = businessDay(madeAt, zone);
    const newestOfItsDay = !days.has(day);
    days.add(day);
    return place >= KEPT_NEWEST && !(newestOfItsDay && days.size <= KEPT_DAYS);
  });
}

async function freeBytes(folder: string): Promise<number> {
  const disk = await statfs(folder);
  return disk.bavail * disk.bsize;
}

/** What a disk says, in the words of the catalogue. */
const BY_DISK: Readonly<Record<string, 'backup-space' | 'backup-folder'>> = {
  ENOSPC: 'backup-space',
  EDQUOT: 'backup-space',
  ENOENT: 'backup-folder',
  ENOTDIR: 'backup-folder',
  EACCES: 'backup-folder',
  EPERM: 'backup-folder',
  EROFS: 'backup-folder',
  EIO: 'backup-folder',
  ENODEV: 'backup-folder',
  ENXIO: 'backup-folder',
};

function knownError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new AppError(BY_DISK[code] ?? 'backup-failed', {}, { cause: error });
}
