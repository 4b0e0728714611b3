import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import request from 'supertest';
import type { ClockAnswer, Problem, TicketAnswer } from '../../server/protocol/answers.js';
import { MINUTE, SITE, siteConfig } from '../support/factories.js';
import { answered, newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

const DAY = 24 * 60 * MINUTE;

describe('the clock of an installation over HTTP', () => {
  let hall: HttpHall;
  beforeAll(async () => {
    hall = await openHall();
    // Another site of the same installation.
    const config = siteConfig();
    const other = { ...config, site: { ...config.site, id: 'second' } };
    const made = hall.program('put', '/api/v1/sites/second/config');
    await answered(200, made.set({ 'Idempotency-Key': newKey(), 'If-Match': '"0"' }).send(other));
  });
  afterAll(() => hall.stop());

  test('stops issuing when the clock jumped until a lead puts it right', async () => {
    const right = hall.clock.now();
    hall.clock.step(-7 * DAY);
    const stopped = await hall.command<Problem>(409, '/tickets', { group: 'land' });
    expect(stopped.body.code).toBe('clock-wrong');
    const put = await hall.command<ClockAnswer>(200, '/clock', { at: right });
    expect(put.body).toEqual({ at: right, offset: 7 * DAY });
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' });
    expect(body).toMatchObject({ issuedAt: right });
    // Somebody puts the machine right later; the correction must not count twice.
    hall.clock.step(7 * DAY);
    await hall.command<Problem>(409, '/tickets', { group: 'land' });
    const undone = await hall.command<ClockAnswer>(200, '/clock', { at: right });
    expect(undone.body).toEqual({ at: right, offset: 0 });
    await hall.command(201, '/tickets', { group: 'land' });
    const confirmed = await hall.command<ClockAnswer>(200, '/clock');
    expect(confirmed.body).toEqual({ at: right, offset: 0 });
  });

  test('tells a lead whose answer was lost what it wrote down, not what it would write now', async () => {
    const shown = hall.clock.now();
    const key = newKey();
    const at = shown + 5 * MINUTE;
    const first = await hall.command<ClockAnswer>(200, '/clock', { at }, key);
    expect(first.body).toEqual({ at, offset: 5 * MINUTE });
    hall.clock.pass(MINUTE);
    const again = await hall.command<ClockAnswer>(200, '/clock', { at }, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const undone = await hall.command<ClockAnswer>(200, '/clock', { at: shown + MINUTE });
    expect(undone.body.offset).toBe(0);
  });

  test('refuses a time that the machine itself must be set to', async () => {
    const shown = hall.clock.now();
    const far = await hall.command<Problem>(409, '/clock', { at: shown + 21 * 365 * DAY });
    expect(far.body.code).toBe('clock-too-far');
    expect(hall.clock.now()).toBe(shown);
  });

  test('lets a lead of one site confirm the clock of all, and not set it', async () => {
    const Cookie = await hall.signIn('lead', [SITE]);
    const shown = hall.clock.now();
    const asLead = (body: object) =>
      request(hall.server)
        .post(`${SITE_PATH}/clock`)
        .set({ Cookie, Origin: hall.url, 'Idempotency-Key': newKey() })
        .send(body);
    const refused = await asLead({ at: shown + 365 * DAY });
    expect(refused.status).toBe(403);
    expect((refused.body as Problem).code).toBe('clock-shared');
    expect(hall.clock.now()).toBe(shown);
    await answered(200, asLead({}));
  });

  test('goes on with the clock that was corrected at another site of this installation', async () => {
    const shown = hall.clock.now();
    const correct = (site: string, at: number) =>
      answered<ClockAnswer>(
        200,
        hall
          .program('post', `/api/v1/sites/${site}/clock`)
          .set('Idempotency-Key', newKey())
          .send({ at }),
      );
    await correct('second', shown + 10 * MINUTE);
    expect(hall.clock.now()).toBe(shown + 10 * MINUTE);
    const here = await correct(SITE, shown + 15 * MINUTE);
    expect(here.body).toEqual({ at: shown + 15 * MINUTE, offset: 15 * MINUTE });
    expect(hall.clock.now()).toBe(shown + 15 * MINUTE);
    await correct(SITE, shown);
  });
});
