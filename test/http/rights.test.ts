import request, { type Test } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ACTIONS,
  allows,
  coversSite,
  HOLDERS,
  mayChange,
  refusal,
  STRANGER,
  type Action,
  type Subject,
} from '../../server/access/rights.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import { ROLES, TRAINING_SUFFIX, type Role, type Sites } from '../../server/protocol/people.js';
import type { Problem, TicketAnswer } from '../../server/protocol/answers.js';
import { MemoryStore } from '../../server/store/memory/memory-store.js';
import type { Follower } from '../../server/store/port.js';
import { siteConfig } from '../support/factories.js';
import {
  answered,
  newKey,
  openHall,
  SITE_PATH,
  TOKEN,
  type Answered,
  type HttpHall,
} from '../support/http-hall.js';

interface Door {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
}
interface Document {
  paths: Record<string, Partial<Record<Door['method'], object>>>;
}

/** Routes for everybody, the figures only on this machine; set-up asks for its one-time link. */
const OPEN = new Set([
  'post /api/v1/sign-in',
  'post /api/v1/pairing',
  'post /api/v1/pairing/claim',
  // By the token of a ticket, which each of them looks at.
  'get /api/v1/links/{token}',
  'post /api/v1/links/{token}/later',
  'post /api/v1/links/{token}/resume',
  'post /api/v1/links/{token}/cancel',
  'post /api/v1/links/{token}/undo',
  'post /api/v1/links/{token}/rating',
  'put /api/v1/set-up',
  'post /api/v1/set-up/printer',
  'post /api/v1/set-up/printers',
  'post /api/v1/set-up/finish',
  'get /api/v1/sites',
  'get /api/v1/sites/{site}/board',
  'get /api/v1/sites/{site}/public',
  'get /api/v1/openapi.json',
  'get /api/v1/library',
  'get /healthz',
  'get /readyz',
  'get /metrics',
]);

