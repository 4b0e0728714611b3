/** What is said aloud, word by word: the golden tables. */
import { describe, expect, test } from 'vitest';
import { clipsOf, type Announcement, type Manner } from '../../server/domain/announcement.js';
import { clipList, KIOSK_CLIP, NOTICE_CLIPS, SOUND_CLIPS } from '../../server/domain/clip-list.js';
import { formatNumber } from '../../server/domain/number.js';
import { ADDRESS_FORMS, VOICE_NUMBERS, VOICE_ODDS } from '../../server/protocol/config.js';

const PLAIN: Manner = {
  language: 'vi',
  numbers: 'digits',
  odd: 'le',
  address: 'citizen',
  chime: false,
  slower: false,
};
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

function call(number: string, counter: number): Announcement & { kind: 'call' } {
  return { kind: 'call', number, counter, zone: null, again: false, last: false };
}

/** The texts of the clips in a row, without what is only heard. */
function said(announcement: Announcement, manner: Partial<Manner> = {}): string {
  const full = { ...PLAIN, ...manner };
  const texts = new Map(clipList(full.language).map(({ id, text }) => [id, text]));
  const clips = clipsOf(announcement, full).filter((id) => id !== 'pause' && id !== 'chime');
  return clips.map((id) => texts.get(id) ?? `<${id}>`).join(' ');
}

describe('in Vietnamese', () => {
  const start = 'Xin mời công dân có số thứ tự';

  test.each([
    ['A027', 3, 'a không hai bảy đến quầy số ba'],
    ['A000', 10, 'a không không không đến quầy số mười'],
    ['D115', 15, 'đê một một năm đến quầy số mười lăm'],
    ['G204', 21, 'gờ hai không bốn đến quầy số hai mươi mốt'],
    ['S999', 24, 'ét-xì chín chín chín đến quầy số hai mươi tư'],
    ['A1000', 25, 'a một không không không đến quầy số hai mươi lăm'],
    ['X1015', 30, 'ích-xì một không một năm đến quầy số ba mươi'],
    ['H001', 101, 'hát không không một đến quầy số một trăm lẻ một'],
  ])('%s at counter %i: tickets digit by digit, counters counted', (number, counter, words) => {
    expect(said(call(number, counter))).toBe(`${start} ${words}`);
  });

  test.each([
    ['A001', 'một'],
    ['A004', 'bốn'],
    ['A005', 'năm'],
    ['A007', 'bảy'],
    ['A010', 'mười'],
    ['A011', 'mười một'],
    ['A012', 'mười hai'],
    ['A014', 'mười bốn'],
    ['A015', 'mười lăm'],
    ['A020', 'hai mươi'],
    ['A021', 'hai mươi mốt'],
    ['A024', 'hai mươi tư'],
    ['A025', 'hai mươi lăm'],
    ['A055', 'năm mươi lăm'],
    ['A100', 'một trăm'],
    ['A101', 'một trăm lẻ một'],
    ['A104', 'một trăm lẻ bốn'],
    ['A105', 'một trăm lẻ năm'],
    ['A111', 'một trăm mười một'],
    ['A115', 'một trăm mười lăm'],
    ['A121', 'một trăm hai mươi mốt'],
    ['A340', 'ba trăm bốn mươi'],
    ['A555', 'năm trăm năm mươi lăm'],
    ['A1000', 'một nghìn'],
    ['A1005', 'một nghìn không trăm lẻ năm'],
    ['A1024', 'một nghìn không trăm hai mươi tư'],
    ['A1100', 'một nghìn một trăm'],
    ['A1115', 'một nghìn một trăm mười lăm'],
    ['A9999', 'chín nghìn chín trăm chín mươi chín'],
    ['A10000', 'một không không không không'],
    ['A000', 'không không không'],
  ])('%s counted: leading zeros are not read', (number, words) => {
    expect(said(call(number, 1), { numbers: 'cardinal' })).toBe(
      `${start} a ${words} đến quầy số một`,
    );
  });

  test('the word before the ones after an empty tens place is the site’s choice', () => {
    expect(said(call('A105', 205), { numbers: 'cardinal', odd: 'linh' })).toBe(
      `${start} a một trăm linh năm đến quầy số hai trăm linh năm`,
    );
  });

  test('whom it calls, and whether for the second or the last time', () => {
    const number = call('K042', 2);
    expect(said(number, { address: 'guest' })).toMatch(/^Xin mời quý khách có số thứ tự ca /);
    expect(said(number, { address: 'number' })).toMatch(/^Xin mời số thứ tự ca không bốn hai /);
    expect(said({ ...number, again: true })).toMatch(/^Xin nhắc lại Xin mời công dân /);
    expect(said({ ...number, again: true, last: true })).toMatch(/^Lần gọi cuối Xin mời công dân /);
  });

  test('the zone, several numbers at once, and the sound check', () => {
    expect(said({ ...call('A027', 3), zone: { kind: 'floor', number: 2 } })).toMatch(
      / đến quầy số ba tầng hai$/,
    );
    expect(said({ kind: 'batch', numbers: ['A012', 'A015'], counter: 1 })).toBe(
      'Mời các số a không một hai a không một năm đến quầy số một nhận kết quả',
    );
    expect(said({ kind: 'test', zone: null })).toBe('Đây là tiếng thử của màn hình sảnh');
    expect(said({ kind: 'test', zone: 15 })).toBe('Đây là tiếng thử của màn hình khu mười lăm');
  });

  test('letters are read as people in offices read them', () => {
    const read = LETTERS.map((letter) => said(call(`${letter}001`, 1)).split(' ')[8]);
    expect(read.join(' ')).toBe(
      'a bê xê đê e ép-phờ gờ hát i gi ca e-lờ em-mờ en-nờ o pê quy e-rờ ét-xì tê u vê vê-kép ích-xì y-dài dét',
    );
  });
});

