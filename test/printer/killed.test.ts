import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { QueueEvents } from 'bullmq';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { PrinterAgent } from '../../printer/agent.js';
import { Changes } from '../../printer/session/changes.js';
import { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';
import { PREFIX, printQueueName } from '../../server/effects/queues.js';
import type { PrintEndedData } from '../../server/protocol/journal.js';
import { contextAt, MORNING, SITE } from '../support/factories.js';
import { startRedis } from '../support/redis.js';
import { connectStore } from '../support/redis-store.js';
import { agentAt } from './agents.js';

const SERVER = fileURLToPath(new URL('./print-server.ts', import.meta.url));

/** The worker's lock must run out before BullMQ notices that its holder is gone: 15 s and a look. */
const NOTICED = 60_000;

interface PrintServer {
  process: ChildProcess;
  url: string;
}

async function serve(socket: string): Promise<PrintServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', SERVER, socket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    return { process: child, url: z.object({ url: z.string() }).parse(JSON.parse(line)).url };
  }
  throw new Error('the server ended');
}

async function kill({ process: child }: PrintServer): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('a server killed in the middle of a slip: the slip is unknown and is not printed twice', {
  timeout: NOTICED + 30_000,
}, async () => {
  const redis = await startRedis({ appendfsync: 'always' });
  const printer = new VirtualPrinter();
  const pieces: number[] = [];
  printer.on('slip', ({ picture }) => pieces.push(picture.height));
  await printer.start();
  const running: PrintServer[] = [];
  const agents: PrinterAgent[] = [];
  const queue = new QueueEvents(printQueueName({ site: SITE, printer: 'p1' }), {
    connection: { path: redis.socket },
    prefix: PREFIX,
  });
  try {
    const failed = new Promise<string>((resolve) => {
      queue.on('failed', ({ failedReason }) => resolve(failedReason));
    });
    const first = await serve(redis.socket);
    running.push(first);
    const store = await connectStore(redis);
    const ended: PrintEndedData[] = [];
    const changes = new Changes();
    const follower = store.follow(SITE, 0, (entries) => {
      for (const entry of entries) if (entry.type === 'print.ended') ended.push(entry.data);
      changes.notify();
    });
    agents.push(await agentAt(first.url, printer.port));
    const asked = await store.command(
      'issue',
      { group: 'justice', printer: 'p1' },
      contextAt(MORNING),
    );
    expect(asked.ok).toBe(true);
    // Past the piece that a new agent cuts off first, in the middle of the slip.
    await once(printer, 'slip');
    await rows(printer, 200);
    await kill(first);
    // The agent and the printer are well: the slip comes out, and nobody is there to be told.
    await once(printer, 'slip');
    await agents.pop()?.stop();

    const second = await serve(redis.socket);
    running.push(second);
    agents.push(await agentAt(second.url, printer.port));
    expect(await failed).toMatch(/stalled/);
    const next = await store.command(
      'issue',
      { group: 'justice', printer: 'p1' },
      contextAt(MORNING),
    );
    expect(next.ok).toBe(true);
    await once(printer, 'slip');
    while (pieces.filter((height) => height > 300).length < 2) await once(printer, 'slip');
    const last = performance.now() + 20_000;
    await changes.until(
      () => ended.length >= 2,
      () => last,
    );
    await follower.stop();
    expect(ended.map(({ number, outcome, cause }) => [number, outcome, cause])).toEqual([
      ['A001', 'unknown', 'interrupted'],
      ['A002', 'printed', null],
    ]);
    expect(pieces.filter((height) => height > 300)).toHaveLength(2);
  } finally {
    await Promise.all(agents.map((agent) => agent.stop()));
    await queue.close();
    for (const each of running) if (each.process.exitCode === null) each.process.kill('SIGKILL');
    await printer.stop();
    await redis.stop();
  }
});

/** Resolves when so many rows hang out of the printer. */
function rows(printer: VirtualPrinter, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (now: number): void => {
      if (now < count) return;
      printer.off('row', look);
      resolve();
    };
    printer.on('row', look);
  });
}
