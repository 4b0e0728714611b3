/** When a hall's backup is made by itself. */
import { expect, test } from 'vitest';
import { createLog } from '../../server/log.js';
import { tooMany } from '../../server/operations/backups.js';
import { lastNight, Nightly } from '../../server/operations/nightly.js';
import type { BackupsAnswer } from '../../server/protocol/operations.js';
import { at, MINUTE, TIME_ZONE } from '../support/factories.js';

function night(start: number, newest: number | null, more: Partial<BackupsAnswer> = {}) {
  const hall = { now: start, made: 0, fails: false };
  const state = (): BackupsAnswer => ({
    ...{ kept: 'here', folder: '', free: 0, running: false, failed: null },
    backups: newest === null ? [] : [{ id: 'a', madeAt: newest, bytes: 1 }],
    ...more,
  });
  const nightly = new Nightly({
    backups: { state: () => Promise.resolve(state()) },
    make: () => {
      hall.made += 1;
      return hall.fails ? Promise.reject(new Error('no stick')) : Promise.resolve();
    },
    timeZone: () => TIME_ZONE,
    now: () => hall.now,
    log: createLog('silent'),
  });
  return { hall, nightly };
}

test('kept are the newest four and the newest of each of fourteen days, however many one day has', () => {
  const nights = Array.from(
    { length: 20 },
    (_, i) => at('2026-11-23', '02:15') - i * 1_440 * MINUTE,
  );
  const pressed = Array.from({ length: 30 }, (_, i) => at('2026-11-24', '17:00') - i * 10 * MINUTE);
  const all = [...pressed, ...nights].map((madeAt) => ({ madeAt }));
  const gone = new Set(tooMany(all, TIME_ZONE).map(({ madeAt }) => madeAt));
  const kept = all.map(({ madeAt }) => madeAt).filter((madeAt) => !gone.has(madeAt));
  expect(kept).toEqual([...pressed.slice(0, 4), ...nights.slice(0, 13)]);
  expect(tooMany(all.slice(0, 3), TIME_ZONE)).toEqual([]);
});

test('the newest 02:15 is that of this day after it and of the day before until then', () => {
  expect(lastNight(at('2026-11-23', '07:30'), TIME_ZONE)).toBe(at('2026-11-23', '02:15'));
  expect(lastNight(at('2026-11-23', '02:15'), TIME_ZONE)).toBe(at('2026-11-23', '02:15'));
  expect(lastNight(at('2026-11-23', '02:14'), TIME_ZONE)).toBe(at('2026-11-22', '02:15'));
});

test('a machine that was off at night makes its backup minutes after it is switched on, once', async () => {
  const { hall, nightly } = night(at('2026-11-23', '07:00'), at('2026-11-20', '02:15'));
  nightly.start();
  await nightly.look();
  expect(hall.made).toBe(0);
  hall.now += 6 * MINUTE;
  await nightly.look();
  expect(hall.made).toBe(1);
  nightly.stop();
});

test('nothing is made while the newest one is of this night, or while an operator keeps the data', async () => {
  const noon = at('2026-11-23', '12:00');
  for (const { hall, nightly } of [
    night(noon, at('2026-11-23', '02:16')),
    night(noon, null, { kept: 'elsewhere' }),
    night(noon, null, { running: true }),
  ]) {
    await nightly.look();
    expect(hall.made).toBe(0);
  }
});

test('without the stick it is tried again after an hour, not every half minute', async () => {
  const { hall, nightly } = night(at('2026-11-23', '02:16'), null);
  hall.fails = true;
  await nightly.look();
  hall.now += MINUTE;
  await nightly.look();
  expect(hall.made).toBe(1);
  hall.now += 60 * MINUTE;
  await nightly.look();
  expect(hall.made).toBe(2);
});
