/** The backups of an installation, as the product and the command beside it make them. */
import { join } from 'node:path';
import type { Config } from '../config.js';
import type { Engine } from '../engine/engine.js';
import type { Log } from '../log.js';
import type { Store } from '../store/port.js';
import { Backups } from './backups.js';
import { keptFiles, pepperPlace } from './kept-files.js';

export interface CreateBackupsParts {
  config: Pick<Config, 'dataDir' | 'backupDir' | 'tls' | 'accessPepper'>;
  engine: Pick<Engine, 'copy' | 'facts'>;
  store: Pick<Store, 'sites' | 'head'>;
  timeZone(): string;
  build: string;
  log: Log;
}

export function createBackups({ config, engine, ...parts }: CreateBackupsParts): Backups {
  const { dataDir, backupDir, tls, accessPepper } = config;
  return new Backups({
    ...parts,
    dataDir,
    folder: backupDir ?? join(dataDir, 'backups'),
    ownFolder: backupDir === null,
    copy: engine.copy,
    keptFiles: () => keptFiles(dataDir, tls),
    pepper: () => pepperPlace(dataDir, accessPepper !== null),
    redisVersion: async () => (await engine.facts()).version,
    now: Date.now,
  });
}
