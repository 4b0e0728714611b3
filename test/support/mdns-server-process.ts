/** A server's name on one machine of `lan.ts`. `node --import tsx mdns-server-process.ts NAME`. */
import { once } from 'node:events';
import { createLog } from '../../server/log.js';
import { reachedAt } from '../../server/network/addresses.js';
import { Mdns } from '../../server/network/mdns.js';

const mdns = new Mdns({
  name: process.argv[2] ?? 'motcua',
  port: () => 3_000,
  addresses: () => reachedAt('0.0.0.0'),
  log: createLog('info'),
});
mdns.start();
await once(process, 'SIGTERM');
await mdns.stop();
