/** Least digits of a number; after `A999` comes `A1000`. */
const DIGITS = 3;

/** The number that people see and hear: `A027`. `n` counts from 1 by day and letter. */
export function formatNumber(letter: string, n: number): string {
  return letter + String(n).padStart(DIGITS, '0');
}
