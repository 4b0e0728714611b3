import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../server/protocol/journal.js';
import { configuring, contextAt, MONDAY, MORNING, siteConfig } from '../../support/factories.js';
import { Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

export function frameSentences(open: () => OpenStore): void {
  it('answers a repeated key with the same reply and does nothing', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    const first = await hall.ok('issue', { group: 'justice' }, { key });
    const seq = await hall.seq();
    hall.now += 600_000;
    expect(await hall.give('issue', { group: 'justice' }, { key })).toEqual({
      ...first,
      replayed: true,
    });
    expect(await hall.seq()).toBe(seq);
  });

  it('repeats a refusal too, though the reason is gone', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    const refused = await hall.give('callNext', { counter: 'c3' }, { key });
    expect(refused).toEqual({ ok: false, replayed: false, code: 'counter-closed' });
    await hall.ok('openCounter', { counter: 'c3' });
    expect(await hall.give('callNext', { counter: 'c3' }, { key })).toEqual({
      ...refused,
      replayed: true,
    });
  });

  it('refuses a key that was used for something else, or by somebody else', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    await hall.ok('issue', { group: 'justice' }, { key });
    const reused = { ok: false, replayed: false, code: 'key-reused' };
    expect(await hall.give('issue', { group: 'land' }, { key })).toEqual(reused);
    const other = { key, actor: 'officer-2' };
    expect(await hall.give('issue', { group: 'justice' }, other)).toEqual(reused);
    expect((await hall.give('issue', { group: 'justice' }, { key })).ok).toBe(true);
  });

  it('gives back by its key alone what a command was answered, and does nothing', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    const fingerprintOf = (body: unknown) => contextAt(MORNING, { body }).fingerprint;
    const again = (body: string) => hall.open.store.replay(hall.site, key, fingerprintOf(body));
    expect(await again('this')).toBeNull();
    const refused = await hall.give('callNext', { counter: 'c3' }, { key, body: 'this' });
    expect(await again('this')).toEqual({ ...refused, replayed: true });
    expect(await again('that')).toEqual({ ok: false, replayed: false, code: 'key-reused' });
  });

  it('gives back a ticket by its key alone', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    const first = await hall.ok('issue', { group: 'justice', note: 'hai\ndòng' }, { key, body: 1 });
    const seq = await hall.seq();
    const { fingerprint } = contextAt(MORNING, { body: 1 });
    const again = await hall.open.store.replay(hall.site, key, fingerprint);
    expect(again).toEqual({ ...first, replayed: true });
    expect(await hall.seq()).toBe(seq);
  });

  it('knows no site before it is configured, and forgets that it was asked', async () => {
    const hall = new Hall(open());
    const key = `request-${hall.site}`;
    const args = { group: 'justice' };
    expect(await hall.refusal('issue', args, { key })).toBe('site-unknown');
    expect(await hall.refusal('confirmClock', { offset: 0 })).toBe('site-unknown');
    expect(await hall.refusal('expire', { day: '2020-01-01', limit: 1 })).toBe('site-unknown');
    const { store } = hall.open;
    expect(await store.head(hall.site)).toBeNull();
    expect(await store.config(hall.site)).toBeNull();
    expect(await store.sites()).not.toContain(hall.site);
    await hall.ok('configure', configuring(siteConfig()));
    expect(await store.sites()).toContain(hall.site);
    expect((await hall.ok('issue', args, { key })).replayed).toBe(false);
  });

  it('replaces the configuration only when it is the one that was read', async () => {
    const hall = new Hall(open());
    const change = configuring(siteConfig(), 0);
    expect(await hall.refusal('configure', { ...change, ifVersion: 1 })).toBe('version-changed');
    expect((await hall.ok('configure', change)).version).toBe(1);
    expect(await hall.refusal('configure', change)).toBe('version-changed');
    const next = configuring(siteConfig({ stopCredit: 3 }), 1);
    expect((await hall.ok('configure', next)).version).toBe(2);
    expect(await hall.open.store.config(hall.site)).toBe(next.config);
    expect((await hall.journal()).map(({ type }) => type)).toEqual([
      'day.opened',
      'config.changed',
      'config.changed',
    ]);
  });

  it('keeps a dense journal whose hashes chain', async () => {
    const hall = await openHall(open());
    await hall.issue('justice', { priority: 'elder', stops: ['land'], printer: 'door' });
    await hall.ok('callNext', { counter: 'c1' });
    const key = `request-${hall.site}`;
    await hall.ok('setProfile', { counter: 'c1', profile: [{ group: 'land', tier: 9 }] }, { key });
    const journal = await hall.journal();
    journal.reduce((before, entry, index) => {
      expect(entry.seq).toBe(index + 1);
      expect(entry.h).toBe(hashOf(before, entry));
      return entry.h;
    }, '');
    expect(journal.at(-1)).toMatchObject({
      at: MORNING,
      day: MONDAY,
      actor: 'officer-1',
      request: key,
    });
    const { seq, at, day, h } = journal.at(-1) ?? {};
    expect(await hall.open.store.head(hall.site)).toEqual({ seq, at, day, h, offset: 0 });
  });

  it('reads the journal in pages', async () => {
    const hall = await openHall(open());
    for (let i = 0; i < 5; i += 1) await hall.issue('justice');
    const { store } = hall.open;
    const seqs = (entries: JournalEntry[]) => entries.map(({ seq }) => seq);
    expect(seqs(await store.entries(hall.site, 0, 3))).toEqual([1, 2, 3]);
    expect(seqs(await store.entries(hall.site, 3, 2))).toEqual([4, 5]);
    expect(seqs(await store.entries(hall.site, 9, 100))).toEqual([]);
  });

  it('follows the journal in order, without gaps, until it is told to stop', async () => {
    const hall = await openHall(open());
    await hall.issue('justice');
    const seen: number[] = [];
    let wake = (): void => undefined;
    const follower = hall.open.store.follow(hall.site, 2, (entries) => {
      seen.push(...entries.map(({ seq }) => seq));
      wake();
    });
    const reached = async (seq: number): Promise<void> => {
      while ((seen.at(-1) ?? 0) < seq) await new Promise<void>((resolve) => (wake = resolve));
    };
    for (let i = 0; i < 20; i += 1) await hall.issue('land');
    const last = await hall.seq();
    await reached(last);
    await follower.stop();
    await hall.issue('land');
    expect(seen).toEqual(Array.from({ length: last - 2 }, (_, index) => index + 3));
  });

  it('keeps free text out of the journal and knows no note of others', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice', { note: 'bí mật' });
    const other = await hall.issue('justice');
    const { store } = hall.open;
    expect(JSON.stringify(await hall.journal())).not.toContain('bí mật');
    expect(await store.note(hall.site, id)).toBe('bí mật');
    expect(await store.note(hall.site, other.id)).toBeNull();
  });

  it('proves that it takes a write, and tells its time', async () => {
    const { store } = open();
    await store.canary();
    expect(await store.time()).toBeGreaterThan(Date.parse('2020-01-01'));
  });
}

function hashOf(before: string, { seq, at, type, data }: JournalEntry): string {
  const text = [before, seq, at, type, JSON.stringify(data)].join('\n');
  return createHash('sha1').update(text).digest('hex').slice(0, 32);
}
