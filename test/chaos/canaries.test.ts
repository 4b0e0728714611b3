/**
 * What people type of themselves is planted wherever the product takes text, more than a thousand
 * strings: none of it is ever in the log, the journal, jobs, figures or pictures, and when its time is
 * over none is anywhere.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Canaries, Finder, formsOf } from '../support/canaries.js';
import { CanaryHall } from '../support/canary-hall.js';
import {
  answerAsPrinter,
  typeAddresses,
  typeHeaders,
  typeKeys,
  typeRefusedBodies,
  typeToPorts,
  typeToSockets,
  typeWrongSecrets,
} from '../support/canary-inputs.js';
import {
  changeNotes,
  choosePassword,
  endAccess,
  endSettings,
  enter,
  keepDevices,
  keepDrafts,
  keepNotes,
  keepPeople,
  keepSettings,
  keepTokens,
  printPins,
} from '../support/canary-keepings.js';
import {
  answerPlaces,
  filePlaces,
  missing,
  redisPlaces,
  report,
  type Place,
} from '../support/canary-places.js';
import { endVoices, keepRatings, keepVoices } from '../support/canary-voices.js';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { watchedProduct, type Watched } from '../support/watched-product.js';

const BACKUP = fileURLToPath(
  new URL('../../dist/server/operations/backup-command.js', import.meta.url),
);
const DAY = 86_400_000;
/** Longest that each kind of key may live, ms: what `server/README.md` promises. */
const LONGEST = new Map([
  ['note', 2 * DAY],
  ['said', 30 * DAY],
  ['papers', 60 * DAY],
  ['result', DAY],
  ['undo', DAY / 144],
  ['session', 30 * DAY],
  ['tries', DAY],
  ['offer', DAY / 144],
  ['code', DAY / 144],
  ['ledger', 7 * DAY],
]);

/** Voices that are recorded. */
const VOICES = 3;

/** A string is stored as it is, so that it can be seen in a file: Redis would press longer ones. */
async function unpressed(client: Redis): Promise<void> {
  await client.config('SET', 'rdbcompression', 'no');
}

async function everywhere(
  hall: CanaryHall,
  client: Redis,
  cookie: string,
  tickets: readonly string[],
  links: readonly string[],
): Promise<Place[]> {
  const { dataDir } = hall.hall;
  return [
    { where: 'the log', bytes: await hall.hall.said(), impersonal: true },
    ...(await redisPlaces(client)),
    ...(await filePlaces(dataDir)),
    ...(await answerPlaces(hall.hall, hall.site, cookie, tickets, links)),
  ];
}

/** Makes a backup as on the machine itself, where nobody has to rest between two. */
async function backUp({ hall }: CanaryHall): Promise<void> {
  const env = { ...process.env, DATA_DIR: hall.dataDir };
  await promisify(execFile)(process.execPath, [BACKUP], { env });
}

/** Brings the end of every key that has one, having looked that it would come in time. */
async function lapse(client: Redis): Promise<void> {
  for await (const keys of client.scanStream({ count: 500 })) {
    for (const key of keys as string[]) {
      const left = await client.pttl(key);
      if (left < 0) continue;
      const kind = [...LONGEST.keys()].find((word) => new RegExp(`(^|:)${word}:`).test(key));
      if (kind === undefined) continue;
      expect(left, key).toBeLessThanOrEqual(LONGEST.get(kind) ?? 0);
      await client.pexpire(key, 1);
    }
  }
  // Redis takes them out as it comes by them.
  await expect.poll(async () => (await client.keys('*:note:*')).length).toBe(0);
  for await (const _ of client.scanStream({ count: 500 })) continue;
}

