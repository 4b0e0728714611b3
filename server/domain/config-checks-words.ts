/** The checks of what citizens read: names, notices and further languages (`config-checks.ts`). */
import type { LanguageConfig, SiteConfig, Words } from '../protocol/config.js';
import type { ConfigFinding } from './config-findings.js';
import { undrawable } from './drawable.js';
import type { Sentences } from './wording.js';

/** Languages in which the product itself exists. */
const BUILT_IN = ['vi', 'en'];

export function checkWords(config: SiteConfig, citizen: Sentences | null): ConfigFinding[] {
  const seen = new Set<string>();
  const languages = config.languages.flatMap((language, i): ConfigFinding[] => {
    const { tag, strings } = language;
    const path = `languages.${i}`;
    const found: ConfigFinding[] = [];
    if (BUILT_IN.includes(tag)) {
      found.push({ code: 'language-built-in', subject: tag, path: `${path}.tag` });
    } else if (seen.has(tag)) {
      found.push({ code: 'language-doubled', subject: tag, path: `${path}.tag` });
    }
    seen.add(tag);
    const letters = Object.entries(strings).flatMap(([key, text]) =>
      drawn(text, `${path}.strings.${key}`),
    );
    return [...found, ...(citizen ? checkStrings(strings, citizen, path) : []), ...letters];
  });
  return [...languages, ...checkLetters(config)];
}

function checkStrings(
  strings: LanguageConfig['strings'],
  citizen: Sentences,
  language: string,
): ConfigFinding[] {
  return Object.entries(strings).flatMap(([key, text]): ConfigFinding[] => {
    const path = `${language}.strings.${key}`;
    const original = citizen[key];
    if (original === undefined) return [{ code: 'string-unknown', subject: key, path }];
    const [wanted, given] = [placeholders(original), placeholders(text)];
    const unknown = given.filter((name) => !wanted.includes(name));
    const missing = wanted.filter((name) => !given.includes(name));
    return [
      ...unknown.map((subject) => ({ code: 'placeholder-unknown' as const, subject, path })),
      ...missing.map((subject) => ({ code: 'placeholder-missing' as const, subject, path })),
    ];
  });
}

function placeholders(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole))];
}

/** What stands on screens and paper must be there: an empty box says nothing. */
function checkLetters(config: SiteConfig): ConfigFinding[] {
  const { site, zones, groups, notices, slip, screens } = config;
  const words = (value: Words | null, path: string): ConfigFinding[] =>
    value === null ? [] : [...drawn(value.vi, `${path}.vi`), ...drawn(value.en, `${path}.en`)];
  return [
    ...words(site.name, 'site.name'),
    ...drawn(site.address, 'site.address'),
    ...site.specialDays.flatMap(({ name }, i) => words(name, `site.specialDays.${i}.name`)),
    ...screens.media.flatMap(({ title }, i) => words(title, `screens.media.${i}.title`)),
    ...zones.flatMap(({ name }, i) => words(name, `zones.${i}.name`)),
    ...groups.flatMap(({ name, short }, i) => [
      ...words(name, `groups.${i}.name`),
      ...words(short, `groups.${i}.short`),
    ]),
    ...notices.flatMap(({ text }, i) => words(text, `notices.${i}.text`)),
    ...words(slip.footer, 'slip.footer'),
  ];
}

function drawn(text: string, path: string): ConfigFinding[] {
  const letters = undrawable(text);
  return letters.length === 0
    ? []
    : [{ code: 'letters-undrawable', subject: letters.join(' '), path }];
}
