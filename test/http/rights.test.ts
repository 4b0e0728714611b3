import { sign } from 'cookie-signature';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, allows, ROLES, type Action, type Role } from '../../server/access/rights.js';
import type { Problem, TicketAnswer } from '../../server/protocol/answers.js';
import { MemoryStore } from '../../server/store/memory/memory-store.js';
import type { Follower } from '../../server/store/port.js';
import {
  answered,
  newKey,
  openHall,
  SITE_PATH,
  TOKEN,
  type Answered,
  type HttpHall,
} from '../support/http-hall.js';
import { startRedis, type TestRedis } from '../support/redis.js';

interface Door {
  method: 'get' | 'post' | 'put';
  path: string;
}
interface Document {
  paths: Record<string, Partial<Record<Door['method'], object>>>;
}

/** Routes that anybody may read, the figures only on this machine. */
const OPEN = new Set([
  'get /api/v1/sites',
  'get /api/v1/sites/{site}/board',
  'get /api/v1/openapi.json',
  'get /healthz',
  'get /readyz',
  'get /metrics',
]);
/** Routes that a page's session (officer and lead) may not use. */
const ADMIN = new Set(['put /api/v1/sites/{site}/config']);

describe('every route of the document', () => {
  let hall: HttpHall;
  let cookie: string;
  let doors: Door[];
  beforeAll(async () => {
    hall = await openHall();
    cookie = await hall.openPage();
    const { paths } = (await request(hall.server).get('/api/v1/openapi.json')).body as Document;
    doors = Object.entries(paths).flatMap(([path, methods]) =>
      (['get', 'post', 'put'] as const)
        .filter((method) => method in methods)
        .map((method) => ({ method, path })),
    );
  });
  afterAll(() => hall.stop());

  /** Knocks with a body that no schema takes: whoever is let in gets 400, and nothing changes. */
  function knock({ method, path }: Door, headers: Record<string, string>) {
    const address = path
      .replace('{site}', 'ward')
      .replace('{ticket}', '0000000001')
      .replace('{counter}', 'c1');
    const sent = request(hall.server)
      [method](address)
      .set({ 'Idempotency-Key': newKey(), ...headers });
    return method === 'get' ? sent : sent.send({ 'no such key': true });
  }

  async function codes(headers: Record<string, string>): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const door of doors) {
      const answer = await knock(door, headers);
      const { code = 'in' } = answer.body as Partial<Problem>;
      const inside = answer.status < 400 || ['bad-request', 'ticket-unknown'].includes(code);
      found[`${door.method} ${door.path}`] = inside ? 'in' : code;
    }
    return found;
  }

  const expected = (judge: (name: string, method: Door['method']) => string) =>
    Object.fromEntries(
      doors.map(({ method, path }) => [`${method} ${path}`, judge(`${method} ${path}`, method)]),
    );

  test('is there at all', () => {
    expect(doors.length).toBeGreaterThan(25);
  });

  test('is closed to a stranger, but for what everybody may read', async () => {
    expect(await codes({ Origin: hall.url })).toEqual(
      expected((name) => (OPEN.has(name) ? 'in' : 'signed-out')),
    );
  });

  test('lets in a session of a page of the own origin, but for the configuration', async () => {
    expect(await codes({ Cookie: cookie, Origin: hall.url })).toEqual(
      expected((name) => (ADMIN.has(name) ? 'not-allowed' : 'in')),
    );
  });

  test('lets in the token', async () => {
    expect(await codes({ Authorization: `Bearer ${TOKEN}` })).toEqual(expected(() => 'in'));
  });

  test('takes no change from a page of another origin, even with a session', async () => {
    const judge = (_name: string, method: Door['method']) =>
      method === 'get' ? 'in' : 'foreign-origin';
    for (const foreign of [
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
      { Origin: hall.url, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: hall.url, 'Sec-Fetch-Site': 'same-site' },
      {},
    ]) {
      const found = await codes({ Cookie: cookie, ...foreign });
      for (const { method, path } of doors) {
        if (method !== 'get') expect(found[`${method} ${path}`]).toBe(judge('', method));
      }
    }
  });

  test('but for health is closed to a wrong token, even where strangers may read', async () => {
    for (const authorization of [
      `Bearer ${TOKEN}x`,
      'Bearer x',
      'Bearer ',
      `Basic ${TOKEN}`,
      TOKEN,
    ]) {
      expect(await codes({ Authorization: authorization, Cookie: cookie })).toEqual(
        expected((name) => (/healthz|readyz/.test(name) ? 'in' : 'signed-out')),
      );
    }
  });

  test('changed nothing in all this', async () => {
    const head = await hall.store.head('ward');
    expect(head?.seq).toBe(2);
  });
});

