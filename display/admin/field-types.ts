/** What each kind of field of the settings is made from. */
import type { Words } from '../../server/protocol/config.js';
import type { Child } from '../shared/dom.js';
import type { Bounds } from './field-values.js';

/** What a field asks of the page that it stands on. */
export interface FieldHost {
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** What is wrong with the draft at this path; `null` for nothing. */
  flaw(path: string): string | null;
  /** Who looks may not change the configuration. */
  readOnly(): boolean;
  /** `2026-04-30` → "Thứ Năm, 30/04/2026" */
  day(day: string): string;
  /** A value was taken: time to draw. */
  changed(): void;
}

export interface FieldBase {
  /** Place of its value, such as `groups.3.target`: unique on the page; flaws are found by it. */
  path: string;
  label: string;
  /** One sentence of what follows from it. */
  help?: Child;
  /** Stands beside another where there is room. */
  half?: true;
  /** Not part of the configuration: whoever sees it may fill it in. */
  free?: true;
  /** What is wrong, for a form that knows by itself. */
  error?: string | null;
}
export interface Valued<T> extends FieldBase {
  value: T;
  set(value: T): void;
}
export interface TextField extends Valued<string> {
  /** UTF-16 units. */
  most?: number;
  /** More than one line high. */
  tall?: true;
  placeholder?: string;
  type?: 'text' | 'tel' | 'password' | 'url' | 'search';
  autocomplete?: string;
  /** BCP 47 tag of what is typed, where it is not that of the page. */
  lang?: string;
}
export interface WordsField extends Valued<Words> {
  most?: number;
  tall?: true;
}
export interface NumberField extends Valued<number>, Bounds {
  unit?: string;
}
/** A number that may be left empty. */
export interface MaybeNumberField extends Valued<number | null>, Bounds {
  unit?: string;
  /** What empty means, in the empty field. */
  empty: string;
}
export interface Option {
  id: string;
  label: Child;
  /** Said instead of the label where that is a picture. */
  name?: string;
}
export interface ChoiceField extends Valued<string> {
  options: readonly Option[];
}
export interface ChoicesField extends FieldBase {
  values: readonly string[];
  set(values: string[]): void;
  options: readonly Option[];
}
