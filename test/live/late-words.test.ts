/** What an agent says of a slip after the server gave up waiting for it. */
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordOf } from '../../server/domain/record.js';
import { slipQuestions } from '../../server/domain/printer-alarms.js';
import type { PrintOrder, PrintResult } from '../../server/protocol/printing.js';
import { openPrintHall, type PrintHall } from '../printer/print-hall.js';
import { SITE } from '../support/factories.js';
import { PRINTER_TOKEN } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { wholeJournal } from '../support/truth.js';

const PRINTED: PrintResult = { outcome: 'printed', bytesSent: 900, cause: null };
const NOT_SENT: PrintResult = { outcome: 'blocked', bytesSent: 0, cause: 'paper-out' };
const TORN: PrintResult = { outcome: 'unknown', bytesSent: 400, cause: 'paper-out' };

let redis: TestRedis;
let hall: PrintHall;
beforeEach(async () => {
  redis = await startRedis();
  hall = await openPrintHall(redis);
});
afterEach(async () => {
  await hall[Symbol.asyncDispose]();
  await redis.stop();
});

type Answer = (result: PrintResult | null) => void;

/** An agent that is asked for a slip, or about one, and says nothing by itself. */
class Agent {
  readonly socket: Socket;
  readonly orders: { order: PrintOrder; answer: Answer }[] = [];
  readonly asks: { attempt: string; answer: Answer }[] = [];
  constructor() {
    const auth = { site: SITE, printer: 'p1', token: PRINTER_TOKEN, dots: 576, recalls: true };
    this.socket = hall.server.connect('/printer', { auth });
    this.socket.on('print', (order: PrintOrder, answer: Answer) =>
      this.orders.push({ order, answer }),
    );
    this.socket.on('recall', (attempt: string, answer: Answer) =>
      this.asks.push({ attempt, answer }),
    );
  }
  ordered = () => next(this.orders);
  asked = () => next(this.asks);
}

async function next<T>(waiting: T[]): Promise<T> {
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  const [first] = waiting.splice(0, 1);
  if (first === undefined) throw new Error('nothing came');
  return first;
}

/** A slip of which somebody is asked, because its agent went away; the agent is back and asked too. */
async function doubted(): Promise<{ ticket: string; answer: Answer; back: Agent }> {
  const first = new Agent();
  const ordered = first.ordered();
  const { tickets } = await hall.server.give('issue', { group: 'land', printer: 'p1' });
  const ticket = tickets?.[0]?.id ?? '';
  const { order } = await ordered;
  first.socket.disconnect();
  await expect.poll(questions).toEqual([ticket]);
  const back = new Agent();
  const { attempt, answer } = await back.asked();
  expect(attempt).toBe(order.attempt);
  return { ticket, answer, back };
}

/** Tickets whose slips people are asked about, as on all screens. */
function questions(): string[] {
  const { board } = hall.server.relay;
  const now = hall.server.clock.now();
  return slipQuestions({ board, now }).flatMap((each) => (each.kind === 'slip' ? each.ticket : []));
}

/** All that was told of slips, in order. */
async function told(): Promise<[number, string, string | null][]> {
  const journal = await wholeJournal(redis.client(), SITE);
  return journal.flatMap((entry): [number, string, string | null][] => {
    if (entry.type !== 'print.ended') return [];
    const { copy, outcome, cause } = entry.data;
    return [[copy, outcome, cause]];
  });
}

/** Until nobody is to be asked about any attempt any more. */
async function settled(): Promise<void> {
  await expect.poll(() => redis.client().zcard('{print}:ledger:unheard')).toBe(0);
}

