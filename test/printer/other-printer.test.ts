import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PrinterAgent } from '../../printer/agent.js';
import type { VirtualPrinter, VirtualSlip } from '../../printer/virtual/virtual-printer.js';
import { NotYet } from '../../server/effects/jobs.js';
import { moveSlip } from '../../server/effects/move-slip.js';
import type { JournalEntry } from '../../server/protocol/journal.js';
import { SITE } from '../support/factories.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { virtualAgent } from './agents.js';
import { PATIENT } from './bench-top.js';
import { openPrintHall, type PrintHall } from './print-hall.js';

type Asked = Extract<JournalEntry, { type: 'print.asked' }>;
type Ended = Extract<JournalEntry, { type: 'print.ended' }>;

let redis: TestRedis;
let folder: string;
const agents: PrinterAgent[] = [];

beforeEach(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(tmpdir(), 'motcua-other-'));
});
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.stop()));
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Stand {
  printer: VirtualPrinter;
  slips: VirtualSlip[];
}
/** An agent with a virtual printer for one of the site's printers. @param poll ms between two looks at it */
async function stand({ server }: PrintHall, printer: string, poll = PATIENT.poll): Promise<Stand> {
  const times = { ...PATIENT, poll };
  const agent = await virtualAgent(server.url, join(folder, printer), { printer, times });
  agents.push(agent);
  const { tray } = agent;
  if (tray === null) throw new Error('no virtual printer');
  const slips: VirtualSlip[] = [];
  tray.printer.on('slip', (slip) => slip.picture.height > 300 && slips.push(slip));
  return { printer: tray.printer, slips };
}

/** Follows the journal until `enough` says so. */
async function journal(
  { server }: PrintHall,
  enough: (entries: readonly JournalEntry[]) => boolean,
): Promise<JournalEntry[]> {
  const all: JournalEntry[] = [];
  await new Promise<void>((resolve) => {
    const follower = server.store.follow(SITE, 0, (entries) => {
      all.push(...entries);
      if (!enough(all)) return;
      void follower.stop();
      resolve();
    });
  });
  return all;
}
const endsOf = (entries: readonly JournalEntry[]): Ended[] =>
  entries.filter((entry): entry is Ended => entry.type === 'print.ended');
const asksOf = (entries: readonly JournalEntry[]): Asked[] =>
  entries.filter((entry): entry is Asked => entry.type === 'print.asked');

/** Looks once, as the job does, whether the slip asked for at `seq` has to go elsewhere. */
async function look(hall: PrintHall, { seq, data }: Asked): Promise<string> {
  const job = `${SITE}-${seq}-print-slip`;
  try {
    const slip = { ...data, site: SITE, seq, job };
    await moveSlip(hall.parts)({ id: `${SITE}-${seq}-move-slip`, data: slip, attempt: 1 });
    return 'done';
  } catch (error) {
    if (error instanceof NotYet) return error.reason;
    throw error;
  }
}
const issue = ({ server }: PrintHall) => server.give('issue', { group: 'justice', printer: 'p1' });
const printed = (count: number) => (entries: readonly JournalEntry[]) =>
  endsOf(entries).filter(({ data }) => data.outcome === 'printed').length === count;

test('a slip that its printer does not take comes out of the other one, once and without a mark', async () => {
  await using hall = await openPrintHall(redis, 2);
  const first = await stand(hall, 'p1');
  first.printer.loadPaper(0);
  await issue(hall);
  await hall.answered(({ cause }) => cause === 'paper-out');
  const [asked] = asksOf(await journal(hall, (entries) => asksOf(entries).length === 1));
  if (asked === undefined) throw new Error('no slip was asked for');
  expect(await look(hall, asked)).toBe('no-other-printer');

  const second = await stand(hall, 'p2');
  while ((await look(hall, asked)) !== 'done') await delay(50);
  const entries = await journal(hall, printed(1));
  expect(
    endsOf(entries).map(({ data }) => [data.printer, data.copy, data.outcome, data.cause]),
  ).toEqual([
    ['p1', 1, 'failed', 'moved'],
    ['p2', 1, 'printed', null],
  ]);
  expect(hall.drawn.at(-1)?.svg).not.toContain('IN LẠI');
  const slips = () => Object.values(hall.server.relays.get(SITE)?.board.slips ?? {});
  await expect.poll(slips).toMatchObject([{ printer: 'p2', from: 'p1', outcome: 'printed' }]);
  // Paper again: the slip is not printed once more.
  first.printer.loadPaper();
  await issue(hall);
  await journal(hall, printed(2));
  expect([first.slips.length, second.slips.length]).toEqual([1, 1]);
  expect(await look(hall, asked)).toBe('done');
});

