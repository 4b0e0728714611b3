/** Keys of the desk: whatever is shown with `data-key` can be pressed by that key. */
import type { PressGuard } from '../shared/press-guard.js';

/**
 * Space presses the main button from anywhere but another button; letters and digits press what
 * carries them. No key acts while a text field has the focus, or together with a modifier.
 */
export function listenForKeys(guard: PressGuard): void {
  document.addEventListener('keydown', (event) => {
    if (event.repeat) {
      // A key that is held down is one press.
      if (event.key === ' ') event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || guard.holding()) return;
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const pressed = event.key === ' ' ? mainButton(target) : carrying(event.key);
    if (pressed === null) return;
    event.preventDefault();
    pressed.click();
  });
}

/** A focused button answers to the space bar by itself. */
function mainButton(target: EventTarget | null): HTMLElement | null {
  if (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement) return null;
  return document.getElementById('main-button');
}

function carrying(key: string): HTMLElement | null {
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  for (const element of document.querySelectorAll('[data-key]')) {
    if (!(element instanceof HTMLElement) || element.dataset['key'] !== wanted) continue;
    if (element.offsetParent !== null) return element;
  }
  return null;
}
