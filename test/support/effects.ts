/** Effects beside a live test server: real BullMQ on the test's Redis. */
import { Queue } from 'bullmq';
import { Effects } from '../../server/effects/effects.js';
import type { Handler } from '../../server/effects/jobs.js';
import type { PrinterLink } from '../../server/live/printer-links.js';
import { PREFIX } from '../../server/effects/queues.js';
import { SystemCommands } from '../../server/effects/system-commands.js';
import { type LiveTestServer, SILENT } from './live-server.js';
import type { TestRedis } from './redis.js';

export interface EffectsTestOptions {
  redis: TestRedis;
  server: LiveTestServer;
  printSlip?: Handler<'print-slip'>;
  lostSlip?: Handler<'print-slip'>;
  moveSlip?: Handler<'move-slip'>;
  recallSlips?: (link: PrinterLink) => Promise<void>;
  owner?: string;
}

const nothing = (): Promise<void> => Promise.resolve();

/** Not started yet. */
export function effectsOf(options: EffectsTestOptions): Effects {
  const { redis, server } = options;
  const { store, relays, clock, live } = server;
  return new Effects({
    ...{ store, clock, sites: relays, printers: live.printers, log: SILENT },
    commands: new SystemCommands(store, clock),
    connection: { path: redis.socket, maxRetriesPerRequest: null, retryStrategy: () => 50 },
    tail: () => redis.client({ maxRetriesPerRequest: null }),
    printSlip: options.printSlip ?? nothing,
    lostSlip: options.lostSlip ?? nothing,
    moveSlip: options.moveSlip ?? nothing,
    recallSlips: options.recallSlips ?? nothing,
    forgetDeleted: () => Promise.resolve(true),
    owner: options.owner ?? 'one',
  });
}

/** A queue as BullMQ keeps it, to look at; closed by whoever asked. */
export function queueOf(redis: TestRedis, name: string): Queue {
  return new Queue(name, { connection: { path: redis.socket }, prefix: PREFIX });
}
