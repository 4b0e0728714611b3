import { expect, test } from 'vitest';
import { countsOf, errandsOf } from '../../server/domain/kiosk-errands.js';
import { usualRhythm } from '../../server/domain/usual-day.js';
import type { RhythmAnswer, RhythmHalfHour } from '../../server/protocol/rhythm.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';

const ward = await readSampleWard();
const order = (rhythm: RhythmAnswer): string[] =>
  errandsOf(ward.groups, ward.procedures, countsOf(rhythm)).map(({ procedure }) => procedure);
const half = (from: number, procedures: Record<string, number>): RhythmHalfHour => ({
  ...{ from, groups: {}, waits: {}, procedures },
});

test('a kiosk opens with what is asked for most here, summed over the day', () => {
  const own: RhythmAnswer = {
    days: 5,
    source: 'history',
    halfHours: [half(450, { 'khai-tu': 2, 'ket-hon': 3 }), half(480, { 'khai-tu': 2 })],
  };
  // What nobody asked for follows in the usual order, and who only collects finds it where it always is.
  expect(order(own).slice(0, 6)).toEqual([
    ...['khai-tu', 'ket-hon', 'sao-y', 'khai-sinh', 'can-cuoc'],
    'nhan-ket-qua',
  ]);
});

test('without days of its own it opens with the everyday errands of any ward', () => {
  expect(order(usualRhythm(ward)).slice(0, 4)).toEqual([
    ...['sao-y', 'khai-sinh', 'ket-hon', 'can-cuoc'],
  ]);
});