/** Brings forward what each start asks for a while later: the machine of a hall is off at midnight. */
async function bring(hall: Watched, kind: 'close-day' | 'retention'): Promise<void> {
  const connection = { path: join(hall.dataDir, 'run', 'redis.sock') };
  const queue = new Queue<{ kind: string }>('jobs', { connection, prefix: '{jobs}' });
  const ofStart = async () =>
    (await queue.getDelayed()).filter(
      ({ data, id = '' }) => data.kind === kind && !id.startsWith('repeat:'),
    );
  await expect.poll(async () => (await ofStart()).length).toBeGreaterThan(0);
  for (const job of await ofStart()) await job.promote();
  await queue.close();
}

/** Whether Redis has written both of its files anew since it was started. */
async function writtenAnew(client: Redis): Promise<boolean> {
  const about = await client.info('persistence');
  const ended = [/^aof_rewrite_in_progress:0/m, /^rdb_bgsave_in_progress:0/m];
  return [/^aof_rewrites:[1-9]/m, /^rdb_saves:[1-9]/m, ...ended].every((line) => line.test(about));
}

/** People go on typing while Redis is killed: what failed is told by a number, not by what it was. */
async function typeWhileRedisDies(hall: CanaryHall, client: Redis): Promise<void> {
  const { canaries, api } = hall;
  const into = 'a moment when Redis died';
  const typeMuch = (_: unknown, n: number) => {
    const name = canaries.name('kept', into);
    if (n % 3 === 0) {
      const body = { people: [{ name, role: 'officer', languages: [] }] };
      return hall.send('POST', `${api}/people`, { body });
    }
    if (n % 3 === 1) {
      return hall.send('POST', `${api}/tokens`, { body: { name, scope: 'read', days: 2 } });
    }
    const note = `${name} ${canaries.id('kept', into)}`;
    return hall.send('POST', `${api}/tickets`, { body: { group: hall.group, note } });
  };
  const statuses: number[] = [];
  // Until it struck somebody who was typing.
  while (!statuses.includes(503)) {
    const pid = await embeddedPid(client);
    const typed = Array.from({ length: 30 }, typeMuch);
    await Promise.race(typed);
    process.kill(pid, 'SIGKILL');
    statuses.push(...(await Promise.all(typed)).map(({ status }) => status));
    await expect.poll(async () => (await hall.send('GET', '/readyz')).status).toBe(200);
    await client.ping();
    await unpressed(client);
  }
}

/** `CLOCK`: half past eight of a day to come, in Vietnam. */
function later(days: number): string {
  return `${new Date(Date.now() + days * DAY).toISOString().slice(0, 10)}T08:30`;
}

test('finds a string in every form in which it may be written', () => {
  const canaries = new Canaries();
  for (let n = 0; n < 1_000; n += 1) canaries.line('kept', 'anywhere');
  const finder = new Finder(canaries.all);
  for (const canary of canaries.all) {
    for (const form of formsOf(canary.text)) {
      const place = Buffer.concat([
        Buffer.from('x'),
        Buffer.from(form, 'latin1'),
        Buffer.from('x'),
      ]);
      expect(finder.in(place), form).toEqual(new Set([canary]));
    }
  }
});

