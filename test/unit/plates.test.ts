import { describe, expect, test } from 'vitest';
import { platesOf } from '../../server/domain/plate.js';

describe('group plates', () => {
  test('of the catalogue have their own pattern, others take the next free one', () => {
    const plates = platesOf([
      { id: 'justice', letter: 'A' },
      { id: 'odd', letter: 'B' },
      { id: 'civil', letter: 'H' },
      { id: 'odder', letter: 'C' },
    ]);
    expect(plates).toEqual({ justice: 'upright', civil: 'dots', odd: 'level', odder: 'slant' });
  });

  test('do not repeat before all nine are used', () => {
    const groups = Array.from('BCDEMPTUV', (letter) => ({ id: letter, letter }));
    expect(new Set(Object.values(platesOf(groups))).size).toBe(9);
  });
});
