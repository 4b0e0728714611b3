/** The id of a site, made from its name. Pure. */
import { TRAINING_SUFFIX } from '../protocol/people.js';
import { foldText } from './fold-text.js';
import { idFrom } from './id-from.js';
import { realSiteOf } from './training.js';

/** For a name without any letter of ours. */
const FALLBACK = 'diem-phuc-vu';
/** Longest id of a site: that of its training site still is one (`SLUG`, 40 places). */
const LONGEST_SITE = 40 - TRAINING_SUFFIX.length - 4;

/**
 * An id for a site of this name; its training site's id is as free as its own, and its own is none of a
 * training site.
 */
export function siteIdFrom(name: string, taken: ReadonlySet<string>): string {
  const blocked = new Set([...taken, ...Array.from(taken, realSiteOf)]);
  const stem = foldText(name).slice(0, LONGEST_SITE);
  const id = idFrom(stem, blocked, FALLBACK);
  return id.endsWith(TRAINING_SUFFIX) ? idFrom(`${stem} 1`, blocked, FALLBACK) : id;
}
