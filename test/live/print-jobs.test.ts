import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effects } from '../../server/effects/effects.js';
import { jobsOf } from '../../server/effects/entry-jobs.js';
import { JournalGroup } from '../../server/effects/journal-group.js';
import { NotYet, type Handler } from '../../server/effects/jobs.js';
import { Queues } from '../../server/effects/queues.js';
import { journalKey } from '../../server/store/redis/keys.js';
import { siteConfig, SITE } from '../support/factories.js';
import { effectsOf, queueOf } from '../support/effects.js';
import {
  PRINTER_TOKEN,
  SILENT,
  startLiveServer,
  type LiveTestServer,
} from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

const PRINTER = { id: 'p1', name: 'Máy in', address: 'virtual', dots: 576 } as const;
const CONFIG = { ...siteConfig(), printers: [PRINTER] };

let redis: TestRedis;
const servers: LiveTestServer[] = [];
const running: Effects[] = [];

beforeEach(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((effects) => effects.stop()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await redis.stop();
});

async function serve(): Promise<LiveTestServer> {
  const server = await startLiveServer({ redis, config: CONFIG });
  servers.push(server);
  return server;
}

function run(
  server: LiveTestServer,
  parts: { printSlip: Handler<'print-slip'>; lostSlip?: Handler<'print-slip'>; owner?: string },
): Effects {
  const effects = effectsOf({ redis, server, ...parts });
  running.push(effects);
  effects.start();
  return effects;
}

function agent(server: LiveTestServer) {
  const auth = { site: SITE, printer: 'p1', token: PRINTER_TOKEN, dots: 576 };
  return server.connect('/printer', { auth });
}

/** Records the numbers in the order in which their slips are printed. */
function paper() {
  const numbers: string[] = [];
  const printSlip: Handler<'print-slip'> = ({ data }) => {
    numbers.push(data.number);
    return Promise.resolve();
  };
  return { numbers, printSlip };
}

async function issue(server: LiveTestServer, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await server.give('issue', { group: 'land', printer: 'p1' });
}

/** As if the seconds for which a silent worker keeps its slip had passed. */
async function letLocksExpire(): Promise<void> {
  const client = redis.client();
  const locks = await client.keys('*:lock');
  expect(locks).toHaveLength(1);
  await client.del(...locks);
}

