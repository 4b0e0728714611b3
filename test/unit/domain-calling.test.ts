import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallingRules,
  callingOrder,
  chooseNext,
  compareStanding,
  type GroupHeads,
  type Standing,
} from '../../server/domain/calling.js';
import { POLICIES } from '../../server/protocol/config.js';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

const rules: fc.Arbitrary<CallingRules> = fc.record({
  policy: fc.constantFrom(...POLICIES),
  normalAfterPriority: fc.integer({ min: 1, max: 4 }),
  creditMs: fc.constantFrom(0, 5 * MINUTE, 15 * MINUTE),
  capMs: fc.constantFrom(5 * MINUTE, 20 * MINUTE, 60 * MINUTE),
});
/** A lane in order; some of it may not be ready yet. */
function lane(prefix: string): fc.Arbitrary<Standing[]> {
  return fc.array(fc.integer({ min: -60, max: 10 }), { maxLength: 12 }).map((minutes) =>
    minutes
      .map((minute, i) => ({
        id: `${prefix}${String(i).padStart(2, '0')}`,
        readyAt: NOW + minute * MINUTE,
      }))
      .sort(compareStanding),
  );
}

function heads(more: Partial<GroupHeads>): GroupHeads {
  return {
    group: 'justice',
    tier: 1,
    targetMs: 1_000 * MINUTE,
    owed: 0,
    priority: null,
    normal: null,
    ...more,
  };
}

const PLAIN: CallingRules = {
  policy: 'interleave',
  normalAfterPriority: 2,
  creditMs: 0,
  capMs: 40 * MINUTE,
};

describe('the order in which a group would be called', () => {
  it('is what choosing again and again gives, then those who are not ready', () => {
    fc.assert(
      fc.property(lane('p'), lane('n'), fc.nat(4), rules, (priority, normal, owed, by) => {
        const left = { priority: [...priority], normal: [...normal] };
        const called: string[] = [];
        let owing = owed;
        for (;;) {
          const group = heads({
            owed: owing,
            priority: left.priority[0] ?? null,
            normal: left.normal[0] ?? null,
          });
          const choice = chooseNext(null, [group], by, NOW);
          if (!choice || choice.from === 'counter') break;
          called.push(choice.ticket);
          left[choice.from].shift();
          owing = choice.owed;
        }
        const unready = [...left.priority, ...left.normal].sort(compareStanding);
        const order = [...callingOrder(priority, normal, owed, by, NOW)].map(({ id }) => id);
        expect(order).toEqual([...called, ...unready.map(({ id }) => id)]);
        expect(unready.every(({ readyAt }) => readyAt > NOW)).toBe(true);
      }),
    );
  });

  it('lets nobody with priority wait for more than N normal calls under interleave', () => {
    fc.assert(
      fc.property(lane('p'), lane('n'), rules, (priority, normal, by) => {
        const order = [...callingOrder(priority, normal, 0, { ...by, policy: 'interleave' }, NOW)];
        let normals = 0;
        let waiting = priority.filter(({ readyAt }) => readyAt <= NOW).length;
        for (const { id } of order) {
          normals = id.startsWith('n') ? normals + 1 : 0;
          if (id.startsWith('p')) waiting -= 1;
          if (waiting > 0) expect(normals).toBeLessThanOrEqual(by.normalAfterPriority);
        }
      }),
    );
  });
});

describe('the choice for a counter', () => {
  const early = { id: '0000000002', readyAt: NOW - 10 * MINUTE };
  const late = { id: '0000000001', readyAt: NOW - 5 * MINUTE };
  const future = { id: '0000000003', readyAt: NOW + 1 };

  it('is nobody where nobody is ready', () => {
    expect(chooseNext(null, [], PLAIN, NOW)).toBeNull();
    expect(chooseNext(future, [heads({ normal: future })], PLAIN, NOW)).toBeNull();
  });

  it('is whoever is addressed to it, before everybody', () => {
    const group = heads({ priority: early });
    expect(chooseNext(late, [group], PLAIN, NOW)).toEqual({ ticket: late.id, from: 'counter' });
  });

  it('goes by tier, then by the older head, then by id', () => {
    const a = heads({ group: 'a', tier: 1, normal: late });
    const b = heads({ group: 'b', tier: 2, normal: early });
    const choice = (groups: GroupHeads[]) => chooseNext(null, groups, PLAIN, NOW)?.ticket;
    expect(choice([b, a])).toBe(late.id);
    expect(choice([b, { ...a, tier: 2 }])).toBe(early.id);
    const same = { id: '0000000001', readyAt: early.readyAt };
    expect(choice([b, { ...a, tier: 2, normal: same }])).toBe(same.id);
  });

  it('puts a group before all tiers from the very moment of its target', () => {
    const a = heads({ group: 'a', tier: 1, normal: late });
    const b = heads({ group: 'b', tier: 9, normal: early, targetMs: 10 * MINUTE });
    const at = (ms: number) => chooseNext(null, [a, b], PLAIN, ms)?.ticket;
    expect(at(NOW - 1)).toBe(late.id);
    expect(at(NOW)).toBe(early.id);
  });

  it('owes N after a priority call and never less than nothing', () => {
    const owed = (more: Partial<GroupHeads>, by: Partial<CallingRules> = {}) => {
      const choice = chooseNext(null, [heads(more)], { ...PLAIN, ...by }, NOW);
      return choice?.from === 'counter' ? null : choice?.owed;
    };
    expect(owed({ priority: early })).toBe(2);
    expect(owed({ priority: early }, { policy: 'first' })).toBe(1);
    expect(owed({ priority: early }, { policy: 'credit' })).toBe(1);
    expect(owed({ normal: early, owed: 2 })).toBe(1);
    expect(owed({ normal: early })).toBe(0);
  });
});
