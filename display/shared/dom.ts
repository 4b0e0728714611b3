/**
 * Elements from data, and patching a place on the page to them. Text is only ever set as text, so
 * nothing that a person typed can become markup. Behaviour hangs on `data-do`, not on elements.
 */
import morphdom from 'morphdom/dist/morphdom-esm.js';

export { listenForPresses, need, type Press } from './presses.js';

export type Child = Node | string | number | null | false | undefined | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'use', 'g', 'path', 'rect', 'circle', 'text']);

/** Makes an element. `true` sets a bare attribute; `false`, `null` and `undefined` leave it out. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): Element {
  const element = SVG_TAGS.has(tag)
    ? document.createElementNS(SVG, tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (isList(child)) append(parent, child);
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

/**
 * Makes `place` hold `children`, keeping the elements (and focus) that stay; `id`s are keys. What has
 * the same `data-kept` as before is left as it is: fields whose content nobody else may know.
 */
export function patch(place: Element, ...children: Child[]): void {
  const wanted = place.cloneNode(false);
  append(wanted, children);
  morphdom(place, wanted, {
    childrenOnly: true,
    onBeforeElUpdated: (from, to) =>
      !isKept(from, to) && (!from.isEqualNode(to) || from instanceof HTMLInputElement),
  });
}

function isKept(from: Element, to: Element): boolean {
  const kept = to.getAttribute('data-kept');
  return kept !== null && kept === from.getAttribute('data-kept');
}

/** Hands what is typed into fields with `data-input` to `take`. */
export function listenForInputs(root: Element, take: (name: string, value: string) => void): void {
  root.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement) take(target.dataset['input'] ?? '', target.value);
  });
}
