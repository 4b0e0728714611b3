import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effects } from '../../server/effects/effects.js';
import { retention } from '../../server/effects/retention.js';
import { at, MONDAY, siteConfig, SITE, TUESDAY } from '../support/factories.js';
import { effectsOf, queueOf } from '../support/effects.js';
import { HandClock, type LiveTestServer, SILENT, startLiveServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { hallScreen } from '../support/screen.js';
import { heard } from '../support/socket-event.js';

const PRINTER = { id: 'door', name: 'Cửa', address: 'virtual', dots: 576 } as const;

let redis: TestRedis;
let server: LiveTestServer;
let effects: Effects;

beforeEach(async () => {
  redis = await startRedis();
  const config = { ...siteConfig(), printers: [{ ...PRINTER }] };
  config.retention = { ticketDays: 3, journalDays: 10 };
  server = await startLiveServer({ redis, config, clock: new HandClock(at(MONDAY, '08:00')) });
  effects = effectsOf({ redis, server });
  effects.start();
});
afterEach(async () => {
  await effects.stop();
  await server.stop();
  await redis.stop();
});

/** Keys of the site that name a day, and how many entries the journal has. */
async function kept(): Promise<{ days: string[]; tickets: number; entries: number }> {
  const client = redis.client();
  const keys = await client.keys(`{${SITE}}:*`);
  const days = keys.flatMap((key) => /\d{4}-\d\d-\d\d/.exec(key) ?? []);
  return {
    days: [...new Set(days)].sort(),
    tickets: keys.filter((key) => key.includes(':ticket:')).length,
    entries: await client.xlen(`{${SITE}}:journal`),
  };
}

/** Waits until the effects group has dealt with every entry. */
async function dealtWith(): Promise<void> {
  const client = redis.client();
  await expect
    .poll(async () => {
      const head = await server.store.head(SITE);
      const [group] = (await client.xinfo('GROUPS', `{${SITE}}:journal`)) as unknown[][];
      const pending = Number(group?.[group.indexOf('pending') + 1]);
      return [pending, group?.[group.indexOf('last-delivered-id') + 1] === `${head?.seq ?? 0}-0`];
    })
    .toEqual([0, true]);
}

async function workday(day: string): Promise<void> {
  server.clock.time = at(day, '08:00');
  await server.give('issue', { group: 'justice', note: 'riêng', printer: 'door' });
  await server.give('issue', { group: 'land', priority: 'elder' });
}

describe('what a site no longer keeps', () => {
  it('is deleted by night; the board, screens and what comes after go on', async () => {
    await workday(MONDAY);
    await workday(TUESDAY);
    await server.give('expire', { day: MONDAY, limit: 100 });
    await workday('2026-11-30');
    await server.give('expire', { day: TUESDAY, limit: 100 });
    await dealtWith();
    const { store, relays, clock } = server;
    const anew = () => Promise.resolve(true);
    const clean = retention(store, relays, clock, anew, SILENT);
    const task = { id: 'night', data: { site: SITE }, attempt: 1 };

    // A machine that takes itself to be years ahead deletes nothing.
    clock.time = at('2031-12-04', '00:30');
    await clean(task);
    expect(await kept()).toMatchObject({ days: [MONDAY, TUESDAY, '2026-11-30'] });
    // Nor does one that a lead set ahead, by less than what no hall can be closed for.
    clock.time = at('2026-12-10', '08:00');
    clock.confirm(15 * 86_400_000);
    await clean(task);
    expect(await kept()).toMatchObject({ days: [MONDAY, TUESDAY, '2026-11-30'] });
    clock.confirm(0);
    clock.time = at('2026-11-30', '23:30');

    await clean(task);
    expect(await kept()).toMatchObject({ days: ['2026-11-30'], tickets: 2 });
    expect((await store.entries(SITE, 0, 1))[0]).toMatchObject({ seq: 1, type: 'day.opened' });

    clock.time = at('2026-12-04', '00:30');
    const first = await store.firstSeq(SITE, TUESDAY);
    await clean(task);
    expect((await store.entries(SITE, 0, 1))[0]).toMatchObject({ seq: first, day: TUESDAY });

    const screen = hallScreen(server.connect('/hall'));
    await heard(screen.socket, 'load');
    expect(Object.keys(screen.board?.tickets ?? {})).toEqual(['A001', 'B001']);
    await server.give('openCounter', { counter: 'c1' });
    const { seq } = await server.give('callNext', { counter: 'c1' });
    await screen.upTo(seq);
    expect(screen.gaps).toBe(0);
  });

  it('stays while the jobs that follow from it were not made', async () => {
    await workday(MONDAY);
    await dealtWith();
    await effects.stop();
    await workday(TUESDAY);
    await server.give('expire', { day: MONDAY, limit: 100 });
    await workday('2026-12-08');
    await server.give('expire', { day: TUESDAY, limit: 100 });
    const before = await kept();
    const gone = await server.store.trim(SITE, '2026-12-07', '2026-12-07');
    // Tuesday was never read by the group: only Monday goes.
    expect((await server.store.entries(SITE, 0, 1))[0]).toMatchObject({ day: TUESDAY });
    expect((await kept()).entries).toBe(before.entries - gone);
  });
});

describe('a site that is forgotten', () => {
  it('is left by every process: screens, jobs and keys', async () => {
    await server.give('openCounter', { counter: 'c1' });
    await workday(MONDAY);
    const ticket = await server.give('issue', { group: 'justice' });
    const { id } = ticket.tickets[0] ?? { id: '' };
    await server.give('park', { ticket: id, reason: 'later', minutes: 30 });
    const second = await startLiveServer({ redis, boot: 'boot-2' });
    const queue = queueOf(redis, 'jobs');
    const slips = queueOf(redis, `print-${SITE}-door`);
    const jobs = async () => (await queue.getJobs(['delayed', 'waiting'])).map(({ name }) => name);
    await expect.poll(jobs).toContain('resume-later');
    await expect.poll(() => slips.getJobCountByTypes('waiting', 'prioritized')).toBe(1);
    const screen = hallScreen(second.connect('/hall'));
    await heard(screen.socket, 'load');
    const gone = heard(screen.socket, 'disconnect');

    await server.store.forget(SITE);
    await server.relays.refresh();
    await second.relays.refresh();
    await gone;
    expect(server.relays.get(SITE)).toBeUndefined();
    expect(second.relays.all()).toEqual([]);
    await expect.poll(jobs).toEqual([]);
    await expect.poll(() => queue.getJobSchedulers()).toEqual([]);
    await expect.poll(() => slips.getJobCountByTypes('waiting', 'prioritized')).toBe(0);
    expect(await redis.client().keys(`{${SITE}}:*`)).toEqual([]);
    await queue.close();
    await slips.close();
    await second.stop();
  });
});
