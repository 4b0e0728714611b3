import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PrinterAgent } from '../../printer/agent.js';
import { renderSlip } from '../../printer/render/render-slip.js';
import type { VirtualPrinter, VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import { SITE } from '../support/factories.js';
import type { LiveTestServer } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { virtualAgent } from './agents.js';
import { openPrintHall } from './print-hall.js';
import { fromPng, shows, textsOf } from './slips.js';

type PrintEnded = Extract<JournalEntry, { type: 'print.ended' }>;

let redis: TestRedis;
let folder: string;
const agents: PrinterAgent[] = [];

beforeEach(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(tmpdir(), 'motcua-paper-'));
});
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.stop()));
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

/** An agent with a virtual printer, and all that falls out of it. */
async function agent(
  server: LiveTestServer,
): Promise<{ printer: VirtualPrinter; slips: VirtualSlip[] }> {
  const started = await virtualAgent(server.url, folder);
  agents.push(started);
  const { tray } = started;
  if (tray === null) throw new Error('no virtual printer');
  const slips: VirtualSlip[] = [];
  tray.printer.on('slip', (slip) => slips.push(slip));
  return { printer: tray.printer, slips };
}

/** Follows the journal until so many slips have ended. */
async function ended(server: LiveTestServer, count: number): Promise<PrintEnded[]> {
  const found: PrintEnded[] = [];
  await new Promise<void>((resolve) => {
    const follower = server.store.follow(SITE, 0, (entries) => {
      for (const entry of entries) if (entry.type === 'print.ended') found.push(entry);
      if (found.length < count) return;
      void follower.stop();
      resolve();
    });
  });
  return found;
}

const issue = (server: LiveTestServer) =>
  server.give('issue', { group: 'justice', printer: 'p1', mark: 'TNV 2' });

test('sixty tickets at once come out as sixty slips in order, though the paper ends in between', async () => {
  await using hall = await openPrintHall(redis);
  const { server } = hall;
  await server.give('openCounter', { counter: 'c1' });
  const { printer, slips } = await agent(server);
  const all = ended(server, 60);
  for (let i = 0; i < 60; i++) await issue(server);
  await hall.answered(() => hall.results.length === 20);
  printer.loadPaper(0);
  await hall.answered(({ cause }) => cause === 'paper-out');
  expect(slips.length).toBeLessThan(60);
  printer.loadPaper();

  const ends = await all;
  const numbers = Array.from({ length: 60 }, (_, i) => `A${String(i + 1).padStart(3, '0')}`);
  expect(ends.map(({ data }) => data.number)).toEqual(numbers);
  expect(ends.filter(({ data }) => data.outcome !== 'printed')).toEqual([]);
  expect(slips).toHaveLength(60);
  const printed = hall.drawn.filter((_, i) => hall.results[i]?.outcome === 'printed');
  expect(printed.map(({ number }) => number)).toEqual(numbers);
  for (const [i, { svg }] of printed.entries()) {
    const paper = slips[i];
    expect(paper && shows(paper.picture, await renderSlip(svg, 576)), numbers[i]).toBe(true);
  }
  expect(slips.every(({ letters }) => letters === 0)).toBe(true);
  await agents[0]?.stop();
  expect((await readdir(folder)).filter((file) => file.endsWith('.png'))).toHaveLength(60);
});

test('slips wait for their agent, and a reprint says that it is one', async () => {
  await using hall = await openPrintHall(redis);
  const { server } = hall;
  const [ticket] = (await issue(server)).tickets;
  if (ticket === undefined) throw new Error('no ticket');
  await server.give('reprint', { ticket: ticket.id, printer: 'p1' });
  const both = ended(server, 2);
  const { slips } = await agent(server);
  expect((await both).map(({ data }) => [data.copy, data.outcome])).toEqual([
    [1, 'printed'],
    [2, 'printed'],
  ]);
  const [first, second] = hall.drawn.map(({ svg }) => textsOf(svg).map(({ text }) => text));
  expect(first).not.toContain('IN LẠI (lần 1)');
  expect(second).toContain('IN LẠI (lần 1)');
  expect(second).toContain('A001');
  const [paper] = slips.slice(1);
  const picture = fromPng(await hall.drawer.picture(server.relay, ticket));
  // Screens show the same dots as the paper.
  expect(paper && shows(paper.picture, picture)).toBe(true);
});

test('a slip that was sent without proof is unknown and is never sent again by itself', async () => {
  await using hall = await openPrintHall(redis);
  const { server } = hall;
  const { printer } = await agent(server);
  printer.once('slip', () => printer.dropConnections());
  const end = ended(server, 1);
  await issue(server);
  expect((await end)[0]?.data).toMatchObject({ outcome: 'unknown', cause: 'connection-lost' });
  const next = ended(server, 2);
  await issue(server);
  expect((await next).map(({ data }) => [data.number, data.outcome])).toEqual([
    ['A001', 'unknown'],
    ['A002', 'printed'],
  ]);
  expect(hall.results.map(({ outcome }) => outcome)).toEqual(['unknown', 'printed']);
});

test('a ticket that was cancelled before its slip came out is not printed', async () => {
  await using hall = await openPrintHall(redis);
  const { server } = hall;
  const [ticket] = (await issue(server)).tickets;
  if (ticket === undefined) throw new Error('no ticket');
  await server.give('cancel', { ticket: ticket.id, reason: 'mistaken' });
  const end = ended(server, 1);
  const { slips } = await agent(server);
  expect((await end)[0]?.data).toMatchObject({ outcome: 'failed', cause: 'cancelled' });
  expect(slips).toEqual([]);
});

test('a slip that waited for paper is not printed any more when the number came out elsewhere', async () => {
  await using hall = await openPrintHall(redis);
  const { server } = hall;
  const [ticket] = (await issue(server)).tickets;
  if (ticket === undefined) throw new Error('no ticket');
  await server.give('reprint', { ticket: ticket.id, printer: 'p2' });
  const end = ended(server, 1);
  const { slips } = await agent(server);
  expect((await end)[0]?.data).toMatchObject({ copy: 1, outcome: 'failed', cause: 'elsewhere' });
  expect(slips).toEqual([]);
});
