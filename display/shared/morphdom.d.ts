/**
 * morphdom's own types describe its CommonJS file, where `import` would give the wrong thing; the
 * bundle takes the ES module, whose default export is the function.
 */
declare module 'morphdom/dist/morphdom-esm.js' {
  export default function morphdom(
    from: Node,
    to: Node,
    options: {
      childrenOnly?: boolean;
      /** `false` leaves the element and all in it as it is. */
      onBeforeElUpdated?: (from: HTMLElement, to: HTMLElement) => boolean;
    },
  ): Node;
}
