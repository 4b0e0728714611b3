/**
 * Group plates: nine pairs of tint and pattern that tell service groups apart without reading.
 * Letters of the sample catalogue have theirs by right; others take the next free pair.
 */
import { PLATES, type GroupConfig, type PlateName } from '../protocol/config.js';

const BY_LETTER: Readonly<Record<string, PlateName>> = {
  A: 'upright',
  H: 'dots',
  K: 'level',
  G: 'slant',
  S: 'chevron',
  L: 'checks',
  R: 'plain',
  X: 'cross',
  N: 'thick',
};

/**
 * The plate of each group, by its id: the one that the site chose, else its letter's, else a free one.
 * Two groups share a pattern only when the site says so or all nine are in use.
 */
export function platesOf(
  groups: readonly (Pick<GroupConfig, 'id' | 'letter'> & Partial<Pick<GroupConfig, 'plate'>>)[],
): Readonly<Record<string, PlateName>> {
  const plates: Record<string, PlateName> = {};
  const used: PlateName[] = [];
  const chosen = groups.map(({ plate }) => plate);
  const others: string[] = [];
  for (const group of groups) {
    const byLetter = BY_LETTER[group.letter];
    const taken = byLetter !== undefined && chosen.indexOf(byLetter) >= 0;
    const own = group.plate || (taken ? undefined : byLetter);
    if (own === undefined) others.push(group.id);
    else {
      plates[group.id] = own;
      used.push(own);
    }
  }
  const free = PLATES.filter((plate) => used.indexOf(plate) < 0);
  const spare = free.length > 0 ? free : PLATES;
  others.forEach((id, i) => {
    plates[id] = spare[i % spare.length] ?? 'plain';
  });
  return plates;
}
