/**
 * Knocks at every route that the running server's own document names, as everybody who can ask.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketAnswer } from '../../server/protocol/answers.js';
import { configuring, contextAt, MORNING } from '../support/factories.js';
import { allHolders, type AnyHolder, type HolderName } from '../support/holders.js';
import { newKey, openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';
import { hallWithSupport, may, ROUTES } from '../support/rights-table.js';

/** Who has no session is told so, whatever he may; the others of its kind look at the body first. */
const MY_SESSION = 'get /api/v1/me';
/** What a locked screen may still do. */
const WHILE_LOCKED = new Set([
  'get /api/v1/me',
  'post /api/v1/unlock',
  'post /api/v1/lock',
  'post /api/v1/sign-out',
]);
/** Health answers whoever asks, with whatever token. */
const DENIED = ['signed-out', 'not-allowed', 'locked', 'foreign-origin'];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
interface Document {
  paths: Record<string, Partial<Record<(typeof METHODS)[number], object>>>;
}

let hall: HttpHall;
let routes: string[];
let holders: AnyHolder[];
let strangersFromElsewhere: AnyHolder[];
beforeAll(async () => {
  hall = await openHall({ config: hallWithSupport('ward') });
  await hall.store.command(
    'configure',
    configuring(hallWithSupport('elsewhere')),
    contextAt(MORNING, { site: 'elsewhere' }),
  );
  await hall.sites.refresh();
  const { body } = (await hall.program('get', '/api/v1/openapi.json')) as { body: Document };
  const { paths } = body;
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => method in methods).map((method) => `${method} ${path}`),
  );
  const ends = (name: string): number => (/lock$|sign-out$/.test(name) ? 1 : 0);
  routes = found.sort((one, other) => ends(one) - ends(other));
  holders = await allHolders(hall, 'ward', '127.0.0.11');
  strangersFromElsewhere = await allHolders(hall, 'elsewhere', '127.0.0.12');
});
afterAll(() => hall.stop());

/** A body that no schema takes, at ids that nobody has: whoever is let in is told so, and nothing happens. */
async function knock(
  name: string,
  headers: Readonly<Record<string, string>>,
  body = '{"no such key":true}',
): Promise<string> {
  const [method = '', path = ''] = name.split(' ');
  const address = path
    .replace('{site}', 'ward')
    .replace(/\{(\w+)\}/g, (_all, what: string) => (what === 'counter' ? 'c1' : `no-${what}`));
  const answer = await fetch(hall.url + address, {
    method: method.toUpperCase(),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey(), ...headers },
    ...(method !== 'get' && { body }),
    redirect: 'manual',
  });
  const text = await answer.text();
  if (answer.status >= 500) throw new Error(`${name}: ${answer.status} ${text}`);
  const code = /"code":"([\w-]+)"/.exec(text)?.[1] ?? '';
  return answer.status >= 400 && DENIED.includes(code) ? code : 'in';
}

async function walk(headers: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of routes) found[name] = await knock(name, headers);
  return found;
}

function expected(judge: (name: string, row: string) => string): Record<string, string> {
  return Object.fromEntries(routes.map((name) => [name, judge(name, ROUTES[name] ?? '')]));
}

/** What a holder meets whose rights hold at the site that is asked about. */
function atHome({ name, byCookie }: AnyHolder, route: string, row: string): string {
  if (row === '*') return 'in';
  if (may(name, row)) return !byCookie && route === MY_SESSION ? 'signed-out' : 'in';
  return hasRoles(name) ? 'not-allowed' : 'signed-out';
}
/** A tablet is nobody until somebody signs in. */
function hasRoles(name: HolderName): boolean {
  return name !== 'tablet';
}

test('the table names every route of the running server, and no other', () => {
  expect(Object.keys(ROUTES).toSorted()).toEqual(routes.toSorted());
});