describe('a volunteer', () => {
  const secret = 'a-secret-of-the-tests-0123456789abcdef';
  let redis: TestRedis;
  let hall: HttpHall;
  let store: LateStore;
  let volunteer: (status: number, path: string, body: object) => Promise<Answered<Problem>>;
  beforeAll(async () => {
    redis = await startRedis();
    store = new LateStore();
    hall = await openHall({ sessions: redis, secret, store });
    const session = { cookie: {}, actor: 'volunteer-1', roles: ['volunteer'] };
    await redis.client().set('session:one', JSON.stringify(session));
    const headers = {
      Cookie: `motcua=${encodeURIComponent(`s:${sign('one', secret)}`)}`,
      Origin: hall.url,
    };
    volunteer = (status, path, body) =>
      answered<Problem>(
        status,
        request(hall.server)
          .post(SITE_PATH + path)
          .set({ ...headers, 'Idempotency-Key': newKey() })
          .send(body),
      );
    await hall.command(200, '/counters/c1/open');
  });
  afterAll(async () => {
    await hall.stop();
    await redis.stop();
  });

  async function issued(): Promise<string> {
    const { body } = await hall.command<TicketAnswer>(201, '/tickets', { group: 'justice' });
    return `/tickets/${body.id}`;
  }
  async function served(): Promise<string> {
    const ticket = await issued();
    await hall.command(200, `${ticket}/call`, { counter: 'c1' });
    await hall.command(200, `${ticket}/finish`);
    return ticket;
  }

  test('puts back in line who was cancelled, and not who was served', async () => {
    const cancelled = await issued();
    await volunteer(200, `${cancelled}/cancel`, { reason: 'left' });
    await volunteer(200, `${cancelled}/reopen`, { reason: 'came-back' });
    const ticket = await served();
    const { body } = await volunteer(409, `${ticket}/reopen`, { reason: 'mistake' });
    expect(body).toMatchObject({ code: 'wrong-state', ticket: { state: 'done' } });
    await hall.command(200, `${ticket}/reopen`, { reason: 'mistake' });
  });

  test('does not even where this server has not heard yet that somebody was served', async () => {
    store.late = true;
    const ticket = await served();
    const { body } = await volunteer(409, `${ticket}/reopen`, { reason: 'mistake' });
    expect(body).toMatchObject({ code: 'wrong-state', ticket: { state: 'done' } });
  });
});

/** Keeps what happened from the server's boards. */
class LateStore extends MemoryStore {
  late = false;
  override follow(...[site, after, take]: Parameters<MemoryStore['follow']>): Follower {
    return super.follow(site, after, (entries) => (this.late ? undefined : take(entries)));
  }
}

describe('the table of rights', () => {
  const as = (...roles: Role[]) => ({ actor: 'x', roles, via: 'staff' as const });

  test('denies strangers everything but the public view', () => {
    const open = ACTIONS.filter((action) => allows(as(), action));
    expect(open).toEqual(['sites.read', 'documents.read', 'service.read', 'board.hall']);
  });

  test('gives somebody every right, and all of them to who has all roles', () => {
    for (const action of ACTIONS) {
      expect(allows(as(...ROLES), action)).toBe(true);
    }
  });

  test('lets volunteers call at support counters only', () => {
    const calling: Action[] = ['counter.call-next', 'ticket.call', 'ticket.finish', 'ticket.miss'];
    for (const action of calling) {
      expect(allows(as('volunteer'), action)).toBe(false);
      expect(allows(as('volunteer'), action, 'office')).toBe(false);
      expect(allows(as('volunteer'), action, 'support')).toBe(true);
      expect(allows(as('officer'), action)).toBe(true);
    }
    expect(allows(as('volunteer'), 'ticket.issue')).toBe(true);
    expect(allows(as('volunteer'), 'ticket.reopen')).toBe(false);
    expect(allows(as('volunteer'), 'journal.read')).toBe(false);
    expect(allows(as('officer'), 'config.write')).toBe(false);
  });
});
