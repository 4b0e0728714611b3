import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CommandName, Commands } from '../../../server/protocol/commands.js';
import { MONDAY } from '../../support/factories.js';
import { closedHall, type Hall, openHall } from '../../support/hall.js';
import type { SiteState } from '../../support/site-state.js';
import type { OpenStore } from '../../support/stores.js';

/** The state without revs: an undo gives everything a new one. */
function still({ tickets, counters, ...rest }: SiteState) {
  return {
    ...rest,
    tickets: tickets.map((ticket) => ({ ...ticket, rev: 0 })),
    counters: counters.map((counter) => ({ ...counter, rev: 0 })),
  };
}

/** Gives a command and takes it back. @returns whether all is as it was */
async function takesBack<N extends CommandName>(
  hall: Hall,
  name: N,
  args: Commands[N],
): Promise<boolean> {
  const before = still(await hall.state(MONDAY));
  const key = `request-${randomUUID()}`;
  await hall.ok(name, args, { key });
  expect(still(await hall.state(MONDAY))).not.toEqual(before);
  await hall.ok('undo', { request: key });
  expect(still(await hall.state(MONDAY))).toEqual(before);
  return true;
}

/** A citizen called to c1 by the rule, one with priority waiting, one parked there, one missed. */
async function busyHall(open: OpenStore) {
  const hall = await openHall(open, { recallGapSeconds: 0 });
  const missed = await hall.issue('justice');
  await hall.ok('call', { ticket: missed.id, counter: 'c1' });
  await hall.ok('miss', { ticket: missed.id });
  const parked = await hall.issue('land');
  await hall.ok('call', { ticket: parked.id, counter: 'c1' });
  await hall.ok('park', { ticket: parked.id, reason: 'payment' });
  const done = await hall.issue('justice');
  await hall.ok('call', { ticket: done.id, counter: 'c1' });
  await hall.ok('finish', { ticket: done.id, outcome: 'advised' });
  const waiting = await hall.issue('justice', { priority: 'elder' });
  const addressed = await hall.issue('social');
  const address = { counter: 'c2', place: 'keep', reason: 'wish' } as const;
  await hall.ok('reroute', { ticket: addressed.id, ...address });
  const normal = await hall.issue('justice');
  const called = await hall.one('call', { ticket: normal.id, counter: 'c1' });
  hall.later(1);
  return { hall, missed, parked, done, waiting, called };
}

