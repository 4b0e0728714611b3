import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CallManyAnswer,
  CallNextAnswer,
  Problem,
  TicketAnswer,
} from '../../server/protocol/answers.js';
import type { Counter } from '../../server/protocol/counter.js';
import { siteConfig } from '../support/factories.js';
import { answered, newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

describe('a counter over HTTP', () => {
  let hall: HttpHall;
  beforeAll(async () => {
    hall = await openHall({ config: siteConfig({ needsOutcome: true }) });
  });
  afterAll(() => hall.stop());

  const issue = async (group: string, more: object = {}) =>
    (await hall.command<TicketAnswer>(201, '/tickets', { group, ...more })).body;

  test('that is closed calls nobody and says so in the words of the reader', async () => {
    const refused = await hall.command<Problem>(409, '/counters/c1/call-next');
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(refused.body).toEqual({
      type: 'urn:motcua:error:counter-closed',
      title: 'Quầy đang đóng.',
      status: 409,
      detail: 'Chưa có gì thay đổi. Mời mở quầy, hoặc chọn quầy khác.',
      code: 'counter-closed',
    });
    const english = await hall
      .program('post', `${SITE_PATH}/counters/c1/call-next`)
      .set('Idempotency-Key', newKey())
      .set('Accept-Language', 'fr, en-GB;q=0.8, vi;q=0.5')
      .send({});
    expect((english.body as Problem).title).toBe('The counter is closed.');
  });

  test('opens, calls the next, ends that one and calls the next in one command', async () => {
    const opened = await hall.command<Counter>(200, '/counters/c1/open');
    expect(opened.body).toMatchObject({ id: 'c1', state: 'open', since: hall.clock.now() });
    const nobody = await hall.command<CallNextAnswer>(200, '/counters/c1/call-next');
    expect(nobody.body).toEqual({ called: null });

    const first = await issue('justice');
    const second = await issue('justice');
    const next = await hall.command<CallNextAnswer>(200, '/counters/c1/call-next');
    expect(next.body).toMatchObject({ called: { id: first.id, counter: 'c1' } });
    const { called } = next.body;
    const current = { ticket: first.id, rev: called?.rev, then: 'finish' };
    const held = await hall.command<Problem>(409, '/counters/c1/call-next');
    expect(held.body.code).toBe('changed');
    const asked = await hall.command<Problem>(409, '/counters/c1/call-next', { current });
    expect(asked.body).toMatchObject({ code: 'outcome-needed', ticket: { id: first.id } });
    const both = await hall.command<CallNextAnswer>(200, '/counters/c1/call-next', {
      current: { ...current, outcome: 'handed-in' },
    });
    expect(both.body).toMatchObject({
      finished: { id: first.id, state: 'done', outcome: 'handed-in', ahead: null },
      called: { id: second.id, state: 'called', number: 'A002' },
    });
  });

  test('finishes into a further stop, where the citizen has a place again', async () => {
    await hall.command(200, '/counters/c2/open');
    const { id } = await issue('land', { stops: ['social'] });
    const { body } = await hall.command<CallNextAnswer>(200, '/counters/c2/call-next');
    expect(body.called).toMatchObject({ id, stop: 1, stops: ['social'] });
    const done = await hall.command<TicketAnswer>(200, `/tickets/${id}/finish`, {
      outcome: 'advised',
    });
    expect(done.body).toMatchObject({ state: 'waiting', group: 'social', stop: 2, ahead: 0 });
  });

  test('calls several parked people together', async () => {
    await hall.command(200, '/counters/c3/open');
    const papers = [await issue('social'), await issue('land'), await issue('justice')];
    for (const { id } of papers) {
      await hall.command(200, `/tickets/${id}/park`, { reason: 'ready' });
    }
    const tickets = papers.map(({ id }) => id);
    const { body } = await hall.command<CallManyAnswer>(200, '/counters/c3/call-many', { tickets });
    expect(body.called.map(({ id, state }) => ({ id, state }))).toEqual(
      tickets.map((id) => ({ id, state: 'called' })),
    );
    await hall.command<Problem>(409, '/counters/c3/close');
  });

  test('pauses with a reason, gets a profile for today, and is unknown by another name', async () => {
    const paused = await hall.command<Counter>(200, '/counters/c2/pause', { reason: 'lunch' });
    expect(paused.body).toMatchObject({ state: 'paused', reason: 'lunch' });
    const profile = [{ group: 'social', tier: 1 }];
    const put = hall
      .program('put', `${SITE_PATH}/counters/c2/profile`)
      .set('Idempotency-Key', newKey());
    const profiled = await answered<Counter>(200, put.send({ profile }));
    expect(profiled.body).toMatchObject({ state: 'paused', profile });
    const unknown = await hall.command<Problem>(404, '/counters/c9/open');
    expect(unknown.body.code).toBe('counter-unknown');
  });
});
