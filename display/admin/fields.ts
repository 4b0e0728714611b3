/**
 * The fields of the settings: a name, one sentence of what follows from it, the
 * input, and beneath what is wrong with it. A field is drawn anew with each change; what it does with a
 * value is kept here by its path until the next drawing.
 */
import { type Child, h } from '../shared/dom.js';
import { describedBy, errorLine, FieldFrame, fieldId, helpLine } from './field-frame.js';
import type {
  ChoiceField,
  ChoicesField,
  FieldBase,
  FieldHost,
  MaybeNumberField,
  NumberField,
  TextField,
  Valued,
  WordsField,
} from './field-types.js';
import { type Bounds, minutesToTime, readNumber, readTime, spell } from './field-values.js';

/** Longest line that the configuration takes, unless a field says otherwise (`schema/config.ts`). */
const LINE = 200;

export class Fields {
  private readonly setters = new Map<string, (value: string) => void>();
  private readonly place: FieldFrame;

  constructor(private readonly host: FieldHost) {
    this.place = new FieldFrame(host);
  }

  /** Forgets what the fields of the drawing before did with their values. */
  begin(): void {
    this.setters.clear();
  }
  /** Nothing of the configuration can be changed now. */
  get readOnly(): boolean {
    return this.host.readOnly();
  }
  /** Something was typed or chosen. */
  take(path: string, value: string): void {
    const set = this.setters.get(path);
    if (set === undefined) return;
    set(value);
    this.host.changed();
  }
  /** What was typed and is no value, by path; it goes when its item is left. */
  unreadable(): { path: string; text: string }[] {
    return Array.from(this.place.typed, ([path, { flaw }]) => ({ path, text: flaw ?? '' })).filter(
      ({ text }) => text !== '',
    );
  }
  /** A field was left: what can be read is shown as it was understood. */
  leave(path: string): void {
    if (this.place.typed.get(path)?.flaw !== null) return;
    this.place.typed.delete(path);
    this.host.changed();
  }
  /** Lets the fields show the last good values again. */
  forgetTyped(): void {
    this.place.typed.clear();
  }
  /** What is wrong at a path that several controls share. */
  flawLine(path: string): Child {
    return errorLine(path, this.host.flaw(path));
  }

  text(field: TextField): Element {
    this.setters.set(field.path, (typed) => field.set(typed.normalize('NFC')));
    const { value, most = LINE, type = 'text' } = field;
    const common = {
      ...this.place.bound(field),
      maxlength: most,
      placeholder: field.placeholder,
      autocomplete: field.autocomplete ?? 'off',
      lang: field.lang,
    };
    return this.place.frame(
      field,
      field.tall === true
        ? h('textarea', { ...common, class: 'f__input f__input--tall', rows: 3 }, value)
        : h('input', { ...common, class: 'f__input', type, value }),
    );
  }

  /** Vietnamese and English side by side; English left empty follows the Vietnamese. */
  words(field: WordsField): Element {
    const { path, value, set, most = LINE, tall } = field;
    const follows = value.en === value.vi;
    const part = (language: 'vi' | 'en', shown: string, take: (typed: string) => void): Element => {
      const own = `${path}.${language}`;
      this.setters.set(own, (typed) => take(typed.normalize('NFC')));
      const common = {
        ...this.place.bound({ ...field, path: own }),
        'aria-describedby': describedBy(path, field.help, this.place.flawOf(field)),
        'aria-invalid': this.place.flawOf(field) === null ? undefined : 'true',
        lang: language,
        maxlength: most,
        autocomplete: 'off',
        placeholder: language === 'en' ? value.vi : undefined,
      };
      return h(
        'div',
        { class: 'f__part' },
        h(
          'label',
          { class: 'f__tongue', for: fieldId(own) },
          this.host.say(`admin.tongue.${language}`),
        ),
        tall === true
          ? h('textarea', { ...common, class: 'f__input f__input--tall', rows: 3 }, shown)
          : h('input', { ...common, class: 'f__input', type: 'text', value: shown }),
      );
    };
    return this.place.group(
      field,
      h(
        'div',
        { class: 'f__pair' },
        part('vi', value.vi, (vi) => set({ vi, en: follows ? vi : value.en })),
        part('en', follows ? '' : value.en, (en) =>
          set({ vi: value.vi, en: en.trim() === '' ? value.vi : en }),
        ),
      ),
    );
  }

