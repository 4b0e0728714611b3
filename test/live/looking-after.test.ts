/** A test slip never meets a ticket's slip on the paper; a code tells hall screens apart. */
import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Effects } from '../../server/effects/effects.js';
import type { Heard, Identify, Sound } from '../../server/protocol/live.js';
import type { PrintOrder, PrintResult } from '../../server/protocol/printing.js';
import { effectsOf } from '../support/effects.js';
import { siteConfig, SITE } from '../support/factories.js';
import { PRINTER_TOKEN, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { heard } from '../support/socket-event.js';

const PRINTER = { id: 'p1', name: 'Máy in', address: 'virtual', dots: 576 } as const;
const TEST: PrintOrder = { attempt: 'test-1', printer: 'p1', svg: '<svg/>', speed: 1 };
const PRINTED: PrintResult = { outcome: 'printed', bytesSent: 900, cause: null };

let redis: TestRedis;
let server: LiveTestServer;
let effects: Effects | null = null;
beforeEach(async () => {
  redis = await startRedis();
  const config = { ...siteConfig(), printers: [PRINTER] };
  server = await startLiveServer({ redis, config });
});
afterEach(async () => {
  await effects?.stop();
  effects = null;
  await server.stop();
  await redis.stop();
});

it('prints a test slip after the slip that is on the paper and before the next one', async () => {
  const order: string[] = [];
  const begun = new EventEmitter();
  const release = new EventEmitter();
  effects = effectsOf({
    redis,
    server,
    printSlip: async ({ data }) => {
      order.push(`begin ${data.number}`);
      begun.emit('begun');
      if (data.number === 'B001') await once(release, 'go');
      order.push(`end ${data.number}`);
      if (data.number === 'B002') begun.emit('over');
    },
  });
  effects.start();
  const agent = server.connect('/printer', {
    auth: { site: SITE, printer: 'p1', token: PRINTER_TOKEN, dots: 576 },
  });
  agent.on('print', (asked: PrintOrder, done: (result: PrintResult) => void) => {
    order.push(asked.attempt);
    done(PRINTED);
  });
  await heard(agent, 'connect');
  const first = once(begun, 'begun');
  await server.give('issue', { group: 'land', printer: 'p1' });
  await first;
  const test = effects.printBetween(SITE, TEST);
  const over = once(begun, 'over');
  await server.give('issue', { group: 'land', printer: 'p1' });
  release.emit('go');
  expect(await test).toEqual(PRINTED);
  await over;
  expect(order).toEqual(['begin B001', 'end B001', 'test-1', 'begin B002', 'end B002']);
});

it('says at once that a printer without an agent prints nothing', async () => {
  effects = effectsOf({ redis, server });
  effects.start();
  expect(await effects.printBetween(SITE, TEST)).toEqual({
    outcome: 'blocked',
    bytesSent: 0,
    cause: 'agent-offline',
  });
});

it('shows each hall screen a code of its own and lists the screens that are open', async () => {
  const { lineup } = server.live;
  const one = server.connect('/hall', { auth: { site: SITE, zone: 'ground', build: 'old' } });
  await heard(one, 'snapshot');
  const other = server.connect('/hall', { auth: { site: SITE, counter: 'c1' } });
  const seen = [one, other].map((screen) => heard(screen, 'identify'));
  await heard(other, 'snapshot');
  expect(lineup.list(SITE)).toMatchObject([
    { zone: 'ground', current: false, counter: null, silentSince: null },
    { zone: null, current: null, counter: 'c1' },
  ]);
  // The first ping comes after four seconds.
  await expect.poll(() => lineup.list(SITE)[1]?.lag, { timeout: 20_000 }).toBeGreaterThanOrEqual(0);
  const { screens } = lineup.identify(SITE);
  const shown = (await Promise.all(seen)).map(([message]) => (message as Identify).code);
  expect(screens.map(({ code }) => code).sort()).toEqual(shown.sort());
  expect(new Set(shown).size).toBe(2);
  for (const code of shown) expect(code).toMatch(/^[A-Z]\d$/);
  one.disconnect();
  await expect.poll(() => lineup.list(SITE)).toHaveLength(1);
  expect(lineup.list('elsewhere')).toEqual([]);
});

it('plays a sentence on a screen and knows what it says of it', async () => {
  const { lineup } = server.live;
  const said: unknown[] = ['played', 'blocked', 'any word'];
  const screens = said.map(() => server.connect('/hall', { auth: { site: SITE, zone: 'ground' } }));
  const sign = server.connect('/hall', { auth: { site: SITE, counter: 'c1' } });
  screens.forEach((screen, at) => {
    screen.on('sound', (_sound: Sound, done: (heard: Heard) => void) => done(said[at] as Heard));
  });
  await expect.poll(() => lineup.list(SITE)).toHaveLength(4);
  const message: Sound = { id: 'one', src: '/a.mp3', ms: 10, volume: 1, by: 0 };
  for (const { id } of screens) await lineup.say(id ?? '', message, 10_000, 'test');
  const sounds = new Map(lineup.list(SITE).map(({ id, sound }) => [id, sound]));
  expect(screens.map(({ id }) => sounds.get(id ?? ''))).toEqual(['played', 'blocked', 'failed']);
  const able = new Map(lineup.loudspeakers(SITE).map((each) => [each.id, each.able]));
  expect(screens.map(({ id }) => able.get(id ?? ''))).toEqual([true, false, false]);
  expect(able.has(sign.id ?? '')).toBe(false);
  // That it may play does not say that somebody heard it.
  said[1] = 'played';
  await lineup.say(screens[1]?.id ?? '', message, 10_000, 'probe');
  expect(lineup.list(SITE).find(({ id }) => id === screens[1]?.id)?.sound).toBeNull();
  expect(await lineup.say('gone', message, 10_000, 'call')).toBe('failed');
});
