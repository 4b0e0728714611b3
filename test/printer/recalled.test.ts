/** Slips of which the server lost sight and their agent did not: nobody need be asked about them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrintersAnswer } from '../../server/protocol/answers.js';
import { embeddedClient, embeddedPid } from '../support/embedded-redis.js';
import { product, type TestProduct } from '../support/product.js';
import { wholeJournal } from '../support/truth.js';
import { AgentMachine, givePrinters, PrinterMachine } from './print-yard.js';
import { codeOn } from './reader.js';

const PRINTER = 'may-1';
/** Times 150 mm/s: a slip takes a second and a half, so that it can be struck in the middle. */
const SPEED = 0.5;
/** Rows after which a slip is well under way. */
const UNDER_WAY = 150;
/** ms within which a hall goes on after its server came back; leases and locks of the old one last 10–20 s. */
const AT_ONCE = 6_000;

let hall: TestProduct;
let redis: ReturnType<typeof embeddedClient>;
let machine: PrinterMachine;
let agent: AgentMachine;
beforeAll(async () => {
  hall = await product({ PUBLIC_URL: 'https://motcua.example' });
  redis = embeddedClient(hall);
  await givePrinters(hall, [PRINTER]);
  machine = await PrinterMachine.start('epson', SPEED);
  const place = { server: hall.url, token: hall.token, printer: PRINTER, profile: 'epson-tm80' };
  agent = new AgentMachine({ ...place, port: machine.port });
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await agent[Symbol.asyncDispose]();
  await machine[Symbol.asyncDispose]();
  await hall[Symbol.asyncDispose]();
});

interface Issued {
  id: string;
  link: string;
}
async function issue(): Promise<Issued> {
  const body = { group: 'chung-thuc', print: PRINTER };
  const answer = await hall.api.send<Issued>('POST', `${hall.site}/tickets`, body);
  if (answer.body === null) throw new Error(`issue: ${String(answer.code)}`);
  return answer.body;
}

/** A slip that is struck well after its first and well before its last row. */
async function issueUnderWay(): Promise<Issued> {
  await expect.poll(() => machine.hanging()).toBe(0);
  const issued = await issue();
  await expect
    .poll(() => machine.hanging(), { interval: 10, timeout: 15_000 })
    .toBeGreaterThan(UNDER_WAY);
  return issued;
}

/** All that was ever told of a slip, in order. */
async function told({ id }: Issued): Promise<string[]> {
  const journal = await wholeJournal(redis, 'sen-hong');
  return journal.flatMap((entry) =>
    entry.type === 'print.ended' && entry.data.ticket === id ? [entry.data.outcome] : [],
  );
}
const soon = (slip: Issued, within = 20_000) =>
  expect.poll(() => told(slip), { timeout: within, interval: 100 });

/** Whether the agent is connected and says that its printer is reached. */
async function online(): Promise<boolean> {
  const { body } = await hall.api.get<PrintersAnswer>(`${hall.site}/printers`);
  return body?.printers[0]?.status?.online === true;
}

async function killServer(): Promise<void> {
  process.kill(hall.pid, 'SIGKILL');
  hall = await hall.restart();
}

/** How many whole slips with this number lie there. */
const seen: (string | null)[] = [];
async function lying({ link }: Issued): Promise<number> {
  seen.push(...(await machine.collect()).map(({ picture }) => codeOn(picture)));
  return seen.filter((code) => code === link).length;
}

test('a server that is killed in the middle of a slip hears from the agent that it came out, and prints on at once', async () => {
  const slip = await issueUnderWay();
  await killServer();
  const began = performance.now();
  const next = await issue();
  await soon(next).toEqual(['printed']);
  expect(performance.now() - began).toBeLessThan(AT_ONCE);
  await soon(slip).toEqual(['printed']);
  expect([await lying(slip), await lying(next)]).toEqual([1, 1]);
}, 60_000);

test('an agent that still prints says so when the slip has ended', async () => {
  const slip = await issueUnderWay();
  await machine.press('takePaper');
  await killServer();
  await expect.poll(online, { timeout: 15_000 }).toBe(true);
  expect(await told(slip)).toEqual([]);
  await machine.press('newRoll');
  await soon(slip).toEqual(['printed']);
  expect(await lying(slip)).toBe(1);
}, 60_000);

test('a Redis that is killed in the middle of a slip costs no question', async () => {
  const slip = await issueUnderWay();
  process.kill(await embeddedPid(redis), 'SIGKILL');
  await soon(slip).toEqual(['printed']);
  expect(await lying(slip)).toBe(1);
}, 60_000);

test('a server and a Redis that lose their power together cost none', async () => {
  const slip = await issueUnderWay();
  process.kill(await embeddedPid(redis), 'SIGKILL');
  await killServer();
  await soon(slip).toEqual(['printed']);
  expect(await lying(slip)).toBe(1);
}, 60_000);

test('an agent that was killed knows nothing of the slip, and somebody is asked', async () => {
  const slip = await issueUnderWay();
  await agent.kill();
  await soon(slip).toEqual(['unknown']);
  const next = await issue();
  await soon(next).toEqual(['printed']);
  expect(await told(slip)).toEqual(['unknown']);
}, 60_000);

test('a server that took its agent along asks about the slip as soon as it is back', async () => {
  const own = await product();
  const client = embeddedClient(own);
  const body = { group: 'chung-thuc', print: true };
  const ended = async () =>
    (await wholeJournal(client, 'sen-hong')).flatMap(({ type, data }) =>
      type === 'print.ended' ? `${data.outcome}: ${data.cause}` : [],
    );
  await own.api.send('POST', `${own.site}/tickets`, body);
  await expect.poll(() => client.zcard('{print}:ledger:open'), { interval: 5 }).toBe(1);
  process.kill(own.pid, 'SIGKILL');
  await using again = await own.restart();
  const began = performance.now();
  await expect.poll(ended, { timeout: 20_000 }).toEqual(['unknown: interrupted']);
  await again.api.send('POST', `${own.site}/tickets`, body);
  await expect.poll(ended, { timeout: 20_000 }).toEqual(['unknown: interrupted', 'printed: null']);
  expect(performance.now() - began).toBeLessThan(AT_ONCE);
  client.disconnect();
}, 60_000);
