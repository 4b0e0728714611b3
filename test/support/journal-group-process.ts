/**
 * A journal group as a process of its own, for tests of how it ends:
 * `node --import tsx journal-group-process.ts SOCKET_OF_REDIS SITE`. Prints the seq of each entry.
 */
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { JournalGroup } from '../../server/effects/journal-group.js';

const [, , socket = '', site = ''] = process.argv;
new JournalGroup({
  site,
  redis: new Redis({ path: socket, maxRetriesPerRequest: null }),
  handle({ seq }) {
    process.stdout.write(`${seq}\n`);
    return Promise.resolve();
  },
  log: pino({ level: 'fatal' }, pino.destination(2)),
}).start();
