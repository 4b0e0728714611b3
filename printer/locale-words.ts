/**
 * Words for the two command lines, which run without the server: read from the locale files beside
 * this module's folder. Inside the server words are handed in instead.
 */
import { readFileSync } from 'node:fs';

/**
 * @param prefix dotted, its first part names the file, such as `slip.virtual.`
 * @throws when there is no such language, or no such word at the time of asking
 */
export function localeWords(
  language: string,
  prefix: string,
): (word: string, data?: Readonly<Record<string, string | number>>) => string {
  const [top = '', ...below] = prefix.split('.').filter(Boolean);
  const file = new URL(`../display/locales/${language}/${top}.json`, import.meta.url);
  const tree: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (word, data = {}) => {
    let found = tree;
    for (const key of [...below, ...word.split('.')]) {
      found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
    }
    if (typeof found !== 'string') throw new Error(`no word ${prefix}${word}`);
    return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
  };
}
