import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { zoneOffset } from '../../server/domain/local-time.js';
import { speaker, type Speaker } from '../../server/domain/wording.js';
import { LANGUAGES, loadWording, type Wording } from '../../server/words.js';
import { at, MONDAY } from '../support/factories.js';

const OFFSET = 420;
const NOW = at(MONDAY, '09:14');

let wording: Wording;
let voice: Speaker;
beforeAll(async () => {
  wording = await loadWording(fileURLToPath(new URL('../../display/locales/', import.meta.url)));
  voice = speaker(wording.sentences('vi', ['shared', 'hall']), OFFSET);
});

describe('words', () => {
  test('exist in each language under the same keys', () => {
    const keys = (language: 'vi' | 'en') =>
      Object.keys(wording.sentences(language, ['shared', 'hall', 'start'])).map((key) =>
        key.replace(/_(one|other)$/, ''),
      );
    const [vi, en] = LANGUAGES.map((language) => new Set(keys(language)));
    expect(en).toEqual(vi);
  });

  test('say times as people do', () => {
    expect(voice.time(NOW)).toBe('09h14');
    expect(voice.spokenTime(at(MONDAY, '09:05'))).toBe('9 giờ 05');
    expect(voice.spokenTime(at(MONDAY, '09:00'))).toBe('9 giờ');
    expect(voice.date(NOW)).toBe('23/11/2026');
    expect(voice.weekday(NOW)).toBe('Thứ Hai');
    expect(zoneOffset(NOW, 'Asia/Ho_Chi_Minh')).toBe(OFFSET);
  });

  test('choose the plural of a language', () => {
    const english = speaker(wording.sentences('en', ['shared', 'hall']), OFFSET);
    expect(english.say('hall.paused', { counters: '3', count: 1 })).toBe('Counter 3 is paused');
    expect(english.say('hall.paused', { counters: '3, 4', count: 2 })).toBe(
      'Counters 3, 4 are paused',
    );
    expect(wording.text('en', 'start.waiting', { count: 1 })).toBe('1 person waiting');
    expect(wording.text('vi', 'start.waiting', { count: 1 })).toBe('1 người chờ');
  });
});
