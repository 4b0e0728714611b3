import { expect, it } from 'vitest';
import { recordOf } from '../../../server/domain/record.js';
import { follows } from '../../../server/live/chain.js';
import type { JournalEntry } from '../../../server/protocol/journal.js';
import { at, configuring, MONDAY, siteConfig, TUESDAY } from '../../support/factories.js';
import { closedHall, type Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

const WEDNESDAY = '2026-11-25';
const THURSDAY = '2026-11-26';

/** A day on which two people come, of whom one is served; then it is closed from the next one. */
async function day(hall: Hall, date: string): Promise<string[]> {
  hall.now = at(date, '08:00');
  await hall.ok('openCounter', { counter: 'c1' });
  const first = await hall.issue('justice', { note: 'riêng', printer: 'door', device: 'kiosk-1' });
  const second = await hall.issue('land', { priority: 'elder', stops: ['social'] });
  await hall.ok('call', { ticket: first.id, counter: 'c1' });
  await hall.ok('finish', { ticket: first.id });
  await hall.ok('closeCounter', { counter: 'c1' });
  return [first.id, second.id];
}

async function close(hall: Hall, date: string, from: string): Promise<void> {
  hall.now = at(from, '00:10');
  await hall.ok('expire', { day: date, limit: 100 });
}

/** Monday and Tuesday are over and closed, Wednesday is open still. */
async function threeDays(open: OpenStore): Promise<Hall> {
  const hall = await closedHall(open);
  await day(hall, MONDAY);
  await close(hall, MONDAY, TUESDAY);
  await day(hall, TUESDAY);
  await close(hall, TUESDAY, WEDNESDAY);
  await day(hall, WEDNESDAY);
  return hall;
}

function expectChained(entries: readonly JournalEntry[]): void {
  for (const [i, entry] of entries.slice(1).entries()) {
    expect(follows(entries[i]?.h ?? '', entry)).toBe(true);
  }
}

export function keepingSentences(open: () => OpenStore): void {
  it('keeps the last 50 configurations with the time and the person, newest first', async () => {
    const hall = await closedHall(open());
    const { store } = hall.open;
    for (let version = 1; version <= 51; version += 1) {
      hall.later(1);
      const config = siteConfig({ penaltyMinutes: version });
      await hall.ok('configure', configuring(config, version), { actor: `admin-${version} x` });
    }
    const versions = await store.configVersions(hall.site);
    expect(versions.map(({ version }) => version)).toEqual(
      Array.from({ length: 50 }, (_, i) => 52 - i),
    );
    expect(versions[0]).toEqual({ version: 52, at: hall.now, actor: 'admin-51 x' });
    expect(await store.configAt(hall.site, 2)).toBeNull();
    expect(await store.configAt(hall.site, 3)).toBe(
      JSON.stringify(siteConfig({ penaltyMinutes: 2 })),
    );
    expect(await store.configAt(hall.site, 52)).toBe(await store.config(hall.site));
  });

  it('keeps no version of a configuration that was refused', async () => {
    const hall = await closedHall(open());
    expect(await hall.refusal('configure', configuring(siteConfig(), 7))).toBe('version-changed');
    expect(await hall.open.store.configVersions(hall.site)).toHaveLength(1);
  });

  it('writes down what happened beside the queue, with the chain going on', async () => {
    const hall = await openHall(open());
    const seq = await hall.seq();
    const record = recordOf('person.added', { person: 'p-7', role: 'volunteer' });
    const reply = await hall.ok('record', record, { actor: 'admin-1' });
    expect(reply).toMatchObject({ seq: seq + 1, tickets: [] });
    await hall.issue('justice');
    const [entry] = await hall.journal(seq);
    expect(entry).toMatchObject({
      type: 'person.added',
      actor: 'admin-1',
      data: { person: 'p-7', role: 'volunteer' },
    });
    expectChained(await hall.journal());
    expect(await hall.refusal('undo', { request: entry?.request ?? '' })).toBe('undo-expired');
  });

  it('calls a number as often as the site wants before it can be missed', async () => {
    const hall = await openHall(open(), { callsBeforeMissed: 2, recallGapSeconds: 0 });
    await hall.issue('justice');
    const called = await hall.ok('callNext', { counter: 'c1' });
    const [ticket] = called.tickets;
    const current = { ticket: ticket?.id ?? '', rev: ticket?.rev ?? 0, then: 'miss' } as const;
    const seq = await hall.seq();
    expect(await hall.refusal('miss', { ticket: current.ticket })).toBe('calls-missing');
    expect(await hall.refusal('callNext', { counter: 'c1', current })).toBe('calls-missing');
    expect(await hall.seq()).toBe(seq);
    const again = await hall.one('recall', { ticket: current.ticket });
    await hall.ok('callNext', { counter: 'c1', current: { ...current, rev: again.rev } });
    expect(await hall.types(seq + 1)).toEqual(['ticket.missed']);
  });

  it('waits with the timeout too until the number was called as often as the site wants', async () => {
    const hall = await openHall(open(), {
      ...{ callsBeforeMissed: 2, needsStart: true, callTimeoutSeconds: 60, recallGapSeconds: 0 },
    });
    const { id } = await hall.issue('justice');
    await hall.ok('callNext', { counter: 'c1' });
    hall.later(2);
    expect(await hall.refusal('callNext', { counter: 'c1' })).toBe('changed');
    await hall.ok('recall', { ticket: id });
    hall.later(2);
    const reply = await hall.ok('callNext', { counter: 'c1' });
    expect(reply.tickets[0]).toMatchObject({ id, state: 'missed' });
  });

  it('deletes tickets and all else of days that are over, and keeps their entries', async () => {
    const hall = await threeDays(open());
    const { store } = hall.open;
    const before = await hall.journal();
    expect(await store.trim(hall.site, WEDNESDAY, MONDAY)).toBe(0);
    for (const date of [MONDAY, TUESDAY]) {
      expect(await hall.state(date)).toEqual({
        ...{ tickets: [], counters: [], owed: {}, lanes: {}, held: {}, numbers: {}, copies: {} },
      });
    }
    expect(await store.note(hall.site, '0000000001')).toBeNull();
    expect(await hall.journal()).toEqual(before);
    const today = await hall.state(WEDNESDAY);
    expect(today.tickets).toHaveLength(2);
    expect((await hall.issue('justice')).number).toBe('A002');
  });

  it('deletes entries of days that are over; what stays is chained and found as before', async () => {
    const hall = await threeDays(open());
    const { store } = hall.open;
    const before = await hall.journal();
    const first = (await store.firstSeq(hall.site, TUESDAY)) ?? 0;
    const seen: number[] = [];
    const follower = store.follow(hall.site, before.length, (entries) => {
      seen.push(...entries.map(({ seq }) => seq));
    });
    expect(await store.trim(hall.site, TUESDAY, TUESDAY)).toBe(first - 1);
    expect(await hall.journal()).toEqual(before.slice(first - 1));
    expect(await store.firstSeq(hall.site, MONDAY)).toBeNull();
    expect(await store.firstSeq(hall.site, TUESDAY)).toBe(first);
    expect(await store.unclosedDays(hall.site, THURSDAY)).toEqual([WEDNESDAY]);
    expect(await store.head(hall.site)).toMatchObject({ seq: before.length });
    await hall.issue('social');
    await expect.poll(() => seen).toEqual([before.length + 1]);
    await follower.stop();
    expectChained(await hall.journal());
    expect(await store.entries(hall.site, before.length - 1, 5)).toHaveLength(2);
    expect(await store.trim(hall.site, TUESDAY, TUESDAY)).toBe(0);
  });

  it('never deletes a day that is not closed, nor the newest one', async () => {
    const hall = await closedHall(open());
    await day(hall, MONDAY);
    hall.now = at(TUESDAY, '08:00');
    await hall.issue('justice');
    const before = await hall.journal();
    const { store } = hall.open;
    expect(await store.trim(hall.site, '2030-01-01', '2030-01-01')).toBe(0);
    expect(await hall.journal()).toEqual(before);
    expect((await hall.state(MONDAY)).tickets).toHaveLength(2);
    await close(hall, MONDAY, WEDNESDAY);
    await close(hall, TUESDAY, WEDNESDAY);
    await store.trim(hall.site, '2030-01-01', '2030-01-01');
    expect((await hall.journal())[0]).toMatchObject({ type: 'day.opened', day: WEDNESDAY });
    expect((await hall.state(TUESDAY)).tickets).toEqual([]);
  });

  it('forgets a site as if it had never been, and lets one of its name begin anew', async () => {
    const opened = open();
    const { store } = opened;
    const [hall, other] = [await openHall(opened), await openHall(opened)];
    await hall.issue('justice', { note: 'riêng' });
    await store.forget(hall.site);
    expect(await store.sites()).not.toContain(hall.site);
    expect(await store.sites()).toContain(other.site);
    expect([await store.forgotten(hall.site), await store.forgotten(other.site)]).toEqual([
      true,
      false,
    ]);
    expect(await store.head(hall.site)).toBeNull();
    expect(await store.config(hall.site)).toBeNull();
    expect(await store.configVersions(hall.site)).toEqual([]);
    expect(await hall.journal()).toEqual([]);
    expect(await hall.refusal('issue', { group: 'justice' })).toBe('site-unknown');
    await hall.ok('configure', configuring(siteConfig()));
    expect(await store.forgotten(hall.site)).toBe(false);
    expect((await hall.issue('justice')).number).toBe('A001');
    expect((await hall.journal())[0]).toMatchObject({ seq: 1, type: 'day.opened' });
    expect((await other.state(MONDAY)).counters).toHaveLength(2);
  });
}
