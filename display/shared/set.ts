/** Changing a page that hangs for months: only what differs is touched, and nothing is made or removed. */

export function setText(element: Element, value: string): void {
  if (element.textContent !== value) element.textContent = value;
}
/** @param value of the attribute; `null` takes it away */
export function setFlag(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
export function show(element: Element, shown: boolean): void {
  setFlag(element, 'hidden', shown ? null : '');
}

/** @throws when the page has no such element */
export function find(within: ParentNode, selector: string): Element {
  const element = within.querySelector(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}
export function findAll(within: Element, selector: string): Element[] {
  return Array.prototype.slice.call(within.querySelectorAll(selector)) as Element[];
}
