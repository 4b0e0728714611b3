/** Numbers as clips: digit by digit, or counted as each language counts. */
import type { VoiceOdd } from '../protocol/config.js';

/** Numbers above this are read digit by digit in every language. */
const MOST_COUNTED = 9_999;
/** In languages whose way of counting is not known here, numbers are recorded whole up to this. */
export const MOST_WHOLE = 30;

/** `"027"` → 0, 2, 7. */
export function digitClips(digits: string): string[] {
  return [...digits].map((digit) => `digit-${digit}`);
}

/**
 * A number as it is counted: 21 → "hai mươi mốt", "twenty-one".
 * @param number a whole number above 0
 * @param language BCP 47 tag
 * @param odd Vietnamese only
 */
export function countedClips(number: number, language: string, odd: VoiceOdd): string[] {
  if (number > MOST_COUNTED) return digitClips(String(number));
  if (language === 'vi') return vietnamese(number, odd);
  if (language === 'en') return english(number);
  if (number < 10 || number > MOST_WHOLE) return digitClips(String(number));
  return [`number-${number}`];
}

/** năm / lăm, mốt, tư and lẻ or linh; 1005 → "một nghìn không trăm linh năm". */
function vietnamese(number: number, odd: VoiceOdd): string[] {
  const [thousands, hundreds, tens, ones] = places(number);
  const said: string[] = [];
  if (thousands > 0) said.push(`digit-${thousands}`, 'thousand');
  const below = number % 1_000;
  if (hundreds > 0 || (thousands > 0 && below > 0)) said.push(`digit-${hundreds}`, 'hundred');
  if (tens === 1) said.push('ten');
  else if (tens > 1) said.push(`digit-${tens}`, 'tens');
  else if (ones > 0 && said.length > 0) said.push(`odd-${odd}`);
  if (ones > 0) said.push(vietnameseOnes(tens, ones));
  return said;
}

function vietnameseOnes(tens: number, ones: number): string {
  if (ones === 5 && tens > 0) return 'five-after-tens';
  if (ones === 1 && tens > 1) return 'one-after-tens';
  if (ones === 4 && tens > 1) return 'four-after-tens';
  return `digit-${ones}`;
}

/** British: 105 → "one hundred and five". */
function english(number: number): string[] {
  const [thousands, hundreds] = places(number);
  const said: string[] = [];
  if (thousands > 0) said.push(`digit-${thousands}`, 'thousand');
  if (hundreds > 0) said.push(`digit-${hundreds}`, 'hundred');
  const below = number % 100;
  if (below > 0 && said.length > 0) said.push('and');
  if (below >= 20) said.push(`number-${below - (below % 10)}`);
  const last = below >= 20 ? below % 10 : below;
  if (last >= 10) said.push(`number-${last}`);
  else if (last > 0) said.push(`digit-${last}`);
  return said;
}

function places(number: number): [number, number, number, number] {
  const place = (unit: number): number => Math.floor(number / unit) % 10;
  return [place(1_000), place(100), place(10), place(1)];
}
