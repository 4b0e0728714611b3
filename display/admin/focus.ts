/** Where the keyboard is after something was opened. */
import { fieldId } from './field-frame.js';

/**
 * Focuses the field of a path, or the title of the section.
 * @param path such as `groups.3.letter`; of a field in two languages the Vietnamese one
 */
export function focusOn(path: string | null): void {
  const title = document.getElementById('section-title');
  const element =
    path === null
      ? title
      : ([fieldId(path), fieldId(`${path}.vi`)]
          .map((id) => document.getElementById(id))
          .find((found) => found !== null) ?? title);
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
}
