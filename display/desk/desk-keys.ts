/** Keys of the desk: whatever is shown with `data-key` can be pressed by that key. */
import type { PressGuard } from '../shared/press-guard.js';

/**
 * Space presses the main button from anywhere but another button; letters and digits press what
 * carries them. In a text field only Escape and Enter act, and no key does together with a modifier.
 */
export function listenForKeys(guard: PressGuard): void {
  document.addEventListener('keydown', (event) => {
    if (event.repeat) {
      // A key that is held down is one press.
      if (event.key === ' ' && !isField(event.target)) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || guard.holding()) return;
    const pressed = pressedBy(event.key, event.target);
    if (pressed === null) return;
    event.preventDefault();
    pressed.click();
  });
}

function pressedBy(key: string, target: EventTarget | null): HTMLElement | null {
  if (isField(target)) {
    if (key === 'Escape') return carrying(key);
    return key === 'Enter' ? found(target.dataset['enter'] ?? '') : null;
  }
  return key === ' ' ? mainButton(target) : carrying(key);
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** What a field says that Enter presses. */
function found(selector: string): HTMLElement | null {
  const element = selector === '' ? null : document.querySelector(selector);
  return element instanceof HTMLElement ? element : null;
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
