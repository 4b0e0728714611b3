/** The words that people read, from `display/locales`, by i18next. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import type { Sentences, Values } from './domain/wording.js';

/** Languages in which the screens exist; the first is the default of a site. */
export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

export interface Wording {
  /** The sentence of a dotted key with its values; Vietnamese where a language lacks it. */
  text(language: Language, key: string, values?: Values): string;
  /** All sentences under the top-level keys, unfilled: what a screen's script is given. */
  sentences(language: Language, topKeys: readonly string[]): Sentences;
}

type Tree = { [key: string]: string | Tree };

/**
 * Reads `<language>/<top key>.json` of every language: one file a screen.
 * @throws when a language is missing or unknown, or a file is not a tree of strings
 */
export async function loadWording(localesDir: string): Promise<Wording> {
  const trees = new Map<string, Tree>();
  for (const language of await readdir(localesDir)) {
    if (!isLanguage(language)) throw new Error(`unknown language: ${language}`);
    trees.set(language, await readTree(join(localesDir, language)));
  }
  const flat = (language: Language): Record<string, string> => {
    const tree = trees.get(language);
    if (!tree) throw new Error(`no locale: ${language}`);
    return flatten(tree);
  };
  const all = { vi: flat('vi'), en: flat('en') };
  const i18n = createInstance();
  await i18n.init({
    resources: { vi: { translation: all.vi }, en: { translation: all.en } },
    fallbackLng: LANGUAGES[0],
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
  return {
    text: (language, key, values = {}) => i18n.t(key, { ...values, lng: language }),
    sentences: (language, topKeys) => {
      const chosen: Record<string, string> = {};
      for (const source of [all.vi, all[language]]) {
        for (const [key, sentence] of Object.entries(source)) {
          if (topKeys.includes(key.slice(0, key.indexOf('.')))) chosen[key] = sentence;
        }
      }
      return chosen;
    },
  };
}

async function readTree(folder: string): Promise<Tree> {
  const tree: Tree = {};
  for (const file of (await readdir(folder)).sort()) {
    const content: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
    if (!isTree(content)) throw new Error(`not a tree of sentences: ${file}`);
    tree[file.replace(/\.json$/, '')] = content;
  }
  return tree;
}

function isTree(value: unknown): value is Tree {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === 'string' || isTree(each));
}

function flatten(tree: Tree, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat[prefix + key] = value;
    else Object.assign(flat, flatten(value, `${prefix}${key}.`));
  }
  return flat;
}
