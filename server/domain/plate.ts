/**
 * Group plates: nine pairs of tint and pattern that tell service groups apart without reading.
 * Letters of the sample catalogue have theirs by right; others take the next free pair.
 */

/** The patterns, in the order in which free ones are given out. Each has one tint (parts.css). */
const PLATES = [
  'upright',
  'dots',
  'level',
  'slant',
  'chevron',
  'checks',
  'plain',
  'cross',
  'thick',
] as const;
export type Plate = (typeof PLATES)[number];

const BY_LETTER: Readonly<Record<string, Plate>> = {
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
 * The plate of each group, by its id. Two groups share a pattern only when all nine are in use.
 */
export function platesOf(
  groups: readonly { id: string; letter: string }[],
): Readonly<Record<string, Plate>> {
  const plates: Record<string, Plate> = {};
  const used: Plate[] = [];
  const others: string[] = [];
  for (const group of groups) {
    const own = BY_LETTER[group.letter];
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
