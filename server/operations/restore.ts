/** Brings a backup back: checked, tried out by starting it, and only then put in its place. */
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dataInUse, visitEngine } from '../engine/engine.js';
import type { Log } from '../log.js';
import { RedisStore } from '../store/redis/redis-store.js';
import { copyDurably, fingerprintOf, isEmpty, leadsAway, settle, settleFolders } from './files.js';
import { isBackedUp } from './kept-files.js';
import { readManifest, type Manifest } from './manifest.js';
import { verifyJournal } from './verify-journal.js';

/** Why a backup is not brought back. Words: the locales, `restore.<code>`. */
export type RestoreProblem =
  | 'no-backup'
  | 'file-missing'
  | 'file-foreign'
  | 'file-changed'
  | 'data-dir-not-empty'
  | 'data-dir-in-use'
  | 'journal-broken'
  | 'entries-missing';

export class RestoreError extends Error {
  override readonly name = 'RestoreError';
  constructor(
    readonly code: RestoreProblem,
    /** The file, folder or site in question. */
    readonly what: string,
  ) {
    super(`${code}: ${what}`);
  }
}

/** One site as it is in a backup, known by starting it. */
export interface RestoredSite {
  id: string;
  seq: number;
  /** Site time of the newest entry, ms, and its hash. */
  at: number;
  h: string;
  timeZone: string;
}
export interface RestoreOutcome {
  manifest: Manifest;
  sites: RestoredSite[];
  people: number;
  /** Where the data that were there before are now; `null` where there were none, or in a dry run. */
  movedTo: string | null;
}

export interface RestoreOptions {
  backup: string;
  dataDir: string;
  /** Nothing is put in place. */
  dryRun: boolean;
  /** Data that are there are moved aside. */
  replace: boolean;
  /** Counts accounts, which only `access` can read. */
  countPeople(redis: PeopleRedis): Promise<number>;
  log: Log;
}

/** The connection that `access` counts people by. */
export type PeopleRedis = Awaited<ReturnType<typeof visitEngine>>['connections']['command'];

/** Kept with the data folder when its other contents are moved aside: the backup may lie there. */
const BACKUPS = 'backups';

/**
 * @throws RestoreError, EngineError, or what the disk says; the data folder is then as it was
 */
export async function restore(options: RestoreOptions): Promise<RestoreOutcome> {
  const { backup, dataDir, dryRun, replace } = options;
  const manifest = await readManifest(backup);
  if (manifest === null) throw new RestoreError('no-backup', backup);
  await checkFiles(backup, manifest);
  const occupied = !(await holdsOnlyBackups(dataDir));
  if (!dryRun && occupied) {
    if (!replace) throw new RestoreError('data-dir-not-empty', dataDir);
    if (await dataInUse(dataDir)) throw new RestoreError('data-dir-in-use', dataDir);
  }

  const stage = `${dataDir}.restoring-${process.pid}`;
  await rm(stage, { recursive: true, force: true });
  try {
    await mkdir(stage, { recursive: true, mode: 0o700 });
    for (const { path } of manifest.files) {
      await copyDurably(join(backup, path), join(stage, path));
    }
    const { sites, people } = await tryOut(stage, manifest, options);
    const outcome = { manifest, sites, people, movedTo: null };
    if (dryRun) return outcome;
    await settleFolders(stage);
    return { ...outcome, movedTo: await putInPlace(stage, dataDir, occupied) };
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** @throws RestoreError `file-missing`, `file-foreign`, `file-changed` */
async function checkFiles(backup: string, { files }: Manifest): Promise<void> {
  for (const { path, bytes, sha256 } of files) {
    if (!isBackedUp(path) || (await leadsAway(backup, path))) {
      throw new RestoreError('file-foreign', path);
    }
    const found = await fingerprintOf(join(backup, path)).catch(() => null);
    if (found === null) throw new RestoreError('file-missing', path);
    if (found.bytes !== bytes || found.sha256 !== sha256) {
      throw new RestoreError('file-changed', path);
    }
  }
}

/**
 * Starts a Redis on the copy and looks: each site has at least what it had when the backup began, and
 * its journal is whole and holds the very entry that was the newest then.
 */
async function tryOut(
  stage: string,
  manifest: Manifest,
  { countPeople, log }: RestoreOptions,
): Promise<Pick<RestoreOutcome, 'sites' | 'people'>> {
  const engine = await visitEngine({ dataDir: stage, redisUrl: null, redisJobsUrl: null }, log);
  try {
    const { connections } = engine;
    const store = new RedisStore({
      command: connections.command,
      tail: () => connections.tail(),
    });
    const sites: RestoredSite[] = [];
    for (const { id, seq, h } of manifest.sites) {
      const [head, config] = await Promise.all([store.head(id), store.config(id)]);
      if (head === null || config === null || head.seq < seq) {
        throw new RestoreError('entries-missing', id);
      }
      // Later ones follow from it by their hashes. Retention may have trimmed it while the copy was made.
      const [entry] = head.seq === seq ? [head] : await store.entries(id, seq - 1, 1);
      if (entry?.seq === seq && entry.h !== h) {
        throw new RestoreError('journal-broken', `${id} ${seq}`);
      }
      const { wrong } = await verifyJournal(store, id, { from: 1 });
      if (wrong !== null) throw new RestoreError('journal-broken', `${id} ${wrong.seq}`);
      const { site } = JSON.parse(config) as { site: { timeZone: string } };
      sites.push({ id, seq: head.seq, at: head.at, h: head.h, timeZone: site.timeZone });
    }
    return { sites, people: await countPeople(connections.command) };
  } finally {
    await engine.stop();
  }
}

async function holdsOnlyBackups(dataDir: string): Promise<boolean> {
  if (await isEmpty(dataDir)) return true;
  return (await readdir(dataDir)).every((name) => name === BACKUPS);
}

/** @returns where the old data went; `null` when there were none */
async function putInPlace(
  stage: string,
  dataDir: string,
  occupied: boolean,
): Promise<string | null> {
  const aside = `${dataDir}.before-${new Date().toISOString().replace(/[-:.]/g, '')}`;
  const moved = await rename(dataDir, aside).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    },
  );
  // Backups stay where the product looks for them.
  if (moved) await rename(join(aside, BACKUPS), join(stage, BACKUPS)).catch(() => undefined);
  await rename(stage, dataDir);
  await settle(dirname(dataDir));
  if (!moved || occupied) return moved ? aside : null;
  await rmdir(aside);
  return null;
}
