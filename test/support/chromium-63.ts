/**
 * What a television of 2019 cannot do (Samsung's stay at Chromium 63 for life), told from the built script
 * and style of a screen. The list is made from @mdn/browser-compat-data when it is asked for.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse, type AnyNode } from 'acorn';
import { generate, parse as parseStyle, walk, type CssNode } from 'css-tree';

const LIMIT = 63;

/**
 * Reviewed one by one: what an old browser passes over without harm, or what a script asks for before
 * it uses it.
 */
const ALLOWED: Readonly<Record<string, string>> = {
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
const isNew = (feature: Feature | undefined): boolean => (since(feature) ?? 0) > LIMIT;

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

/** Names of methods that every interface got after Chromium 63: called, they are unknown whoever has them. */
const NEW_METHODS = newMethods();
function newMethods(): ReadonlySet<string> {
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
  return new Set([...young].filter((name) => !old.has(name) && !/[_A-Z]{2}/.test(name)));
}

/** A script: what it names that Chromium 63 lacks. @throws when it is no ES2018 */
export function unknownInScript(source: string): string[] {
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
      if (called && NEW_METHODS.has(name)) found.add(`.${name}()`);
      const { object } = node;
      if (object.type !== 'Identifier' || !isGlobal(object.name)) return;
      const owner = INTERFACES.get(OBJECTS[object.name] ?? object.name);
      if (isNew(sub(owner, `${name}_static`) ?? sub(owner, name))) {
        found.add(`${object.name}.${name}`);
      }
      if (OBJECTS[object.name] === 'Window' && isNew(INTERFACES.get(name))) found.add(name);
    }
    if (node.type === 'Literal' && node.regex !== undefined) {
      const { pattern, flags } = node.regex;
      if (/\(\?<(?![=!])/.test(pattern)) found.add('named group in a regular expression');
      if (/\\p\{/i.test(pattern) && flags.includes('u')) found.add('\\p{} in a regular expression');
    }
  });
  return unreviewed(found);
}

type Visitor = (node: AnyNode, parent: AnyNode | null) => void;
function visit(node: AnyNode, visitor: Visitor, parent: AnyNode | null = null): void {
  visitor(node, parent);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of [value].flat() as unknown[]) {
      if (typeof child === 'object' && child !== null && 'type' in child && 'start' in child) {
        visit(child as AnyNode, visitor, node);
      }
    }
  }
}

function declares(node: AnyNode): string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return names(node.id);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap(names)];
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id ? [node.id.name] : [];
    case 'CatchClause':
      return node.param ? names(node.param) : [];
    default:
      return [];
  }
}
/** Names that a pattern binds. */
function names(pattern: AnyNode): string[] {
  const found: string[] = [];
  visit(pattern, (node) => {
    if (node.type === 'Identifier') found.push(node.name);
  });
  return found;
}
function isReference(node: AnyNode, parent: AnyNode | null): boolean {
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent?.type === 'Property') return parent.value === node || parent.computed;
  return parent?.type !== 'MethodDefinition' && parent?.type !== 'LabeledStatement';
}
function memberName(node: AnyNode): string | null {
  if (node.type !== 'MemberExpression') return null;
  const { property, computed } = node;
  if (!computed) return property.type === 'Identifier' ? property.name : null;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
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

/** A style sheet: what it uses that Chromium 63 lacks. What `@supports` asks for is asked for. */
export function unknownInStyle(source: string): string[] {
  const found = new Set<string>();
  const tree = parseStyle(source);
  walk(tree, function (node) {
    if (this.atrule?.name === 'supports') return;
    if (node.type === 'Atrule' && isNew(sub(compat.css['at-rules'], node.name))) {
      found.add(`@${node.name}`);
    }
    if (node.type === 'Feature') {
      const media = sub(compat.css['at-rules'], 'media');
      if (isNew(sub(media, node.name))) found.add(`@media ${node.name}`);
    }
    if (node.type === 'PseudoClassSelector' || node.type === 'PseudoElementSelector') {
      if (isNew(sub(compat.css['selectors'], node.name))) found.add(`:${node.name}`);
      // Until Chromium 88 one simple selector may stand in it.
      if (node.name === 'not' && /[\s,>+~]|[^(]\.|\][[.]/.test(generate(node).slice(5, -1))) {
        found.add(':not() of more than one');
      }
    }
    if (node.type === 'Declaration' && this.atrule?.name !== 'font-face') {
      declaration(node.property, node.value, found);
    }
  });
  return unreviewed(found);
}

function declaration(property: string, value: CssNode, found: Set<string>): void {
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
  walk(value, (node) => {
    if (node.type === 'Identifier' && isNew(sub(known, node.name))) {
      found.add(`${property}: ${node.name}`);
    }
  });
}

const unreviewed = (found: ReadonlySet<string>): string[] =>
  [...found].filter((name) => !Object.hasOwn(ALLOWED, name)).sort();
