import { EventEmitter, once } from 'node:events';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PrinterCondition, PrintOrder, PrintResult } from '../../server/protocol/printing.js';
import { siteConfig, SITE } from '../support/factories.js';
import {
  ADMIN_TOKEN,
  PRINTER_TOKEN,
  startLiveServer,
  type LiveTestOptions,
  type LiveTestServer,
} from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

const PRINTER = { id: 'p1', name: 'Máy in', address: 'virtual', dots: 576 } as const;
const CONFIG = { ...siteConfig(), printers: [PRINTER] };
const ORDER: PrintOrder = { attempt: 'a1', printer: 'p1', svg: '<svg/>', speed: 1 };
const AUTH = { site: SITE, printer: 'p1', token: PRINTER_TOKEN, dots: 576 };
const PRINTED: PrintResult = { outcome: 'printed', bytesSent: 900, cause: null };

let redis: TestRedis;
let server: LiveTestServer;
const agents: Socket[] = [];

beforeAll(async () => {
  redis = await startRedis();
  server = await startLiveServer({ redis, config: CONFIG });
});
afterAll(async () => {
  await server.stop();
  await redis.stop();
});
afterEach(async () => {
  const gone = server.live.printers.connected(SITE, 'p1') ? next('down') : Promise.resolve();
  for (const agent of agents.splice(0)) agent.disconnect();
  await gone;
});

function agent(auth: Record<string, unknown> = {}): Socket {
  const socket = server.connect('/printer', { auth: { ...AUTH, ...auth } });
  agents.push(socket);
  return socket;
}

/** Another server on the same Redis, with patience of its own. */
async function another(
  patience: Pick<LiveTestOptions, 'printWithin' | 'agentsWithin'>,
): Promise<AsyncDisposable & { server: LiveTestServer }> {
  const own = await startLiveServer({ redis, config: CONFIG, ...patience });
  return { server: own, [Symbol.asyncDispose]: () => own.stop() };
}

/** Waits until an agent comes or goes. */
async function next(what: 'up' | 'down'): Promise<void> {
  const news = new EventEmitter();
  const stop = server.live.printers.listen({
    up: () => news.emit('up'),
    mayKnow: () => undefined,
    down: () => news.emit('down'),
    ready: () => undefined,
  });
  await once(news, what);
  stop();
}

describe('a printer that nobody switched on', () => {
  it('is told of some time after the start, until its agent comes', async () => {
    await using late = await another({ agentsWithin: 3_000 });
    const told: PrinterCondition[] = [];
    const extraHeaders = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const staff = late.server.connect('/staff', { extraHeaders });
    staff.on('printers', ([printer]: PrinterCondition[]) => printer && told.push(printer));
    await expect.poll(() => told.at(-1)?.trouble).toBe('unheard');
    late.server.connect('/printer', { auth: AUTH }).emit('status', {
      ...{ printer: 'p1', online: true, paper: 'ok', cover: 'closed', at: Date.now() },
    });
    await expect.poll(() => told.at(-1)).toMatchObject({ heard: true, trouble: null });
    const unheard = told.filter(({ heard: known }) => !known);
    expect([...new Set(unheard.map(({ trouble }) => trouble))]).toEqual([null, 'unheard']);
  });
});

