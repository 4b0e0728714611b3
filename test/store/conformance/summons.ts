import { expect, it } from 'vitest';
import { MINUTE, MONDAY, MORNING } from '../../support/factories.js';
import { type Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

/** A citizen at counter c1, called just now. */
async function calledAtC1(hall: Hall, stops: string[] = []) {
  await hall.issue('justice', { stops });
  const { called, tickets } = await hall.ok('callNext', { counter: 'c1' });
  const ticket = tickets.find(({ id }) => id === called);
  if (!ticket) throw new Error('nobody was called');
  return ticket;
}

export function summonsSentences(open: () => OpenStore): void {
  it('calls nobody from an empty hall and writes nothing', async () => {
    const hall = await openHall(open());
    const seq = await hall.seq();
    expect(await hall.ok('callNext', { counter: 'c1' })).toEqual({
      ok: true,
      replayed: false,
      seq,
      at: MORNING,
      tickets: [],
      called: null,
    });
    expect(await hall.seq()).toBe(seq);
  });

  it('calls only to counters that exist and stand open', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    await hall.ok('pauseCounter', { counter: 'c2', reason: 'lunch' });
    const codes = new Map([
      ['c9', 'counter-unknown'],
      ['c3', 'counter-closed'],
      ['c2', 'counter-paused'],
    ]);
    for (const [counter, code] of codes) {
      expect(await hall.refusal('callNext', { counter })).toBe(code);
      expect(await hall.refusal('call', { counter, ticket: id })).toBe(code);
      expect(await hall.refusal('callMany', { counter, tickets: [id] })).toBe(code);
    }
  });

  it('finishes, misses or parks the citizen named and calls the next in one step', async () => {
    for (const [then, state, type] of [
      ['finish', 'done', 'ticket.finished'],
      ['miss', 'missed', 'ticket.missed'],
      ['park', 'parked', 'ticket.parked'],
    ] as const) {
      const hall = await openHall(open());
      const first = await calledAtC1(hall);
      const second = await hall.issue('justice');
      const seq = await hall.seq();
      const current = { ticket: first.id, rev: first.rev, then };
      const reply = await hall.ok('callNext', { counter: 'c1', current });
      expect(reply.called).toBe(second.id);
      expect(reply.tickets.map((each) => [each.id, each.state])).toEqual([
        [first.id, state],
        [second.id, 'called'],
      ]);
      expect(await hall.types(seq)).toEqual([type, 'ticket.called']);
    }
  });

  it('refuses when the counter holds somebody else than the screen thinks', async () => {
    const hall = await openHall(open());
    const first = await calledAtC1(hall);
    const second = await hall.issue('justice');
    const next = (ticket: string, rev: number) =>
      hall.refusal('callNext', { counter: 'c1', current: { ticket, rev, then: 'finish' } });
    expect(await hall.refusal('callNext', { counter: 'c1' })).toBe('changed');
    expect(await next(second.id, second.rev)).toBe('changed');
    expect(await next(first.id, first.rev - 1)).toBe('changed');
    expect(await next('0000009999', 1)).toBe('changed');
    await hall.ok('finish', { ticket: first.id });
    expect(await next(first.id, first.rev)).toBe('changed');
  });

  it('does not miss somebody who sits at the counter', async () => {
    const hall = await openHall(open());
    const { id } = await calledAtC1(hall);
    const { rev } = await hall.one('start', { ticket: id });
    const current = { ticket: id, rev, then: 'miss' } as const;
    expect(await hall.refusal('callNext', { counter: 'c1', current })).toBe('wrong-state');
  });

  it('asks callNext for the outcome as finish does', async () => {
    const hall = await openHall(open(), { needsOutcome: true });
    const { id, rev } = await calledAtC1(hall);
    const current = { ticket: id, rev, then: 'finish' } as const;
    const next = (outcome?: string) =>
      hall.give('callNext', {
        counter: 'c1',
        current: { ...current, ...(outcome && { outcome }) },
      });
    expect(await next()).toMatchObject({ code: 'outcome-needed', ticket: { id } });
    expect(await next('lost')).toMatchObject({ code: 'outcome-unknown', ticket: { id } });
    expect(await next('advised')).toMatchObject({ ok: true, tickets: [{ outcome: 'advised' }] });
  });

  it('can call at once the citizen whose next stop is served here too', async () => {
    const hall = await openHall(open());
    const { id, rev } = await calledAtC1(hall, ['land']);
    const current = { ticket: id, rev, then: 'finish' } as const;
    const seq = await hall.seq();
    const reply = await hall.ok('callNext', { counter: 'c1', current });
    expect(reply.called).toBe(id);
    expect(reply.tickets).toMatchObject([{ id, state: 'called', group: 'land', stop: 2 }]);
    expect(await hall.types(seq)).toEqual(['ticket.finished', 'ticket.called']);
  });

  it('resumes laters that are over, the earliest first, and may call them', async () => {
    const hall = await openHall(open());
    const long = await hall.issue('justice');
    const short = await hall.issue('justice');
    await hall.ok('park', { ticket: long.id, reason: 'later', minutes: 20 });
    await hall.ok('park', { ticket: short.id, reason: 'later', minutes: 10 });
    hall.later(10);
    const seq = await hall.seq();
    expect((await hall.ok('callNext', { counter: 'c2' })).tickets).toMatchObject([
      { id: short.id, state: 'waiting' },
    ]);
    expect(await hall.types(seq)).toEqual(['ticket.resumed']);
    hall.later(10);
    const reply = await hall.ok('callNext', { counter: 'c1' });
    expect(reply.called).toBe(long.id);
    expect(await hall.types(seq)).toEqual(['ticket.resumed', 'ticket.resumed', 'ticket.called']);
  });

  it('resumes no more than ten laters in one step', async () => {
    const hall = await openHall(open());
    for (let i = 0; i < 12; i += 1) {
      const { id } = await hall.issue('social');
      await hall.ok('park', { ticket: id, reason: 'later', minutes: 10 });
    }
    hall.later(10);
    const seq = await hall.seq();
    await hall.ok('callNext', { counter: 'c1' });
    expect(await hall.types(seq)).toHaveLength(10);
  });

  it('calls a chosen citizen out of order and says so in the journal', async () => {
    const hall = await openHall(open());
    await hall.issue('justice', { priority: 'elder' });
    const { id } = await hall.issue('justice');
    const called = await hall.one('call', { ticket: id, counter: 'c1' });
    expect(called).toMatchObject({ state: 'called', counter: 'c1', calls: 1, calledAt: MORNING });
    const { data } = (await hall.journal()).at(-1) ?? {};
    expect(data).toMatchObject({ chosen: true });
    expect(data).not.toHaveProperty('owed');
    const other = await hall.issue('justice');
    expect(await hall.refusal('call', { ticket: other.id, counter: 'c1' })).toBe('counter-busy');
  });

  it('calls parked citizens together, each to be finished or missed before the next', async () => {
    const hall = await openHall(open());
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { id } = await hall.issue('justice');
      ids.push(id);
      await hall.ok('park', { ticket: id, reason: 'ready' });
    }
    const [a = '', b = '', c = ''] = ids;
    const many = (tickets: string[]) => hall.give('callMany', { counter: 'c1', tickets });
    expect(await many([a, b, a])).toMatchObject({
      code: 'wrong-state',
      ticket: { id: a, state: 'parked' },
    });
    expect(await many([a, '0000009999'])).toMatchObject({ code: 'ticket-unknown' });
    expect(await many([c, a])).toMatchObject({ ok: true, tickets: [{ id: c }, { id: a }] });
    expect((await hall.journal()).slice(-2).map(({ data }) => data)).toMatchObject([
      { ticket: c, batch: true },
      { ticket: a, batch: true },
    ]);
    expect(await many([b])).toMatchObject({ code: 'counter-busy' });
    expect(await hall.refusal('callNext', { counter: 'c1' })).toBe('changed');
    const { rev } = await hall.one('finish', { ticket: c });
    expect(rev).toBeGreaterThan(0);
    await hall.ok('miss', { ticket: a });
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBeNull();
  });

  it('misses a call that nobody answered, only where the site asks for it', async () => {
    for (const needsStart of [true, false]) {
      const hall = await openHall(open(), { needsStart, callTimeoutSeconds: 90 });
      const first = await calledAtC1(hall);
      const second = await hall.issue('justice');
      hall.now = MORNING + 1.5 * MINUTE - 1;
      expect(await hall.refusal('callNext', { counter: 'c1' })).toBe('changed');
      hall.now += 1;
      const reply = await hall.give('callNext', { counter: 'c1' });
      if (!needsStart) {
        expect(reply).toMatchObject({ code: 'changed' });
        continue;
      }
      expect(reply).toMatchObject({
        called: second.id,
        tickets: [{ id: first.id, state: 'missed', endedAt: hall.now }, { id: second.id }],
      });
    }
  });

  it('holds one citizen at a counter and none in two places', async () => {
    const hall = await openHall(open());
    const { id } = await calledAtC1(hall);
    await hall.issue('justice');
    const { held, lanes } = await hall.state(MONDAY);
    expect(held).toEqual({ c1: [id] });
    expect(lanes).toEqual({ 'normal:justice': [expect.not.stringMatching(id)] });
  });
}
