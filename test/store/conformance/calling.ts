import { expect, it } from 'vitest';
import { MINUTE, MONDAY, MORNING } from '../../support/factories.js';
import { type Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

/** Gives numbers in justice, one after another: `p` with priority, `n` without. */
async function arrive(hall: Hall, kinds: string): Promise<void> {
  for (const kind of kinds) {
    await hall.issue('justice', kind === 'p' ? { priority: 'elder' } : {});
  }
}

export function callingSentences(open: () => OpenStore): void {
  it('interleave: two normal citizens after each with priority', async () => {
    const hall = await openHall(open(), { policy: 'interleave', normalAfterPriority: 2 });
    await arrive(hall, 'ppppnnnnn');
    expect((await hall.callAll('c1')).join(' ')).toBe(
      'A001 A005 A006 A002 A007 A008 A003 A009 A004',
    );
    expect((await hall.state(MONDAY)).owed).toEqual({ justice: 2 });
  });

  it('interleave: what is owed stays owed while nobody with priority is there', async () => {
    const hall = await openHall(open(), { policy: 'interleave', normalAfterPriority: 2 });
    await arrive(hall, 'p');
    expect(await hall.callAll('c1')).toEqual(['A001']);
    await hall
      .ok('finish', { ticket: (await hall.state(MONDAY)).held['c1']?.[0] ?? '' })
      .catch(() => undefined);
    await arrive(hall, 'nnpn');
    expect((await hall.callAll('c1')).join(' ')).toBe('A002 A003 A004 A005');
    expect((await hall.state(MONDAY)).owed).toEqual({ justice: 1 });
  });

  it('first: priority first, but one normal citizen in turn once the wait reached the cap', async () => {
    const hall = await openHall(open(), { policy: 'first', capMinutes: 40 });
    await arrive(hall, 'ppppppnnnn');
    expect((await hall.callAll('c1', 10)).join(' ')).toBe(
      'A001 A002 A003 A004 A007 A005 A008 A006 A009 A010',
    );
  });

  it('credit: priority counts as so many minutes of having come earlier', async () => {
    const hall = await openHall(open(), { policy: 'credit', creditMinutes: 10, capMinutes: 40 });
    for (const [minutes, kind] of [
      [0, 'n'],
      [5, 'n'],
      [5, 'p'],
      [2, 'p'],
      [8, 'n'],
    ] as const) {
      hall.later(minutes);
      await arrive(hall, kind);
    }
    expect((await hall.callAll('c1')).join(' ')).toBe('A003 A001 A004 A002 A005');
  });

  it('credit: the cap holds too', async () => {
    const hall = await openHall(open(), { policy: 'credit', creditMinutes: 60, capMinutes: 20 });
    await arrive(hall, 'nnppp');
    hall.later(20);
    expect((await hall.callAll('c1')).join(' ')).toBe('A003 A001 A004 A002 A005');
  });

  it('serves the first tier first, then the second', async () => {
    const hall = await openHall(open());
    await hall.issue('land');
    hall.later(1);
    await hall.issue('justice');
    await hall.issue('justice');
    expect(await hall.callAll('c1')).toEqual(['A001', 'A002', 'B001']);
  });

  it('lets a group go before every tier once its older head has waited the target', async () => {
    const hall = await openHall(open());
    await hall.issue('land');
    hall.now = MORNING + 30 * MINUTE - 1;
    await hall.issue('justice');
    await hall.issue('justice');
    const first = await hall.ok('callNext', { counter: 'c1' });
    expect(first.tickets[0]?.number).toBe('A001');
    hall.now += 1;
    const rev = first.tickets[0]?.rev ?? 0;
    const current = { ticket: first.called ?? '', rev, then: 'finish' } as const;
    const second = await hall.ok('callNext', { counter: 'c1', current });
    expect(second.tickets.at(-1)?.number).toBe('B001');
  });

  it('takes the earlier head among groups of one tier, and the earlier number in one moment', async () => {
    const hall = await openHall(open());
    await hall.ok('openCounter', { counter: 'c3' });
    await hall.issue('social');
    await hall.issue('land');
    hall.later(1);
    await hall.issue('justice');
    expect(await hall.callAll('c3')).toEqual(['C001', 'B001', 'A001']);
  });

  it('looks at the older head of a group, whichever lane it stands in', async () => {
    const hall = await openHall(open());
    await hall.ok('openCounter', { counter: 'c3' });
    await hall.issue('land');
    hall.later(1);
    await hall.issue('justice');
    hall.later(1);
    await hall.issue('land', { priority: 'merit' });
    expect(await hall.callAll('c3')).toEqual(['B002', 'B001', 'A001']);
  });

  it('takes those addressed to the counter before all others, and only there', async () => {
    const hall = await openHall(open());
    await hall.issue('justice', { priority: 'urgent' });
    const { id } = await hall.issue('social');
    const address = { ticket: id, counter: 'c1', place: 'keep', reason: 'wish' } as const;
    await hall.ok('reroute', address);
    expect((await hall.ok('callNext', { counter: 'c2' })).called).toBeNull();
    const first = await hall.ok('callNext', { counter: 'c1' });
    expect(first.called).toBe(id);
    expect((await hall.state(MONDAY)).owed).toEqual({});
  });

  it('leaves those alone whose time has not come, and looks behind no head', async () => {
    const hall = await openHall(open(), { penaltyMinutes: 5 });
    const { id } = await hall.issue('justice');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    await hall.ok('miss', { ticket: id });
    await hall.ok('return', { ticket: id });
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBeNull();
    await hall.issue('land');
    expect((await hall.ok('callNext', { counter: 'c1' })).tickets[0]?.number).toBe('B001');
    hall.later(5);
    await hall.ok('openCounter', { counter: 'c3' });
    expect((await hall.ok('callNext', { counter: 'c3' })).called).toBe(id);
  });

  it('tells in the journal what the group owes, when that changes', async () => {
    const hall = await openHall(open());
    await arrive(hall, 'nppn');
    const seq = await hall.seq();
    expect(await hall.callAll('c1')).toEqual(['A002', 'A001', 'A004', 'A003']);
    const calls = (await hall.journal(seq)).filter(({ type }) => type === 'ticket.called');
    const owed = calls.map(({ data }) => ('owed' in data ? data.owed : null));
    expect(owed).toEqual([
      { group: 'justice', value: 2 },
      { group: 'justice', value: 1 },
      { group: 'justice', value: 0 },
      { group: 'justice', value: 2 },
    ]);
  });

  it('calls by the profile of the day where one is set', async () => {
    const hall = await openHall(open());
    await hall.issue('justice');
    await hall.issue('social');
    await hall.ok('setProfile', { counter: 'c1', profile: [{ group: 'social', tier: 1 }] });
    expect(await hall.callAll('c1')).toEqual(['C001']);
  });
}