describe('in English', () => {
  test.each([
    ['A027', 3, 'A zero two seven please go to counter three'],
    ['B1000', 12, 'B one zero zero zero please go to counter twelve'],
    ['C115', 21, 'C one one five please go to counter twenty one'],
    ['D001', 105, 'D zero zero one please go to counter one hundred and five'],
  ])('%s at counter %i', (number, counter, words) => {
    const letter = clipList('en').find(({ id }) => id === `letter-${words.slice(0, 1)}`)?.text;
    expect(said(call(number, counter), { language: 'en' })).toBe(
      `Now calling number ${letter} ${words.slice(2)}`,
    );
  });

  test.each([
    ['A007', 'seven'],
    ['A010', 'ten'],
    ['A013', 'thirteen'],
    ['A020', 'twenty'],
    ['A042', 'forty two'],
    ['A100', 'one hundred'],
    ['A105', 'one hundred and five'],
    ['A217', 'two hundred and seventeen'],
    ['A1000', 'one thousand'],
    ['A1005', 'one thousand and five'],
    ['A1100', 'one thousand one hundred'],
    ['A1134', 'one thousand one hundred and thirty four'],
  ])('%s counted', (number, words) => {
    expect(said(call(number, 1), { language: 'en', numbers: 'cardinal' })).toBe(
      `Now calling number ay ${words} please go to counter one`,
    );
  });

  test('again, for the last time, floors, several, and the sound check', () => {
    const en = { language: 'en' };
    expect(said({ ...call('A001', 1), again: true }, en)).toMatch(/^Once again Now calling /);
    expect(said({ ...call('A001', 1), last: true }, en)).toMatch(/^Last call Now calling /);
    expect(said({ ...call('A001', 1), zone: { kind: 'floor', number: 2 } }, en)).toMatch(
      / counter one on floor two$/,
    );
    expect(said({ kind: 'batch', numbers: ['A012', 'E015'], counter: 1 }, en)).toBe(
      'Now calling numbers ay zero one two ee zero one five please go to counter one to collect your papers',
    );
    expect(said({ kind: 'test', zone: 2 }, en)).toBe('This is a test of the screen in area two');
  });
});

test('a kiosk reads its number as it is called', () => {
  const taken = { kind: 'taken', number: 'A027' } as const;
  expect(said(taken)).toBe('Số của ông bà là a không hai bảy');
  expect(said(taken, { numbers: 'cardinal' })).toBe('Số của ông bà là a hai mươi bảy');
  expect(said(taken, { language: 'en' })).toBe('Your number is ay zero two seven');
});

test('a chime comes first where the site wants one, and a slower call has silence between its parts', () => {
  const clips = clipsOf(call('A02', 3), { ...PLAIN, chime: true, slower: true });
  expect(clips.join(' ')).toBe(
    'chime call-citizen letter-A pause digit-0 pause digit-2 pause to-counter digit-3',
  );
});

/** Everything that a hall may have to say in a language, as clip ids. */
function everyClip(language: string): Set<string> {
  const clips = new Set<string>();
  const add = (announcement: Announcement, manner: Partial<Manner> = {}): void => {
    const full = { ...PLAIN, chime: true, language, ...manner };
    for (const clip of clipsOf(announcement, full)) clips.add(clip);
  };
  for (const numbers of VOICE_NUMBERS) {
    for (const odd of VOICE_ODDS) {
      for (let n = 1; n <= 1_100; n += 1) add(call(formatNumber('A', n), 1), { numbers, odd });
      for (let counter = 1; counter <= 999; counter += 1) add(call('A001', counter), { odd });
    }
  }
  for (const letter of LETTERS) add({ kind: 'batch', numbers: [`${letter}001`], counter: 1 });
  for (const address of ADDRESS_FORMS) add(call('A001', 1), { address, slower: true });
  for (let number = 1; number <= 20; number += 1) {
    add({ ...call('A001', 1), again: true, zone: { kind: 'floor', number } });
    add({ ...call('A001', 1), last: true, zone: { kind: 'area', number } });
    add({ kind: 'test', zone: number });
  }
  add({ kind: 'test', zone: null });
  for (const clip of [...NOTICE_CLIPS, KIOSK_CLIP]) add({ kind: 'clip', clip });
  add({ kind: 'taken', number: 'A001' });
  return clips;
}

test.each(['vi', 'en', 'km'])(
  'the list of clips in %s is what is needed, and no more',
  (language) => {
    const listed = clipList(language).map(({ id }) => id);
    expect(new Set(listed).size).toBe(listed.length);
    expect([...listed, ...SOUND_CLIPS].sort()).toEqual([...everyClip(language)].sort());
    for (const { id, text, ms } of clipList(language)) {
      expect(id).toMatch(/^[a-z]+(?:-[A-Za-z0-9]+)*$/);
      expect(text).toBe(text.normalize('NFC'));
      if (language !== 'km') expect(text, id).not.toMatch(/\d/);
      expect(ms.from).toBeLessThan(ms.to);
    }
  },
);
