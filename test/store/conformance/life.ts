import { expect, it } from 'vitest';
import type { Commands } from '../../../server/protocol/commands.js';
import { TICKET_STATES, type Ticket, type TicketState } from '../../../server/protocol/ticket.js';
import { MINUTE, MONDAY, MORNING } from '../../support/factories.js';
import { type Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

/** A ticket of justice brought into a state, at counter c1 where it takes one. */
async function ticketIn(hall: Hall, state: TicketState): Promise<Ticket> {
  const issued = await hall.issue('justice');
  const { id } = issued;
  if (state === 'waiting') return issued;
  if (state === 'parked') return hall.one('park', { ticket: id, reason: 'form' });
  if (state === 'cancelled') return hall.one('cancel', { ticket: id, reason: 'left' });
  const called = await hall.one('call', { ticket: id, counter: 'c1' });
  if (state === 'called') return called;
  if (state === 'serving') return hall.one('start', { ticket: id });
  return hall.one(state === 'missed' ? 'miss' : 'finish', { ticket: id });
}

/** From which states each command about one ticket is accepted. */
const FROM: { [name: string]: [(hall: Hall, ticket: string) => Promise<boolean>, TicketState[]] } =
  {
    call: [
      accepted('call', (ticket) => ({ ticket, counter: 'c2' })),
      ['waiting', 'parked', 'missed'],
    ],
    callMany: [
      accepted('callMany', (ticket) => ({ tickets: [ticket], counter: 'c2' })),
      ['parked'],
    ],
    recall: [accepted('recall', (ticket) => ({ ticket })), ['called']],
    start: [accepted('start', (ticket) => ({ ticket })), ['called']],
    finish: [accepted('finish', (ticket) => ({ ticket })), ['called', 'serving']],
    miss: [accepted('miss', (ticket) => ({ ticket })), ['called']],
    return: [accepted('return', (ticket) => ({ ticket })), ['missed']],
    park: [
      accepted('park', (ticket) => ({ ticket, reason: 'copies' })),
      ['waiting', 'called', 'serving', 'parked'],
    ],
    resume: [accepted('resume', (ticket) => ({ ticket })), ['parked']],
    reroute: [
      accepted('reroute', (ticket) => ({ ticket, group: 'land', place: 'keep', reason: 'wish' })),
      ['waiting', 'called', 'serving', 'parked', 'missed'],
    ],
    cancel: [
      accepted('cancel', (ticket) => ({ ticket, reason: 'left' })),
      ['waiting', 'called', 'parked', 'missed'],
    ],
    reopen: [
      accepted('reopen', (ticket) => ({ ticket, reason: 'mistake' })),
      ['cancelled', 'done'],
    ],
  };

function accepted<N extends keyof Commands>(name: N, args: (ticket: string) => Commands[N]) {
  return async (hall: Hall, ticket: string): Promise<boolean> => {
    const reply = await hall.give(name, args(ticket));
    if (!reply.ok) expect(reply).toMatchObject({ code: 'wrong-state', ticket: { id: ticket } });
    return reply.ok;
  };
}

export function lifeSentences(open: () => OpenStore): void {
  it.each(Object.entries(FROM))('accepts %s from its states only', async (_, [give, states]) => {
    const worked: TicketState[] = [];
    for (const state of TICKET_STATES) {
      const hall = await openHall(open(), { recallGapSeconds: 0 });
      const { id } = await ticketIn(hall, state);
      if (await give(hall, id)) worked.push(state);
    }
    expect(worked.sort()).toEqual([...states].sort());
  });

  it('refuses a command whose screen knew an older ticket, and shows the ticket', async () => {
    const hall = await openHall(open());
    const old = await hall.issue('justice');
    const now = await hall.one('park', { ticket: old.id, reason: 'form', ifRev: old.rev });
    const reply = await hall.give('resume', { ticket: old.id, ifRev: old.rev });
    expect(reply).toEqual({ ok: false, replayed: false, code: 'changed', ticket: now });
    expect(await hall.refusal('resume', { ticket: '0000009999' })).toBe('ticket-unknown');
  });

  it('reopens from those states only that the caller may reopen from', async () => {
    const hall = await openHall(open());
    for (const state of ['done', 'cancelled'] as const) {
      const { id } = await ticketIn(hall, state);
      const other = state === 'done' ? 'cancelled' : 'done';
      const refused = await hall.give('reopen', { ticket: id, reason: 'mistake', from: [other] });
      expect(refused).toMatchObject({ code: 'wrong-state', ticket: { id, state } });
      const none = { ticket: id, reason: 'mistake', from: [] } as const;
      expect(await hall.refusal('reopen', none)).toBe('wrong-state');
      const back = await hall.one('reopen', { ticket: id, reason: 'mistake', from: [state] });
      expect(back).toMatchObject({ id, state: 'waiting' });
      await hall.ok('cancel', { ticket: id, reason: 'left' });
    }
  });

  it('counts recalls and refuses one before the gap is over', async () => {
    const hall = await openHall(open(), { recallGapSeconds: 10 });
    const { id } = await hall.issue('justice');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    hall.now += 9_999;
    expect(await hall.refusal('recall', { ticket: id })).toBe('too-soon');
    hall.now += 1;
    const again = await hall.one('recall', { ticket: id });
    expect(again).toMatchObject({ calls: 2, calledAt: MORNING, lastCallAt: MORNING + 10_000 });
  });

  it('keeps the call in a finished ticket, with outcome and date', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    hall.later(1);
    await hall.ok('start', { ticket: id });
    hall.later(5);
    const result = { outcome: 'handed-in', resultDate: '2026-11-30' };
    const done = await hall.one('finish', { ticket: id, ...result });
    expect(done).toMatchObject({
      ...result,
      state: 'done',
      counter: 'c1',
      calledAt: MORNING,
      startedAt: MORNING + MINUTE,
      endedAt: MORNING + 6 * MINUTE,
    });
  });

  it('asks for an outcome where the site demands one, and knows only its own', async () => {
    const hall = await openHall(open(), { needsOutcome: true });
    const { id } = await hall.issue('justice');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    expect(await hall.refusal('finish', { ticket: id })).toBe('outcome-needed');
    expect(await hall.refusal('finish', { ticket: id, outcome: 'lost' })).toBe('outcome-unknown');
    expect(await hall.one('finish', { ticket: id, outcome: 'advised' })).toMatchObject({
      outcome: 'advised',
    });
  });

  it('sends a citizen with further stops on to the next group, some minutes earlier', async () => {
    const hall = await openHall(open(), { stopCredit: 4 });
    const { id } = await hall.issue('justice', { stops: ['land', 'social'] });
    await hall.ok('call', { ticket: id, counter: 'c1' });
    hall.later(10);
    const next = await hall.one('finish', { ticket: id, outcome: 'advised' });
    expect(next).toMatchObject({
      state: 'waiting',
      group: 'land',
      stop: 2,
      stops: ['social'],
      readyAt: hall.now - 4 * MINUTE,
      counter: null,
      calledAt: null,
      calls: 0,
      endedAt: null,
      outcome: 'advised',
    });
    expect((await hall.state(MONDAY)).lanes).toEqual({ 'normal:land': [id] });
  });

  it('puts a missed citizen who returns some minutes further back', async () => {
    const hall = await openHall(open(), { penaltyMinutes: 5 });
    const { id } = await ticketIn(hall, 'missed');
    const back = await hall.one('return', { ticket: id });
    expect(back).toMatchObject({ state: 'waiting', readyAt: MORNING + 5 * MINUTE, counter: null });
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBeNull();
    hall.later(5);
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBe(id);
  });

  it('leads a parked citizen back to the counter that parked, while that is open', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    const parked = await hall.one('park', { ticket: id, reason: 'payment' });
    expect(parked).toMatchObject({ state: 'parked', parkedBy: 'c1', counter: 'c1', calls: 1 });
    const back = await hall.one('resume', { ticket: id });
    expect(back).toMatchObject({ state: 'waiting', to: 'c1', parkedBy: null, reason: 'payment' });
    await hall.ok('park', { ticket: id, reason: 'scan' });
    expect((await hall.one('resume', { ticket: id })).to).toBeNull();
  });

  it('sends the citizen to the group when the counter that parked has closed or paused', async () => {
    for (const end of ['pauseCounter', 'closeCounter'] as const) {
      const hall = await openHall(open());
      const { id } = await hall.issue('justice');
      await hall.ok('call', { ticket: id, counter: 'c1' });
      await hall.ok('park', { ticket: id, reason: 'payment' });
      await hall.ok(end, { counter: 'c1', reason: 'lunch' });
      expect((await hall.one('resume', { ticket: id })).to).toBeNull();
    }
  });

  it('notes when a later is over', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    const parked = await hall.one('park', { ticket: id, reason: 'later', minutes: 20 });
    expect(parked).toMatchObject({ reason: 'later', resumeAt: MORNING + 20 * MINUTE });
    const again = await hall.one('park', { ticket: id, reason: 'form' });
    expect(again).toMatchObject({ reason: 'form', resumeAt: null });
  });

  it('lets a citizen put it off once, from the line, and come back before the time', async () => {
    const hall = await openHall(open());
    const phone = { actor: 'citizen', via: 'phone' } as const;
    const { id } = await hall.issue('justice');
    const later = { ticket: id, reason: 'later', minutes: 20 } as const;
    const deferred = await hall.one('park', later, phone);
    expect(deferred).toMatchObject({ state: 'parked', deferredAt: MORNING, readyAt: MORNING });
    hall.later(5);
    const back = await hall.one('resume', { ticket: id }, phone);
    expect(back).toMatchObject({ state: 'waiting', deferredAt: MORNING, readyAt: MORNING });
    expect(await hall.refusal('park', later, phone)).toBe('later-used');
    // Staff may, as often as somebody asks at the door; what they set aside is theirs to bring back.
    await hall.ok('park', later);
    await hall.ok('park', { ticket: id, reason: 'signature' });
    expect(await hall.refusal('resume', { ticket: id }, phone)).toBe('wrong-state');
    await hall.ok('resume', { ticket: id });
    await hall.ok('call', { ticket: id, counter: 'c1' });
    expect(await hall.refusal('park', later, phone)).toBe('wrong-state');
  });

  it('re-routes to a group: kept place, last, or one millisecond before the first', async () => {
    const hall = await openHall(open());
    await hall.issue('land', { priority: 'elder' });
    hall.later(1);
    await hall.issue('land');
    hall.later(1);
    const { id } = await hall.issue('justice');
    hall.later(1);
    const to = (place: 'keep' | 'first' | 'last') =>
      hall.one('reroute', { ticket: id, group: 'land', place, reason: 'wrong-triage' });
    expect(await to('keep')).toMatchObject({ group: 'land', readyAt: MORNING + 2 * MINUTE });
    expect(await to('last')).toMatchObject({ readyAt: MORNING + 3 * MINUTE });
    expect(await to('first')).toMatchObject({ readyAt: MORNING - 1 });
    expect(await to('first')).toMatchObject({ readyAt: MORNING - 1 });
    const { data } = (await hall.journal()).at(-1) ?? {};
    expect(data).toMatchObject({ from: 'land', place: 'first', set: {} });
  });

  it('re-routes to a counter that is not closed, and ends a call at once', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    const to = (counter: string) =>
      hall.give('reroute', { ticket: id, counter, place: 'keep', reason: 'wish' });
    expect(await to('c3')).toMatchObject({ code: 'counter-closed' });
    expect(await to('c9')).toMatchObject({ code: 'counter-unknown' });
    await hall.ok('pauseCounter', { counter: 'c2', reason: 'short' });
    expect(await to('c2')).toMatchObject({
      ok: true,
      tickets: [{ state: 'waiting', to: 'c2', group: 'justice', counter: null }],
    });
    expect((await hall.state(MONDAY)).held).toEqual({});
    const args = { ticket: id, group: 'tax', place: 'keep', reason: 'wish' } as const;
    expect(await hall.refusal('reroute', args)).toBe('group-unknown');
  });

  it('reopens at the old place, with the result forgotten', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    await hall.ok('call', { ticket: id, counter: 'c1' });
    await hall.ok('finish', { ticket: id, outcome: 'advised', resultDate: '2026-12-01' });
    hall.later(30);
    expect(await hall.one('reopen', { ticket: id, reason: 'came-back' })).toMatchObject({
      state: 'waiting',
      readyAt: MORNING,
      outcome: null,
      resultDate: null,
      endedAt: null,
      reason: 'came-back',
    });
  });

  it('counts slips by copy and leaves the ticket as it is', async () => {
    const hall = await openHall(open());
    const { tickets } = await hall.ok('issue', { group: 'justice', printer: 'door' });
    const { id = '', number = '', rev } = tickets[0] ?? {};
    const reprint = await hall.ok('reprint', { ticket: id, printer: 'hall' });
    expect(reprint).toMatchObject({ copy: 2, tickets: [{ id, rev }] });
    expect((await hall.state(MONDAY)).copies).toEqual({ [id]: 2 });
    const slip = { ticket: id, number, printer: 'hall', copy: 2 };
    await hall.ok('endPrint', { ...slip, outcome: 'unknown', cause: 'paper-out' });
    const { data } = (await hall.journal()).at(-1) ?? {};
    expect(JSON.stringify(data)).toBe(
      JSON.stringify({ ...slip, outcome: 'unknown', cause: 'paper-out' }),
    );
    // Nothing of it was sent: the same copy is asked for elsewhere, and the count of copies stays.
    const moved = { ...slip, copy: 1, printer: 'door' };
    const failed = { outcome: 'failed', cause: 'moved' } as const;
    await hall.ok('endPrint', { ...moved, ...failed, elsewhere: 'hall' });
    expect((await hall.journal()).slice(-2).map(({ type, data }) => [type, data])).toEqual([
      ['print.ended', { ...moved, ...failed }],
      ['print.asked', { ...moved, printer: 'hall' }],
    ]);
    expect((await hall.state(MONDAY)).copies).toEqual({ [id]: 2 });
    expect(await hall.refusal('reprint', { ticket: '9', printer: 'hall' })).toBe('ticket-unknown');
  });
}