describe('an agent', () => {
  it('is told again what its printer was found to answer, after it was away', async () => {
    const found = { status: false, pushes: false, proof: 'fence' } as const;
    const first = agent();
    await heard(first, 'connect');
    first.on('print', (_order: PrintOrder, done: (result: PrintResult) => void) =>
      done({ ...PRINTED, found }),
    );
    expect(server.live.printers.answers(SITE, 'p1')).toBeNull();
    await server.live.printers.print(SITE, { ...ORDER, probe: true });
    const tested = server.live.printers.answers(SITE, 'p1');
    expect(tested).toMatchObject({ ...found, warned: false });
    expect(tested?.at).toBeTypeOf('number');
    const gone = next('down');
    first.disconnect();
    await gone;
    const second = agent();
    expect(await heard(second, 'answers')).toEqual([found]);
  });

  it('with another printer than the one that was tested is told nothing, until that one is back', async () => {
    const found = { status: true, pushes: true, proof: 'echo' } as const;
    const first = agent({ unit: '0123456789abcdef' });
    await heard(first, 'connect');
    first.on('print', (_order: PrintOrder, done: (result: PrintResult) => void) =>
      done({ ...PRINTED, found }),
    );
    await server.live.printers.print(SITE, { ...ORDER, probe: true });
    const other = agent({ unit: 'fedcba9876543210' });
    await heard(other, 'connect');
    await expect.poll(() => server.live.printers.answers(SITE, 'p1')).toBeNull();
    const again = agent({ unit: '0123456789abcdef' });
    expect(await heard(again, 'answers')).toEqual([found]);
  });

  it('whose printer once said that its cover stood open is believed when it says that all is well', async () => {
    const found = { status: true, pushes: false, proof: 'fence' } as const;
    const one = agent({ unit: '00000000000000ff' });
    await heard(one, 'connect');
    one.on('print', (_order: PrintOrder, done: (result: PrintResult) => void) =>
      done({ ...PRINTED, found }),
    );
    await server.live.printers.print(SITE, { ...ORDER, probe: true });
    const warned = () => server.live.printers.answers(SITE, 'p1')?.warned;
    expect(warned()).toBe(false);
    const status = { printer: 'p1', online: true, paper: 'ok', at: Date.now() } as const;
    one.emit('status', { ...status, cover: 'closed' });
    one.emit('status', { ...status, cover: 'open' });
    await expect.poll(warned).toBe(true);
    // A later test slip does not take it back.
    await server.live.printers.print(SITE, { ...ORDER, attempt: 'again', probe: true });
    expect(warned()).toBe(true);
  });

  it('that shows the token is connected, with the width of its paper', async () => {
    expect(server.live.printers.connected(SITE, 'p1')).toBe(false);
    await heard(agent(), 'connect');
    expect(server.live.printers.connected(SITE, 'p1')).toBe(true);
    expect(server.live.printers.dots(SITE, 'p1')).toBe(576);
    expect(server.live.printers.status(SITE, 'p1')).toBeNull();
  });

  it.each([
    ['a wrong token', { token: 'some-other-token-here' }, 'signed-out'],
    ['no token', { token: '' }, 'bad-request'],
    ['a printer that the site has not', { printer: 'p9' }, 'not-found'],
    ['a site that is none', { site: 'elsewhere' }, 'not-found'],
  ])('with %s is refused', async (_name, auth, code) => {
    const [error] = await heard(agent(auth), 'connect_error');
    expect(error instanceof Error ? error.message : error).toBe(code);
  });

  it('says how its printer is', async () => {
    const socket = agent();
    await heard(socket, 'connect');
    const status = { printer: 'p1', online: true, paper: 'low', cover: 'closed', at: 5 } as const;
    socket.emit('status', status);
    await expect.poll(() => server.live.printers.status(SITE, 'p1')).toEqual(status);
  });

  it('says that its printer can print again once paper is back and the cover closed', async () => {
    const socket = agent();
    await heard(socket, 'connect');
    const told: string[] = [];
    const stop = server.live.printers.listen({
      up: () => undefined,
      mayKnow: () => undefined,
      down: () => undefined,
      ready: ({ printer }) => {
        told.push(printer);
      },
    });
    const ok = { printer: 'p1', online: true, paper: 'ok', cover: 'closed' } as const;
    const said = [
      ok,
      { ...ok, paper: 'low' },
      { ...ok, paper: 'out' },
      { ...ok, cover: 'open' },
      { ...ok, online: false },
      ok,
    ];
    for (const [at, status] of said.entries()) socket.emit('status', { ...status, at });
    await expect.poll(() => server.live.printers.status(SITE, 'p1')?.at).toBe(said.length - 1);
    expect(told).toEqual(['p1', 'p1']);
    stop();
  });

  it('alone beside a printer shows the token of the administration', async () => {
    await heard(agent({ token: ADMIN_TOKEN }), 'connect');
    expect(server.live.printers.connected(SITE, 'p1')).toBe(true);
  });

  it('that speaks for another printer is let go', async () => {
    const socket = agent();
    await heard(socket, 'connect');
    socket.emit('status', { printer: 'p2', online: true, paper: 'ok', cover: 'closed', at: 5 });
    await heard(socket, 'disconnect');
  });

  it('that comes a second time takes the place of the first, and nobody is told that it went', async () => {
    const told: string[] = [];
    const first = agent();
    await heard(first, 'connect');
    const stop = server.live.printers.listen({
      up: () => told.push('up'),
      mayKnow: () => told.push('mayKnow'),
      down: () => told.push('down'),
      ready: () => told.push('ready'),
    });
    const second = agent();
    await heard(first, 'disconnect');
    second.on('print', (_order: PrintOrder, done: (result: PrintResult) => void) => done(PRINTED));
    expect(await server.live.printers.print(SITE, ORDER)).toEqual(PRINTED);
    expect(told).toEqual(['up', 'mayKnow', 'mayKnow']);
    stop();
  });
});

