/** Parts of the steps: field, switch, heading. */
import { type Attributes, type Child, h } from '../shared/dom.js';

/** `▲` and what will happen to people; nothing where there is no flaw. */
export function flawLines(id: string, flaws: readonly string[]): Child {
  return (
    flaws.length > 0 &&
    h(
      'p',
      { class: 'flaw', id: `${id}-flaw` },
      flaws.map((flaw) => ['▲ ', flaw, ' ']),
    )
  );
}

export interface FieldOptions {
  id: string;
  label: string;
  help?: Child;
  value: string;
  flaws?: readonly string[];
  attributes?: Attributes;
  /** Stands behind the input, within its line. */
  after?: Child;
}

/** Name, one sentence of what follows from it, the input, what is wrong. `id` is its `data-input`. */
export function field({
  id,
  label,
  help,
  value,
  flaws = [],
  attributes,
  after,
}: FieldOptions): Child {
  const described = [...(help ? [`${id}-help`] : []), ...(flaws.length > 0 ? [`${id}-flaw`] : [])];
  return h(
    'div',
    { class: 'row', id: `row-${id}` },
    h('label', { class: 'row__label', for: id }, label),
    help && h('p', { class: 'row__help', id: `${id}-help` }, help),
    h(
      'div',
      { class: 'row__line' },
      h('input', {
        id,
        class: 'field',
        type: 'text',
        value,
        'data-input': id,
        autocomplete: 'off',
        'aria-describedby': described.join(' ') || null,
        'aria-invalid': flaws.length > 0 ? 'true' : null,
        ...attributes,
      }),
      after,
    ),
    flawLines(id, flaws),
  );
}

/** Yes or no: the whole line is the target. */
export function tick(id: string, label: Child, checked: boolean, more: Attributes = {}): Element {
  return h(
    'label',
    { class: 'tick', for: id },
    h('input', { type: 'checkbox', id, 'data-input': id, checked, ...more }),
    h('span', {}, label),
  );
}

export function heading(title: string, help?: Child): Child {
  return [
    h('h1', { class: 'set-up__title', id: 'step-title', tabindex: -1 }, title),
    help && h('p', { class: 'set-up__help' }, help),
  ];
}
