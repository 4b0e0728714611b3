import { describe, expect, test } from 'vitest';
import { UsualNeeds } from '../../display/door/need/usual-needs.js';
import type { Scene } from '../../display/shared/staff-site.js';
import type { RhythmHalfHour } from '../../server/protocol/rhythm.js';
import { at } from '../support/factories.js';

const procedures = [
  ...['copy', 'signature', 'contract'].map((id) => ({ id, group: 'certify' })),
  ...['birth', 'death', 'marriage'].map((id) => ({ id, group: 'status' })),
  { id: 'result', group: 'results' },
];
const site = {
  groups: [{ id: 'certify' }, { id: 'status' }, { id: 'results' }],
  procedures,
};

function sceneAt(time: string): Scene {
  return { site, now: at('2026-11-19', time) } as unknown as Scene;
}
const hour = (
  groups: Record<string, number>,
  counted: Record<string, number> = {},
): RhythmHalfHour => ({ from: 480, groups, waits: {}, procedures: counted });

describe('the needs of the hour', () => {
  test('begin with the first of each group while nothing is known', () => {
    const needs = new UsualNeeds(() => null);
    expect(needs.most(sceneAt('08:10')).slice(0, 3)).toEqual(['copy', 'birth', 'result']);
  });

  test('follow what was counted, and share out who came without a procedure', () => {
    const needs = new UsualNeeds(() => hour({ certify: 8, status: 6, results: 1 }, { birth: 5 }));
    // 4 and 2 of certification's 8; birth 5 and half of the one that is left.
    expect(needs.most(sceneAt('08:10'))).toEqual([
      ...['birth', 'copy', 'signature', 'contract', 'result', 'death'],
    ]);
  });

  test('keep their places for the half hour, whatever is counted meanwhile', () => {
    let groups: Record<string, number> = { certify: 8 };
    const needs = new UsualNeeds(() => hour(groups));
    const before = needs.most(sceneAt('08:01'));
    groups = { status: 9 };
    expect(needs.most(sceneAt('08:29'))).toEqual(before);
    expect(needs.most(sceneAt('08:30'))[0]).toBe('birth');
  });
});
