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
