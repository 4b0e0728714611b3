/**
 * The page's own elements, and what a press on them carries. Apart from `dom.ts`, so that a phone's page comes
 * without what draws whole screens anew.
 */

/** Finds an element that the page's own template promised. */
export function need<E extends Element>(selector: string, kind: new () => E): E {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`the page has no ${selector}`);
  return element;
}

/** What a press carries: the `data-*` of the pressed element. */
export type Press = Readonly<Record<string, string>>;

/** Hands presses of elements with `data-do` to `act`, ignoring those that are off. */
export function listenForPresses(root: Element, act: (what: string, press: Press) => void): void {
  root.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const pressed = event.target.closest('[data-do]');
    if (!(pressed instanceof HTMLElement)) return;
    if (pressed.getAttribute('aria-disabled') === 'true') return;
    const press: Record<string, string> = {};
    for (const [name, value] of Object.entries(pressed.dataset)) press[name] = value ?? '';
    act(press['do'] ?? '', press);
  });
}
