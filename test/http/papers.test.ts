import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem, TicketAnswer, TicketDetailAnswer } from '../../server/protocol/answers.js';
import { keyDigest } from '../../server/http/request-key.js';
import { type Papers, PAPERS_LETTERS } from '../../server/protocol/papers.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { SITE } from '../support/factories.js';
import { newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

let hall: HttpHall;
beforeAll(async () => {
  const ward = await readSampleWard();
  hall = await openHall({ config: { ...ward, site: { ...ward.site, id: SITE } } });
});
afterAll(() => hall.stop());

async function keep(body: object, key = newKey()): Promise<{ status: number; body: Papers }> {
  const answer = await hall
    .program('post', `${SITE_PATH}/papers`)
    .set('Idempotency-Key', key)
    .send(body);
  return { status: answer.status, body: answer.body as Papers };
}

/** Two keys that lead to the same first code. */
function keysOfOneCode(nth = 0): [string, string] {
  const byCode = new Map<string, string>();
  for (let n = 0; ; n += 1) {
    const key = `papers-of-one-code-${nth}-${n}`;
    const bytes = createHash('sha256')
      .update(`${keyDigest(key)} 0`)
      .digest();
    const code = [0, 2, 4, 6].map((at) => bytes.readUInt16BE(at) % PAPERS_LETTERS.length).join(' ');
    const other = byCode.get(code);
    if (other !== undefined) return [other, key];
    byCode.set(code, key);
  }
}

describe('papers that were missing', () => {
  test('are kept under four letters, and the code tells them again', async () => {
    const { status, body } = await keep({ procedure: 'khai-sinh', case: 0, missing: [1] });
    expect(status).toBe(201);
    expect(body.code).toMatch(/^[CDGHKLMNPRTVX]{4}$/);
    const read = await hall.program('get', `${SITE_PATH}/papers/${body.code.toLowerCase()}`);
    expect(read.body).toEqual(body);
    const printed = await hall.program('get', `${SITE_PATH}/papers/${body.code}/print`);
    expect(printed.body).toEqual({ result: null, printing: false, at: null });
  });

  test('get one code however often the same request is sent', async () => {
    const key = newKey();
    const wanted = { procedure: 'khai-sinh', case: 0, missing: [0, 2] };
    const first = await keep(wanted, key);
    const again = await keep(wanted, key);
    expect(again).toEqual(first);
    expect((await keep(wanted)).body.code).not.toBe(first.body.code);
  });

  test('are not told to whoever uses their key for another list', async () => {
    const key = newKey();
    const { body: first } = await keep({ procedure: 'khai-sinh', case: 0, missing: [0] }, key);
    const other = await keep({ procedure: 'khai-sinh', case: 0, missing: [1] }, key);
    expect((other.body as unknown as Problem).code).toBe('key-reused');
    const read = await hall.program('get', `${SITE_PATH}/papers/${first.code}`);
    expect(read.body).toEqual(first);
  });

  test('take the next code where theirs belongs to another list', async () => {
    const [one, two] = keysOfOneCode();
    const { body: first } = await keep({ procedure: 'khai-sinh', case: 0, missing: [0] }, one);
    const { body: second } = await keep({ procedure: 'khai-sinh', case: 0, missing: [1] }, two);
    expect(second.code).not.toBe(first.code);
    for (const list of [first, second]) {
      const read = await hall.program('get', `${SITE_PATH}/papers/${list.code}`);
      expect(read.body).toEqual(list);
    }
  });

  test('of two people at once get two codes where both lead to one', async () => {
    const [one, two] = keysOfOneCode(1);
    const lists = await Promise.all([
      keep({ procedure: 'khai-sinh', case: 0, missing: [0] }, one),
      keep({ procedure: 'khai-sinh', case: 0, missing: [1] }, two),
    ]);
    expect(new Set(lists.map(({ body }) => body.code)).size).toBe(2);
    for (const { body } of lists) {
      const read = await hall.program('get', `${SITE_PATH}/papers/${body.code}`);
      expect(read.body).toEqual(body);
    }
  });

  test('are printed once however often the same press is sent', async () => {
    const { body: list } = await keep({ procedure: 'khai-sinh', case: 0, missing: [1] });
    const print = (key: string) =>
      hall
        .program('post', `${SITE_PATH}/papers/${list.code}/print`)
        .set('Idempotency-Key', key)
        .send({});
    const key = newKey();
    const first = await print(key);
    expect(first.status).toBe(201);
    const again = await print(key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((again.body as { at: number }).at).toBe((first.body as { at: number }).at);
    const written = (await hall.program('get', `${SITE_PATH}/journal?limit=1000`)).text;
    expect(written.match(/papers\.printed/g)).toHaveLength(1);
    expect(written).not.toContain(list.code);
  });

  test('of a procedure, case or document that the site has not are refused by name', async () => {
    for (const [wrong, flaw] of [
      [{ procedure: 'khong-co', case: 0, missing: [] }, 'procedure'],
      [{ procedure: 'khai-sinh', case: 40, missing: [] }, 'case'],
      [{ procedure: 'khai-sinh', case: 0, missing: [59] }, 'missing'],
    ] as const) {
      const { status, body } = await keep(wrong);
      expect(status).toBe(400);
      expect((body as unknown as Problem).flaws?.[0]?.path).toBe(flaw);
    }
    const unknown = await hall.program('get', `${SITE_PATH}/papers/KKKK`);
    expect(unknown.status).toBe(404);
    expect((unknown.body as Problem).code).toBe('papers-unknown');
  });

  test('lead the number to their procedure; an unknown code gives no number', async () => {
    const { body: papers } = await keep({ procedure: 'khai-sinh', case: 0, missing: [1] });
    const issue = (code: string) =>
      hall
        .program('post', `${SITE_PATH}/tickets`)
        .set('Idempotency-Key', newKey())
        .send({ group: 'ho-tich', papers: code });
    const given = await issue(papers.code);
    expect((given.body as TicketAnswer).procedure).toBe('khai-sinh');
    const before = Object.keys(hall.sites.get(SITE)?.board.tickets ?? {}).length;
    expect((await issue('KKKK')).status).toBe(404);
    expect(Object.keys(hall.sites.get(SITE)?.board.tickets ?? {})).toHaveLength(before);
  });
});

test('a note takes the place of the one before, is told to staff, and is never journaled', async () => {
  const given = await hall
    .program('post', `${SITE_PATH}/tickets`)
    .set('Idempotency-Key', newKey())
    .send({ group: 'ho-tich', note: 'nghe kém' });
  const { id } = given.body as TicketAnswer;
  const note = async (text: string) => {
    const answer = await hall
      .program('post', `${SITE_PATH}/tickets/${id}/note`)
      .set('Idempotency-Key', newKey())
      .send({ note: text });
    expect(answer.status).toBe(200);
    const read = await hall.program('get', `${SITE_PATH}/tickets/${id}`);
    const { note: has, noteText } = read.body as TicketDetailAnswer;
    return { has, noteText };
  };
  expect(await note('đã ký, chờ đóng dấu')).toEqual({ has: true, noteText: 'đã ký, chờ đóng dấu' });
  expect(await note('')).toEqual({ has: false, noteText: null });
  const journal = await hall.program('get', `${SITE_PATH}/journal?limit=1000`);
  expect(journal.text).toContain('ticket.noted');
  expect(journal.text).not.toContain('đóng dấu');
});
