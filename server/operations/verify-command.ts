/** `npm run verify-journal [-- --site S]`: whether the journals are whole and unchanged. */
import { readConfig } from '../config.js';
import { visitEngine } from '../engine/engine.js';
import { createLog, scoped } from '../log.js';
import { RedisStore } from '../store/redis/redis-store.js';
import { readArguments, runCommand } from './command-line.js';
import { verifyJournal } from './verify-journal.js';

runCommand('verify', async ({ say }) => {
  const { values } = readArguments({ options: { site: { type: 'string' } } });
  const log = scoped(createLog('silent'), 'operations');
  const engine = await visitEngine(readConfig(process.env), log);
  const { connections } = engine;
  try {
    const store = new RedisStore({ command: connections.command, tail: () => connections.tail() });
    const known = await store.sites();
    if (values.site !== undefined && !known.includes(values.site)) {
      say('verify.unknown', { site: values.site });
      return 2;
    }
    let good = true;
    for (const site of values.site === undefined ? known : [values.site]) {
      const { first, last, h, wrong } = await verifyJournal(store, site, { from: 1 });
      if (wrong === null) say('verify.good', { site, first, last, h });
      else say(`verify.${wrong.why}`, { site, seq: wrong.seq });
      good &&= wrong === null;
    }
    return good ? 0 : 1;
  } finally {
    await engine.stop();
  }
});
