/** The id of a site, made from its name. Pure. */
import { TRAINING_SUFFIX } from '../protocol/people.js';
import { foldText } from './fold-text.js';
import { idFrom } from './id-from.js';

/** Longest id of a site: that of its training site still is one (`SLUG`, 40 places). */
const LONGEST_SITE = 40 - TRAINING_SUFFIX.length - 4;

/** An id for a site of this name; its training site's id is as free as its own. */
export function siteIdFrom(name: string, taken: ReadonlySet<string>): string {
  const id = idFrom(foldText(name).slice(0, LONGEST_SITE), taken, 'diem-phuc-vu');
  return id.endsWith(TRAINING_SUFFIX) ? `${id}-1` : id;
}
