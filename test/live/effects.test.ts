import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Effects } from '../../server/effects/effects.js';
import type { TicketState } from '../../server/protocol/ticket.js';
import { at, MINUTE, MONDAY, siteConfig, SITE, TUESDAY } from '../support/factories.js';
import { effectsOf, queueOf } from '../support/effects.js';
import { HandClock, startLiveServer, type LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';

/** Site time that runs 600 times as fast as real time: ten minutes pass in one second. */
class FastClock extends HandClock {
  readonly #began = performance.now();
  constructor(private readonly start: number) {
    super(start, 600);
  }
  override now(): number {
    return Math.floor(this.start + (performance.now() - this.#began) * this.speed);
  }
}

let redis: TestRedis;
let server: LiveTestServer;
let effects: Effects;

beforeEach(async () => {
  redis = await startRedis({ appendfsync: 'always' });
});
afterEach(async () => {
  await effects.stop();
  await server.stop();
  await redis.stop();
});

async function begin(clock: HandClock, config = siteConfig()): Promise<void> {
  server = await startLiveServer({ redis, config, clock });
  effects = effectsOf({ redis, server });
  effects.start();
}

/** Waits until the relay has a ticket in that state. */
async function becomes(ticket: string, state: TicketState): Promise<void> {
  const { relay } = server;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (relay.board.tickets[ticket]?.state === state) resolve();
    };
    relay.listen({ entry: look, reset: look });
    look();
  });
}

async function issued(): Promise<string> {
  const { tickets } = await server.give('issue', { group: 'justice' });
  return tickets[0]?.id ?? '';
}

describe('a citizen who asked for 10 minutes more', () => {
  it('stands in line again by herself after 10 minutes of site time', async () => {
    await begin(new FastClock(at(MONDAY, '08:00')));
    const ticket = await issued();
    const parked = await server.give('park', { ticket, reason: 'later', minutes: 10 });
    await becomes(ticket, 'waiting');
    const resumed = (await server.store.entries(SITE, parked.seq, 10)).at(-1);
    expect(resumed).toMatchObject({ type: 'ticket.resumed', actor: 'system' });
    expect((resumed?.at ?? 0) - parked.at).toBeGreaterThanOrEqual(10 * MINUTE);
  });

  it('and was resumed by hand before is left alone', async () => {
    await begin(new HandClock(at(MONDAY, '08:00')));
    const ticket = await issued();
    const { seq } = await server.give('park', { ticket, reason: 'later', minutes: 10 });
    await server.give('resume', { ticket });
    await server.give('park', { ticket, reason: 'copies' });
    await delayed(`${SITE}-${seq}-resume-later`);
    server.clock.time += 10 * MINUTE;
    await done(`${SITE}-${seq}-resume-later`);
    expect(server.relay.board.tickets[ticket]?.state).toBe('parked');
  });
});

describe('when Redis is killed and comes back', () => {
  it('jobs that waited are done, and new ones are taken', async () => {
    await begin(new HandClock(at(MONDAY, '08:00')));
    const parked = async () => {
      const ticket = await issued();
      const { seq } = await server.give('park', { ticket, reason: 'later', minutes: 10 });
      const job = `${SITE}-${seq}-resume-later`;
      await delayed(job);
      return { ticket, job };
    };
    const before = await parked();
    await redis.kill('SIGKILL');
    await redis.restart();
    const after = await parked();
    server.clock.time += 10 * MINUTE;
    for (const { ticket, job } of [before, after]) {
      await promoted(job);
      await becomes(ticket, 'waiting');
    }
  });
});

describe('a call that nobody answers', () => {
  it('is missed by itself after the time that the site asks for, counted from the last recall', async () => {
    const rules = { needsStart: true, callTimeoutSeconds: 300 };
    await begin(new HandClock(at(MONDAY, '08:00')), siteConfig(rules));
    await server.give('openCounter', { counter: 'c1' });
    const ticket = await issued();
    const called = await server.give('callNext', { counter: 'c1' });
    await delayed(`${SITE}-${called.seq}-call-timeout`);
    server.clock.time += 100_000;
    const recalled = await server.give('recall', { ticket });
    await delayed(`${SITE}-${recalled.seq}-call-timeout`);
    server.clock.time += 200_000;
    await done(`${SITE}-${called.seq}-call-timeout`);
    expect(server.relay.board.tickets[ticket]?.state).toBe('called');
    server.clock.time += 100_000;
    await promoted(`${SITE}-${recalled.seq}-call-timeout`);
    await becomes(ticket, 'missed');
    const entries = await server.store.entries(SITE, recalled.seq, 10);
    const missed = entries.find(({ type }) => type === 'ticket.missed');
    expect((missed?.at ?? 0) - recalled.at).toBeGreaterThanOrEqual(300_000);
    expect(missed?.actor).toBe('system');
  });

  it('stays called where the site does not ask for it', async () => {
    await begin(new FastClock(at(MONDAY, '08:00')), siteConfig({ callTimeoutSeconds: 60 }));
    await server.give('openCounter', { counter: 'c1' });
    const called = await issued();
    await server.give('callNext', { counter: 'c1' });
    const later = await issued();
    await server.give('park', { ticket: later, reason: 'later', minutes: 10 });
    await becomes(later, 'waiting');
    expect(server.relay.board.tickets[called]?.state).toBe('called');
  });
});

