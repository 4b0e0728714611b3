import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PrinterAgent } from '../../printer/agent.js';
import { Changes } from '../../printer/session/changes.js';
import type { VirtualPrinter } from '../../printer/virtual/virtual-printer.js';
import { RollMeter } from '../../server/effects/roll-meter.js';
import { PrintBetween } from '../../server/operations/print-between.js';
import type { PrinterCondition } from '../../server/protocol/printing.js';
import { SITE } from '../support/factories.js';
import { ADMIN_TOKEN, SILENT } from '../support/live-server.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { virtualAgent } from './agents.js';
import { openPrintHall, type PrintHall } from './print-hall.js';

const LINK = { site: SITE, printer: 'p1' };
const METRE = 8_000;
/** Feed of `generic-80` up to its cutter, dots. */
const FEED = 120;

let redis: TestRedis;
let folder: string;
const agents: PrinterAgent[] = [];

beforeEach(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(tmpdir(), 'motcua-roll-'));
});
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.stop()));
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A printer that never says that its roll ends, unless it can see the last so many mm. */
async function stand({ server }: PrintHall, lowMm = 0): Promise<VirtualPrinter> {
  const virtual = { folder, printer: { mmPerSecond: 6_000, lowMm } };
  const agent = await virtualAgent(server.url, folder, { virtual, profile: 'generic-80' });
  agents.push(agent);
  if (agent.tray === null) throw new Error('no virtual printer');
  return agent.tray.printer;
}

/** What a staff's screen is told of the printer. */
function watch({ server }: PrintHall): (so: (one: PrinterCondition) => boolean) => Promise<void> {
  const told: PrinterCondition[] = [];
  const changes = new Changes();
  const extraHeaders = { authorization: `Bearer ${ADMIN_TOKEN}` };
  server.connect('/staff', { extraHeaders }).on('printers', (printers: PrinterCondition[]) => {
    told.push(...printers);
    changes.notify();
  });
  return async (so) => {
    const last = performance.now() + 15_000;
    const came = await changes.until(
      () => told.some(so),
      () => last,
    );
    if (!came) throw new Error(`never told so, but ${JSON.stringify(told.slice(-3))}`);
    // What is waited for next has to come after this.
    told.splice(0, told.findIndex(so));
  };
}
const issue = ({ server }: PrintHall) => server.give('issue', { group: 'justice', printer: 'p1' });
const heights = ({ drawn }: PrintHall): number[] =>
  drawn.map(({ svg }) => Number(/ height="(\d+)"/.exec(svg)?.[1]));

test('all paper is counted that may have moved, and is still known when the server starts again', async () => {
  await using hall = await openPrintHall(redis);
  const printer = await stand(hall);
  const paper = watch(hall);
  await issue(hall);
  await hall.answered(({ outcome }) => outcome === 'printed');
  await paper(({ left }) => left !== null && left.slips > 0);
  const [ticket = 0] = heights(hall);
  await expect.poll(() => hall.server.rolls.of(LINK)?.dots).toBe(ticket + FEED);

  // Torn off in the middle: nobody knows, so all of it is gone.
  let rows = 0;
  printer.on('row', () => {
    rows += 1;
    if (rows === 200) printer.dropConnections();
  });
  await issue(hall);
  await hall.answered(({ outcome }) => outcome === 'unknown');
  const [, second = 0] = heights(hall);
  await expect.poll(() => hall.server.rolls.of(LINK)?.dots).toBe(ticket + second + 2 * FEED);

  // A slip that is no ticket counts, and says nothing of how long tickets are.
  const rolls = hall.server.rolls;
  const { printers } = hall.server.live;
  const between = new PrintBetween({
    ...{ clock: hall.server.clock, rolls, log: SILENT },
    dots: () => 576,
    feed: (site, id) => printers.feed(site, id),
    print: (site, order) => printers.print(site, order),
  });
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="576" height="400"><rect width="9" height="9"/></svg>';
  between.start(hall.server.relay, 'p1', 'test', () => Promise.resolve(svg));
  const all = ticket + second + 400 + 3 * FEED;
  await expect.poll(() => rolls.of(LINK)?.dots).toBe(all);

  // Without paper nothing moves, so nothing is counted.
  printer.loadPaper(0);
  await issue(hall);
  await hall.answered(({ outcome }) => outcome === 'blocked');
  const later = new RollMeter(redis.client());
  await later.load(LINK);
  expect(later.of(LINK)).toMatchObject({ number: 1, dots: all, sensor: false });
  expect(later.of(LINK)?.lengths).toEqual([second + FEED, ticket + FEED]);
});

