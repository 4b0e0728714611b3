import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { ApiClient } from '../../server/samples/client.js';
import { seeded } from '../../server/samples/ward-day.js';
import type { Ticket } from '../../server/protocol/ticket.js';
import { startLoad } from '../support/load.js';
import { product } from '../support/product.js';
import { proxyTo } from '../support/proxy.js';
import { startRedis } from '../support/redis.js';
import { expectOneTruth, wholeJournal } from '../support/truth.js';

const SITE = 'sen-hong';
const ISSUES = 2_000;
const CALLS = 1_000;
const OFFICERS = 8;

interface CallNextAnswer {
  called: Ticket | null;
}

it('two servers on one Redis give 2,000 numbers and call 1,000 while answers are lost', async () => {
  const redis = await startRedis({ appendfsync: 'always' });
  const token = randomBytes(24).toString('hex');
  const env = { REDIS_URL: `unix://${redis.socket}`, ADMIN_TOKEN: token };
  await using first = await product(env);
  await using second = await product(env);
  const random = seeded(7);
  const lines = await Promise.all(
    [first, second].map(({ url }) => proxyTo({ port: Number(new URL(url).port) }, random)),
  );
  for (const line of lines) line.losing(0.02);

  // Eight citizens at each server; the officers call until a thousand were called.
  const counters = ['quay-1', 'quay-2'];
  const load = await startLoad({
    ...{ urls: lines.map(({ port }) => `http://127.0.0.1:${port}`), token, site: first.site },
    ...{ group: 'chung-thuc', citizens: 16, counters, issues: ISSUES },
  });
  await load.done;
  while (load.promised.called.length < CALLS) await load.accepted();
  await load.stop();
  for (const line of lines) line.losing(0);

  const client = redis.client();
  const board = await expectOneTruth(client, SITE, load.promised);
  expect(load.asked).toBeGreaterThanOrEqual(ISSUES);
  expect(Object.keys(board.tickets)).toHaveLength(load.asked);
  expect(new Set(load.promised.called).size).toBe(load.promised.called.length);
  expect(lines.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(20);
  // Nobody is finished unserved: each end follows a call, at the counter that called.
  const calledAt = new Map<string, string | null>();
  for (const { type, data } of await wholeJournal(client, SITE)) {
    if (type === 'ticket.called') calledAt.set(data.ticket, data.set.counter ?? null);
    if (type === 'ticket.finished') {
      expect(counters).toContain(calledAt.get(data.ticket));
      expect(board.tickets[data.ticket]?.counter).toBe(calledAt.get(data.ticket));
    }
  }
  for (const line of lines) await line.stop();
  await redis.stop();
});

it('eight officers who press one counter’s button together call one citizen at a time', async () => {
  const redis = await startRedis({ appendfsync: 'always' });
  const token = randomBytes(24).toString('hex');
  const env = { REDIS_URL: `unix://${redis.socket}`, ADMIN_TOKEN: token };
  await using first = await product(env);
  await using second = await product(env);
  const apis = [first, second].map(({ url }) => new ApiClient(url, token));
  const api = (index: number) => apis[index % apis.length] ?? first.api;
  const callNext = `${first.site}/counters/quay-1/call-next`;
  await first.api.send('POST', `${first.site}/counters/quay-1/open`, {});
  for (let count = 0; count < 40; count += 1) {
    await first.api.send('POST', `${first.site}/tickets`, { group: 'chung-thuc' });
  }

  const called: string[] = [];
  let current: object | undefined;
  for (let press = 0; press < 40; press += 1) {
    const body = current === undefined ? {} : { current };
    const answers = await Promise.all(
      Array.from({ length: OFFICERS }, (_, index) =>
        api(index).send<CallNextAnswer>('POST', callNext, body),
      ),
    );
    const won = answers.flatMap((answer) => answer.body?.called ?? []);
    expect(won).toHaveLength(1);
    const others = answers.filter(({ body: answer }) => answer === null);
    expect(others.map(({ code }) => code)).toEqual(Array(OFFICERS - 1).fill('changed'));
    const [ticket] = won;
    if (!ticket) break;
    called.push(ticket.id);
    current = { ticket: ticket.id, rev: ticket.rev, then: 'finish' };
  }

  const client = redis.client();
  await expectOneTruth(client, SITE, { issued: new Map(), called });
  const journal = await wholeJournal(client, SITE);
  const finished = journal.flatMap((entry) =>
    entry.type === 'ticket.finished' ? entry.data.ticket : [],
  );
  expect(new Set(called).size).toBe(40);
  expect(finished).toEqual(called.slice(0, -1));
  await redis.stop();
});
