/** What stands round the value of a field: its name, what follows from it, what is wrong with it. */
import { type Attributes, type Child, h } from '../shared/dom.js';
import type { FieldBase, FieldHost, Option } from './field-types.js';

/** Id of the element that holds the value of a path, for labels and links. */
export function fieldId(path: string): string {
  return `f-${path.replace(/[^\w-]/g, '-')}`;
}

export class FieldFrame {
  /**
   * What was typed, by path, until the field is left: `7` is not made `07:00` under the fingers. With a
   * flaw it cannot be read yet, and the last good value stays in force.
   */
  readonly typed = new Map<string, { text: string; flaw: string | null }>();

  constructor(private readonly host: FieldHost) {}

  chips(
    field: FieldBase & { options: readonly Option[] },
    chosen: (id: string) => boolean,
  ): Element {
    const off = this.isOff(field);
    return this.group(
      field,
      h(
        'div',
        { class: 'chips', id: fieldId(field.path), tabindex: -1 },
        field.options.map(({ id, label, name }) =>
          h(
            'button',
            {
              type: 'button',
              class: 'chip',
              id: `${fieldId(field.path)}-${id}`,
              'data-do': 'field',
              'data-path': field.path,
              'data-value': id,
              'aria-pressed': chosen(id) ? 'true' : 'false',
              'aria-disabled': off ? 'true' : undefined,
              'aria-label': name,
              title: name,
            },
            label,
          ),
        ),
      ),
    );
  }

  /** Attributes by which label, help, error and event find the input. */
  bound(field: FieldBase): Attributes {
    const { path, help } = field;
    const flaw = this.flawOf(field);
    return {
      id: fieldId(path),
      'data-field': path,
      'aria-describedby': describedBy(path, help, flaw),
      'aria-invalid': flaw === null ? undefined : 'true',
      disabled: this.isOff(field),
    };
  }
  private isOff({ free }: FieldBase): boolean {
    return free !== true && this.host.readOnly();
  }
  flawOf({ path, error }: FieldBase): string | null {
    return this.typed.get(path)?.flaw ?? error ?? this.host.flaw(path);
  }
  classOf(field: FieldBase): string {
    const half = field.half === true ? ' f--half' : '';
    return `f${half}${this.flawOf(field) === null ? '' : ' f--wrong'}`;
  }

  frame(field: FieldBase, input: Element, unit?: string): Element {
    const { path, label, help } = field;
    const flaw = this.flawOf(field);
    return h(
      'div',
      { class: this.classOf(field) },
      h('label', { class: 'f__label', for: fieldId(path) }, label),
      helpLine(path, help),
      unit === undefined
        ? input
        : h('div', { class: 'f__box' }, input, h('span', { class: 'f__unit' }, unit)),
      errorLine(path, flaw),
    );
  }
  /** A frame round several controls that together are one field. */
  group(field: FieldBase, inside: Element): Element {
    const { path, label, help } = field;
    const flaw = this.flawOf(field);
    return h(
      'div',
      {
        class: this.classOf(field),
        role: 'group',
        'aria-labelledby': `${fieldId(path)}-label`,
        'aria-describedby': describedBy(path, help, flaw),
      },
      h('p', { class: 'f__label', id: `${fieldId(path)}-label` }, label),
      helpLine(path, help),
      inside,
      errorLine(path, flaw),
    );
  }
}

export function describedBy(path: string, help: Child, flaw: string | null): string | undefined {
  const ids = [
    ...(help === undefined ? [] : [`${fieldId(path)}-help`]),
    ...(flaw === null ? [] : [`${fieldId(path)}-error`]),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
}
export function helpLine(path: string, help: Child): Child {
  return help !== undefined && h('p', { class: 'f__help', id: `${fieldId(path)}-help` }, help);
}
export function errorLine(path: string, flaw: string | null): Child {
  return flaw !== null && h('p', { class: 'f__error', id: `${fieldId(path)}-error` }, `▲ ${flaw}`);
}
