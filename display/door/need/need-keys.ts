/** The search by keys: typing, arrows through what was found, Enter opens it. */

const FIELD = '#need-query';
const CHOICES = '#home .hit, #home .give-now';

/** @param clear empties the field */
export function moveFocus(event: KeyboardEvent, clear: () => void): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return;
  const inField = target.matches(FIELD);
  if (!inField && !target.matches(CHOICES)) return;
  const field = document.querySelector<HTMLElement>(FIELD);
  const choices = [...document.querySelectorAll<HTMLElement>(CHOICES)];
  const at = choices.indexOf(target);
  if (key === 'ArrowDown') (choices[at + 1] ?? target).focus();
  else if (key === 'ArrowUp') (choices[at - 1] ?? field)?.focus();
  else if (key === 'Enter' && inField) choices[0]?.click();
  else if (key === 'Escape') {
    clear();
    field?.focus();
  } else return;
  event.preventDefault();
}
