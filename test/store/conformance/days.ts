import { expect, it } from 'vitest';
import { fold, emptyBoard } from '../../../server/domain/board.js';
import { at, contextAt, MINUTE, MONDAY, MORNING, TUESDAY } from '../../support/factories.js';
import { type Hall, openHall } from '../../support/hall.js';
import type { OpenStore } from '../../support/stores.js';

const DAY = 86_400_000;
const WEDNESDAY = '2026-11-25';

/** Days other than `today` that are not closed. */
const unclosed = (hall: Hall, today: string) => hall.open.store.unclosedDays(hall.site, today);

/** A clock that showed Tuesday is put right: it is Monday still. */
async function backToMonday(hall: Hall): Promise<void> {
  hall.now = MORNING + MINUTE;
  await hall.ok('confirmClock', { offset: 0 });
}

export function daySentences(open: () => OpenStore): void {
  it('begins a new day at local midnight: 23:59 and 00:01 are two days on a machine in UTC', async () => {
    expect(new Date(MORNING).getTimezoneOffset()).toBe(0);
    const hall = await openHall(open());
    hall.now = at(MONDAY, '23:59');
    const late = await hall.issue('justice');
    hall.now = at(TUESDAY, '00:01');
    const early = await hall.issue('justice');
    expect([late, early].map(({ number, day }) => [number, day])).toEqual([
      ['A001', MONDAY],
      ['A001', TUESDAY],
    ]);
    expect(early.id > late.id).toBe(true);
    expect((await hall.state(TUESDAY)).counters).toEqual([]);
    expect(await hall.refusal('callNext', { counter: 'c1' })).toBe('counter-closed');
    expect(await hall.refusal('cancel', { ticket: late.id, reason: 'left' })).toBe('day-closed');
    expect(await hall.refusal('reprint', { ticket: late.id, printer: 'x' })).toBe('day-closed');
  });

  it('does nothing at 07:00, when the day turns in UTC', async () => {
    const hall = await openHall(open());
    hall.now = at(TUESDAY, '06:59:59');
    const before = await hall.issue('justice');
    await hall.ok('openCounter', { counter: 'c1' });
    const seq = await hall.seq();
    hall.now = at(TUESDAY, '07:00:01');
    const after = await hall.issue('justice');
    expect([before.number, after.number]).toEqual(['A001', 'A002']);
    expect(await hall.types(seq)).toEqual(['ticket.issued']);
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBe(before.id);
  });

  it('opens each day once in the journal and keeps its first seq', async () => {
    const hall = await openHall(open());
    const { store } = hall.open;
    const seq = await hall.seq();
    hall.now += DAY;
    expect(await store.firstSeq(hall.site, TUESDAY)).toBeNull();
    expect(await hall.refusal('issue', { group: 'tax' })).toBe('group-unknown');
    expect(await hall.seq()).toBe(seq);
    await hall.issue('justice');
    await hall.issue('justice');
    expect(await hall.types(seq)).toEqual(['day.opened', 'ticket.issued', 'ticket.issued']);
    expect((await hall.journal(seq))[0]?.data).toEqual({ day: TUESDAY, again: false });
    expect(await store.firstSeq(hall.site, TUESDAY)).toBe(seq + 1);
    expect(await store.firstSeq(hall.site, MONDAY)).toBe(1);
  });

  it('refuses an undo over midnight', async () => {
    const hall = await openHall(open());
    hall.now = at(MONDAY, '23:59:50');
    const key = `request-${hall.site}`;
    await hall.ok('issue', { group: 'justice' }, { key });
    hall.now = at(TUESDAY, '00:00:10');
    expect(await hall.refusal('undo', { request: key })).toBe('day-closed');
  });

  it('closes a day that is over, in batches, and writes so once', async () => {
    const hall = await openHall(open());
    const { store } = hall.open;
    const serving = await hall.issue('justice');
    await hall.ok('callNext', { counter: 'c1' });
    await hall.ok('start', { ticket: serving.id });
    const waiting = await hall.issue('justice');
    const parked = await hall.issue('land');
    await hall.ok('park', { ticket: parked.id, reason: 'form' });
    const missed = await hall.issue('land');
    await hall.ok('call', { ticket: missed.id, counter: 'c2' });
    await hall.ok('miss', { ticket: missed.id });
    expect(await hall.refusal('expire', { day: MONDAY, limit: 2 })).toBe('wrong-state');
    hall.now += DAY;
    expect(await store.unclosedDays(hall.site, TUESDAY)).toEqual([MONDAY]);
    const first = await hall.ok('expire', { day: MONDAY, limit: 2 });
    expect(first.left).toBe(1);
    expect(first.tickets).toMatchObject([
      { id: serving.id, state: 'done', reason: 'unrecorded', endedAt: hall.now },
      { id: waiting.id, state: 'cancelled', reason: 'day-closed' },
    ]);
    const seq = await hall.seq();
    expect(await hall.ok('expire', { day: MONDAY, limit: 2 })).toMatchObject({ left: 0 });
    expect(await hall.types(seq)).toEqual(['ticket.expired', 'day.closed']);
    expect(await hall.ok('expire', { day: MONDAY, limit: 2 })).toMatchObject({ left: 0 });
    expect(await hall.types(seq)).toHaveLength(2);
    expect(await store.unclosedDays(hall.site, TUESDAY)).toEqual([]);
    const { lanes, held, tickets } = await hall.state(MONDAY);
    expect({ lanes, held }).toEqual({ lanes: {}, held: {} });
    expect(tickets.find(({ id }) => id === missed.id)?.state).toBe('missed');
    expect(await hall.ok('expire', { day: '2026-01-01', limit: 2 })).toMatchObject({ left: 0 });
    expect(await hall.types(seq)).toHaveLength(2);
  });

  it('stops issuing and calling while the clock is wrong, and nothing else', async () => {
    const hall = await openHall(open());
    const { id } = await hall.issue('justice');
    const parked = await hall.issue('justice');
    await hall.ok('park', { ticket: parked.id, reason: 'ready' });
    const wrongs = [
      () => contextAt(MORNING - 2 * MINUTE - 1, { site: hall.site }),
      () => contextAt(MORNING + 20 * DAY + 1, { site: hall.site }),
      () => contextAt(MORNING, { site: hall.site, stepped: true }),
    ];
    const { store } = hall.open;
    for (const wrong of wrongs) {
      const codes = [
        await store.command('issue', { group: 'justice' }, wrong()),
        await store.command('callNext', { counter: 'c1' }, wrong()),
        await store.command('call', { counter: 'c1', ticket: id }, wrong()),
        await store.command('callMany', { counter: 'c1', tickets: [parked.id] }, wrong()),
      ].map((reply) => (reply.ok ? 'accepted' : reply.code));
      expect(codes).toEqual(Array(4).fill('clock-wrong'));
      const park = await store.command('park', { ticket: id, reason: 'form' }, wrong());
      expect(park).toMatchObject({ ok: true, at: MORNING });
    }
    for (const right of [MORNING - 2 * MINUTE, MORNING + 20 * DAY]) {
      hall.now = right;
      expect((await hall.give('issue', { group: 'land' })).ok).toBe(true);
    }
  });

  it('never lets a time go back: a clock a little behind counts as the newest moment', async () => {
    const hall = await openHall(open());
    hall.now = at(TUESDAY, '00:00:30');
    await hall.issue('justice');
    hall.now = at(MONDAY, '23:59:30');
    const ticket = await hall.issue('justice');
    expect(ticket).toMatchObject({
      number: 'A002',
      day: TUESDAY,
      issuedAt: at(TUESDAY, '00:00:30'),
    });
  });

  it('takes the time that a lead confirms, even back into a day that was open before', async () => {
    const hall = await openHall(open());
    const first = await hall.issue('justice');
    hall.now += 10 * DAY;
    await hall.issue('justice');
    hall.now = MORNING + MINUTE;
    expect(await hall.refusal('issue', { group: 'justice' })).toBe('clock-wrong');
    const seq = await hall.seq();
    const confirmed = await hall.ok('confirmClock', { offset: -1500 }, { stepped: true });
    expect(confirmed.at).toBe(hall.now);
    const [opened, said] = await hall.journal(seq);
    expect(opened).toMatchObject({ type: 'day.opened', data: { day: MONDAY, again: true } });
    expect(said).toMatchObject({ type: 'clock.confirmed', data: { offset: -1500 }, day: MONDAY });
    expect(said).toMatchObject({ data: { putBack: 0 } });
    const { store } = hall.open;
    expect(await store.head(hall.site)).toMatchObject({ at: hall.now, day: MONDAY, offset: -1500 });
    expect(await store.firstSeq(hall.site, MONDAY)).toBe(1);
    expect((await hall.issue('justice')).number).toBe('A002');
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBe(first.id);
    const board = (await hall.journal(seq)).reduce(fold, emptyBoard());
    expect(Object.values(board.tickets).map(({ number }) => number)).toEqual(['A002']);
  });

  it('gives no number of a wrong day again in the hall when the date is put right', async () => {
    const hall = await openHall(open());
    await hall.issue('social');
    await hall.issue('social');
    hall.now = MORNING + DAY;
    for (const group of ['justice', 'justice', 'land', 'social']) await hall.issue(group);
    await backToMonday(hall);
    const numbers: string[] = [];
    for (const group of ['justice', 'land', 'social']) {
      numbers.push((await hall.issue(group)).number);
    }
    expect(numbers).toEqual(['A003', 'B002', 'C003']);
    hall.now = MORNING + DAY;
    expect((await hall.issue('justice')).number).toBe('A003');
    expect((await hall.issue('social')).number).toBe('C002');
  });

  it('closes a day that lies ahead, so that nobody of it stands in line when it comes', async () => {
    const hall = await openHall(open());
    hall.now = MORNING + DAY;
    await hall.ok('openCounter', { counter: 'c1' });
    const serving = await hall.issue('justice');
    await hall.ok('callNext', { counter: 'c1' });
    await hall.ok('start', { ticket: serving.id });
    const waiting = await hall.issue('justice');
    await backToMonday(hall);
    expect(await unclosed(hall, MONDAY)).toEqual([TUESDAY]);
    const seq = await hall.seq();
    const { tickets, left } = await hall.ok('expire', { day: TUESDAY, limit: 10 });
    expect(left).toBe(0);
    expect(tickets).toMatchObject([
      { id: serving.id, state: 'done', reason: 'unrecorded', endedAt: hall.now },
      { id: waiting.id, state: 'cancelled', reason: 'day-closed' },
    ]);
    expect(await hall.types(seq)).toEqual(['ticket.expired', 'ticket.expired', 'day.closed']);
    expect(await unclosed(hall, MONDAY)).toEqual([]);
    hall.now = MORNING + DAY;
    const { lanes, held } = await hall.state(TUESDAY);
    expect({ lanes, held }).toEqual({ lanes: {}, held: {} });
    const real = await hall.issue('justice');
    expect((await hall.ok('callNext', { counter: 'c1' })).called).toBe(real.id);
  });

  it('closes such a day once more when it really was', async () => {
    const hall = await openHall(open());
    hall.now = MORNING + DAY;
    await hall.issue('justice');
    await backToMonday(hall);
    await hall.ok('expire', { day: TUESDAY, limit: 10 });
    hall.now = MORNING + DAY;
    const real = await hall.issue('justice');
    hall.now += DAY;
    expect(await unclosed(hall, WEDNESDAY)).toEqual([MONDAY, TUESDAY]);
    const seq = await hall.seq();
    const { tickets } = await hall.ok('expire', { day: TUESDAY, limit: 10 });
    expect(tickets.map(({ id }) => id)).toEqual([real.id]);
    expect(await hall.types(seq)).toEqual(['day.opened', 'ticket.expired', 'day.closed']);
  });

  it('writes that a day is closed though nobody was left in it, and however late', async () => {
    const hall = await openHall(open());
    hall.now += DAY;
    await hall.issue('justice');
    hall.now += DAY;
    await hall.issue('justice');
    expect(await unclosed(hall, WEDNESDAY)).toEqual([MONDAY, TUESDAY]);
    const seq = await hall.seq();
    expect(await hall.ok('expire', { day: MONDAY, limit: 10 })).toMatchObject({ left: 0 });
    expect((await hall.journal(seq)).map(({ type, data }) => [type, data])).toEqual([
      ['day.closed', { day: MONDAY }],
    ]);
    expect(await unclosed(hall, WEDNESDAY)).toEqual([TUESDAY]);
  });
}
