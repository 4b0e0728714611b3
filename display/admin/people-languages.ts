/** Languages that people of a hall may speak besides Vietnamese, and the words that lists have for them. */
import { foldText } from '../../server/domain/fold-text.js';
import type { SiteConfig } from '../../server/protocol/config.js';
import type { AdminScene } from './section.js';

/**
 * Tag (ISO 639) → folded words of lists, without "tiếng". The peoples whose languages are spoken at
 * communes' counters (facts: right to use one's own language, Constitution art. 5), English, Chinese,
 * and sign language (`sgn`).
 */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['anh', 'english'],
  tyz: ['tay'],
  nut: ['nung'],
  hmn: ['mong', "h'mong", 'hmong'],
  ium: ['dao', 'yao'],
  blt: ['thai', 'thai den'],
  mtq: ['muong'],
  km: ['khmer', 'kho me', 'kho-me'],
  cjm: ['cham'],
  rad: ['e de', 'ede', 'rade'],
  jra: ['gia rai', 'jrai', 'jarai'],
  bdq: ['ba na', 'bana', 'bahnar'],
  mng: ['mnong', "m'nong"],
  lhu: ['la hu', 'lahu'],
  zh: ['hoa', 'trung', 'chinese'],
  sgn: ['ky hieu', 'ngon ngu ky hieu', 'sign language'],
};

/** Tags to choose from: those of the table and those that the site added. */
export function languageTags(config: SiteConfig): string[] {
  const own = [
    ...config.languages.map(({ tag }) => tag),
    ...config.counters.flatMap(({ languages }) => languages),
  ];
  return [...new Set([...Object.keys(WORDS), ...own])];
}

/** Folded words by tag: the tag itself, the table's, and what the site calls its own languages. */
export function languageWords(config: SiteConfig): Record<string, string[]> {
  const own = (tag: string): string[] =>
    config.languages.filter((each) => each.tag === tag).map(({ name }) => foldText(name));
  return Object.fromEntries(
    languageTags(config).map((tag) => [tag, [foldText(tag), ...(WORDS[tag] ?? []), ...own(tag)]]),
  );
}

/** What a language is called on the page; a site's own ones as their speakers call them. */
export function languageName({ words, draft }: AdminScene, tag: string): string {
  const key = `people.language.${tag}`;
  const name = words.say(key);
  if (name !== key) return name;
  return draft.languages.find((each) => each.tag === tag)?.name ?? tag;
}
