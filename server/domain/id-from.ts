/** Ids made from what people call a thing. Pure. */
import { foldText } from './fold-text.js';

/** Longest id (`protocol/schema/ids.ts`, SLUG). */
const LONGEST_ID = 40;

/**
 * An id for something of this name that is not `taken` yet: `Quầy số 3` → `quay-so-3`, then
 * `quay-so-3-2`. A name without any letter of ours gives `fallback`.
 */
export function idFrom(name: string, taken: ReadonlySet<string>, fallback: string): string {
  const plain = foldText(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_ID - 4)
    .replace(/^-+|-+$/g, '');
  const stem = plain === '' || plain === 'constructor' ? fallback : plain;
  for (let copy = 1; ; copy += 1) {
    const id = copy === 1 ? stem : `${stem}-${copy}`;
    if (!taken.has(id)) return id;
  }
}
