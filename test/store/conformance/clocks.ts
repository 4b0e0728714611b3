import { expect, it } from 'vitest';
import { at, MINUTE, MONDAY, MORNING, TUESDAY } from '../../support/factories.js';
import { type Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

const HOUR = 60 * MINUTE;

/**
 * A lead puts the clock back by three hours within the day, just after something happened: how much time
 * passed between the last entry and the correction is what nobody knows.
 */
async function putBack(hall: Hall): Promise<void> {
  await hall.ok('setProfile', { counter: 'c3', profile: [] });
  hall.now -= 3 * HOUR;
  await hall.ok('confirmClock', { offset: -3 * HOUR });
}

const call = (hall: Hall, ticket: string, counter = 'c1') => hall.one('call', { ticket, counter });

/** Sentences about a clock that a lead puts back within the day: line time runs on. */
export function clockSentences(open: () => OpenStore): void {
  it('keeps everybody’s place and turn: who came before is called before', async () => {
    const hall = await openHall(open());
    hall.now = at(MONDAY, '11:00');
    await hall.issue('justice');
    hall.later(5);
    await hall.issue('justice');
    await putBack(hall);
    expect((await hall.journal()).at(-1)).toMatchObject({
      at: at(MONDAY, '08:05'),
      data: { offset: -3 * HOUR, putBack: 3 * HOUR },
    });
    const newcomer = await hall.issue('justice');
    expect(newcomer).toMatchObject({
      issuedAt: at(MONDAY, '08:05'),
      readyAt: at(MONDAY, '11:05'),
    });
    expect(await hall.callAll('c1', 1)).toEqual(['A001', 'A002', 'A003']);
    expect((await hall.issue('justice')).readyAt).toBe(hall.now + 3 * HOUR);
  });

  it('lets the wait towards the target run on', async () => {
    const hall = await openHall(open());
    await hall.issue('land');
    hall.later(20);
    await putBack(hall);
    hall.now += 10 * MINUTE - 1;
    await hall.issue('justice');
    await hall.issue('justice');
    const first = await hall.one('callNext', { counter: 'c1' });
    expect(first.number).toBe('A001');
    hall.now += 1;
    const current = { ticket: first.id, rev: first.rev, then: 'finish' } as const;
    const { tickets } = await hall.ok('callNext', { counter: 'c1', current });
    expect(tickets.at(-1)?.number).toBe('B001');
  });

  it('makes who returns wait for the penalty, not for hours', async () => {
    const hall = await openHall(open(), { penaltyMinutes: 5 });
    const { id } = await hall.issue('justice');
    await call(hall, id);
    await hall.ok('miss', { ticket: id });
    await putBack(hall);
    await hall.ok('return', { ticket: id });
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBeNull();
    hall.later(5);
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBe(id);
  });

  it('ends a later after its minutes, whether asked for before or since', async () => {
    const hall = await openHall(open());
    const before = await hall.issue('justice');
    await hall.ok('park', { ticket: before.id, reason: 'later', minutes: 10 });
    hall.later(6);
    await putBack(hall);
    const since = await hall.issue('justice');
    await hall.ok('park', { ticket: since.id, reason: 'later', minutes: 10 });
    const seen: string[][] = [];
    for (const minutes of [3, 1, 5, 1]) {
      hall.later(minutes);
      const { tickets } = await hall.ok('callNext', { counter: 'c2' });
      seen.push(tickets.map(({ number }) => number));
    }
    expect(seen).toEqual([[], ['A001'], [], ['A002']]);
  });

  it('asks for the gap between two recalls, neither more nor less', async () => {
    const hall = await openHall(open(), { recallGapSeconds: 10 });
    const first = await hall.issue('justice');
    const second = await hall.issue('justice');
    hall.later(1);
    await call(hall, first.id);
    hall.now += 4_000;
    await putBack(hall);
    hall.now += 5_999;
    expect(await hall.refusal('recall', { ticket: first.id })).toBe('too-soon');
    hall.now += 1;
    await hall.ok('recall', { ticket: first.id });
    await call(hall, second.id, 'c2');
    for (const ticket of [first.id, second.id]) {
      expect(await hall.refusal('recall', { ticket })).toBe('too-soon');
    }
    hall.now += 10_000;
    for (const ticket of [first.id, second.id]) await hall.ok('recall', { ticket });
  });

  it('gives who is called the whole time to answer, and no more', async () => {
    const hall = await openHall(open(), { needsStart: true, callTimeoutSeconds: 90 });
    const first = await hall.issue('justice');
    const second = await hall.issue('justice');
    await call(hall, first.id);
    hall.now += 30_000;
    await putBack(hall);
    await call(hall, second.id, 'c2');
    hall.now += 59_999;
    for (const counter of ['c1', 'c2']) {
      expect(await hall.refusal('callNext', { counter })).toBe('changed');
    }
    hall.now += 1;
    expect(await hall.one('callNext', { counter: 'c1' })).toMatchObject({ state: 'missed' });
    expect(await hall.refusal('callNext', { counter: 'c2' })).toBe('changed');
    hall.now += 30_000;
    expect(await hall.one('callNext', { counter: 'c2' })).toMatchObject({ state: 'missed' });
  });

  it('lets a command be undone for sixty seconds, not for hours', async () => {
    const hall = await openHall(open());
    const keys = ['first', 'second'].map((name) => `request-${name}-${hall.site}`);
    for (const key of keys) await hall.ok('issue', { group: 'justice' }, { key });
    hall.now += 20_000;
    await putBack(hall);
    hall.now += 40_000;
    await hall.ok('undo', { request: keys[0] ?? '' });
    hall.now += 1;
    expect(await hall.refusal('undo', { request: keys[1] ?? '' })).toBe('undo-expired');
  });

  it('puts who is sent to the end, to the head or to a further stop where they belong', async () => {
    const hall = await openHall(open(), { stopCredit: 4 });
    const moving = await hall.issue('justice', { stops: ['land'] });
    await hall.issue('land');
    hall.later(2);
    await hall.issue('land');
    await putBack(hall);
    const to = (place: 'first' | 'last') =>
      hall.one('reroute', { ticket: moving.id, group: 'land', place, reason: 'wish' });
    const line = hall.now + 3 * HOUR;
    expect(await to('last')).toMatchObject({ readyAt: line });
    expect(await to('first')).toMatchObject({ readyAt: MORNING - 1 });
    await call(hall, moving.id);
    expect(await hall.one('finish', { ticket: moving.id })).toMatchObject({
      readyAt: line - 4 * MINUTE,
    });
  });

  it('is of the day: the next one starts with its own time', async () => {
    const hall = await openHall(open());
    await putBack(hall);
    hall.now = at(TUESDAY, '07:30');
    const { issuedAt, readyAt } = await hall.issue('justice');
    expect([issuedAt, readyAt]).toEqual([hall.now, hall.now]);
  });

  it('counts nothing twice when the clock is put forward again', async () => {
    const hall = await openHall(open());
    await putBack(hall);
    hall.later(5);
    await hall.issue('justice');
    hall.now += 3 * HOUR + MINUTE;
    await hall.ok('confirmClock', { offset: 0 });
    expect((await hall.journal()).at(-1)?.data).toEqual({ offset: 0, putBack: 0 });
    expect((await hall.issue('justice')).readyAt).toBe(hall.now);
  });

  it('goes on where the day was left when a lead goes back into it', async () => {
    const hall = await openHall(open());
    hall.now = at(MONDAY, '11:00');
    const first = await hall.issue('justice');
    await putBack(hall);
    hall.now = at(TUESDAY, '09:00');
    await hall.issue('justice');
    hall.now = at(MONDAY, '07:00');
    await hall.ok('confirmClock', { offset: 0 });
    expect((await hall.issue('justice')).readyAt).toBe(at(MONDAY, '11:00'));
    await hall.ok('closeCounter', { counter: 'c2' });
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBe(first.id);
  });
}
