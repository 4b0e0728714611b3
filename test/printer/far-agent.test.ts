/** The agent on a machine of its own: another network namespace, with one cable to the hall's. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrintEndedData } from '../../server/protocol/journal.js';
import { embeddedClient } from '../support/embedded-redis.js';
import { ADDRESS, Lan, type Script } from '../support/lan.js';
import { wholeJournal } from '../support/truth.js';
import { codeOn } from './reader.js';
import { fromPng } from './slips.js';

const built = (path: string): string =>
  fileURLToPath(new URL(`../../dist/printer/${path}`, import.meta.url));
const PRINTER = 'may-kho';
/** A slip takes about three seconds, so that a cable can be pulled in the middle of it. */
const SPEED = '0.3';
/** ms for which nobody notices that the cable is out: less than two heartbeats. */
const SHORT_CUT = 1_500;

let folder: string;
let lan: Lan;
let hall: Script;
let redis: ReturnType<typeof embeddedClient>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-far-'));
  lan = await Lan.lay();
  hall = lan.start('hall', 'lan-product-process.ts', ADDRESS.hall, PRINTER);
  const { url, dataDir } = await hall.hears<{ url?: string; dataDir: string }>(
    (line) => line.url !== undefined,
  );
  redis = embeddedClient({ dataDir });
  const virtual = ['--port', '9100', '--page', '0', '--folder', folder, '--speed', SPEED];
  lan.spawn('phone', process.execPath, built('virtual/main.js'), ...virtual);
  const given = ['--server', url ?? '', '--pair', '--token-file', join(folder, 'token.json')];
  const there = ['--address', 'tcp://127.0.0.1:9100', '--profile', 'epson-tm80'];
  const agent = lan.spawn('phone', process.execPath, built('main.js'), ...given, ...there);
  for await (const text of agent.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    const [, code] = /Mã ghép của máy này: (\d{3} \d{3})/.exec(String(text)) ?? [];
    if (code === undefined) continue;
    await ask('pair', { code });
    break;
  }
  agent.stdout.resume();
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await hall.end();
  await lan[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function ask(what: string, more: object = {}): Promise<unknown> {
  const said = hall.hears<{ ask?: string; answer: unknown }>((line) => line.ask === what);
  hall.say({ ask: what, ...more });
  return (await said).answer;
}

/** What was told of the slips, in order. */
async function told(): Promise<[string, string, string | null][]> {
  const journal = await wholeJournal(redis, 'sen-hong');
  const ended = journal.flatMap((entry) => (entry.type === 'print.ended' ? [entry.data] : []));
  return ended.map(({ number, outcome, cause }: PrintEndedData) => [number, outcome, cause]);
}

/** How many whole slips lie in front of the printer, by the address in their QR code. */
async function lying(): Promise<number[]> {
  const counts = new Map<string, number>();
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.png'))) {
    const link = codeOn(fromPng(await readFile(join(folder, file))));
    if (link !== null) counts.set(link, (counts.get(link) ?? 0) + 1);
  }
  return [...counts.values()];
}

/** Pulls the cable out in the middle of the slip that is being sent, and back in after `ms`. */
async function pullTheCable(ms: number): Promise<void> {
  const open = (): Promise<number> => redis.zcard('{print}:ledger:open');
  await expect.poll(open, { interval: 10 }).toBe(1);
  await delay(300);
  await lan.run('phone', 'ip', 'link', 'set', 'cable', 'down');
  expect(await open()).toBe(1);
  await delay(ms);
  await lan.run('phone', 'ip', 'link', 'set', 'cable', 'up');
}

test('proves its slips; a cable that is out for a moment costs nothing, and one that stays out a question until it is back', async () => {
  await expect.poll(() => ask('online')).toBe(true);
  expect(await ask('issue')).toBe('A001');
  await expect.poll(told, { timeout: 15_000 }).toEqual([['A001', 'printed', null]]);

  expect(await ask('issue')).toBe('A002');
  await pullTheCable(SHORT_CUT);
  await expect.poll(told, { timeout: 15_000 }).toHaveLength(2);
  expect((await told()).at(-1)).toEqual(['A002', 'printed', null]);

  expect(await ask('issue')).toBe('A003');
  await pullTheCable(10_000);
  await expect.poll(told, { timeout: 15_000 }).toHaveLength(3);
  expect((await told()).at(-1)).toEqual(['A003', 'unknown', 'agent-lost']);
  // Agent and printer were well all the time: the slip is there, and the agent says so when it is back.
  await expect.poll(() => ask('online'), { timeout: 15_000 }).toBe(true);
  await expect.poll(told, { timeout: 15_000 }).toHaveLength(4);
  expect((await told()).at(-1)).toEqual(['A003', 'printed', null]);
  expect(await ask('issue')).toBe('A004');
  await expect.poll(told, { timeout: 20_000 }).toHaveLength(5);
  expect((await told()).at(-1)).toEqual(['A004', 'printed', null]);
  expect(await lying()).toEqual([1, 1, 1, 1]);
}, 120_000);