/** Waits until the job is there: how long it waits is reckoned then. */
async function delayed(id: string): Promise<void> {
  const queue = queueOf(redis, 'jobs');
  await expect.poll(async () => (await queue.getJob(id))?.isDelayed()).toBe(true);
  await queue.close();
}

/**
 * Waits until the job is there but delayed, such as because a wrong date can still be taken back for a
 * quarter of an hour; then lets that time be over.
 */
async function promoted(id: string): Promise<void> {
  await delayed(id);
  const queue = queueOf(redis, 'jobs');
  await (await queue.getJob(id))?.promote();
  await queue.close();
}

/** As `promoted`, and waits until the job has done what it had to. */
async function done(id: string): Promise<void> {
  await promoted(id);
  const queue = queueOf(redis, 'jobs');
  await expect.poll(async () => (await queue.getJob(id))?.isCompleted()).toBe(true);
  await queue.close();
}

describe('the end of a day', () => {
  it('closes every open ticket of the day before, in batches, a while after the next day began', async () => {
    const clock = new HandClock(at(MONDAY, '16:00'));
    await begin(clock);
    await server.give('openCounter', { counter: 'c1' });
    await Promise.all(Array.from({ length: 230 }, issued));
    const { called } = await server.give('callNext', { counter: 'c1' });
    await server.give('start', { ticket: called ?? '' });
    clock.time = at(TUESDAY, '07:00');
    const { seq } = await server.give('issue', { group: 'land' });
    await promoted(`${SITE}-${seq - 1}-close-day`);
    await entryOf('day.closed', seq);
    const expired = (await server.store.entries(SITE, seq, 1_000)).filter(
      ({ type }) => type === 'ticket.expired',
    );
    expect(expired).toHaveLength(230);
    expect(new Set(expired.map(({ request }) => request)).size).toBe(3);
    expect(await server.store.unclosedDays(SITE, TUESDAY)).toEqual([]);
    expect(server.relay.board.day).toBe(TUESDAY);
    expect(Object.keys(server.relay.board.tickets)).toHaveLength(1);
  });

  it('is made up for by a server that was off at midnight', async () => {
    const clock = new HandClock(at(MONDAY, '16:00'));
    server = await startLiveServer({ redis, config: siteConfig(), clock });
    const ticket = await issued();
    await server.give('cancel', { ticket, reason: 'left' });
    clock.time = at(TUESDAY, '07:00');
    effects = effectsOf({ redis, server });
    effects.start();
    await promoted(`${SITE}-${TUESDAY}-close-day`);
    expect(await server.relay.reached(await entryOf('day.closed', 0), 5_000)).toBe(true);
    expect(server.relay.board.day).toBe(TUESDAY);
    expect(server.relay.board.tickets).toEqual({});
  });

  it('waits for midnight when its bell rings a second too early', async () => {
    const clock = new HandClock(at(MONDAY, '23:59:59'));
    await begin(clock);
    const ticket = await issued();
    const queue = queueOf(redis, 'jobs');
    const bell = `${SITE}-${MONDAY}-close-day`;
    await promoted(bell);
    await expect
      .poll(async () => {
        const job = await queue.getJob(bell);
        return (job?.attemptsStarted ?? 0) > 0 && (await job?.isDelayed());
      })
      .toBe(true);
    await queue.close();
    expect(server.relay.board.tickets[ticket]?.state).toBe('waiting');
    clock.time = at(TUESDAY, '00:00');
    const closed = await entryOf('day.closed', 0);
    const [entry] = await server.store.entries(SITE, closed - 1, 1);
    expect(entry).toMatchObject({ data: { day: MONDAY }, day: TUESDAY, actor: 'system' });
  });

  it('rings at midnight of the site by one scheduler that names its time zone', async () => {
    const config = siteConfig();
    await begin(new HandClock(), config);
    const second = effectsOf({ redis, server, owner: 'two' });
    second.start();
    const queue = queueOf(redis, 'jobs');
    await expect.poll(() => queue.getJobSchedulers()).toHaveLength(2);
    const schedulers = await queue.getJobSchedulers();
    const { timeZone } = config.site;
    expect(schedulers.map(({ tz }) => tz)).toEqual([timeZone, timeZone]);
    const scheduler = schedulers.find(({ pattern }) => pattern === '0 0 0 * * *');
    const next = new Date(scheduler?.next ?? 0);
    expect(next.toISOString().slice(11)).toBe('17:00:00.000Z');
    await second.stop();
    await queue.close();
  });
});

/** Waits for the first entry of a type after `seq`. @returns its seq */
async function entryOf(type: string, seq: number): Promise<number> {
  return new Promise((resolve) => {
    const follower = server.store.follow(SITE, seq, (entries) => {
      const found = entries.find((entry) => entry.type === type);
      if (found !== undefined) resolve(found.seq);
    });
    stopLater.push(() => follower.stop());
  });
}
const stopLater: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stopLater.splice(0).map((stop) => stop()));
});
