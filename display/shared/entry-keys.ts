/** Hands keys, typing and sent forms to the way in while it stands on the page. */
import type { Entry } from './entry.js';

export interface EntryPlace {
  /** The way in stands on the page. */
  active(): boolean;
  /** Something lies over the page, whose own keys mean nothing meanwhile. */
  covering(): boolean;
}

/** Keys are caught before anything else on the page hears them. */
export function listenForEntry(entry: Entry, { active, covering }: EntryPlace): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (covering()) event.stopPropagation();
      if (!active()) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const { target } = event;
      if (target instanceof HTMLInputElement) return;
      const onButton = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
      if (entry.key(event.key, onButton)) event.preventDefault();
    },
    true,
  );
  document.addEventListener('input', ({ target }) => {
    if (!active() || !(target instanceof HTMLInputElement)) return;
    const name = target.dataset['input'];
    if (name !== undefined && name.startsWith('entry.')) entry.input(name, target.value);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['form'] !== 'entry') return;
    event.preventDefault();
    if (active()) void entry.submit(form);
  });
}
