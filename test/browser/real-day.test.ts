import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HallBoard } from '../../server/protocol/board.js';
import { ApiClient } from '../../server/samples/client.js';
import { type LoggedDay, readLoggedDay } from '../../server/samples/hall-log.js';
import { REPLAY_GROUP, replayDay } from '../../server/samples/replay-day.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { simulateDay } from '../../server/samples/ward-day.js';
import { openBrowser } from '../support/browser.js';
import { MAIN } from '../support/product.js';
import { type ScreenHands, screenHands } from '../support/screen-hands.js';
import { hire, signIn } from '../support/signed-in.js';

/** Site time runs so fast that people still have time to tap. */
const SPEED = 400;
const VOLUNTEERS = 3;
/** Everybody is at work before the first citizen comes, however slowly the screens open. */
const EARLY_MS = 3 * 3_600_000;
const SITE = '/api/v1/sites/sen-hong';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function theDay(): Promise<LoggedDay> {
  const log = process.env['HALL_LOG'];
  if (log !== undefined) {
    return readLoggedDay(await readFile(log, 'utf8'), '631', '2020-05-12', REPLAY_GROUP);
  }
  const ward = await readSampleWard();
  const groups = ward.groups.filter(({ id }) => id === REPLAY_GROUP);
  const midnight = Date.parse('2026-11-23T00:00:00+07:00');
  const visits = simulateDay({ ...ward, groups }, midnight, 100, 1);
  return { visits: visits.map(({ absent: _absent, ...visit }) => visit), counters: 6 };
}

test('hall 631 on 2020-05-12, tapped by three volunteers and keyed by its officers: everyone is given, called and finished once', {
  timeout: 300_000,
}, async () => {
  const day = await theDay();
  let hands: ScreenHands | undefined;
  let complaints: string[] = [];
  let board: HallBoard | undefined;
  const report = await replayDay(
    day,
    SPEED,
    async ({ url }, _dataDir, token) => {
      const hall = { api: new ApiClient(url, token), site: SITE };
      hands = await screenHands({
        ...{ browser, url, group: REPLAY_GROUP, volunteers: VOLUNTEERS },
        counters: Array.from({ length: day.counters }, (_, index) => `quay-${index + 1}`),
        signIn: async (role) => signIn(url, await hire(hall, role)),
      });
      const screens = hands;
      const done = async (): Promise<void> => {
        board = (await hall.api.get<{ board: HallBoard }>(`${SITE}/board`)).body?.board;
        complaints = screens.complaints();
        await screens.close();
      };
      return { hands, done };
    },
    MAIN,
    EARLY_MS,
  );
  // What `test/live/replay.test.ts` asks of the same day through the API.
  const tickets = day.visits.length;
  expect(report.result).toMatchObject({
    ...{ issued: tickets, called: tickets, finished: tickets, refusals: {} },
  });
  const states = Object.values(board?.tickets ?? {}).map(({ state }) => state);
  expect(states).toEqual(Array.from({ length: tickets }, () => 'done'));
  expect(complaints).toEqual([]);
});
