/**
 * What an old browser cannot do, told from the built script and style of a screen: a television of 2019
 * (Samsung's stay at Chromium 63 for life), a kiosk's box. The list is made from @mdn/browser-compat-data when
 * it is asked for.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'acorn';
import { generate, parse as parseStyle, walk, type CssNode } from 'css-tree';
import { declares, isReference, memberName, styleIn, unpacks, visit } from './script-tree.js';

/** Names that somebody looked at, each with why it does no harm. */
export type Reviewed = Readonly<Record<string, string>>;

/**
 * Reviewed one by one: what an old browser passes over without harm, or what a script asks for before
 * it uses it.
 */
const ALLOWED: Reviewed = {
  ':focus-visible': 'stands in a rule of its own; without it the ring is there for everybody',
  '@media prefers-reduced-motion': 'an old browser skips the block and shows the pulse',
  'align-content: start': 'known in a grid since 57; in a flex row it is not, and these have none',
  'align-self: end': 'as above',
  'justify-content: start': 'as above',
  'text-wrap': 'without it a line breaks elsewhere, nothing more',
  'text-wrap: balance': 'as above',
  'navigator.wakeLock': 'asked for before it is used (display/shared/secure-context.ts)',
  '.speed()': 'of our own clock',
  '.destroy()': 'of our own and the socket’s',
  '.take()': 'of our own',
};

interface Support {
  version_added?: string | false | null;
  flags?: unknown;
  prefix?: string;
  alternative_name?: string;
  partial_implementation?: boolean;
}
interface Feature {
  __compat?: { support: { chrome?: Support | Support[] } };
  [name: string]: unknown;
}

const compat = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@mdn/browser-compat-data'), 'utf8'),
) as { api: Feature; css: Record<string, Feature>; javascript: Record<string, Feature> };

const sub = (feature: Feature | undefined, name: string): Feature | undefined =>
  feature !== undefined && Object.hasOwn(feature, name) ? (feature[name] as Feature) : undefined;
const subNames = (feature: Feature | undefined): string[] =>
  Object.keys(feature ?? {}).filter((name) => name !== '__compat');

/** Chrome's version that first had it; `Infinity` where none has, `undefined` where nothing is known. */
function since(feature: Feature | undefined): number | undefined {
  const chrome = feature?.__compat?.support.chrome;
  if (chrome === undefined) return undefined;
  const versions = [chrome].flat().map((support) => {
    const { version_added: version, flags, prefix, alternative_name: other } = support;
    if (flags !== undefined || prefix !== undefined || other !== undefined) return Infinity;
    return typeof version === 'string' ? Number(version.replace('≤', '')) || Infinity : Infinity;
  });
  return Math.min(...versions);
}
/** Whether the browser of a version lacks a feature. */
type IsNew = (feature: Feature | undefined) => boolean;
const newerThan =
  (version: number): IsNew =>
  (feature) =>
    (since(feature) ?? 0) > version;

/** Interfaces of the browser and of the language by their global name. */
const INTERFACES = new Map<string, Feature>();
for (const part of [compat.api, compat.javascript['builtins']]) {
  for (const name of subNames(part)) INTERFACES.set(name, sub(part, name) ?? {});
}
/** What global objects are called in scripts. */
const OBJECTS: Readonly<Record<string, string>> = {
  ...{ window: 'Window', self: 'Window', document: 'Document', navigator: 'Navigator' },
  ...{ location: 'Location', performance: 'Performance', crypto: 'Crypto', screen: 'Screen' },
  ...{ history: 'History' },
};

/** Found once for each version. */
const NEW_METHODS = new Map<number, ReadonlySet<string>>();
/** Names of methods that every interface got later: called, they are unknown whoever has them. */
function newMethods(version: number): ReadonlySet<string> {
  const known = NEW_METHODS.get(version);
  if (known !== undefined) return known;
  const isNew = newerThan(version);
  const young = new Set<string>();
  const old = new Set<string>();
  for (const [, feature] of INTERFACES) {
    for (const name of subNames(feature)) {
      const plain = name.replace(/_static$/, '');
      if (since(sub(feature, name)) !== undefined) {
        (isNew(sub(feature, name)) || isNew(feature) ? young : old).add(plain);
      }
    }
  }
  // A single letter is what the build calls something of its own, not `CSS.s()`.
  const found = new Set([...young].filter((name) => !old.has(name) && !/^[A-Z]|_|^.$/.test(name)));
  NEW_METHODS.set(version, found);
  return found;
}

