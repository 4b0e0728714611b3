/** Numbers as a voice reads them: tickets digit by digit, counters as a number. */
import type { Speaker } from './wording.js';

type Say = Speaker['say'];

/** `A012` → "A, không một hai". */
export function spokenTicket(number: string, say: Say): string {
  const digits = [...number.slice(1)].map((digit) => say(`shared.digit.${digit}`));
  return `${number.slice(0, 1)}, ${digits.join(' ')}`;
}

/** 3 → "ba", 21 → "hai mươi mốt", 105 → "một trăm lẻ năm". English, with another way of counting, has figures from ten on. */
export function spokenCounter(counter: number, say: Say): string {
  const digit = (value: number): string => say(`shared.digit.${value}`);
  if (counter < 10) return digit(counter);
  if (say('shared.spoken.style') === 'figures' || counter > 999) return String(counter);
  const [hundreds, tens, ones] = [
    Math.floor(counter / 100),
    Math.floor(counter / 10) % 10,
    counter % 10,
  ];
  const words = hundreds === 0 ? [] : [digit(hundreds), say('shared.spoken.hundred')];
  if (tens === 0)
    return [...words, ...(ones ? [say('shared.spoken.odd'), digit(ones)] : [])].join(' ');
  words.push(
    ...(tens === 1 ? [say('shared.spoken.ten')] : [digit(tens), say('shared.spoken.tens')]),
  );
  if (ones === 0) return words.join(' ');
  const after: Readonly<Record<number, string>> = {
    ...(tens === 1 ? {} : { 1: say('shared.spoken.one'), 4: say('shared.spoken.four') }),
    5: say('shared.spoken.five'),
  };
  return [...words, after[ones] ?? digit(ones)].join(' ');
}