describe('a slip', () => {
  it('goes to the agent, whose word on it comes back', async () => {
    const socket = agent();
    const orders: PrintOrder[] = [];
    socket.on('print', (order: PrintOrder, done: (result: PrintResult) => void) => {
      orders.push(order);
      done(PRINTED);
    });
    await heard(socket, 'connect');
    expect(await server.live.printers.print(SITE, ORDER)).toEqual(PRINTED);
    expect(orders).toEqual([ORDER]);
  });

  it('is not sent without an agent, and may be tried again', async () => {
    expect(await server.live.printers.print(SITE, ORDER)).toEqual({
      outcome: 'blocked',
      bytesSent: 0,
      cause: 'agent-offline',
    });
  });

  it('of which the agent says nothing is unknown, never printed again by itself, and is asked about', async () => {
    await using hasty = await another({ printWithin: 300 });
    await heard(hasty.server.connect('/printer', { auth: AUTH }), 'connect');
    let asked = 0;
    const { printers } = hasty.server.live;
    const stop = printers.listen({
      up: () => undefined,
      mayKnow: () => {
        asked += 1;
      },
      down: () => undefined,
      ready: () => undefined,
    });
    const result = await printers.print(SITE, ORDER);
    stop();
    expect(result).toMatchObject({ outcome: 'unknown', cause: 'agent-silent' });
    expect(asked).toBe(2);
    expect(result.bytesSent).toBeGreaterThan(0);
  });

  it('whose agent is lost on the way is unknown at once', async () => {
    const socket = agent();
    socket.on('print', () => socket.disconnect());
    await heard(socket, 'connect');
    const result = await server.live.printers.print(SITE, ORDER);
    expect(result).toMatchObject({ outcome: 'unknown', cause: 'agent-lost' });
  });

  it('of an earlier connection is asked about, where the agent says that it remembers', async () => {
    const recall = () => server.live.printers.recall({ site: SITE, printer: 'p1' }, 'earlier');
    expect(await recall()).toBeNull();
    await heard(agent(), 'connect');
    expect(await recall()).toBeNull();
    const knowing = agent({ recalls: true });
    await heard(knowing, 'connect');
    const answers: unknown[] = [PRINTED, null, { outcome: 'printed' }];
    knowing.on('recall', (attempt: string, done: (result: unknown) => void) => {
      expect(attempt).toBe('earlier');
      if (answers.length > 0) done(answers.shift());
    });
    expect([await recall(), await recall(), await recall()]).toEqual([PRINTED, null, null]);
    // It goes while it is asked.
    const asked = recall();
    knowing.disconnect();
    expect(await asked).toBeNull();
  });

  it('of an earlier connection stays unknown where the agent does not answer', async () => {
    await using hasty = await another({ printWithin: 300 });
    const silent = hasty.server.connect('/printer', { auth: { ...AUTH, recalls: true } });
    await heard(silent, 'connect');
    const { printers } = hasty.server.live;
    expect(await printers.recall({ site: SITE, printer: 'p1' }, 'earlier')).toBeNull();
  });

  it('on which the agent says something strange is unknown', async () => {
    const socket = agent();
    socket.on('print', (_order: PrintOrder, done: (result: unknown) => void) =>
      done({ outcome: 'printed' }),
    );
    await heard(socket, 'connect');
    const result = await server.live.printers.print(SITE, ORDER);
    expect(result).toMatchObject({ outcome: 'unknown', cause: 'agent-unclear' });
  });
});
