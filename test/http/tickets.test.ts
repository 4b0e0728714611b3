import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHall, newKey, type HttpHall } from '../support/http-hall.js';
import { MINUTE, MORNING } from '../support/factories.js';
import type {
  JournalAnswer,
  Problem,
  TicketAnswer,
  TicketDetailAnswer,
  UndoAnswer,
} from '../../server/protocol/answers.js';

describe('a ticket over HTTP', () => {
  let hall: HttpHall;
  beforeAll(async () => {
    hall = await openHall();
    await hall.command<TicketAnswer>(200, '/counters/c1/open');
  });
  afterAll(() => hall.stop());

  async function issue(group = 'justice', more: object = {}) {
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group, ...more });
    return body;
  }

  test('is given with its place and the time it may be called', async () => {
    const first = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' });
    expect(first.body).toMatchObject({
      number: 'A001',
      state: 'waiting',
      group: 'justice',
      ahead: 0,
      estimate: { low: MORNING, high: MORNING },
      counter: null,
      link: null,
      day: '2026-11-23',
      issuedAt: MORNING,
    });
    const second = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' });
    expect(second.body).toMatchObject({
      number: 'A002',
      ahead: 1,
      estimate: { low: MORNING + 5 * MINUTE, high: MORNING + 15 * MINUTE },
    });
    expect(second.headers['cache-control']).toBe('no-store');
  });

  test('has no estimate where no open counter serves its group', async () => {
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'social' });
    expect(body).toMatchObject({ number: 'C001', ahead: 0, estimate: null });
  });

  test('asked for twice with one key is one ticket, with its place as it is now', async () => {
    const key = newKey();
    const before = await issue('land');
    const once = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' }, key);
    expect(once.body).toMatchObject({ number: 'B002', ahead: 1 });
    expect(once.headers['idempotent-replayed']).toBeUndefined();
    await hall.command<TicketAnswer>(200, `/tickets/${before.id}/cancel`, { reason: 'left' });
    const again = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' }, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toMatchObject({ id: once.body.id, number: 'B002', ahead: 0 });
  });

  test('a key for something else is refused', async () => {
    const key = newKey();
    await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' }, key);
    const other = await hall.command<Problem>(422, '/tickets', { group: 'justice' }, key);
    expect(other.body.code).toBe('key-reused');
    await hall.command<Problem>(422, '/undo', { request: key }, key);
  });

  test('goes from waiting to called, missed, waiting and cancelled', async () => {
    const { id, rev } = await issue('social');
    await hall.command<TicketAnswer>(200, '/counters/c3/open');
    const called = await hall.command<TicketAnswer>(200, `/tickets/${id}/call`, {
      counter: 'c3',
      ifRev: rev,
    });
    expect(called.body).toMatchObject({ state: 'called', counter: 'c3', calls: 1, ahead: null });
    const soon = await hall.command<Problem>(409, `/tickets/${id}/recall`);
    expect(soon.body).toMatchObject({ code: 'too-soon', ticket: { id } });
    hall.clock.pass(MINUTE);
    await hall.command<TicketAnswer>(200, `/tickets/${id}/recall`);
    await hall.command<TicketAnswer>(200, `/tickets/${id}/miss`);
    const back = await hall.command<TicketAnswer>(200, `/tickets/${id}/return`);
    expect(back.body).toMatchObject({ state: 'waiting', counter: null });
    const stale = await hall.command<Problem>(409, `/tickets/${id}/cancel`, {
      reason: 'left',
      ifRev: rev,
    });
    expect(stale.body).toMatchObject({ code: 'changed', ticket: { id, rev: back.body.rev } });
    await hall.command<TicketAnswer>(200, `/tickets/${id}/cancel`, { reason: 'left' });
    const reopened = await hall.command<TicketAnswer>(200, `/tickets/${id}/reopen`, {
      reason: 'came-back',
    });
    expect(reopened.body.state).toBe('waiting');
  });

  test('is parked, resumed, sent to another group and served to its end', async () => {
    const { id } = await issue('justice');
    const parked = await hall.command<TicketAnswer>(200, `/tickets/${id}/park`, {
      reason: 'later',
      minutes: 10,
    });
    expect(parked.body).toMatchObject({
      state: 'parked',
      resumeAt: hall.clock.now() + 10 * MINUTE,
    });
    await hall.command<TicketAnswer>(200, `/tickets/${id}/resume`);
    const moved = await hall.command<TicketAnswer>(200, `/tickets/${id}/reroute`, {
      group: 'land',
      reason: 'wrong-triage',
    });
    expect(moved.body.group).toBe('land');
    expect(moved.body.number).toMatch(/^A/);
    await hall.command<TicketAnswer>(200, '/counters/c2/open');
    await hall.command<TicketAnswer>(200, `/tickets/${id}/call`, { counter: 'c2' });
    await hall.command<TicketAnswer>(200, `/tickets/${id}/start`);
    const done = await hall.command<TicketAnswer>(200, `/tickets/${id}/finish`, {
      outcome: 'handed-in',
      resultDate: '2026-12-01',
    });
    expect(done.body).toMatchObject({
      state: 'done',
      outcome: 'handed-in',
      resultDate: '2026-12-01',
    });
  });

  test('is read with its note, which is nowhere else', async () => {
    const { id } = await issue('land', { note: 'đi cùng con nhỏ' });
    const { body } = await hall.read<TicketDetailAnswer>(200, `/tickets/${id}`);
    expect(body).toMatchObject({ id, note: true, noteText: 'đi cùng con nhỏ' });
    const journal = await hall.read<JournalAnswer>(200, '/journal?limit=1000');
    expect(JSON.stringify(journal.body)).not.toContain('con nhỏ');
    await hall.read<Problem>(404, '/tickets/0000009999');
  });

  test('has its note in composed characters, however it was typed, and its mark', async () => {
    const { id } = await issue('land', { note: ' Nguyễn '.normalize('NFD'), mark: 'TN2' });
    const { body } = await hall.read<TicketDetailAnswer>(200, `/tickets/${id}`);
    expect(body).toMatchObject({ noteText: 'Nguyễn'.normalize('NFC'), mark: 'TN2' });
  });

  test('issued by mistake is taken back by undo', async () => {
    const key = newKey();
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' }, key);
    const undone = await hall.command<UndoAnswer>(200, '/undo', { request: key });
    expect(undone.body.tickets).toMatchObject([
      { id: body.id, state: 'cancelled', reason: 'undone', ahead: null },
    ]);
    const late = await hall.command<Problem>(409, '/undo', { request: newKey() });
    expect(late.body.code).toBe('undo-expired');
  });

  test('is answered again although the disk is full by now', async () => {
    const key = newKey();
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' }, key);
    hall.trouble = 'disk';
    const again = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' }, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body.id).toBe(body.id);
    const other = await hall.command<Problem>(422, '/tickets', { group: 'justice' }, key);
    expect(other.body.code).toBe('key-reused');
    hall.trouble = null;
  });

  test('is not promised while the disk is full', async () => {
    hall.trouble = 'disk';
    const { body } = await hall.command<Problem>(507, '/tickets', { group: 'land' });
    expect(body.code).toBe('disk-full');
    hall.trouble = null;
    await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' });
  });
});
