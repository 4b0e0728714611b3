import { afterEach, describe, expect, it } from 'vitest';
import type { Effects } from '../../server/effects/effects.js';
import { siteConfig, SITE } from '../support/factories.js';
import { effectsOf } from '../support/effects.js';
import { PRINTER_TOKEN, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';

const PRINTER = { id: 'p1', name: 'Máy in', address: 'virtual', dots: 576 } as const;
const CONFIG = { ...siteConfig(), printers: [PRINTER] };

let redis: TestRedis;
const servers: LiveTestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await redis.stop();
});

async function serve(): Promise<LiveTestServer> {
  redis = await startRedis();
  const server = await startLiveServer({ redis, config: CONFIG });
  servers.push(server);
  return server;
}

function agent(server: LiveTestServer): void {
  const auth = { site: SITE, printer: 'p1', token: PRINTER_TOKEN, dots: 576 };
  server.connect('/printer', { auth });
}

/** ms until the effects have stopped. */
async function stopping(effects: Effects): Promise<number> {
  const began = performance.now();
  await effects.stop();
  return performance.now() - began;
}

describe('the effects stop within about 4 s', () => {
  it.each([
    ['is gone', 'SIGKILL'],
    ['hangs', 'SIGSTOP'],
  ] as const)('while Redis %s, with a slip under way', async (_name, signal) => {
    const server = await serve();
    let begun = 0;
    const effects = effectsOf({
      redis,
      server,
      printSlip: () => {
        begun += 1;
        return new Promise<void>(() => undefined);
      },
    });
    effects.start();
    agent(server);
    await server.give('issue', { group: 'land', printer: 'p1' });
    await expect.poll(() => begun).toBe(1);
    await redis.kill(signal);
    expect(await stopping(effects)).toBeLessThan(5_000);
  });

  it('while Redis is gone, with jobs that could not be added', async () => {
    const server = await serve();
    const effects = effectsOf({ redis, server });
    effects.start();
    await server.give('issue', { group: 'land', printer: 'p1' });
    await redis.kill('SIGKILL');
    expect(await stopping(effects)).toBeLessThan(5_000);
  });

  it('and at once while all is well', async () => {
    const server = await serve();
    const effects = effectsOf({ redis, server });
    effects.start();
    agent(server);
    await server.give('issue', { group: 'land', printer: 'p1' });
    expect(await stopping(effects)).toBeLessThan(2_500);
  });
});

describe('a printer', () => {
  it('never has two workers, though its lease was lost and found again while a slip was under way', async () => {
    const server = await serve();
    const steps: string[] = [];
    let end: () => void = () => undefined;
    const effects = effectsOf({
      redis,
      server,
      printSlip: async ({ data }) => {
        steps.push(`begins ${data.number}`);
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        steps.push(`ends ${data.number}`);
      },
    });
    effects.start();
    agent(server);
    await server.give('issue', { group: 'land', printer: 'p1' });
    await server.give('issue', { group: 'land', printer: 'p1' });
    await expect.poll(() => steps).toEqual(['begins B001']);
    const lease = redis.client();
    await lease.ping();
    await redis.kill('SIGSTOP');
    // A lease is relied on for 7 s from its last renewal; then the worker is closed, in 3 s at most.
    await past(7_500);
    await redis.kill('SIGCONT');
    await lease.ping();
    await past(1_000);
    end();
    await expect.poll(() => steps).toHaveLength(3);
    expect(steps).toEqual(['begins B001', 'ends B001', 'begins B002']);
    end();
    await effects.stop();
  });
});

/** Time that passes is what this is about: there is no event to wait for. */
function past(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
