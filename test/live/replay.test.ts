import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { describe, type ExpectStatic, it } from 'vitest';
import type { JournalAnswer } from '../../server/protocol/answers.js';
import type { HallBoard } from '../../server/protocol/board.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import { busiestDays, type LoggedDay, readLoggedDay } from '../../server/samples/hall-log.js';
import type { RunningProduct } from '../../server/samples/product.js';
import { REPLAY_GROUP, replayDay } from '../../server/samples/replay-day.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { simulateDay } from '../../server/samples/ward-day.js';
import { MAIN } from '../support/product.js';
import { hallScreen } from '../support/screen.js';

/** Site time runs so fast that a morning takes half a minute. */
const SPEED = 600;
/** The day and hall that issue and README name; the others are each hall's busiest. */
const NAMED = ['631', '2020-05-12'] as const;

const log = process.env['HALL_LOG'];
const days = log === undefined ? await simulatedDays() : await loggedDays(log);
process.stdout.write(
  log === undefined
    ? 'replay: simulated day (HALL_LOG is not set)\n'
    : `replay: ${days.length} days of the log\n`,
);

async function loggedDays(file: string): Promise<[string, LoggedDay][]> {
  const csv = await readFile(file, 'utf8');
  const chosen = busiestDays(csv).map(([hall, day]) =>
    hall === NAMED[0] ? NAMED : ([hall, day] as const),
  );
  return chosen.map(([hall, day]) => [
    `hall ${hall} on ${day}`,
    readLoggedDay(csv, hall, day, REPLAY_GROUP),
  ]);
}

async function simulatedDays(): Promise<[string, LoggedDay][]> {
  const ward = await readSampleWard();
  const groups = ward.groups.filter(({ id }) => id === REPLAY_GROUP);
  const midnight = Date.parse('2026-11-23T00:00:00+07:00');
  const visits = simulateDay({ ...ward, groups }, midnight, 120, 1);
  const present = visits.map(({ absent: _absent, ...visit }) => visit);
  return [['a simulated day', { visits: present, counters: 6 }]];
}

interface Seen {
  journal: JournalEntry[];
  pictures: string[];
}

/** Reads journal, paper and boards once every slip has an end. */
async function lookAtTheEnd(
  expect: ExpectStatic,
  { url }: RunningProduct,
  dataDir: string,
  token: string,
  tickets: number,
  screen: ReturnType<typeof hallScreen>,
): Promise<Seen> {
  const site = `${url}/api/v1/sites/sen-hong`;
  const journal = async (): Promise<JournalEntry[]> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${site}/journal?limit=1000`, { headers });
    return ((await response.json()) as JournalAnswer).events;
  };
  const ended = async () => (await journal()).filter(({ type }) => type === 'print.ended').length;
  await expect.poll(ended, { timeout: 60_000 }).toBe(tickets);
  const paper = join(dataDir, 'paper', 'sen-hong-may-in-1');
  const pictures = async () => (await readdir(paper)).filter((name) => name.endsWith('.png'));
  await expect.poll(pictures, { timeout: 60_000 }).toHaveLength(tickets);
  const response = await fetch(`${site}/board`);
  const { board } = (await response.json()) as { board: HallBoard };
  // The hall is not told of every entry: only its own part of the state must be the same.
  const { seq: _seq, at: _at, ...shown } = board;
  await expect.poll(() => screen.board).toMatchObject(shown);
  return {
    journal: await journal(),
    pictures: await pictures(),
  };
}

describe.concurrent('a real day, ten times a minute of it a second', () => {
  it.for(days)(
    '%s: everyone gets one number, one call, one slip, and is finished',
    { timeout: 240_000 },
    async ([, day], { expect }) => {
      let seen: Seen | undefined;
      const report = await replayDay(
        day,
        SPEED,
        (product, dataDir, token) => {
          const socket = io(`${product.url}/hall`, {
            auth: { site: 'sen-hong' },
            transports: ['websocket'],
          });
          const screen = hallScreen(socket);
          const done = async (): Promise<void> => {
            seen = await lookAtTheEnd(expect, product, dataDir, token, day.visits.length, screen);
            socket.disconnect();
          };
          return Promise.resolve({ done });
        },
        MAIN,
      );

      expect(report.result.refusals).toEqual({});
      const tickets = day.visits.length;
      expect(report.result).toMatchObject({ issued: tickets, called: tickets, finished: tickets });
      const of = (type: string) =>
        seen?.journal.flatMap((entry) =>
          entry.type === type && 'ticket' in entry.data ? entry.data.ticket : [],
        ) ?? [];
      for (const type of ['ticket.issued', 'ticket.called', 'ticket.finished']) {
        expect(of(type)).toHaveLength(tickets);
        expect(new Set(of(type)).size).toBe(tickets);
      }
      expect(seen?.pictures).toHaveLength(tickets);
    },
  );
});
