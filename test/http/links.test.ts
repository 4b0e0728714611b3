/** What a citizen's phone may over HTTP, by the token of its ticket's page alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalAnswer, Problem, TicketAnswer } from '../../server/protocol/answers.js';
import type { PhoneState } from '../../server/protocol/phone.js';
import { at, MINUTE, TUESDAY } from '../support/factories.js';
import { newKey, openHall, type HttpHall } from '../support/http-hall.js';

let hall: HttpHall;
beforeAll(async () => {
  hall = await openHall({ publicUrl: 'http://192.168.1.10:3000' });
  await hall.command(200, '/counters/c1/open');
});
afterAll(() => hall.stop());

interface Held {
  id: string;
  number: string;
  token: string;
}
async function give(group = 'justice'): Promise<Held> {
  const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group });
  return { id: body.id, number: body.number, token: body.link?.split('/').at(-1) ?? '' };
}

interface Answer {
  status: number;
  replayed: boolean;
  body: PhoneState & Problem;
}
/** A phone asks; with a body it gives a command. */
async function phone(
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${hall.url}/api/v1/links/${path}`, {
    headers: {
      ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() }),
      ...headers,
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    replayed: answer.headers.has('idempotent-replayed'),
    body: (await answer.json()) as Answer['body'],
  };
}

describe('whoever holds the token', () => {
  test('sees the ticket as its holder may, in capitals as on the slip or not', async () => {
    const { id, number, token } = await give();
    for (const each of [token, token.toLowerCase()]) {
      const { status, body } = await phone(`${each}?names=en`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ number, state: 'waiting', ahead: 0, mayDefer: true });
      expect(JSON.stringify(body)).not.toContain(id);
    }
  });

  test('puts it off once, brings it back, and takes nothing twice', async () => {
    const { token } = await give();
    const key = { 'Idempotency-Key': newKey() };
    const later = await phone(`${token}/later`, { minutes: 20 }, key);
    expect(later.body).toMatchObject({ state: 'parked', until: hall.clock.now() + 20 * MINUTE });
    const again = await phone(`${token}/later`, { minutes: 20 }, key);
    expect(again).toMatchObject({ status: 200, replayed: true });
    expect((await phone(`${token}/resume`, {})).body).toMatchObject({ state: 'waiting' });
    const second = await phone(`${token}/later`, { minutes: 10 });
    expect(second).toMatchObject({ status: 409, body: { code: 'later-used' } });
    expect((await phone(`${token}/resume`, {})).status).toBe(409);
    for (const body of [{ minutes: 15 }, {}, { minutes: 10, reason: 'ready' }]) {
      expect((await phone(`${token}/later`, body)).status).toBe(400);
    }
  });

  test('gives it up, and takes that back; nobody else’s phone does', async () => {
    const mine = await give();
    const yours = await give();
    const request = newKey();
    const up = await phone(`${mine.token}/cancel`, {}, { 'Idempotency-Key': request });
    expect(up.body).toMatchObject({ state: 'cancelled', number: mine.number });
    const foreign = await phone(`${yours.token}/undo`, { request });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'undo-foreign' } });
    const back = await phone(`${mine.token}/undo`, { request });
    expect(back.body).toMatchObject({ state: 'waiting', number: mine.number });

    const { body } = await hall.read<JournalAnswer>(200, '/journal?limit=1000');
    const own = body.events.filter(({ actor }) => actor === `citizen-${mine.id}`);
    expect(own.map(({ type }) => type)).toEqual(['ticket.cancelled', 'ticket.undone']);
    // The token is the right itself: it is written down nowhere.
    expect(JSON.stringify(body).toUpperCase()).not.toContain(mine.token);
  });

  test('is a citizen, whoever else is signed in on that phone', async () => {
    const { id, token } = await give();
    await hall.command(200, `/tickets/${id}/park`, { reason: 'signature' });
    const headers = { Cookie: await hall.signIn('officer'), Origin: hall.url };
    const refused = await phone(`${token}/resume`, {}, headers);
    expect(refused).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });

  test('gives no more than some commands a minute', async () => {
    const { token } = await give();
    const fates = [];
    for (let nth = 0; nth < 25; nth += 1) fates.push((await phone(`${token}/resume`, {})).status);
    expect(fates).toEqual([...Array<number>(20).fill(409), ...Array<number>(5).fill(429)]);
    expect((await phone(token)).status).toBe(200);
  });
});

describe('whoever holds none', () => {
  test('learns nothing: unknown, old and misshapen tokens are one answer', async () => {
    const { token } = await give();
    const now = hall.clock.now();
    hall.clock.pass(at(TUESDAY, '07:00') - now);
    const old = await phone(token);
    hall.clock.pass(now - at(TUESDAY, '07:00'));
    const answers = [old];
    for (const each of ['0'.repeat(24), 'x', '__proto__', '%00', 'a'.repeat(900)]) {
      answers.push(await phone(each), await phone(`${each}/cancel`, {}));
    }
    for (const { status, body } of answers) {
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'ticket-unknown' });
    }
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test('gives no command from a page of elsewhere, nor without a key or as a form', async () => {
    const { token } = await give();
    const path = `${token}/cancel`;
    expect((await phone(path, {}, { Origin: 'http://evil.example' })).status).toBe(403);
    expect((await phone(path, {}, { 'Idempotency-Key': '' })).status).toBe(400);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await phone(path, {}, form)).status).toBe(415);
    expect((await phone(token)).body.state).toBe('waiting');
  });

  test('is turned away after so many tries in a minute, and whoever holds one is not', async () => {
    const { token } = await give();
    const fates: number[] = [];
    for (let nth = 0; nth < 70; nth += 1) fates.push((await phone('f'.repeat(24))).status);
    expect(fates.at(-1)).toBe(429);
    expect((await phone(token)).status).toBe(200);
  });
});
