import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  EmbeddedPrinters,
  type EmbeddedAgent,
  type EmbeddedPrintersParts,
} from '../../server/printing/embedded-printers.js';
import type { PrinterConfig, SiteConfig } from '../../server/protocol/config.js';
import { siteConfig as siteSchema } from '../../server/protocol/schema/config.js';
import { configuring, siteConfig } from '../support/factories.js';
import { SILENT, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';

let redis: TestRedis;
let server: LiveTestServer;
let embedded: EmbeddedPrinters | null;
const running: string[] = [];

beforeEach(async () => {
  redis = await startRedis();
  running.length = 0;
  embedded = null;
});
afterEach(async () => {
  await embedded?.stop();
  await server.stop();
  await redis.stop();
});

function printer(id: string, address: string): PrinterConfig {
  return { id, name: `Máy in ${id}`, address, dots: 576 };
}

function having(...printers: PrinterConfig[]): SiteConfig {
  return { ...siteConfig(), printers };
}

async function start(
  config: SiteConfig,
  stop: (id: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  server = await startLiveServer({ redis, config });
  const startAgent: EmbeddedPrintersParts['startAgent'] = (_site, { id, address }) => {
    running.push(id);
    const agent: EmbeddedAgent = {
      paper: address === 'virtual' ? `http://paper.example/${id}` : null,
      async stop() {
        running.splice(running.indexOf(id), 1);
        await stop(id);
      },
    };
    return Promise.resolve(agent);
  };
  embedded = new EmbeddedPrinters({ sites: server.relays, startAgent, log: SILENT });
  await embedded.start();
}

describe('the agents inside the server', () => {
  it('serve every printer but those that an agent beside them serves', async () => {
    const config = having(
      printer('door', 'virtual'),
      printer('hall', 'tcp://192.168.1.50:9100'),
      printer('annex', 'remote'),
    );
    expect(siteSchema.safeParse({ ...config, version: 1 }).success).toBe(true);
    await start(config);
    expect(running).toEqual(['door', 'hall']);
    expect(embedded?.paperOf(config.site.id)).toBe('http://paper.example/door');
  });

  it('follow the configuration although one of them cannot be stopped', async () => {
    await start(having(printer('door', 'virtual')), () => Promise.reject(new Error('stuck')));
    await server.give('configure', configuring(having(printer('hall', 'virtual')), 1));
    await expect.poll(() => running).toEqual(['hall']);
    await server.give('configure', configuring(having(printer('annex', 'virtual')), 2));
    await expect.poll(() => running).toEqual(['annex']);
    await embedded?.stop();
    expect(running).toEqual([]);
  });
});
