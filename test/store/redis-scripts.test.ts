import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyBoard, foldDay } from '../../server/domain/board.js';
import { compareStanding } from '../../server/domain/calling.js';
import { laneOf } from '../../server/domain/waiting.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { StoreDown } from '../../server/store/port.js';
import type { RedisStore } from '../../server/store/redis/redis-store.js';
import { loadScripts } from '../../server/store/redis/scripts.js';
import { ACCEPTED } from '../support/accepted-cases.js';
import { dump } from '../support/redis-state.js';
import { patientStore } from '../support/redis-store.js';
import { type Call, isWrite, trace, type Trace } from '../support/redis-trace.js';
import { type TestRedis, startRedis } from '../support/redis.js';
import { REFUSED } from '../support/refused-cases.js';
import type { SiteState } from '../support/site-state.js';
import { StoryHall } from '../support/story-hall.js';

let redis: TestRedis;
let store: RedisStore;
let client: Redis;
let tracing: Trace;
let sites = 0;

beforeAll(async () => {
  // Hashes kept as lists are dumped in one order only, so that dumps can be compared.
  redis = await startRedis({ args: ['--hash-max-listpack-value', '4096'] });
  store = await patientStore(redis);
  client = redis.client();
  tracing = await trace(client);
});
afterAll(() => redis.stop());

/** An empty server but for one hall: looking through everything stays quick. */
async function newHall(): Promise<StoryHall> {
  await client.flushall();
  return new StoryHall(store, `ward-${++sites}`);
}

/** Everything that a site keeps, but for the stored results of commands. */
async function everything(site: string): Promise<Record<string, string>> {
  const keys = (await client.keys(`{${site}}:*`)).filter((key) => !key.includes(':result:'));
  const rows = await Promise.all(
    keys.sort().map(async (key) => [key, (await client.dumpBuffer(key))?.toString('base64') ?? '']),
  );
  return Object.fromEntries(rows) as Record<string, string>;
}

const accepted = Object.entries(ACCEPTED).flatMap(([command, stories]) =>
  Object.entries(stories).map(([story, arrange]) => ({ command, story, arrange })),
);
const refused = Object.entries(REFUSED).flatMap(([command, stories]) =>
  Object.entries(stories).map(([code, arrange]) => ({ command, code, arrange })),
);

describe('a command that is refused', () => {
  test.each(refused)('$command, $code: has changed nothing', async ({ code, arrange }) => {
    const hall = await newHall();
    const run = await arrange(hall);
    const before = await everything(hall.site);
    await tracing.calls();
    expect(await run()).toMatchObject({ ok: false, code });
    const calls = await tracing.calls();
    expect(calls.slice(calls.findIndex(isWrite)).map(({ command }) => command)).toEqual(['set']);
    expect(await everything(hall.site)).toEqual(before);
  });

  test('every refusal that a script names has a story here, and no other', () => {
    for (const { name, source } of loadScripts().values()) {
      const header = /^-- Refuses {2}((?:.*\n-- {10})*.*)$/m.exec(source)?.[1] ?? '';
      const named = header.split(/[\s,-]*[,\n]\s*(?:-- +)?/).filter((code) => code !== 'none');
      const told = refused.filter(({ command }) => command === name).map(({ code }) => code);
      expect({ name, codes: told.sort() }).toEqual({ name, codes: named.sort() });
    }
  });
});

describe('a command that is carried out', () => {
  test.each(accepted)('$command $story: reads nothing after its first write', async (story) => {
    const hall = await newHall();
    const run = await story.arrange(hall);
    await tracing.calls();
    expect(await run()).toMatchObject({ ok: true });
    const calls = await tracing.calls();
    const writes = calls.slice(calls.findIndex(isWrite));
    expect(writes.length).toBeGreaterThan(1);
    expect(writes.filter((call) => !isWrite(call))).toEqual([]);
  });

  test.each(accepted)('$command $story: a key of another type stops it whole', async (story) => {
    for (const key of await keysOf(story.arrange)) {
      const hall = await newHall();
      const run = await story.arrange(hall);
      const mine = key.name.replace('SITE', hall.site);
      await client.del(mine);
      if (key.isText) await client.rpush(mine, 'damaged');
      else await client.set(mine, 'damaged');
      await stopsWhole(hall, run, key.onlyReplaced);
    }
  });

  test.each(accepted)('$command $story: a damaged field stops it whole', async (story) => {
    for (const key of await keysOf(story.arrange)) {
      for (const field of key.fields) {
        for (const damage of ['gone', 'nonsense']) {
          const hall = await newHall();
          const run = await story.arrange(hall);
          const mine = key.name.replace('SITE', hall.site);
          if (damage === 'gone') await client.hdel(mine, field);
          else await client.hset(mine, field, 'nonsense');
          const wrong = await differences(hall.site);
          await stopsWhole(hall, run, true);
          // Whatever became of the command, it left nothing wrong but what was damaged before.
          const still = (await differences(hall.site)).filter((each) => !wrong.includes(each));
          expect({ key: key.name, field, damage, still }).toEqual({
            key: key.name,
            field,
            damage,
            still: [],
          });
        }
      }
    }
  });
});

