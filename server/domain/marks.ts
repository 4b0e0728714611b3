/** Short marks by which colleagues know whose slip it is. Pure. */

/** UTF-16 units of a mark. */
const LONGEST = 4;
/** For names without a letter of A–Z. */
const NO_LETTER = 'X';

/** Somebody who needs a mark. */
export interface Named {
  id: string;
  name: string;
  /** ms. */
  madeAt: number;
}

/**
 * The mark of each, by id: the initial of the given name, which Vietnamese writes last; where that is
 * somebody else's, with the family name's; else with a number. Initials only: marks are journalled,
 * names must not be. Whoever came first keeps the shorter one, so that nobody's mark changes when others
 * come.
 */
export function marksOf(people: readonly Named[]): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  const used = new Set<string>();
  const order = [...people].sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  for (const { id, name } of order) {
    const mark = free(name, used);
    used.add(mark);
    marks.set(id, mark);
  }
  return marks;
}

function free(name: string, used: ReadonlySet<string>): string {
  const initials = initialsOf(name);
  const given = initials[initials.length - 1] ?? NO_LETTER;
  const both = initials.length > 1 ? given + (initials[0] ?? '') : given;
  for (const mark of [given, both]) if (!used.has(mark)) return mark;
  for (let number = 2; ; number += 1) {
    const mark = `${given}${number}`;
    if (mark.length > LONGEST) throw new RangeError('more people of one initial than marks');
    if (!used.has(mark)) return mark;
  }
}

/** The first letter of each word, as A–Z. */
function initialsOf(name: string): string[] {
  const plain = name.normalize('NFD').toUpperCase().replace(/Đ/g, 'D').replace(/\p{M}/gu, '');
  return plain
    .split(/[\s'’-]+/)
    .map((word) => word.replace(/[^A-Z]/g, '').charAt(0))
    .filter((letter) => letter !== '');
}
