import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem, TicketAnswer } from '../../server/protocol/answers.js';
import { SITE } from '../support/factories.js';
import { newKey, openHall, SITE_PATH, TOKEN, type HttpHall } from '../support/http-hall.js';

describe('only bad requests', () => {
  let hall: HttpHall;
  let ticket: TicketAnswer;
  beforeAll(async () => {
    hall = await openHall();
    ticket = (await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' })).body;
  });
  afterAll(() => hall.stop());

  /** Everything that a site is: its journal and its configuration. */
  async function state(): Promise<string> {
    const entries = await hall.store.entries(SITE, 0, 1000);
    const config = await hall.store.config(SITE);
    return createHash('sha256')
      .update(JSON.stringify([entries, config]))
      .digest('hex');
  }

  /** Sends it and expects this refusal and a site that is as it was. */
  async function refused(code: string, status: number, send: () => request.Test): Promise<Problem> {
    const before = await state();
    const answer = await send();
    expect({ status: answer.status, ...(answer.body as object) }).toMatchObject({ status, code });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(await state()).toBe(before);
    return answer.body as Problem;
  }

  const post = (path: string) =>
    hall.program('post', SITE_PATH + path).set('Idempotency-Key', newKey());
  const raw = (body: string, type = 'application/json') =>
    post('/tickets').set('Content-Type', type).send(body);

  test.each([
    ['no group', {}],
    ['a key that does not exist', { group: 'justice', vip: true }],
    ['a group of another type', { group: 7 }],
    ['a group with the characters of a key', { group: '{ward}:tickets' }],
    ['a class that does not exist', { group: 'justice', priority: 'friend' }],
    ['too many stops', { group: 'justice', stops: ['land', 'land', 'land', 'land', 'land'] }],
    ['a note that is too long', { group: 'justice', note: 'x'.repeat(141) }],
    ['a note with commands for a printer', { group: 'justice', note: 'A\u001b@' }],
    ['a note that turns the direction of writing', { group: 'justice', note: 'A\u202eB' }],
    ['a note of two lines', { group: 'justice', note: 'A\u2028B' }],
    ['a note with half a character', { group: 'justice', note: 'xe l\ud83d' }],
    ['a note with the other half', { group: 'justice', note: '\ude00n' }],
    ['a mark that is a name', { group: 'justice', mark: 'Hoa' }],
    ['a mark that is too long', { group: 'justice', mark: 'TNV12' }],
    ['a mark that is nothing', { group: 'justice', mark: '' }],
    ['a language that is none', { group: 'justice', language: 'vi; DROP' }],
    ['a procedure that does not exist', { group: 'justice', procedure: 'marriage' }],
    ['a list', []],
  ])('a number asked for with %s', async (_what, body) => {
    const problem = await refused('bad-request', 400, () => post('/tickets').send(body));
    expect(problem.flaws?.length).toBeGreaterThan(0);
  });

  test('bodies that are no JSON', async () => {
    await refused('bad-request', 400, () => raw('{"group":'));
    await refused('bad-request', 400, () => raw('"justice"'));
    await refused('bad-request', 400, () => raw('null'));
    await refused('bad-request', 400, () => raw('{"group":"justice","__proto__":{"print":true}}'));
    await refused('bad-request', 400, () => raw('{"group":"justice","constructor":{}}'));
  });

  test('bodies of another type', async () => {
    await refused('wrong-type', 415, () =>
      raw('group=justice', 'application/x-www-form-urlencoded'),
    );
    await refused('wrong-type', 415, () => raw('{"group":"justice"}', 'text/plain'));
    await refused('wrong-type', 415, () => raw('{"group":"justice"}', 'application/jsonp'));
    await refused('wrong-type', 415, () =>
      raw('{"group":"justice"}', 'application/json; charset=utf-16'),
    );
    await refused('wrong-type', 415, () =>
      raw('{"group":"justice"}').set('Content-Encoding', 'gzip'),
    );
  });

  test('bodies that are too large', async () => {
    const large = JSON.stringify({ group: 'justice', note: 'x'.repeat(5000) });
    await refused('too-large', 413, () => raw(large));
    const config = `{"x":"${'x'.repeat(1_100_000)}"}`;
    await refused('too-large', 413, () =>
      hall
        .program('put', `${SITE_PATH}/config`)
        .set({ 'Idempotency-Key': newKey(), 'Content-Type': 'application/json' })
        .send(config),
    );
  });

  test.each([
    [''],
    ['short'],
    ['x'.repeat(65)],
    ['a key with blanks in it'],
    ['clé-d’idempotence'],
  ])('a command with the key "%s"', async (key) => {
    const send = hall.program('post', `${SITE_PATH}/tickets`);
    const keyed = key === '' ? send : send.set('Idempotency-Key', encodeURIComponent(key));
    await refused('key-missing', 400, () =>
      (key.startsWith('clé')
        ? keyed.set('Idempotency-Key', 'cl\u00e9-0123456789abcdef')
        : keyed
      ).send({ group: 'justice' }),
    );
  });

  test('tickets, counters and sites that do not exist', async () => {
    for (const id of ['0000009999', 'x', '1:note', '..', '1%00', '%7Bward%7D']) {
      await refused('ticket-unknown', 404, () => post(`/tickets/${id}/recall`).send({}));
      await refused('ticket-unknown', 404, () => hall.program('get', `${SITE_PATH}/tickets/${id}`));
    }
    for (const id of ['c9', 'C1', '1%20', '%7Bward%7D']) {
      await refused('counter-unknown', 404, () => post(`/counters/${id}/open`).send({}));
    }
    for (const id of ['elsewhere', '%7Bward%7D', 'WARD']) {
      await refused('site-unknown', 404, () =>
        hall
          .program('post', `/api/v1/sites/${id}/tickets`)
          .set('Idempotency-Key', newKey())
          .send({ group: 'justice' }),
      );
      await refused('site-unknown', 404, () => hall.program('get', `/api/v1/sites/${id}/board`));
    }
    await refused('group-unknown', 404, () => post('/tickets').send({ group: 'nowhere' }));
  });

  test('addresses that do not exist, or not for this method', async () => {
    await refused('not-found', 404, () => hall.program('get', '/api/v1/nothing'));
    // Typed into a browser too.
    await refused('not-found', 404, () =>
      hall.program('get', '/api/v1/nothing').set('accept', 'text/html'),
    );
    await refused('not-found', 404, () => hall.program('put', '/api/v1/sites'));
    await refused('not-found', 404, () => post(`/tickets/${ticket.id}/steal`).send({}));
    await refused('not-found', 404, () => hall.program('get', `${SITE_PATH}/undo`));
    await refused('not-found', 404, () => request(hall.server).patch(SITE_PATH).set(own()));
    await refused('bad-request', 400, () => hall.program('get', '/api/v1/sites/%E0%A4%A/board'));
    await refused('not-found', 404, () => request(hall.server).get('/../../etc/passwd'));
    await refused('not-found', 404, () => request(hall.server).get('/api/docs/package.json'));
  });

  test.each([
    ['call', {}],
    ['call', { counter: 'c1', group: 'land' }],
    ['recall', { ifRev: '1' }],
    ['recall', { ifRev: -1 }],
    ['finish', { resultDate: '2026-02-30' }],
    ['finish', { resultDate: 'tomorrow' }],
    ['park', {}],
    ['park', { reason: 'tired' }],
    ['park', { reason: 'later' }],
    ['park', { reason: 'later', minutes: 15 }],
    ['park', { reason: 'copies', minutes: 10 }],
    ['reroute', { reason: 'wish' }],
    ['reroute', { reason: 'wish', group: 'land', counter: 'c1' }],
    ['reroute', { reason: 'wish', group: 'land', place: 'best' }],
    ['cancel', {}],
    ['cancel', { reason: 'undone' }],
    ['cancel', { reason: 'day-closed' }],
    ['reopen', { reason: 'because' }],
    ['reprint', { printer: 'attic' }],
  ])('%s with %j', async (action, body) => {
    await refused('bad-request', 400, () => post(`/tickets/${ticket.id}/${action}`).send(body));
  });

  test.each([
    ['call-next', { current: { ticket: '1' } }],
    ['call-next', { current: { ticket: '1', rev: 1, then: 'park' } }],
    ['call-next', { current: { ticket: '1', rev: 1, then: 'finish', reason: 'copies' } }],
    ['call-next', { current: { ticket: '1', rev: 1, then: 'miss', outcome: 'advised' } }],
    ['call-next', { currant: null }],
    ['call-many', { tickets: [] }],
    ['call-many', { tickets: Array.from({ length: 11 }, (_, n) => String(n)) }],
    ['pause', {}],
    ['pause', { reason: 'fishing' }],
    ['open', { reason: 'lunch' }],
  ])('%s at a counter with %j', async (action, body) => {
    await refused('bad-request', 400, () => post(`/counters/c1/${action}`).send(body));
  });

  test('profiles and configurations that make no sense', async () => {
    const put = (path: string) =>
      hall.program('put', SITE_PATH + path).set({ 'Idempotency-Key': newKey(), 'If-Match': '"1"' });
    for (const profile of [
      [],
      [{ group: 'land', tier: 0 }],
      [{ group: 'land', tier: 10 }],
      [
        { group: 'land', tier: 1 },
        { group: 'land', tier: 2 },
      ],
    ]) {
      await refused('bad-request', 400, () => put('/counters/c1/profile').send({ profile }));
    }
    const config: unknown = JSON.parse((await hall.store.config(SITE)) ?? '');
    const changed = (more: object) => ({ ...(config as object), ...more });
    await refused('bad-request', 400, () => put('/config').send(changed({ groups: [] })));
    await refused('bad-request', 400, () => put('/config').send(changed({ sideEffects: [] })));
    const strange = put('/config').set('If-Match', 'W/"1"');
    await refused('bad-request', 400, () => strange.send(changed({})));
    const missing = hall.program('put', `${SITE_PATH}/config`).set('Idempotency-Key', newKey());
    await refused('version-missing', 428, () => missing.send(changed({})));
    await refused('version-changed', 412, () =>
      put('/config').set('If-Match', '"7"').send(changed({})),
    );
  });

  test('names that are not ours, as after DNS rebinding', async () => {
    const page = await request(hall.server).get('/door').set('Host', 'evil.example').expect(403);
    expect(page.headers['set-cookie']).toBeUndefined();
    const cookie = await hall.signIn('volunteer');
    await refused('foreign-origin', 403, () =>
      request(hall.server)
        .post(`${SITE_PATH}/tickets`)
        .set({ Host: 'evil.example', Origin: 'http://evil.example', Cookie: cookie })
        .set('Idempotency-Key', newKey())
        .send({ group: 'justice' }),
    );
  });

  test('requests that are no HTTP, or have too many headers', async () => {
    const before = await state();
    const { port } = new URL(hall.url);
    const shout = async (words: string): Promise<string> => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(words);
      return text(socket);
    };
    expect(await shout('GIVE ME A NUMBER\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    const long = `GET /api/v1/sites HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(9000)}\r\n\r\n`;
    expect(await shout(long)).toMatch(/^HTTP\/1.1 431/);
    const twice =
      `POST ${SITE_PATH}/tickets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n` +
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await shout(twice)).toMatch(/^HTTP\/1.1 400/);
    expect(await state()).toBe(before);
  });

  function own(): Record<string, string> {
    return { Authorization: `Bearer ${TOKEN}` };
  }
});