test('a printer whose cutter is jammed is no other printer, until it is free', async () => {
  await using hall = await openPrintHall(redis, 2);
  const first = await stand(hall, 'p1');
  const second = await stand(hall, 'p2', 100);
  first.printer.loadPaper(0);
  second.printer.jamCutter(true);
  await expect.poll(() => hall.parts.printers.status(SITE, 'p2')?.fault).toBeDefined();
  await issue(hall);
  await hall.answered(({ cause }) => cause === 'paper-out');
  const [asked] = asksOf(await journal(hall, (entries) => asksOf(entries).length === 1));
  if (asked === undefined) throw new Error('no slip was asked for');
  expect(await look(hall, asked)).toBe('no-other-printer');
  second.printer.jamCutter(false);
  while ((await look(hall, asked)) !== 'done') await delay(50);
  await journal(hall, printed(1));
  expect([first.slips.length, second.slips.length]).toEqual([0, 1]);
});

test('two slips of which nobody knows stop a printer until somebody has one in hand', async () => {
  await using hall = await openPrintHall(redis, 1);
  const { server } = hall;
  const { printer, slips } = await stand(hall, 'p1');
  for (const count of [1, 2]) {
    // What still hangs out of the slip before is cut off first.
    let begun = false;
    const tear = (rows: number): void => {
      begun ||= rows === 1;
      if (!begun || rows < 40) return;
      printer.off('row', tear);
      printer.dropConnections();
    };
    printer.on('row', tear);
    await issue(hall);
    await journal(
      hall,
      (entries) =>
        endsOf(entries).filter(({ data }) => data.outcome === 'unknown').length === count,
    );
  }
  const { tickets } = await issue(hall);
  const ends = endsOf(await journal(hall, (entries) => endsOf(entries).length === 3));
  expect(ends.at(-1)?.data).toMatchObject({ outcome: 'failed', cause: 'printer-doubted' });

  // A person who asks for a slip is the one who looks; what is proved then ends the doubt.
  const ticket = tickets?.[0]?.id ?? '';
  await server.give('reprint', { ticket, printer: 'p1' });
  await journal(hall, printed(1));
  await issue(hall);
  await journal(hall, printed(2));
  expect(slips.length).toBeGreaterThanOrEqual(2);
});

test('whenever paper comes back and whoever looks, a slip comes out exactly once', async () => {
  await using hall = await openPrintHall(redis, 2);
  const first = await stand(hall, 'p1');
  const second = await stand(hall, 'p2');
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 60 }),
      async (looks, paperAfter) => {
        first.printer.loadPaper(0);
        const before = first.slips.length + second.slips.length;
        await issue(hall);
        asked += 1;
        const entries = await journal(
          hall,
          (all) => asksOf(all).filter(({ data }) => data.printer === 'p1').length === asked,
        );
        const slip = asksOf(entries).findLast(({ data }) => data.printer === 'p1');
        if (slip === undefined) throw new Error('no slip was asked for');
        await Promise.all([
          ...looks.map(async (after) => {
            await delay(after);
            await look(hall, slip);
          }),
          delay(paperAfter).then(() => first.printer.loadPaper()),
        ]);
        const all = await journal(hall, printed(asked));
        expect(endsOf(all).filter(({ data }) => data.outcome === 'unknown')).toEqual([]);
        expect(first.slips.length + second.slips.length).toBe(before + 1);
      },
    ),
    { numRuns: 8 },
  );
});