describe('every route', () => {
  const own = () => ({ Origin: hall.url });

  test('is closed to nobody in particular, but for what is everybody’s', async () => {
    expect(await walk(own())).toEqual(
      expected((_name, row) => (row === '*' ? 'in' : 'signed-out')),
    );
  });

  test('takes no change from a page of another origin, and reads for it as for a stranger', async () => {
    for (const { name, headers, byCookie } of holders) {
      if (!byCookie) continue;
      const origins =
        name === 'admin of all' ? ['http://evil.example', 'null'] : ['http://evil.example'];
      for (const foreign of origins) {
        const found = await walk({ ...headers, Origin: foreign });
        expect(found).toEqual(
          expected((route, row) => {
            if (!route.startsWith('get ')) return 'foreign-origin';
            // Figures are for programs of this machine, not for pages of elsewhere in its browser.
            return row === '*' && route !== 'get /metrics' ? 'in' : 'signed-out';
          }),
        );
      }
    }
  });

  test('is closed to who has rights at another site only', async () => {
    for (const holder of strangersFromElsewhere) {
      if (holder.name === 'admin of all' || holder.name === 'the admin token') continue;
      const found = await walk({ ...holder.headers, ...own() });
      const wanted = expected((name, row) => {
        if (!name.includes('{site}') || row === '*') return atHome(holder, name, row);
        return hasRoles(holder.name) ? 'not-allowed' : 'signed-out';
      });
      // Signed out and locked at the end of the walk.
      expect({ holder: holder.name, ...found }).toEqual({ holder: holder.name, ...wanted });
    }
  });

  test('leaves a locked screen nothing but to be unlocked, whoever it is', async () => {
    for (const role of ['volunteer', 'officer', 'lead', 'admin'] as const) {
      const headers = { Cookie: await hall.signIn(role), ...own() };
      expect(await knock('post /api/v1/lock', headers, '{}')).toBe('in');
      expect(await walk(headers)).toEqual(
        expected((name, row) => (row === '*' || WHILE_LOCKED.has(name) ? 'in' : 'locked')),
      );
    }
  });

  test('is open to whom the table says, and to nobody else', async () => {
    for (const holder of holders) {
      const found = await walk({ ...holder.headers, ...own() });
      const wanted = expected((name, row) => atHome(holder, name, row));
      expect({ holder: holder.name, ...found }).toEqual({ holder: holder.name, ...wanted });
    }
  });
});

describe('what belongs to whoever works the counter', () => {
  const OFFICE = 'c1';
  const SUPPORT = 'help';

  /** Nobody is at the counter, and it is open. */
  async function free(counter: string): Promise<void> {
    const tickets = Object.values(hall.sites.get('ward')?.board.tickets ?? {});
    for (const { id, state, counter: at } of tickets) {
      const held = at === counter && (state === 'called' || state === 'serving');
      if (held) await hall.command(200, `/tickets/${id}/finish`);
    }
    const { state } = hall.sites.get('ward')?.board.counters[counter] ?? {};
    if (state !== 'open') await hall.command(200, `/counters/${counter}/open`);
  }
  async function issued(): Promise<string> {
    return (await hall.command<TicketAnswer>(201, '/tickets', { group: 'land' })).body.id;
  }
  /** Somebody new who is called to a counter. */
  async function called(counter: string): Promise<string> {
    await free(counter);
    const id = await issued();
    await hall.command(200, `/tickets/${id}/call`, { counter });
    return id;
  }
  async function asVolunteer(path: string, body: object): Promise<string> {
    const answer = await fetch(`${hall.url}${SITE_PATH}${path}`, {
      method: 'POST',
      headers: {
        ...{ Cookie: await hall.signIn('volunteer'), Origin: hall.url },
        ...{ 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    return answer.ok ? 'done' : (/"code":"([\w-]+)"/.exec(text)?.[1] ?? text);
  }

  test('the walk knows every such route', () => {
    const bound = Object.keys(ROUTES).filter((name) => ROUTES[name]?.includes('v') === true);
    expect(bound.map((name) => name.slice(name.lastIndexOf('/') + 1)).toSorted()).toEqual([
      'call',
      'call-next',
      'close',
      'finish',
      'miss',
      'open',
      'pause',
      'recall',
      'start',
    ]);
  });

  test('volunteers may at support counters, and not at officers’', async () => {
    hall.clock.pass(60_000);
    for (const [counter, wanted] of [
      [OFFICE, 'refused'],
      [SUPPORT, 'let in'],
    ] as const) {
      const judge = async (step: string, path: string, body: object = {}): Promise<void> => {
        const code = await asVolunteer(path, body);
        const got = code === 'not-allowed' ? 'refused' : 'let in';
        expect(`${step} at ${counter}: ${got}`).toBe(`${step} at ${counter}: ${wanted}`);
      };
      await judge('open', `/counters/${counter}/open`);
      await judge('pause', `/counters/${counter}/pause`, { reason: 'lunch' });
      await free(counter);
      await issued();
      await judge('call-next', `/counters/${counter}/call-next`);
      await free(counter);
      await judge('call', `/tickets/${await issued()}/call`, { counter });
      for (const step of ['recall', 'start', 'miss', 'finish']) {
        await judge(step, `/tickets/${await called(counter)}/${step}`);
      }
      await free(counter);
      await judge('close', `/counters/${counter}/close`);
    }
  });
});
