import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordOf } from '../../server/domain/record.js';
import type { RhythmAnswer } from '../../server/protocol/rhythm.js';
import { StoreDown } from '../../server/store/port.js';
import { contextAt, MORNING } from '../support/factories.js';
import { openHall, SITE_PATH, type HttpHall } from '../support/http-hall.js';

let hall: HttpHall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.stop());

const DAY_MS = 86_400_000;
const rhythm = async (): Promise<RhythmAnswer> =>
  (await hall.program('get', `${SITE_PATH}/rhythm`)).body as RhythmAnswer;

test('is that of usual wards on the first day, and that of the own days from the next one on', async () => {
  expect(await rhythm()).toMatchObject({ days: 0, source: 'usual' });
  for (let people = 0; people < 3; people += 1) {
    await hall.command(201, '/tickets', { group: 'justice' });
  }
  hall.clock.machine = MORNING + DAY_MS;
  await hall.command(201, '/tickets', { group: 'land' });
  await expect.poll(async () => (await rhythm()).source).toBe('history');
  const { days, halfHours } = await rhythm();
  expect(days).toBe(1);
  expect(halfHours).toEqual([
    { from: 480, groups: { justice: 3 }, waits: { justice: null }, procedures: {} },
  ]);
});

test('is counted at the next question when the store did not answer, and a day without numbers is none', async () => {
  hall.clock.machine = MORNING + 2 * DAY_MS;
  await hall.store.command(
    'record',
    recordOf('access.signed-out', { person: 'p-1' }),
    contextAt(hall.clock.now()),
  );
  hall.clock.machine = MORNING + 3 * DAY_MS;
  const { store } = hall;
  const { firstSeq } = store;
  store.firstSeq = () => {
    store.firstSeq = firstSeq;
    return Promise.reject(new StoreDown('away'));
  };
  expect(await rhythm()).toMatchObject({ days: 1, source: 'history' });
  await expect.poll(async () => (await rhythm()).days).toBe(2);
});