describe('every route of the document', () => {
  let hall: HttpHall;
  let cookie: string;
  let before: number | undefined;
  let doors: Door[];
  beforeAll(async () => {
    hall = await openHall();
    cookie = await hall.signIn('lead');
    before = (await hall.store.head('ward'))?.seq;
    const { paths } = (await request(hall.server).get('/api/v1/openapi.json')).body as Document;
    doors = Object.entries(paths).flatMap(([path, methods]) =>
      (['get', 'post', 'put', 'delete'] as const)
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
      const inside =
        answer.status < 400 || ['bad-request', 'ticket-unknown', 'not-found'].includes(code);
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
    expect((await hall.store.head('ward'))?.seq).toBe(before);
  });
});

describe('a volunteer', () => {
  let hall: HttpHall;
  let store: LateStore;
  let volunteer: (status: number, path: string, body: object) => Promise<Answered<Problem>>;
  let press: (path: string, body: object, key: string) => Test;
  beforeAll(async () => {
    store = new LateStore();
    hall = await openHall({ store, config: hallWithSupport() });
    const headers = { Cookie: await hall.signIn('volunteer'), Origin: hall.url };
    press = (path, body, key) =>
      request(hall.server)
        .post(SITE_PATH + path)
        .set({ ...headers, 'Idempotency-Key': key })
        .send(body);
    volunteer = (status, path, body) => answered<Problem>(status, press(path, body, newKey()));
    await hall.command(200, '/counters/c1/open');
    await hall.command(200, '/counters/help/open');
  });
  afterAll(() => hall.stop());

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

  test('gets the answer to a retry although the ticket has gone on to an officer', async () => {
    const { body: given } = await hall.command<TicketAnswer>(201, '/tickets', {
      group: 'land',
      stops: ['justice'],
    });
    const ticket = `/tickets/${given.id}`;
    await hall.command(200, `${ticket}/call`, { counter: 'help' });
    const key = newKey();
    await press(`${ticket}/finish`, {}, key).expect(200);
    await hall.command(200, `${ticket}/call`, { counter: 'c1' });
    const again = await press(`${ticket}/finish`, {}, key).expect(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const { body } = await volunteer(403, `${ticket}/finish`, {});
    expect(body.code).toBe('not-allowed');
    await hall.command(200, `${ticket}/finish`);
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

/** The hall of the factories with a counter that volunteers work. */
function hallWithSupport(): SiteConfig {
  const config = siteConfig();
  const [first] = config.counters;
  if (first === undefined) throw new Error('the hall has no counter');
  const profile = [{ group: 'land', tier: 1 }];
  const help = { ...first, id: 'help', number: 9, kind: 'support' as const, profile };
  return { ...config, counters: [...config.counters, help] };
}

describe('the table of rights', () => {
  const as = (role: Role, sites: Sites = ['ward']): Subject => ({
    ...STRANGER,
    roles: [role],
    sites,
  });

  test('gives strangers only what hangs in the hall, and the ways in', () => {
    expect(ACTIONS.filter((action) => allows(STRANGER, action))).toEqual([
      'sites.read',
      'documents.read',
      'service.read',
      'board.hall',
      'public.read',
      'sign-in',
      'pairing.ask',
      'set-up',
      'link.read',
      'link.later',
      'link.resume',
      'link.cancel',
      'link.undo',
      'link.rate',
      'socket.hall.watch',
      'socket.hall.resync',
      'socket.ticket.watch',
    ]);
  });

  test('gives each right to somebody of all sites', () => {
    const all: Subject = { ...STRANGER, roles: HOLDERS, sites: 'all' };
    expect(ACTIONS.filter((action) => !allows(all, action))).toEqual([]);
  });

  test('gives what is of all sites to who may at each that there is, and to a lead only to look', () => {
    const ofAll: Action[] = ['operations.backup', 'diagnostics.read', 'service.figures'];
    const all = ['ward', 'other'];
    for (const action of [...ofAll, 'backups.read'] as const) {
      expect(allows(as('admin'), action, { all: ['ward'] })).toBe(true);
      expect(allows(as('admin'), action, { all: ['ward', `ward${TRAINING_SUFFIX}`] })).toBe(true);
      expect(allows(as('admin', 'all'), action, { all })).toBe(true);
      expect(allows(as('admin', ['other', 'ward']), action, { all })).toBe(true);
      expect(allows(as('admin'), action, { all })).toBe(false);
      expect(allows(as('admin'), action, { all: [] })).toBe(false);
      expect(allows(as('lead', 'all'), action, { all })).toBe(action === 'backups.read');
    }
    // A site more is for who may at those to come too.
    expect(allows(as('admin'), 'sites.write', { all: ['ward'] })).toBe(false);
  });

  test('lets volunteers call at support counters only', () => {
    const calling: Action[] = ['counter.call-next', 'ticket.call', 'ticket.finish', 'ticket.miss'];
    for (const action of calling) {
      expect(allows(as('volunteer'), action)).toBe(false);
      expect(allows(as('volunteer'), action, { kind: 'office' })).toBe(false);
      expect(allows(as('volunteer'), action, { kind: 'support' })).toBe(true);
      expect(allows(as('officer'), action)).toBe(true);
    }
    expect(allows(as('volunteer'), 'ticket.issue')).toBe(true);
    expect(allows(as('volunteer'), 'ticket.reopen')).toBe(false);
    expect(allows(as('volunteer'), 'journal.read')).toBe(false);
    expect(allows(as('officer'), 'config.write')).toBe(false);
  });

  test('ends at the sites of who asks, but for the site where they practise', () => {
    for (const role of ROLES) {
      expect(allows(as(role), 'board.staff', { site: 'ward' })).toBe(true);
      expect(allows(as(role), 'board.staff', { site: 'ward-tap-duot' })).toBe(true);
      expect(allows(as(role), 'board.staff', { site: 'elsewhere' })).toBe(false);
      expect(allows(as(role), 'board.staff', { site: 'ward-2' })).toBe(false);
    }
    expect(coversSite('all', 'elsewhere')).toBe(true);
    expect(allows(as('admin'), 'sites.write')).toBe(false);
    expect(allows(as('admin', 'all'), 'sites.write')).toBe(true);
  });

  test('leaves a locked screen nothing but to be unlocked', () => {
    const locked = { ...as('admin', 'all'), locked: true };
    const open = ACTIONS.filter((action) => allows(locked, action) && !allows(STRANGER, action));
    expect(open).toEqual(['me']);
    expect(refusal(locked).code).toBe('locked');
  });

  test('lets a lead change volunteers and officers of his own sites, an admin everybody', () => {
    const changed = (by: Subject) => ROLES.filter((role) => mayChange(by, role, ['ward']));
    expect(changed(as('lead'))).toEqual(['volunteer', 'officer']);
    expect(changed(as('admin'))).toEqual([...ROLES]);
    expect(mayChange(as('admin'), 'officer', ['ward', 'elsewhere'])).toBe(false);
    expect(mayChange(as('admin'), 'officer', 'all')).toBe(false);
  });
});
