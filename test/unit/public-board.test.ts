import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicBoard, rangeOf } from '../../server/domain/public-board.js';
import { speaker } from '../../server/domain/wording.js';
import { waitText } from '../../server/http/pages-public.js';
import { loadWording } from '../../server/words.js';
import { at, MONDAY, siteConfig } from '../support/factories.js';

const config = siteConfig();
const NOW = at(MONDAY, '09:00');
const OFFSET = 420;
const LOCALES = fileURLToPath(new URL('../../display/locales/', import.meta.url));
const BOARD = { tickets: {}, moves: {} };

function shown(waiting: readonly number[], counters = ['c1'], now = NOW) {
  const loads = Object.fromEntries(
    config.groups.map(({ id }, nth) => [id, { waiting: waiting[nth] ?? 0, counters }]),
  );
  return publicBoard({ config, board: BOARD, loads, now, offset: OFFSET });
}

describe('the public board', () => {
  test('singles nobody out: who waits for which of the small groups changes nothing on it', () => {
    const counts = fc.array(fc.nat(60), {
      minLength: config.groups.length,
      maxLength: config.groups.length,
    });
    const few = fc.nat(4);
    const index = fc.nat(config.groups.length - 1);
    fc.assert(
      fc.property(counts, few, few, index, index, (waiting, one, other, a, b) => {
        const put = (first: number, second: number) =>
          shown(waiting.map((n, i) => (i === a ? first : i === b ? second : n)));
        // Who came for the one came for the other instead.
        if (a !== b) expect(put(one, other)).toEqual(put(other, one));
        if (a !== b && one > 0 && other < 4) {
          expect(put(one, other)).toEqual(put(one - 1, other + 1));
        }
        const { groups, others } = put(one, other);
        for (const { waiting: told } of groups) expect(told.from).toBeGreaterThanOrEqual(5);
        // A sum under five, or of one group alone, is "fewer than five" whatever it is.
        if (others?.groups.length === 1) expect(others.waiting).toEqual({ from: 0, to: 4 });
      }),
    );
  });

  test('counts the small groups together, and tells of each its wait but no figure', () => {
    const { groups, others } = shown([13, 4, 2]);
    expect(groups.map(({ letter }) => letter)).toEqual(['A']);
    expect(others?.waiting).toEqual({ from: 5, to: 9 });
    expect(others?.groups.map(({ letter }) => letter)).toEqual(['B', 'C']);
    expect(Object.keys(others?.groups[0] ?? {})).toEqual(['letter', 'name', 'wait', 'numbers']);
    expect(shown([13, 3, 1])).toEqual(shown([13, 0, 0]));
    expect(shown([13, 4, 6])).toEqual(shown([13, 0, 6]));
    expect(shown([13, 5, 6]).others).toBeNull();
  });

  test('tells ranges of five with a wait that follows from them alone, and no total', () => {
    const { groups, ...rest } = shown([13, 5]);
    expect(groups[0]?.waiting).toEqual({ from: 10, to: 14 });
    expect(groups[1]?.waiting).toEqual({ from: 5, to: 9 });
    expect(groups).toEqual(shown([10, 9]).groups);
    expect(Object.keys(rest)).toEqual(['site', 'name', 'at', 'open', 'opens', 'others']);
    expect(shown([13], []).groups[0]?.wait).toBeNull();
    expect(rangeOf(4)).toEqual({ from: 0, to: 4 });
  });

  test('tells a wait that reaches over half a day by its least hours alone', async () => {
    const wording = await loadWording(LOCALES);
    const voice = speaker(wording.sentences('vi', ['public']), OFFSET);
    const [group] = shown([13]).groups;
    if (group === undefined) throw new Error('nobody waits');
    const text = (from: number, to: number) => waitText({ ...group, wait: { from, to } }, voice);
    expect(text(10, 45)).toBe('chờ khoảng 10–45 phút');
    expect(text(135, 400)).toBe('chờ trên 2 giờ');
    expect(text(800, 1_900)).toBe('chờ trên 3 giờ');
    expect(text(0, 80)).toBe('chờ không quá 80 phút');
  });

  test('says when it opens next, today or on another day', () => {
    expect(shown([]).open).toBe(true);
    expect(shown([], ['c1'], at(MONDAY, '05:00'))).toMatchObject({ open: false });
    const night = shown([], ['c1'], at(MONDAY, '22:00'));
    expect(night.open).toBe(false);
    expect((night.opens ?? 0) - at(MONDAY, '22:00')).toBeGreaterThan(8 * 3_600_000);
  });
});