test('staff are told that paper ends, and two who say at once that it was changed change it once', async () => {
  await using hall = await openPrintHall(redis);
  await stand(hall);
  const paper = watch(hall);
  const { rolls, live } = hall.server;
  await paper(({ trouble, left }) => trouble === null && left?.roll === 1);
  await rolls.add(LINK, 20 * METRE);
  await paper(({ trouble, left }) => trouble === 'low' && (left?.slips ?? 99) < 30);
  const said = await Promise.all([rolls.change(LINK, 1, 5), rolls.change(LINK, 1, 5)]);
  expect(said.sort()).toEqual([false, true]);
  await paper(({ trouble, left }) => trouble === null && left?.roll === 2 && left.since === 5);
  expect(live.conditions.of(SITE)[0]?.left?.slips).toBeGreaterThan(100);
});

test('paper that ended and came back is a new roll where that is sure; else somebody is asked', async () => {
  await using hall = await openPrintHall(redis);
  const printer = await stand(hall);
  const paper = watch(hall);
  const { rolls } = hall.server;
  await issue(hall);
  await hall.answered(({ outcome }) => outcome === 'printed');
  await paper(({ trouble, left }) => trouble === null && left !== null);
  await expect.poll(() => rolls.of(LINK)?.dots).toBeGreaterThan(0);
  printer.loadPaper(0);
  await paper(({ trouble }) => trouble === 'paper');
  printer.loadPaper();
  await paper(({ trouble, left }) => trouble === 'roll' && left?.roll === 1);
  await rolls.ask(LINK, false);
  await paper(({ trouble }) => trouble === null);

  await rolls.add(LINK, 12 * METRE);
  printer.loadPaper(0);
  await paper(({ trouble }) => trouble === 'paper');
  printer.loadPaper();
  await paper(({ trouble, left }) => trouble === null && left?.roll === 2);
  // Who opens the cover takes the paper from under the sensor, too.
  await rolls.add(LINK, 12 * METRE);
  printer.openCover();
  await paper(({ trouble }) => trouble === 'cover');
  printer.loadPaper(0);
  printer.loadPaper();
  printer.closeCover();
  await paper(({ trouble, left }) => trouble === 'roll' && left?.roll === 2);
});

test('a printer that says itself when its roll ends is believed, whatever was counted', async () => {
  await using hall = await openPrintHall(redis);
  const printer = await stand(hall, 2_000);
  const paper = watch(hall);
  await issue(hall);
  await hall.answered(({ outcome }) => outcome === 'printed');
  printer.loadPaper(1_000);
  await paper(({ trouble }) => trouble === 'low');
  printer.loadPaper();
  await paper(({ trouble }) => trouble === null);
  await hall.server.rolls.add(LINK, 40 * METRE);
  await paper(({ left }) => left?.slips === 0);
  expect(hall.server.live.conditions.of(SITE)[0]?.trouble).toBeNull();
});

test('cover, cutter and a printer that is gone reach the staff at once, with the time since when', async () => {
  await using hall = await openPrintHall(redis);
  const printer = await stand(hall);
  const paper = watch(hall);
  const { clock } = hall.server;
  // Only what it pushes comes at once: it does so from its first slip on.
  await issue(hall);
  await hall.answered(({ outcome }) => outcome === 'printed');
  clock.time += 60_000;
  const since = clock.now();
  printer.openCover();
  await paper(({ trouble, since: at }) => trouble === 'cover' && at === since);
  printer.closeCover();
  printer.jamCutter(true);
  await paper(({ trouble, since: at }) => trouble === 'cutter' && at === since);
  printer.jamCutter(false);
  await paper(({ trouble }) => trouble === null);
  await agents.splice(0)[0]?.stop();
  await paper(({ trouble, heard }) => trouble === 'offline' && heard);
});
