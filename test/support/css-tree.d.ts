/** The little of css-tree that the check of old sets uses; the package has no types of its own. */
declare module 'css-tree' {
  /** A node of whatever kind: which fields it has is said by its type. */
  export interface CssNode {
    type: string;
    name: string;
    property: string;
    unit: string;
    value: CssNode;
    /** Of `:nth-child()`: the selector behind `of`. */
    selector: CssNode | null;
  }
  /** What is being walked through. */
  interface Walking {
    atrule: CssNode | null;
  }
  export function parse(source: string, options?: { parseCustomProperty: boolean }): CssNode;
  export function generate(node: CssNode): string;
  export function walk(tree: CssNode, enter: (this: Walking, node: CssNode) => void): void;
}
