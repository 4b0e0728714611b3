/** What stands in a parsed script. */
import type { AnyNode } from 'acorn';

type Visitor = (node: AnyNode, parent: AnyNode | null) => void;
/** Every node below, and the one that it stands in. */
export function visit(node: AnyNode, visitor: Visitor, parent: AnyNode | null = null): void {
  visitor(node, parent);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of [value].flat() as unknown[]) {
      if (typeof child === 'object' && child !== null && 'type' in child && 'start' in child) {
        visit(child as AnyNode, visitor, node);
      }
    }
  }
}

/** Names that a node binds. */
export function declares(node: AnyNode): string[] {
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
/** Whether an identifier is a value, and no name of a member. */
export function isReference(node: AnyNode, parent: AnyNode | null): boolean {
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent?.type === 'Property') return parent.value === node || parent.computed;
  return parent?.type !== 'MethodDefinition' && parent?.type !== 'LabeledStatement';
}
/** The name in `object.name` and `object['name']`. */
export function memberName(node: AnyNode): string | null {
  if (node.type !== 'MemberExpression') return null;
  const { property, computed } = node;
  if (!computed) return property.type === 'Identifier' ? property.name : null;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
}

/** Names that are taken out of an object that has one itself: `const { name } = from`. */
export function unpacks(node: AnyNode): { from: string; name: string }[] {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern') return [];
  const from = node.init?.type === 'Identifier' ? node.init.name : '';
  return node.id.properties.flatMap((each) =>
    each.type === 'Property' && each.key.type === 'Identifier'
      ? [{ from, name: each.key.name }]
      : [],
  );
}

const textOf = (node: AnyNode | undefined): string | null =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
/** Methods whose first word is a selector. */
const SELECTING = /^(querySelector(All)?|closest|matches)$/;

/** The style that a node of a script sets or selects by, as a sheet of its own; `null` for none. */
export function styleIn(node: AnyNode): string | null {
  if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
    const { object } = node.left;
    const name = memberName(node.left);
    if (name === null || object.type === 'Super' || memberName(object) !== 'style') return null;
    const value = textOf(node.right) ?? 'inherit';
    if (name === 'cssText') return `a { ${value} }`;
    return `a { ${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${value} }`;
  }
  if (node.type !== 'CallExpression') return null;
  const called = memberName(node.callee) ?? '';
  const [first, second] = node.arguments;
  const word = textOf(first);
  if (word === null) return null;
  if (called === 'setProperty') return `a { ${word}: ${textOf(second) ?? 'inherit'} }`;
  return SELECTING.test(called) ? `${word} { color: red }` : null;
}
