/** What is typed, chosen and followed on the page of the settings, by the `data-*` of the element. */
import type { Press } from '../shared/dom.js';
import { pictureData } from './picture-file.js';

export interface InputListeners {
  /** A field of `fields.ts` has a new value. */
  field(path: string, value: string): void;
  /** Such a field was left, or Enter pressed in it, after its value had changed. */
  left(path: string): void;
  /** An input of a section has a new value. */
  input(what: string, value: string, press: Press): void;
  /** Files were chosen that a section takes as they are. */
  files(what: string, files: readonly File[]): void;
  /** A link within the settings was followed; `field` is the path of the field that it leads to. */
  go(section: string, chosen: string, field: string | null): void;
  /** Esc was pressed. */
  escape(): void;
}

/** Bytes; a configuration with a long catalogue has some 100 kB (`http/config.ts` takes 1 MB). */
const LARGEST_FILE = 1024 * 1024;

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function listenForInputs(root: HTMLElement, listeners: InputListeners): void {
  root.addEventListener('input', (event) => {
    const input = inputOf(event);
    if (input === null || isFile(input)) return;
    const { field, input: what } = input.dataset;
    if (field !== undefined) listeners.field(field, valueOf(input));
    if (what !== undefined) listeners.input(what, valueOf(input), pressOf(input));
  });
  root.addEventListener('change', (event) => {
    const input = inputOf(event);
    const field = input?.dataset['field'];
    if (field !== undefined) listeners.left(field);
    if (input === null || !isFile(input)) return;
    if (input.dataset['files'] !== undefined) {
      listeners.files(input.dataset['files'], [...(input.files ?? [])]);
      input.value = '';
      return;
    }
    const [file] = input.files ?? [];
    const what = input.dataset['input'];
    if (file === undefined || what === undefined) return;
    const picture = input.accept.startsWith('image/');
    void (picture ? pictureData(file) : file.slice(0, LARGEST_FILE).text()).then((text) => {
      listeners.input(what, text, { ...pressOf(input), file: file.name });
      // The same file can be chosen again.
      input.value = '';
    });
  });
  root.addEventListener('click', (event) => {
    const { ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return;
    const link = target.closest('a[data-go]');
    if (!(link instanceof HTMLElement)) return;
    event.preventDefault();
    const { go = '', chosen = '', focus } = link.dataset;
    listeners.go(go, chosen, focus ?? null);
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') listeners.escape();
    else pressKey(event);
  });
}

/** Whatever is shown with `data-key` can be pressed by that key, from anywhere but a field or another button. */
function pressKey(event: KeyboardEvent): void {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey || inputOf(event) !== null) return;
  const own = target instanceof Element && target.closest('button, a, summary') !== null;
  // A focused button answers to the space bar by itself.
  if (own && key === ' ') return;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  const found = document.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
  if (!(found instanceof HTMLElement) || found.offsetParent === null) return;
  event.preventDefault();
  // A key that is held down is one press.
  if (!event.repeat) found.click();
}

function inputOf({ target }: Event): Input | null {
  const is =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
  return is ? target : null;
}
function isFile(input: Input): input is HTMLInputElement {
  return input instanceof HTMLInputElement && input.type === 'file';
}
function valueOf(input: Input): string {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') {
    return input.checked ? 'true' : '';
  }
  return input.value;
}
function pressOf(input: Input): Press {
  return Object.fromEntries(
    Object.entries(input.dataset).map(([name, value]) => [name, value ?? '']),
  );
}