test('a journal that is ahead of its head stops every command whole', async () => {
  for (const { arrange } of accepted) {
    const hall = await newHall();
    const run = await arrange(hall);
    await client.xadd(`{${hall.site}}:journal`, '1000000-0', 'at', '0');
    await stopsWhole(hall, run, false);
  }
});

/** Either the command is carried out (or refused) as a whole, or it is our error and changed nothing. */
async function stopsWhole(
  hall: StoryHall,
  run: () => Promise<unknown>,
  mayRun: boolean,
): Promise<void> {
  const before = await everything(hall.site);
  const failure: unknown = await run().then(
    () => null,
    (error: unknown) => error,
  );
  if (mayRun && failure === null) return;
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toBeInstanceOf(StoreDown);
  expect(await everything(hall.site)).toEqual(before);
}

/**
 * Where `fold(journal)` and the state in Redis differ, and where lanes and counters do not hold the
 * people who say that they are there.
 */
async function differences(site: string): Promise<string[]> {
  const journal = await store.entries(site, 0, 1000);
  const found: string[] = [];
  for (const day of new Set(journal.map((entry) => entry.day))) {
    const stored = await dump(client, site, day);
    const { tickets, counters, owed } = journal.reduce(foldDay, emptyBoard(day));
    const folded = { tickets: Object.values(tickets), counters: Object.values(counters), owed };
    const expected = parts({ ...folded, ...placesOf(stored.tickets) });
    const actual = parts(stored);
    for (const name of new Set([...expected.keys(), ...actual.keys()])) {
      if (expected.get(name) !== actual.get(name)) found.push(`${day} ${name}`);
    }
  }
  return found;
}

type Parts = Pick<SiteState, 'tickets' | 'counters' | 'owed' | 'lanes' | 'held'>;

/** Who stands and sits where by what the tickets say. */
function placesOf(tickets: readonly Ticket[]): Pick<SiteState, 'lanes' | 'held'> {
  const waiting = tickets.filter((ticket) => laneOf(ticket) !== null).sort(compareStanding);
  const held = tickets.filter(({ state }) => state === 'called' || state === 'serving');
  return {
    lanes: idsBy(waiting, (ticket) => laneOf(ticket) ?? ''),
    held: idsBy(held, ({ counter }) => counter ?? ''),
  };
}

function idsBy(tickets: readonly Ticket[], nameOf: (ticket: Ticket) => string) {
  const lists: Record<string, string[]> = {};
  for (const ticket of tickets) (lists[nameOf(ticket)] ??= []).push(ticket.id);
  return lists;
}

/** Every field of every thing, as `name → JSON`. */
function parts({ tickets, counters, owed, lanes, held }: Parts): Map<string, string> {
  const things: [string, object][] = [
    ...tickets.map((each): [string, object] => [`ticket ${each.id}`, each]),
    ...counters.map((each): [string, object] => [`counter ${each.id}`, each]),
    ...Object.entries({ owed, lanes, held }),
  ];
  return new Map(
    things.flatMap(([name, thing]) =>
      Object.entries(thing).map(([field, value]) => [`${name} ${field}`, JSON.stringify(value)]),
    ),
  );
}

interface TouchedKey {
  /** With `SITE` in place of the site. */
  name: string;
  isText: boolean;
  /** It is only ever replaced or removed, whatever it was. */
  onlyReplaced: boolean;
  /** Its fields before the command, where it is a hash. */
  fields: string[];
}

/** The keys that the command at the end of a story reads or writes, apart from its own result. */
async function keysOf(
  arrange: (hall: StoryHall) => Promise<() => Promise<unknown>>,
): Promise<TouchedKey[]> {
  const hall = await newHall();
  const run = await arrange(hall);
  const fieldsBefore = await hashes(hall.site);
  await tracing.calls();
  await run();
  const byKey = new Map<string, Call[]>();
  for (const call of await tracing.calls()) {
    if (call.key.includes(':result:')) continue;
    byKey.set(call.key, [...(byKey.get(call.key) ?? []), call]);
  }
  return [...byKey].map(([key, calls]) => {
    const commands = calls.map(({ command }) => command);
    return {
      name: key.replace(hall.site, 'SITE'),
      isText: commands.some((command) => command === 'get' || command === 'set'),
      onlyReplaced: commands[0] === 'set' || commands[0] === 'del',
      fields: fieldsBefore.get(key) ?? [],
    };
  });
}

async function hashes(site: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const key of await client.keys(`{${site}}:*`)) {
    if ((await client.type(key)) === 'hash') found.set(key, await client.hkeys(key));
  }
  return found;
}
