/** Places and times as a slip says them. Pure. */
import type { ClockTime, Place, SlipWords } from './slip-model.js';

/** In full, "9 giờ 10", or short, "09h10". */
export type ClockStyle = 'clock' | 'clockShort';

/** "quầy 1, 2 hoặc 3", or with its floor "quầy 1, 2 · tầng 2", which breaks at the dot only. */
export function placeInWords({ counters, zone }: Place, words: SlipWords): string {
  if (zone !== null) {
    const said = words('countersZone', { numbers: counters.join(', '), floor: `· ${zone}` });
    return kept(said).replace('\u00A0·', ' ·');
  }
  const last = counters.at(-1) ?? '';
  const others = counters.slice(0, -1).join(', ');
  const numbers = others === '' ? last : `${others} ${words('or', { last })}`;
  return words('counters', { numbers });
}

/** All of them after one another. None is broken at its floor, which would be read with the next one. */
export function placesInWords(places: readonly Place[], words: SlipWords): string {
  const said = places.map((place) => {
    const text = placeInWords(place, words);
    return place.zone === null ? text : kept(text);
  });
  return said.join(', ');
}

/** A time; its blanks do not break, so that a line never ends between hour and minute. */
export function clockInWords(
  { hour, minute }: ClockTime,
  style: ClockStyle,
  words: SlipWords,
): string {
  const data = {
    hour: style === 'clock' ? String(hour) : String(hour).padStart(2, '0'),
    minute: String(minute).padStart(2, '0'),
  };
  const word = style === 'clock' && minute === 0 ? 'fullHour' : style;
  return kept(words(word, data));
}

/** "9 giờ 10 – 9 giờ 25"; one time where both are the same. */
export function rangeInWords(
  { from, to }: { from: ClockTime; to: ClockTime },
  style: ClockStyle,
  words: SlipWords,
): string {
  const [first, last] = [clockInWords(from, style, words), clockInWords(to, style, words)];
  return first === last ? first : words('range', { from: first, to: last });
}

/** The same on one line, where there is room for it. */
export function kept(text: string): string {
  return text.replaceAll(' ', '\u00A0');
}
