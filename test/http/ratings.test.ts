/** What citizens say of how they were served, and who gets to know it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JournalAnswer, Problem, TicketAnswer } from '../../server/protocol/answers.js';
import type { RatingAnswer, RatingsAnswer } from '../../server/protocol/rating.js';
import { MINUTE } from '../support/factories.js';
import { newKey, openHall, type HttpHall } from '../support/http-hall.js';

let hall: HttpHall;
beforeAll(async () => {
  hall = await openHall({ publicUrl: 'http://192.168.1.10:3000' });
  await hall.command(200, '/counters/c1/open');
});
afterAll(() => hall.stop());

interface Served {
  id: string;
  number: string;
  token: string;
}
async function give(): Promise<Served> {
  const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' });
  return { id: body.id, number: body.number, token: body.link?.split('/').at(-1) ?? '' };
}
async function serve(): Promise<Served> {
  const ticket = await give();
  await hall.command(200, `/tickets/${ticket.id}/call`, { counter: 'c1' });
  await hall.command(200, `/tickets/${ticket.id}/finish`, {});
  return ticket;
}

interface Answer {
  status: number;
  replayed: boolean;
  body: RatingAnswer & Problem;
}
async function rate(token: string, body: object, key = newKey()): Promise<Answer> {
  const answer = await fetch(`${hall.url}/api/v1/links/${token}/rating`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    replayed: answer.headers.has('idempotent-replayed'),
    body: (await answer.json()) as Answer['body'],
  };
}

function ratings(): Promise<{ body: RatingsAnswer }> {
  return hall.read<RatingsAnswer>(200, '/ratings');
}

describe('whoever holds the token of a ticket', () => {
  test('rates it once it is done, changes that for ten minutes, and then no more', async () => {
    const waiting = await give();
    expect(await rate(waiting.token, { score: 4 })).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
    const { token } = await serve();
    const first = await rate(token, { score: 2, text: 'chờ hơi lâu' });
    const until = hall.clock.now() + 10 * MINUTE;
    expect(first).toMatchObject({ status: 200, body: { score: 2, said: true, until } });
    hall.clock.pass(9 * MINUTE);
    expect((await rate(token, { score: 3 })).body).toEqual({ score: 3, said: true, until });
    expect((await rate(token, { score: 3, text: '' })).body.said).toBe(false);
    hall.clock.pass(2 * MINUTE);
    expect(await rate(token, { score: 1 })).toMatchObject({
      status: 409,
      body: { code: 'rating-over' },
    });
  });

  test('is answered a retry as before, also when the time is over, and is counted once', async () => {
    const { token } = await serve();
    const before = (await ratings()).body.all;
    const key = newKey();
    await rate(token, { score: 1, text: 'không ai chỉ chỗ' }, key);
    hall.clock.pass(11 * MINUTE);
    const again = await rate(token, { score: 1, text: 'không ai chỉ chỗ' }, key);
    expect(again).toMatchObject({ status: 200, replayed: true, body: { said: true } });
    expect((await rate(token, { score: 4 }, key)).body.code).toBe('key-reused');
    const after = (await ratings()).body.all;
    expect(after[0]).toBe((before[0] ?? 0) + 1);
    expect(after.slice(1)).toEqual(before.slice(1));
  });

  test('says nothing that is no rating, and nothing with a token of nobody', async () => {
    const { token } = await serve();
    for (const body of [{}, { score: 0 }, { score: 5 }, { score: '4' }, { score: 4, name: 'A' }]) {
      expect((await rate(token, body)).status).toBe(400);
    }
    expect((await rate(token, { score: 4, text: 'á'.repeat(201) })).status).toBe(400);
    expect((await rate('F'.repeat(24), { score: 4 })).status).toBe(404);
  });

  test('is believed twenty times a minute', async () => {
    const { token } = await serve();
    const statuses = new Set<number>();
    for (let nth = 0; nth < 25; nth += 1) statuses.add((await rate(token, { score: 4 })).status);
    expect([...statuses]).toEqual([200, 429]);
  });
});

describe('those who lead', () => {
  test('read counts and lines, without long numbers and without whose they are', async () => {
    const { id, number, token } = await serve();
    await rate(token, { score: 4, text: 'gọi 0912 345 678 hoặc 079201001234 nhé' });
    const { body } = await ratings();
    expect(body.lines[0]).toMatchObject({ score: 4, counter: 'c1', text: 'gọi … hoặc … nhé' });
    expect(JSON.stringify(body)).not.toContain(number);
    expect(JSON.stringify(body)).not.toContain(id);
    expect(body.counters['c1']).toEqual(body.places.phone);
    const other = await hall.read(200, '/ratings?day=2020-01-01');
    expect(other.body).toMatchObject({ day: '2020-01-01', all: [0, 0, 0, 0], lines: [] });
  });

  test('are told by the journal that somebody said something, never what', async () => {
    const { token } = await serve();
    await rate(token, { score: 1, text: 'bảng hướng dẫn khó đọc' });
    const journal = await hall.read<JournalAnswer>(200, '/journal?limit=1000');
    const entries = journal.body.events.filter(({ type }) => type === 'service.rated');
    expect(entries.at(-1)?.data).toMatchObject({ score: 1, place: 'phone', said: true });
    expect(JSON.stringify(journal.body)).not.toContain('khó đọc');
  });

  test('know an earlier day too, and nobody’s screen shows who rated whom', async () => {
    const { token } = await serve();
    await rate(token, { score: 4 });
    const { day, all } = (await ratings()).body;
    const board = await hall.read(200, '/board');
    expect(board.body).toMatchObject({ board: { ratings: {} } });
    hall.clock.pass(24 * 60 * MINUTE);
    await hall.command(200, '/counters/c1/open');
    expect((await ratings()).body.all).toEqual([0, 0, 0, 0]);
    const before = await hall.read(200, `/ratings?day=${day}`);
    expect(before.body).toMatchObject({ day, all });
  });
});

test('a tablet or a kiosk takes down a face without a ticket, six a minute', async () => {
  const before = (await ratings()).body.places.tablet;
  await hall.command(201, '/ratings', { score: 4 });
  const { places, counters } = (await ratings()).body;
  expect(places.tablet[3]).toBe((before[3] ?? 0) + 1);
  expect(counters).toEqual({});
  await hall.command(400, '/ratings', { score: 4, text: 'x' });
  for (let nth = 0; nth < 5; nth += 1) await hall.command(201, '/ratings', { score: 1 });
  await hall.command(429, '/ratings', { score: 1 });
});
