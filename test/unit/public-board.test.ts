import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicBoard, rangeOf } from '../../server/domain/public-board.js';
import { at, MONDAY, siteConfig } from '../support/factories.js';

const config = siteConfig();
const NOW = at(MONDAY, '09:00');
const OFFSET = 420;
const BOARD = { tickets: {}, moves: {} };

function shown(waiting: readonly number[], counters = ['c1'], now = NOW) {
  const loads = Object.fromEntries(
    config.groups.map(({ id }, nth) => [id, { waiting: waiting[nth] ?? 0, counters }]),
  );
  return publicBoard({ config, board: BOARD, loads, now, offset: OFFSET });
}

describe('the public board', () => {
  test('tells no figure under five: whoever waits among fewer changes nothing on it', () => {
    const counts = fc.array(fc.nat(60), {
      minLength: config.groups.length,
      maxLength: config.groups.length,
    });
    const small = fc.array(fc.nat(4), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(counts, small, fc.nat(config.groups.length - 1), (waiting, two, nth) => {
        const [one, other] = two.map((few) => waiting.map((n, i) => (i === nth ? few : n)));
        expect(shown(one ?? [])).toEqual(shown(other ?? []));
      }),
    );
  });

  test('tells ranges of five with a wait that follows from them alone, and no total', () => {
    const { groups, ...rest } = shown([13, 5]);
    expect(groups[0]?.waiting).toEqual({ from: 10, to: 14 });
    expect(groups[1]?.waiting).toEqual({ from: 5, to: 9 });
    expect(groups).toEqual(shown([10, 9]).groups);
    expect(Object.keys(rest)).toEqual(['site', 'name', 'at', 'open', 'opens']);
    expect(shown([13], []).groups[0]?.wait).toBeNull();
    expect(rangeOf(4)).toEqual({ from: 0, to: 4 });
  });

  test('says when it opens next, today or on another day', () => {
    expect(shown([]).open).toBe(true);
    expect(shown([], ['c1'], at(MONDAY, '05:00'))).toMatchObject({ open: false });
    const night = shown([], ['c1'], at(MONDAY, '22:00'));
    expect(night.open).toBe(false);
    expect((night.opens ?? 0) - at(MONDAY, '22:00')).toBeGreaterThan(8 * 3_600_000);
  });
});