export function undoSentences(open: () => OpenStore): void {
  it('takes back every command about a ticket as a whole', async () => {
    const { hall, missed, parked, done, waiting, called } = await busyHall(open());
    const current = { ticket: called.id, rev: called.rev, then: 'finish' } as const;
    await takesBack(hall, 'callNext', { counter: 'c1', current });
    await takesBack(hall, 'recall', { ticket: called.id });
    await takesBack(hall, 'start', { ticket: called.id });
    await takesBack(hall, 'finish', { ticket: called.id, outcome: 'handed-in' });
    await takesBack(hall, 'miss', { ticket: called.id });
    await takesBack(hall, 'park', { ticket: called.id, reason: 'later', minutes: 10 });
    await takesBack(hall, 'cancel', { ticket: called.id, reason: 'left' });
    await takesBack(hall, 'return', { ticket: missed.id });
    await takesBack(hall, 'resume', { ticket: parked.id });
    await takesBack(hall, 'reopen', { ticket: done.id, reason: 'mistake' });
    await takesBack(hall, 'call', { ticket: waiting.id, counter: 'c2' });
    await takesBack(hall, 'callMany', { tickets: [parked.id], counter: 'c2' });
    const place = { place: 'first', reason: 'wish' } as const;
    await takesBack(hall, 'reroute', { ticket: waiting.id, group: 'social', ...place });
    await takesBack(hall, 'reroute', { ticket: called.id, counter: 'c2', ...place });
  });

  it('takes back every command about a counter', async () => {
    const { hall } = await busyHall(open());
    await takesBack(hall, 'pauseCounter', { counter: 'c1', reason: 'lunch' });
    await takesBack(hall, 'closeCounter', { counter: 'c2' });
    await takesBack(hall, 'setProfile', { counter: 'c1', profile: [] });
    await hall.ok('pauseCounter', { counter: 'c2', reason: 'lunch' });
    await takesBack(hall, 'openCounter', { counter: 'c2' });
  });

  it('cancels a number that was given by mistake and never gives it again', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    const { id } = await hall.one('issue', { group: 'justice', printer: 'door' }, { key });
    hall.later(1);
    const [undone] = (await hall.ok('undo', { request: key })).tickets;
    expect(undone).toMatchObject({ id, state: 'cancelled', reason: 'undone', endedAt: hall.now });
    expect((await hall.issue('justice')).number).toBe('A002');
  });

  it('puts back what the group owed, on the entry of the ticket that was called', async () => {
    const hall = await openHall(open());
    await hall.issue('justice', { priority: 'elder' });
    const key = `request-${hall.site}`;
    await hall.ok('callNext', { counter: 'c1' }, { key });
    expect((await hall.state(MONDAY)).owed).toEqual({ justice: 2 });
    await hall.ok('undo', { request: key });
    expect((await hall.state(MONDAY)).owed).toEqual({});
    expect((await hall.journal()).at(-1)).toMatchObject({
      type: 'ticket.undone',
      data: { owed: { group: 'justice', value: 0 } },
    });
  });

  it('restores once a ticket that one command touched twice', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice', { stops: ['land'] });
    const { rev } = await hall.one('call', { ticket: id, counter: 'c1' });
    const current = { ticket: id, rev, then: 'finish' } as const;
    const seq = await hall.seq();
    expect(await takesBack(hall, 'callNext', { counter: 'c1', current })).toBe(true);
    expect(await hall.types(seq)).toEqual(['ticket.finished', 'ticket.called', 'ticket.undone']);
  });

  it('is for sixty seconds, for whoever gave the command, and for what left a record', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    const { id } = await hall.one('issue', { group: 'justice' }, { key });
    hall.now += 60_000;
    const request = { request: key };
    expect(await hall.refusal('undo', request, { actor: 'officer-2' })).toBe('undo-foreign');
    hall.now += 1;
    expect(await hall.refusal('undo', request)).toBe('undo-expired');
    hall.now -= 1;
    expect(await hall.refusal('undo', { request: 'never-given-never' })).toBe('undo-expired');
    const print = `print-${hall.site}`;
    await hall.ok('reprint', { ticket: id, printer: 'door' }, { key: print });
    expect(await hall.refusal('undo', { request: print })).toBe('undo-expired');
    const nobody = `nobody-${hall.site}`;
    await hall.ok('callNext', { counter: 'c2' }, { key: nobody });
    expect(await hall.refusal('undo', { request: nobody })).toBe('undo-expired');
  });

  it('is refused when something happened since, and is itself not undone', async () => {
    const hall = await openHall(open());
    const key = `request-${hall.site}`;
    const { id } = await hall.one('issue', { group: 'justice' }, { key });
    await hall.ok('reprint', { ticket: id, printer: 'door' });
    const undoKey = `undo-${hall.site}`;
    await hall.ok('undo', { request: key }, { key: undoKey });
    expect(await hall.refusal('undo', { request: key })).toBe('superseded');
    expect(await hall.refusal('undo', { request: undoKey })).toBe('undo-expired');
  });

  it('is refused when the place is taken: another citizen sits there', async () => {
    const hall = await openHall(open());
    const first = await hall.issue('justice');
    await hall.issue('justice');
    await hall.ok('callNext', { counter: 'c1' });
    const key = `request-${hall.site}`;
    await hall.ok('finish', { ticket: first.id }, { key });
    await hall.ok('callNext', { counter: 'c1' });
    expect(await hall.refusal('undo', { request: key })).toBe('superseded');
  });

  it('seats a citizen again among those called together, but not beside anybody else', async () => {
    const hall = await openHall(open());
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { id } = await hall.issue('justice');
      ids.push(id);
      await hall.ok('park', { ticket: id, reason: 'ready' });
    }
    const [first = '', second = '', third = ''] = ids;
    await hall.ok('callMany', { counter: 'c1', tickets: ids });
    expect(await takesBack(hall, 'finish', { ticket: first })).toBe(true);
    const finish = `finish-${hall.site}`;
    await hall.ok('finish', { ticket: first }, { key: finish });
    await hall.ok('miss', { ticket: second });
    await hall.ok('start', { ticket: third });
    await hall.ok('undo', { request: finish });
    expect((await hall.state(MONDAY)).held).toEqual({ c1: [first, third] });

    const again = `again-${hall.site}`;
    await hall.ok('finish', { ticket: first }, { key: again });
    await hall.ok('finish', { ticket: third });
    await hall.ok('call', { ticket: second, counter: 'c1' });
    expect(await hall.refusal('undo', { request: again })).toBe('superseded');
  });

  it('is refused when the counter has closed, for a citizen held or addressed there', async () => {
    const hall = await openHall(open());
    const held = await hall.issue('justice');
    await hall.ok('callNext', { counter: 'c1' });
    const finish = `finish-${hall.site}`;
    await hall.ok('finish', { ticket: held.id }, { key: finish });
    const waiting = await hall.issue('justice');
    const to = { counter: 'c1', place: 'keep', reason: 'wish' } as const;
    await hall.ok('reroute', { ticket: waiting.id, ...to });
    const cancel = `cancel-${hall.site}`;
    await hall.ok('cancel', { ticket: waiting.id, reason: 'left' }, { key: cancel });
    await hall.ok('closeCounter', { counter: 'c1' });
    expect(await hall.refusal('undo', { request: finish })).toBe('superseded');
    expect(await hall.refusal('undo', { request: cancel })).toBe('superseded');
  });

  it('closes no counter that holds somebody or to which somebody was sent', async () => {
    for (const way of ['call', 'reroute'] as const) {
      const hall = await closedHall(open());
      const key = `request-${hall.site}`;
      const { id } = await hall.issue('justice');
      await hall.ok('openCounter', { counter: 'c1' }, { key });
      const to = { ticket: id, counter: 'c1', place: 'keep', reason: 'wish' } as const;
      await hall.ok(way, to);
      expect(await hall.refusal('undo', { request: key })).toBe('superseded');
    }
  });
}
