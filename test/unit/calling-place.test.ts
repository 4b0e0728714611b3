import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  callingOrder,
  compareStanding,
  countBefore,
  type CallingRules,
  type Standing,
} from '../../server/domain/calling.js';
import { POLICIES } from '../../server/protocol/config.js';
import { MINUTE, MORNING } from '../support/factories.js';

const lane = fc
  .array(fc.integer({ min: -90, max: 10 }), { maxLength: 15 })
  .map((minutes) => minutes.map((m) => MORNING + m * MINUTE));

/** Ids are drawn over both lanes, so that tickets of one minute stand between each other. */
const lanes = fc.tuple(lane, lane, fc.integer()).map(([first, second, seed]) => {
  const times = [...first, ...second];
  const ids = times.map((_, index) => String((index * 7919 + Math.abs(seed)) % 10_007));
  const standings = times.map((readyAt, index) => ({
    id: (ids[index] ?? '').padStart(5, '0'),
    readyAt,
  }));
  return {
    priority: standings.slice(0, first.length).sort(compareStanding),
    normal: standings.slice(first.length).sort(compareStanding),
  };
});

const rules: fc.Arbitrary<CallingRules> = fc.record({
  policy: fc.constantFrom(...POLICIES),
  normalAfterPriority: fc.integer({ min: 0, max: 4 }),
  creditMs: fc.integer({ min: 0, max: 20 }).map((m) => m * MINUTE),
  capMs: fc.integer({ min: 1, max: 60 }).map((m) => m * MINUTE),
});

test('how many are ahead of a citizen is how many the rule would call before', () => {
  fc.assert(
    fc.property(lanes, rules, fc.integer({ min: 0, max: 4 }), ({ priority, normal }, how, owed) => {
      const order = [...callingOrder(priority, normal, owed, how, MORNING)].map(({ id }) => id);
      const place = (target: Standing, of: 'priority' | 'normal') =>
        countBefore(target, of, priority, normal, owed, how, MORNING);
      for (const target of priority) {
        expect(place(target, 'priority')).toBe(order.indexOf(target.id));
      }
      for (const target of normal) expect(place(target, 'normal')).toBe(order.indexOf(target.id));
    }),
    { numRuns: 1000 },
  );
});

test('a newcomer has ahead of them whom the rule would call before if they stood in line', () => {
  fc.assert(
    fc.property(lanes, rules, fc.integer({ min: 0, max: 4 }), ({ priority, normal }, how, owed) => {
      const newcomer = { id: '~', readyAt: MORNING };
      const joined = [...normal, newcomer].sort(compareStanding);
      const order = [...callingOrder(priority, joined, owed, how, MORNING)].map(({ id }) => id);
      const ahead = countBefore(newcomer, 'normal', priority, normal, owed, how, MORNING);
      expect(ahead).toBe(order.indexOf('~'));
    }),
    { numRuns: 1000 },
  );
});