/** A script: what it names that this Chromium lacks. @throws when it is no ES2018 */
export function unknownInScript(
  source: string,
  version: number,
  reviewed: Reviewed = {},
): string[] {
  const isNew = newerThan(version);
  const young = newMethods(version);
  const found = new Set<string>();
  const declared = new Set<string>();
  const program = parse(source, { ecmaVersion: 2018, sourceType: 'script' });
  visit(program, (node) => {
    for (const name of declares(node)) declared.add(name);
  });
  const isGlobal = (name: string) => !declared.has(name);
  visit(program, (node, parent) => {
    if (node.type === 'Identifier' && isReference(node, parent) && isGlobal(node.name)) {
      // What stands after `typeof` is asked for, not used.
      if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') return;
      const global = INTERFACES.get(node.name) ?? sub(INTERFACES.get('Window'), node.name);
      const js = sub(compat.javascript['builtins'], node.name);
      if (isNew(global) || isNew(js)) found.add(node.name);
    }
    if (node.type === 'MemberExpression') {
      const name = memberName(node);
      if (name === null) return;
      const called = parent?.type === 'CallExpression' && parent.callee === node;
      if (called && young.has(name)) found.add(`.${name}()`);
      const { object } = node;
      if (object.type !== 'Identifier' || !isGlobal(object.name)) return;
      const owner = INTERFACES.get(OBJECTS[object.name] ?? object.name);
      if (isNew(sub(owner, `${name}_static`) ?? sub(owner, name))) {
        found.add(`${object.name}.${name}`);
      }
      if (OBJECTS[object.name] === 'Window' && isNew(INTERFACES.get(name))) found.add(name);
    }
    for (const name of unpacks(node)) {
      if (isNew(sub(INTERFACES.get(OBJECTS[name.from] ?? name.from), name.name))) {
        found.add(`${name.from}.${name.name}`);
      }
    }
    const style = styleIn(node);
    if (style !== null) unknownInStyle(style, version).forEach((name) => found.add(name));
    if (node.type === 'Literal' && node.regex !== undefined) {
      const { pattern, flags } = node.regex;
      if (/\(\?<(?![=!])/.test(pattern)) found.add('named group in a regular expression');
      if (/\\p\{/i.test(pattern) && flags.includes('u')) found.add('\\p{} in a regular expression');
    }
  });
  return unreviewed(found, reviewed);
}

/** Functions of values, also those that stand below gradients and colours. */
const FUNCTIONS = new Map<string, Feature>();
for (const type of subNames(compat.css['types'])) {
  const feature = sub(compat.css['types'], type);
  for (const name of subNames(feature)) FUNCTIONS.set(name, sub(feature, name) ?? {});
}
for (const type of subNames(compat.css['types'])) {
  const feature = sub(compat.css['types'], type);
  if (feature?.__compat !== undefined) FUNCTIONS.set(type, feature);
}

/** Chromium's versions that first had what the data have no name for: `(width > 1px)`, `:nth-child(1 of a)`. */
const MEDIA_RANGES = 104;
const NTH_OF = 111;
/** Properties that took one word where they take several now. */
const ONE_WORD = new Map([
  ['display', 'multi-keyword_values'],
  ['overflow', 'multiple_keywords'],
]);

/** A style sheet: what it uses that this Chromium lacks. What `@supports` asks for is asked for. */
export function unknownInStyle(source: string, version: number): string[] {
  const isNew = newerThan(version);
  const found = new Set<string>();
  const tree = parseStyle(source, { parseCustomProperty: true });
  walk(tree, function (node) {
    if (this.atrule?.name === 'supports') return;
    if (node.type === 'Atrule' && isNew(sub(compat.css['at-rules'], node.name))) {
      found.add(`@${node.name}`);
    }
    if (node.type === 'Feature') {
      const media = sub(compat.css['at-rules'], 'media');
      if (isNew(sub(media, node.name))) found.add(`@media ${node.name}`);
    }
    if (node.type === 'FeatureRange' && version < MEDIA_RANGES) found.add('@media with < or >');
    if (node.type === 'Nth' && node.selector !== null && version < NTH_OF)
      found.add(':nth-child(of)');
    if (node.type === 'PseudoClassSelector' || node.type === 'PseudoElementSelector') {
      if (isNew(sub(compat.css['selectors'], node.name))) found.add(`:${node.name}`);
      // Until Chromium 88 one simple selector may stand in it.
      if (node.name === 'not' && /[\s,>+~]|[^(]\.|\][[.]/.test(generate(node).slice(5, -1))) {
        found.add(':not() of more than one');
      }
    }
    if (node.type === 'Declaration' && this.atrule?.name !== 'font-face') {
      declaration(node.property, node.value, isNew, found);
    }
  });
  return unreviewed(found);
}

function declaration(property: string, value: CssNode, isNew: IsNew, found: Set<string>): void {
  walk(value, (node) => {
    if (node.type === 'Function' && isNew(FUNCTIONS.get(node.name))) found.add(`${node.name}()`);
    if (node.type === 'Dimension' && /^[dsl]v|^cq|^(r?lh|rex|rch|cap|ic|vi|vb)$/.test(node.unit)) {
      found.add(node.unit);
    }
  });
  if (property.startsWith('-')) return;
  const known = sub(compat.css['properties'], property);
  // One name, two worlds: a gap between cells is older than one in a flex row. Neither is known.
  const contexts = subNames(known).filter((name) => /^(flex|grid)_context$/.test(name));
  if (isNew(known) || contexts.some((name) => /gap$/.test(property) && isNew(sub(known, name)))) {
    found.add(property);
  }
  const several = ONE_WORD.get(property);
  if (several !== undefined && /\S\s\S/.test(generate(value)) && isNew(sub(known, several))) {
    found.add(`${property}: several`);
  }
  walk(value, (node) => {
    if (node.type === 'Identifier' && isNew(sub(known, node.name))) {
      found.add(`${property}: ${node.name}`);
    }
  });
}

const unreviewed = (found: ReadonlySet<string>, reviewed: Reviewed = {}): string[] =>
  [...found]
    .filter((name) => !Object.hasOwn(ALLOWED, name) && !Object.hasOwn(reviewed, name))
    .sort();
