/**
 * A server with its printers' workers as a process of its own, for tests that kill it:
 * `node --import tsx print-server.ts SOCKET_OF_REDIS`. Prints its address as a line of JSON.
 */
import { Redis } from 'ioredis';
import { settleStaleSlips } from '../../server/effects/print-slip.js';
import type { TestRedis } from '../support/redis.js';
import { openPrintHall } from './print-hall.js';

const socket = process.argv[2] ?? '';
const notOurs = (): Promise<void> => Promise.reject(new Error('this Redis belongs to the test'));
const redis: TestRedis = {
  ...{ socket, dir: '', pid: 0, kill: notOurs, restart: notOurs, stop: notOurs },
  client: (options = {}) => new Redis({ path: socket, ...options }),
};
const hall = await openPrintHall(redis);
// Nobody else prints here: whatever stands on `sending` was cut off.
await settleStaleSlips(hall.parts, 0);
process.stdout.write(`${JSON.stringify({ url: hall.server.url })}\n`);
