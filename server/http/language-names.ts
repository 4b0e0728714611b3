/** What the languages of counters and citizens are called on pages. */
import type { PageContext } from './page-context.js';

/** How the languages that the screens have call themselves. */
export const OWN_NAMES = { vi: 'Tiếng Việt', en: 'English' } as const;

/**
 * @param own what the site calls it, as its speakers do, goes before the name in the language of the page
 */
export function languageName(
  { deps, view, language }: PageContext,
  tag: string,
  own = false,
): string {
  const theirs = view.config.languages.find((each) => each.tag === tag)?.name;
  if (own && theirs !== undefined) return theirs;
  const key = `people.language.${tag}`;
  const name = deps.views.wording.text(language, key);
  return name === key ? (theirs ?? tag) : name;
}
