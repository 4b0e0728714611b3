/** The files beside Redis without which a restored installation is not the same. */
import { access } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { KeptFile } from './backups.js';
import { filesBelow } from './files.js';
import type { Manifest } from './manifest.js';

/** File of the pepper in the data folder (`access`). */
const PEPPER = 'pepper';
/** Folder of the hall's own authority and certificate in the data folder (`network`). */
const TLS = 'tls';
/** Voices that a site recorded, in the data folder (`voice`): no machine can make them again. */
const VOICES = 'voices';
/** Pictures of the hall's screens (`media`): nobody may have the original any more. */
const MEDIA = 'media';
/** Where certificate and key that stood outside of the data folder are kept in a backup. */
export const FROM_ELSEWHERE = 'from-elsewhere';
const CERTIFICATE = `${FROM_ELSEWHERE}/certificate.pem`;
const KEY = `${FROM_ELSEWHERE}/key.pem`;
/** Where a Redis keeps its append-only files (`engine/append-only-copy.ts`). */
const APPEND_ONLY = 'redis/appendonlydir';

/**
 * Pepper, the hall's own authority, recorded voices, pictures, and the certificate that the configuration names;
 * what is not there is left out.
 */
export async function keptFiles(
  dataDir: string,
  tls: { cert: string; key: string } | null,
): Promise<KeptFile[]> {
  const inside = await Promise.all([TLS, VOICES, MEDIA].map((folder) => within(dataDir, folder)));
  const own = [PEPPER, ...inside.flat()].map((path) => ({ from: join(dataDir, path), path }));
  const named =
    tls === null
      ? []
      : [
          { from: tls.cert, path: CERTIFICATE },
          { from: tls.key, path: KEY },
        ].filter(({ from }) => isOutside(dataDir, from));
  const all = await Promise.all(
    [...own, ...named].map(async (file) => ((await isThere(file.from)) ? [file] : [])),
  );
  return all.flat();
}

/** Whether a path is one that a backup of this product has: nothing else is brought back. */
export function isBackedUp(path: string): boolean {
  if ([PEPPER, CERTIFICATE, KEY].includes(path)) return true;
  return [TLS, VOICES, MEDIA, APPEND_ONLY].some((folder) => path.startsWith(`${folder}/`));
}

/** Where the pepper is. @param given it stands in the environment */
export async function pepperPlace(dataDir: string, given: boolean): Promise<Manifest['pepper']> {
  if (given) return 'environment';
  return (await isThere(join(dataDir, PEPPER))) ? 'file' : 'none';
}

/** Files of a folder of the data folder, without what is being written just now. */
async function within(dataDir: string, folder: string): Promise<string[]> {
  const files = await filesBelow(join(dataDir, folder)).catch(() => []);
  return files.filter((path) => !/(?:^|\/)\./.test(path)).map((path) => `${folder}/${path}`);
}

function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way.startsWith('..') || isAbsolute(way);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