test('keeps nothing that people typed after its time, and never anything where nobody looks', async () => {
  await using product = await watchedProduct();
  const canaries = new Canaries();
  const hall = new CanaryHall(product, canaries);
  const client = embeddedClient(product);
  await unpressed(client);

  // The trial: what was typed there goes with it.
  await keepNotes(hall, 8, 'a note of the trial');
  const open = await keepDrafts(hall);
  const drafts = new Finder(canaries.all.filter(({ into }) => into.startsWith('draft')));
  expect(report(drafts, await filePlaces(product.dataDir)).join()).toContain('set-up.json');
  await open();

  // A ward at work.
  await hall.configure(({ printers }) => ({
    printers: [...printers, { id: 'xa', name: 'Máy in xa', address: 'remote', dots: 576 }],
  }));
  const cookie = await enter(hall);
  const password = await choosePassword(hall, cookie);
  const tickets = await keepNotes(hall, 100, 'a note');
  await changeNotes(hall, 8);
  await keepPeople(hall, 40);
  await keepDevices(hall, 10);
  await keepTokens(hall, 12);
  const leave = await answerAsPrinter(hall, 'xa');
  const secrets = await printPins(hall, 'xa');
  for (let n = 0; n < 5; n += 1) await hall.note(canaries.line('kept', 'a note'), { print: 'xa' });
  await keepSettings(hall, 5);
  const links = await keepRatings(hall, 8, 'a line of a rating');
  await keepVoices(hall, VOICES, 'a recorded voice');
  await typeWhileRedisDies(hall, client);
  await typeAddresses(hall);
  await typeHeaders(hall);
  await typeKeys(hall);
  await typeRefusedBodies(hall);
  await typeWrongSecrets(hall);
  await typeToSockets(hall);
  await typeToPorts(hall);
  leave();
  await hall.ask(201, 'POST', `${hall.api}/training`);
  const real = hall.site;
  hall.site = `${real}-tap-duot`;
  await keepNotes(hall, 5, 'a note of a training');
  await keepRatings(hall, 2, 'a line of a rating');
  await keepVoices(hall, 1, 'a recorded voice');
  hall.site = real;
  expect(canaries.all.length).toBeGreaterThan(1_000);

  // What is needed is found where it is needed; nothing else, and nothing where it is not.
  const finder = new Finder(canaries.all);
  const never = new Finder(canaries.all.filter(({ fate }) => fate === 'never'));
  await client.save();
  const before = await everywhere(hall, client, cookie, tickets.slice(0, 15), links);
  expect(report(never, before)).toEqual([]);
  const told = before.filter(({ bytes }) => secrets.some((secret) => bytes.includes(secret)));
  expect(told.map(({ where }) => where)).toEqual([]);
  expect(
    report(
      finder,
      before.filter(({ impersonal }) => impersonal),
    ),
  ).toEqual([]);
  const needed = canaries.all.filter(
    ({ fate, into }) => fate !== 'never' && !/draft|died|voice/.test(into),
  );
  expect(missing(finder, needed, before, /^redis\/appendonlydir/)).toEqual([]);
  const voices = canaries.all.filter(({ fate, into }) => fate === 'kept' && /voice/.test(into));
  expect(missing(finder, voices, before, /^voices\//)).toEqual([]);
  const inUse = needed.filter(({ into }) => !/trial|former/.test(into));
  expect(missing(finder, inUse, before, /^Redis /)).toEqual([]);
  expect(missing(finder, inUse, before, /dump\.rdb$/)).toEqual([]);

  // Its time is over: by hand of an admin, by the clock of Redis, by the nights after.
  await hall.ask(200, 'DELETE', `${hall.api}/training`);
  await endAccess(hall);
  await endSettings(hall);
  await endVoices(hall, VOICES);
  await lapse(client);
  await backUp(hall);
  const copies = (await filePlaces(product.dataDir)).filter(({ where }) => /^backups/.test(where));
  expect(copies.length).toBeGreaterThan(3);
  expect(report(finder, copies)).toEqual([]);
  await product.restart({ CLOCK: later(10) });
  await unpressed(client);
  await hall.ask(201, 'POST', `${hall.api}/tickets`, { body: { group: hall.group } });
  const key = (name: string) => `{${hall.site}}:${name}`;
  await bring(product, 'close-day');
  await expect.poll(() => client.scard(key('closed'))).toBe(1);
  await bring(product, 'retention');
  await expect.poll(() => client.hlen(key('firsts'))).toBe(1);
  await expect.poll(() => writtenAnew(client), { timeout: 60_000 }).toBe(true);
  await backUp(hall);
  const after = await everywhere(hall, client, await enter(hall, password), [], []);
  expect(report(finder, after)).toEqual([]);
  client.disconnect();
});