describe('slips', () => {
  it('wait while no agent is connected, and come in order when one is', async () => {
    const server = await serve();
    const { numbers, printSlip } = paper();
    run(server, { printSlip });
    await issue(server, 5);
    const queue = queueOf(redis, `print-${SITE}-p1`);
    await expect.poll(() => queue.getWaitingCount()).toBe(5);
    expect(numbers).toEqual([]);
    agent(server);
    await expect.poll(() => numbers).toEqual(['B001', 'B002', 'B003', 'B004', 'B005']);
    await queue.close();
  });

  it('stop when the agent goes and go on when it comes back', async () => {
    const server = await serve();
    const { numbers, printSlip } = paper();
    run(server, { printSlip });
    const first = agent(server);
    await issue(server, 1);
    await expect.poll(() => numbers).toHaveLength(1);
    first.disconnect();
    await expect.poll(() => server.live.printers.connected(SITE, 'p1')).toBe(false);
    const queue = queueOf(redis, `print-${SITE}-p1`);
    await expect.poll(() => queue.getWorkersCount()).toBe(0);
    await issue(server, 2);
    await expect.poll(() => queue.getWaitingCount()).toBe(2);
    expect(numbers).toHaveLength(1);
    agent(server);
    await expect.poll(() => numbers).toEqual(['B001', 'B002', 'B003']);
    await queue.close();
  });

  it('keep their order while the paper is out', async () => {
    const server = await serve();
    const { numbers, printSlip } = paper();
    let refusals = 3;
    run(server, {
      printSlip: (task) => {
        if (refusals-- > 0) return Promise.reject(new NotYet('paper-out', 50));
        return printSlip(task);
      },
    });
    agent(server);
    await issue(server, 4);
    await expect.poll(() => numbers).toEqual(['B001', 'B002', 'B003', 'B004']);
    expect(refusals).toBe(-4);
  });

  it('do not wait longer once the printer can print again', async () => {
    const server = await serve();
    const { numbers, printSlip } = paper();
    const status = { printer: 'p1', online: true, cover: 'closed', at: 5 } as const;
    let paperOut = true;
    let tries = 0;
    run(server, {
      printSlip: (task) => {
        tries += 1;
        return paperOut ? Promise.reject(new NotYet('paper-out', 30_000)) : printSlip(task);
      },
    });
    const socket = agent(server);
    socket.emit('status', { ...status, paper: 'out' });
    await issue(server, 2);
    await expect.poll(() => tries).toBe(1);
    const limit = `{jobs}:print-${SITE}-p1:limiter`;
    await expect.poll(() => redis.client().pttl(limit)).toBeGreaterThan(20_000);
    paperOut = false;
    socket.emit('status', { ...status, paper: 'ok' });
    // By itself the wait ends later than anybody waits here.
    await expect.poll(() => numbers).toEqual(['B001', 'B002']);
  });

  it('are printed once although the process died after it added the job and before it said so', async () => {
    const server = await serve();
    await issue(server, 1);
    const queues = new Queues({ path: redis.socket, maxRetriesPerRequest: null }, SILENT);
    const news = new EventEmitter();
    const dying = new JournalGroup({
      site: SITE,
      redis: redis.client({ maxRetriesPerRequest: null }),
      async handle(entry) {
        const jobs = jobsOf(SITE, entry, CONFIG, server.clock, 0);
        for (const job of jobs) await queues.add(job);
        if (jobs.some(({ kind }) => kind === 'print-slip')) {
          void dying.stop().then(() => news.emit('dead'));
          throw new Error('killed');
        }
      },
      log: SILENT,
    });
    const dead = once(news, 'dead');
    dying.start();
    await dead;
    await queues.stop();
    const { numbers, printSlip } = paper();
    agent(server);
    run(server, { printSlip });
    await issue(server, 1);
    await expect.poll(() => numbers).toEqual(['B001', 'B002']);
    const pending = await redis.client().xpending(journalKey(SITE), 'effects');
    expect(pending[0]).toBe(0);
  });

  it('of one printer are printed by one of two servers, and by the other when its agent is gone', async () => {
    const both = [await serve(), await serve()] as const;
    const { numbers, printSlip } = paper();
    const by: string[] = [];
    const agents = both.map((server, i) => {
      const owner = `server-${i}`;
      run(server, {
        owner,
        printSlip: (task) => {
          by.push(owner);
          return printSlip(task);
        },
      });
      return agent(server);
    });
    await Promise.all(agents.map((socket) => heard(socket, 'connect')));
    await issue(both[0], 6);
    await expect.poll(() => numbers).toHaveLength(6);
    const [first] = by;
    expect(new Set(by).size).toBe(1);
    agents[Number(first?.at(-1))]?.disconnect();
    await expect
      .poll(() => both[Number(first?.at(-1))]?.live.printers.connected(SITE, 'p1'))
      .toBe(false);
    await issue(both[0], 1);
    await expect.poll(() => by.at(-1), { timeout: 20_000 }).not.toBe(first);
    const all = ['B001', 'B002', 'B003', 'B004', 'B005', 'B006', 'B007'];
    expect([...numbers].sort()).toEqual(all);
  });

  it('whose worker fell silent in the middle are not printed again, but settled', async () => {
    const server = await serve();
    agent(server);
    let begun = 0;
    const silent = run(server, {
      printSlip: () => {
        begun += 1;
        return new Promise<void>(() => undefined);
      },
    });
    await issue(server, 1);
    await expect.poll(() => begun).toBe(1);
    running.splice(0);
    await silent.stop();
    await letLocksExpire();
    const { numbers, printSlip } = paper();
    const lost: string[] = [];
    run(server, {
      printSlip,
      lostSlip: ({ data }) => {
        lost.push(data.number);
        return Promise.resolve();
      },
    });
    await issue(server, 1);
    await expect.poll(() => lost, { timeout: 28_000 }).toEqual(['B001']);
    expect(numbers).toEqual(['B002']);
  }, 40_000);
});
