/** `npm run backup`: a backup now, whether the product runs or not. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SystemClock } from '../clock.js';
import { readConfig } from '../config.js';
import { visitEngine } from '../engine/engine.js';
import { createLog, scoped } from '../log.js';
import { RedisStore } from '../store/redis/redis-store.js';
import { readArguments, runCommand } from './command-line.js';
import { createBackups } from './create-backups.js';
import { bytesOf } from './manifest.js';
import { recordAtSites, type RecordedSite } from './records.js';

const MEBIBYTE = 1_048_576;
/** `build` of the screens, which the build writes for all that runs. */
const BUILT = new URL('../../display/manifest.json', import.meta.url);

/** The part of a stored configuration that is needed here. */
const siteShape = z.object({ site: z.object({ timeZone: z.string() }) });

runCommand('backup', async ({ say }) => {
  readArguments({ options: {} });
  const config = readConfig(process.env);
  const log = scoped(createLog('silent'), 'operations');
  const { build } = z
    .object({ build: z.string() })
    .parse(JSON.parse(await readFile(BUILT, 'utf8')));
  const engine = await visitEngine(config, log);
  const { connections } = engine;
  const store = new RedisStore({ command: connections.command, tail: () => connections.tail() });
  const clock = new SystemClock();
  try {
    await clock.start(() => store.time());
    const sites: RecordedSite[] = [];
    for (const id of await store.sites()) {
      const stored = await store.config(id);
      if (stored === null) continue;
      const { site } = siteShape.parse(JSON.parse(stored));
      sites.push({ id, timeZone: site.timeZone });
    }
    const timeZone = () => sites[0]?.timeZone ?? 'UTC';
    const backups = createBackups({ config, engine, store, timeZone, build, log });
    const made = await backups.make();
    const { folder } = await backups.state();
    await recordAtSites(store, clock, sites, {
      type: 'backup.made',
      data: { backup: made.id, bytes: bytesOf(made) },
      actor: 'system',
      reason: made.id,
    });
    const size = (bytesOf(made) / MEBIBYTE).toFixed(1);
    say('backup.made', { folder, backup: made.id, size });
    say(`backup.pepper.${made.pepper}`);
    return 0;
  } finally {
    clock.stop();
    await engine.stop();
  }
});