describe('a question about a slip', () => {
  it('is answered by the agent that comes back, and by nobody twice', async () => {
    const { answer } = await doubted();
    answer(PRINTED);
    await expect.poll(questions).toEqual([]);
    await settled();
    expect(await told()).toEqual([
      [1, 'unknown', 'agent-lost'],
      [1, 'printed', null],
    ]);
  });

  it('is answered by an agent that took too long, and stayed', async () => {
    await hall[Symbol.asyncDispose]();
    hall = await openPrintHall(redis, 1, 500);
    const agent = new Agent();
    await hall.server.give('issue', { group: 'land', printer: 'p1' });
    await agent.ordered();
    const { answer } = await agent.asked();
    answer(PRINTED);
    await expect.poll(told).toContainEqual([1, 'printed', null]);
    await settled();
    await expect.poll(questions).toEqual([]);
    expect((await told()).at(-1)).toEqual([1, 'printed', null]);
  });

  it('stays where the agent knows nothing, or knows no better', async () => {
    const { ticket, answer, back } = await doubted();
    answer(null);
    const again = new Agent();
    const asked = await again.asked();
    back.socket.disconnect();
    asked.answer(TORN);
    await settled();
    expect(questions()).toEqual([ticket]);
    expect(await told()).toEqual([[1, 'unknown', 'agent-lost']]);
  });

  it('becomes the news that nothing came out, and nothing is sent again by itself', async () => {
    const { answer, back } = await doubted();
    answer(NOT_SENT);
    await expect.poll(questions).toEqual([]);
    await settled();
    expect(await told()).toEqual([
      [1, 'unknown', 'agent-lost'],
      [1, 'failed', 'paper-out'],
    ]);
    expect(back.orders).toEqual([]);
  });

  it('that a person has answered is answered: a slip in hand, and one that was asked for anew', async () => {
    const first = await doubted();
    const handed = { ticket: first.ticket, copy: 1, how: 'paper' } as const;
    await hall.server.give('record', recordOf('slip.handed', handed));
    expect(questions()).toEqual([]);
    first.answer(NOT_SENT);
    await settled();
    first.back.socket.disconnect();

    const second = await doubted();
    const ordered = second.back.ordered();
    await hall.server.give('reprint', { ticket: second.ticket, printer: 'p1' });
    const copy = await ordered;
    second.answer(PRINTED);
    await settled();
    copy.answer(PRINTED);
    await expect.poll(async () => (await told()).at(-1)).toEqual([2, 'printed', null]);
    expect(await told()).toEqual([
      [1, 'unknown', 'agent-lost'],
      [1, 'unknown', 'agent-lost'],
      [2, 'printed', null],
    ]);
    await expect.poll(questions).toEqual([]);
  });
});

describe('a slip whose server ended while it was handed over', () => {
  /** As another process left it that died: its row is open, and its job is taken up again. */
  async function lost(): Promise<{ agent: Agent; answers: Answer[] }> {
    await hall.server.give('issue', { group: 'land', printer: 'p1' });
    const journal = await wholeJournal(redis.client(), SITE);
    const asked = journal.find((entry) => entry.type === 'print.asked');
    if (asked?.type !== 'print.asked') throw new Error('no slip was asked for');
    const { seq, at, data } = asked;
    await hall.ledger.begin(`${SITE}-${seq}-print-slip`, { ...data, site: SITE, seq, at }, 900);
    const agent = new Agent();
    // Both who takes the job up and who greets the agent want to know.
    const answers = [await agent.asked(), await agent.asked()].map(({ answer }) => answer);
    return { agent, answers };
  }

  it('is sent again by itself where its agent says that nothing of it was sent', async () => {
    const { agent, answers } = await lost();
    const ordered = agent.ordered();
    for (const answer of answers) answer(NOT_SENT);
    (await ordered).answer(PRINTED);
    await expect.poll(told).toEqual([[1, 'printed', null]]);
  });

  it('is told once where it came out, and where it was torn with the agent’s own reason', async () => {
    const { answers } = await lost();
    for (const answer of answers) answer(TORN);
    await expect.poll(told).toEqual([[1, 'unknown', 'paper-out']]);
    await expect.poll(questions).toHaveLength(1);
  });

  it('is asked about where no agent knows of it, and its paper counts once whatever is said later', async () => {
    const { agent, answers } = await lost();
    for (const answer of answers) answer(null);
    await expect.poll(told).toEqual([[1, 'unknown', 'interrupted']]);
    agent.socket.disconnect();
    const late = new Agent();
    (await late.asked()).answer(PRINTED);
    await settled();
    expect(await told()).toEqual([
      [1, 'unknown', 'interrupted'],
      [1, 'printed', null],
    ]);
    await hall.server.rolls.load({ site: SITE, printer: 'p1' });
    expect(hall.server.rolls.of({ site: SITE, printer: 'p1' })?.dots).toBe(900);
  });
});
