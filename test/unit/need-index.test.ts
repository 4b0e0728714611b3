import { expect, describe, test } from 'vitest';
import { NeedIndex, type Sought } from '../../display/door/need/need-index.js';
import { foldText } from '../../server/domain/fold-text.js';
import { readSampleWard } from '../../server/samples/sample-ward.js';
import { PHRASES } from '../support/phrases.js';

const ward = await readSampleWard();
const all: Sought[] = ward.procedures.map(({ id, name, aliases, cases, group }) => ({
  id,
  name: name.vi,
  aliases,
  papers: cases.flatMap(({ documents }) => documents.map((paper) => paper.name.vi)),
  group: ward.groups.find((one) => one.id === group)?.name.vi ?? '',
}));
const index = new NeedIndex(all);

function found(typed: string, most: number): string[] {
  return index.find(typed, most, () => 0).map(({ id }) => id);
}

/** The words of names and aliases, by procedure. */
const words = new Map(
  all.map(({ id, name, aliases }) => [
    id,
    new Set([name, ...aliases].flatMap((text) => foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [])),
  ]),
);

describe('search at the door', () => {
  test('has what was meant among the first three for nine everyday phrases of ten', () => {
    const missed = PHRASES.filter(({ typed, meant }) => {
      const first = found(typed, 3);
      return !meant.some((id) => first.includes(id));
    });
    expect(PHRASES).toHaveLength(60);
    expect(missed.length).toBeLessThanOrEqual(6);
  });

  test('has every procedure among the first five for each word that at most five share', () => {
    const sharing = new Map<string, string[]>();
    for (const [id, own] of words) {
      for (const word of own) sharing.set(word, [...(sharing.get(word) ?? []), id]);
    }
    const hidden = [...sharing].flatMap(([word, ids]) => {
      if (ids.length > 5) return [];
      const first = found(word, 5);
      return ids.filter((id) => !first.includes(id)).map((id) => `${word}: ${id}`);
    });
    expect(sharing.size).toBeGreaterThan(200);
    expect(hidden).toEqual([]);
  });

  test('has every procedure among the first five for each two beginnings that at most five share', () => {
    // Which procedures have a word with this beginning.
    const having = new Map<string, Set<string>>();
    for (const [id, own] of words) {
      for (const word of own) {
        for (let length = 1; length <= word.length; length += 1) {
          const beginning = word.slice(0, length);
          having.set(beginning, (having.get(beginning) ?? new Set()).add(id));
        }
      }
    }
    const hidden: string[] = [];
    const beginnings = [...having].sort(([one], [other]) => (one < other ? -1 : 1));
    let pairs = 0;
    for (const [one, ids] of beginnings) {
      for (const [other, others] of beginnings) {
        if (one >= other) continue;
        const both = [...ids].filter((id) => others.has(id));
        if (both.length === 0 || both.length > 5) continue;
        pairs += 1;
        const first = found(`${one} ${other}`, 5);
        hidden.push(
          ...both.filter((id) => !first.includes(id)).map((id) => `${one} ${other}: ${id}`),
        );
      }
    }
    expect(pairs).toBeGreaterThan(10_000);
    expect(hidden).toEqual([]);
  });
});
