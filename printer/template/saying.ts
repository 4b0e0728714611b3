/** Places and times as a slip says them. Pure. */
import type { ClockTime, Place, SlipWords } from './slip-model.js';

/** "quầy 1, 2 hoặc 3", or with its floor "quầy 1, 2 · tầng 2", which breaks before the dot only. */
export function placeInWords({ counters, zone }: Place, words: SlipWords): string {
  if (zone !== null) {
    const floor = `·\u00A0${zone.replaceAll(' ', '\u00A0')}`;
    return words('countersZone', { numbers: counters.join(', '), floor });
  }
  const last = counters.at(-1) ?? '';
  const others = counters.slice(0, -1).join(', ');
  const numbers = others === '' ? last : `${others} ${words('or', { last })}`;
  return words('counters', { numbers });
}

/** A time; its blanks do not break, so that a line never ends between hour and minute. */
export function clockInWords(
  { hour, minute }: ClockTime,
  style: 'clock' | 'clockShort',
  words: SlipWords,
): string {
  const data = {
    hour: style === 'clock' ? String(hour) : String(hour).padStart(2, '0'),
    minute: String(minute).padStart(2, '0'),
  };
  const word = style === 'clock' && minute === 0 ? 'fullHour' : style;
  return words(word, data).replaceAll(' ', '\u00A0');
}

/** "9 giờ 10 – 9 giờ 25"; one time where both are the same. */
export function rangeInWords(
  { from, to }: { from: ClockTime; to: ClockTime },
  style: 'clock' | 'clockShort',
  words: SlipWords,
): string {
  const [first, last] = [clockInWords(from, style, words), clockInWords(to, style, words)];
  return first === last ? first : words('range', { from: first, to: last });
}
