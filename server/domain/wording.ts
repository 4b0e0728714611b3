/** Filling sentences with values, alike on the server and in a screen's script. */
import { localTime, timeFields } from './local-time.js';

/** Sentences by their dotted key, such as `shared.connected`. */
export type Sentences = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

/** Puts values where a sentence has `{name}`; unknown names stay as they are. */
export function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

/** Says sentences of one language at one place. */
export interface Speaker {
  /**
   * The sentence of a key with its values. With `count`, `key_one` and `key_other` are looked for
   * first (Vietnamese has `_other` only). A key that does not exist gives the key itself.
   */
  say(key: string, values?: Values): string;
  /** `09h14` */
  time(ms: number): string;
  /** `9 giờ 14`; a full hour is `9 giờ`. */
  spokenTime(ms: number): string;
  /** `19/11/2026` */
  date(ms: number): string;
  /** `Thứ Năm` */
  weekday(ms: number): string;
}

/** @param offset minutes east of UTC */
export function speaker(sentences: Sentences, offset: number): Speaker {
  const say = (key: string, values: Values = {}) => {
    const count = values['count'];
    const sentence =
      (count === 1 ? sentences[`${key}_one`] : undefined) ??
      (count === undefined ? undefined : sentences[`${key}_other`]) ??
      sentences[key] ??
      key;
    return fill(sentence, values);
  };
  const at = (key: string, ms: number) => say(key, timeFields(localTime(ms, offset)));
  return {
    say,
    time: (ms) => at('shared.time', ms),
    spokenTime: (ms) =>
      at(localTime(ms, offset).minute === 0 ? 'shared.fullHour' : 'shared.spokenTime', ms),
    date: (ms) => at('shared.date', ms),
    weekday: (ms) => say(`shared.weekday.${localTime(ms, offset).weekday}`),
  };
}