  number(field: NumberField): Element {
    return this.numeric(field, field.value, null, (value) => {
      if (value !== null) field.set(value);
    });
  }
  maybeNumber(field: MaybeNumberField): Element {
    return this.numeric(field, field.value, field.empty, (value) => field.set(value));
  }

  /**
   * Minutes of the day as a clock time. Typed as text, because a browser's own time field follows the
   * machine's language and shows "01:30 PM" to people who write 13:30.
   */
  time(field: Valued<number>): Element {
    const { path, set } = field;
    this.setters.set(path, (typed) => {
      const minutes = readTime(typed);
      const flaw = minutes === null ? this.host.say('admin.timeNeeded') : null;
      this.place.typed.set(path, { text: typed, flaw });
      if (minutes !== null) set(minutes);
    });
    return this.place.frame(
      field,
      h('input', {
        ...this.place.bound(field),
        class: 'f__input f__input--time',
        type: 'text',
        inputmode: 'numeric',
        autocomplete: 'off',
        maxlength: 5,
        value: this.place.typed.get(path)?.text ?? minutesToTime(field.value),
      }),
    );
  }

  /** A day as `YYYY-MM-DD`; empty is `null`. Said in words too: a browser may show month first. */
  date(field: Valued<string | null>): Element {
    const { path, value, set } = field;
    this.setters.set(path, (typed) => set(typed === '' ? null : typed));
    return this.place.frame(
      field,
      h(
        'div',
        { class: 'f__dated' },
        h('input', {
          ...this.place.bound(field),
          class: 'f__input f__input--date',
          type: 'date',
          value: value ?? '',
        }),
        value !== null && h('p', { class: 'f__help' }, this.host.day(value)),
      ),
    );
  }

  toggle(field: Valued<boolean>): Element {
    const { path, label, help, value, set } = field;
    this.setters.set(path, (typed) => set(typed !== ''));
    const flaw = this.place.flawOf(field);
    return h(
      'div',
      { class: this.place.classOf(field) },
      h(
        'label',
        { class: 'f__switch' },
        h('input', {
          ...this.place.bound(field),
          type: 'checkbox',
          class: 'f__check',
          checked: value,
        }),
        h('span', { class: 'f__label' }, label),
      ),
      helpLine(path, help),
      errorLine(path, flaw),
    );
  }

  /** One of a few, all in view. */
  choice(field: ChoiceField): Element {
    this.setters.set(field.path, field.set);
    return this.place.chips(field, (id) => id === field.value);
  }
  /** Any of a few. */
  choices(field: ChoicesField): Element {
    const { path, values, set, options } = field;
    this.setters.set(path, (id) => {
      const next = values.includes(id) ? values.filter((one) => one !== id) : [...values, id];
      // The order in which they are offered, so that the same choice is the same value.
      set(options.map((option) => option.id).filter((one) => next.includes(one)));
    });
    return this.place.chips(field, (id) => values.includes(id));
  }
  /** One of many. */
  select(field: ChoiceField): Element {
    this.setters.set(field.path, field.set);
    return this.place.frame(
      field,
      h(
        'select',
        { ...this.place.bound(field), class: 'f__input' },
        field.options.map(({ id, label }) =>
          h('option', { value: id, selected: id === field.value }, label),
        ),
      ),
    );
  }

  private numeric(
    field: FieldBase & Bounds & { unit?: string },
    value: number | null,
    empty: string | null,
    set: (value: number | null) => void,
  ): Element {
    const { path } = field;
    this.setters.set(path, (typed) => {
      const read = readNumber(typed, field, empty !== null);
      const flaw = read.ok ? null : this.host.say(read.key, read.values);
      this.place.typed.set(path, { text: typed, flaw });
      if (read.ok) set(read.value);
    });
    return this.place.frame(
      field,
      h('input', {
        ...this.place.bound(field),
        class: 'f__input f__input--number',
        type: 'text',
        inputmode: field.whole === false ? 'decimal' : 'numeric',
        autocomplete: 'off',
        placeholder: empty ?? undefined,
        value: this.place.typed.get(path)?.text ?? spell(value),
      }),
      field.unit,
    );
  }
}
