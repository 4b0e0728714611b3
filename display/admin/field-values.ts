/** From what is typed into a field to its value and back. Pure. */

export interface Bounds {
  least: number;
  most: number;
  /** `false`: fractions too. */
  whole?: false;
}

export type ReadNumber =
  | { ok: true; value: number | null }
  /** Key of the sentence that says why it is no value here, with its numbers. */
  | { ok: false; key: string; values: Readonly<Record<string, number>> };

/** Reads `12`, ` 7,5 ` or, where it may be empty, nothing. */
export function readNumber(typed: string, bounds: Bounds, mayBeEmpty: boolean): ReadNumber {
  const { least, most } = bounds;
  const text = typed.trim().replace(',', '.');
  if (text === '' && mayBeEmpty) return { ok: true, value: null };
  const shape = bounds.whole === false ? /^\d{1,6}(?:\.\d{1,2})?$/ : /^\d{1,6}$/;
  const value = shape.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return { ok: true, value };
  return { ok: false, key: 'admin.numberNeeded', values: { least, most } };
}

/** A number as it stands in a field; fractions with the comma that people here write. */
export function spell(value: number | null): string {
  return value === null ? '' : String(value).replace('.', ',');
}

/** `07:30`, `7h30`, `0730` or `7` → 450 or 420; `null` for what is no time of a day. 1440 is its end. */
export function readTime(typed: string): number | null {
  const match = /^(\d{1,2})(?:\s*[:hg.]\s*(\d{2})?|(\d{2}))?$/i.exec(typed.trim());
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? match[3] ?? 0);
  return Number(match[2] ?? match[3] ?? 0) < 60 && minutes <= 1440 ? minutes : null;
}

/** 450 → `07:30` */
export function minutesToTime(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
