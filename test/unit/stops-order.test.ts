import { expect, test } from 'vitest';
import { reordered } from '../../display/door/need/more-choice.js';
import { adviceOn, lineOf } from '../../display/door/need/stops-order.js';
import { blankMore } from '../../display/door/door-state.js';
import type { Line } from '../../server/domain/flow.js';
import type { RhythmAnswer } from '../../server/protocol/rhythm.js';

/** Nobody comes until half past eight, and then crowds for `b`. */
const rhythm: RhythmAnswer = {
  ...{ days: 0, source: 'usual' },
  halfHours: [{ from: 480, groups: { b: 30 }, waits: {}, procedures: {} }],
};
const day = { rhythm, minute: 480, sessions: [] };
const line = (group: string, more: Partial<Line> = {}): Line => ({
  ...{ group, minutes: 10, waiting: 0, counters: 1 },
  ...more,
});

test('the stop whose line grows comes first, where that is worth five minutes', () => {
  const { order, sooner } = adviceOn([line('a'), line('b')], day);
  expect(order).toEqual(['b', 'a']);
  expect(sooner).toBeGreaterThanOrEqual(5);
  expect(sooner % 5).toBe(0);
  expect(adviceOn([line('b'), line('a')], day)).toMatchObject({ order: null, sooner: 0 });
});

test('a saving of hours is told as an hour, and one that nobody has today is none', () => {
  const crowd = line('b', { waiting: 30 });
  const sessions = [{ from: 480, to: 650 }];
  // Three hours at one stop before the counters close: in the order given the other is not reached.
  expect(adviceOn([line('a', { minutes: 200 }), line('c')], { ...day, sessions })).toMatchObject({
    order: ['c', 'a'],
    sooner: 60,
  });
  expect(adviceOn([crowd, line('a')], { ...day, sessions })).toMatchObject({ sooner: 0 });
});

test('where nobody serves is said, and gone to last; the short wait is told', () => {
  const stops = [line('x', { counters: 0 }), line('a', { waiting: 3 }), line('c')];
  expect(adviceOn(stops, day)).toMatchObject({ short: 'c', unserved: ['x'] });
  expect(adviceOn(stops, day).order?.at(-1)).toBe('x');
  expect(adviceOn([line('a'), line('c')], day)).toMatchObject({ order: null, short: null });
});

test('another first group takes the procedure off the number, and a stop leaves it', () => {
  const more = { ...blankMore(), procedure: 'p', papers: 'CDGH', stops: ['b', 'c'] };
  const site = { procedures: [{ id: 'p', group: 'a' }] } as unknown as Parameters<
    typeof reordered
  >[2];
  expect(reordered(more, ['b', 'a', 'c'], site)).toEqual({
    group: 'b',
    more: { ...more, procedure: null, papers: null, stops: ['a', 'c'] },
  });
  expect(reordered(more, ['a', 'c', 'b'], site).more).toMatchObject({ procedure: 'p' });
});

test('a counter counts for a group by its share', () => {
  const profile = (...groups: string[]) => groups.map((group) => ({ group }));
  const groups = ['a', 'b'].map((id) => ({ id }));
  const scene = {
    site: { groups, counters: [{ id: '1', profile: profile('a', 'b') }] },
    board: { counters: { 2: { profile: profile('a') } } },
    load: { groups: { a: { waiting: 4, counters: ['1', '2'] } } },
  } as unknown as Parameters<typeof lineOf>[0];
  expect(lineOf(scene, { id: 'a', minutes: 7 })).toEqual({
    ...{ group: 'a', minutes: 7, waiting: 4, counters: 1.5 },
  });
  expect(lineOf(scene, { id: 'b', minutes: 7 })).toMatchObject({ waiting: 0, counters: 0 });
});
