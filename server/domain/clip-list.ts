/**
 * The clips that a pack of a language needs: what a synthesiser is fed with and what a person is asked to
 * read. Words only, never digits or letters: synthesisers read those wrong.
 */
import { MOST_WHOLE } from './number-clips.js';

export interface ClipPrompt {
  /** ASCII; the clip's file is `<id>.mp3`. */
  id: string;
  /** What is read aloud; in a language without texts of its own, what it means in Vietnamese. */
  text: string;
  /** How long it usually is, ms: far outside of this it is not what was asked for. */
  ms: { from: number; to: number };
}

/** Made, not spoken: packs of persons do without, and the bundled pack of any language has them. */
export const SOUND_CLIPS = ['chime', 'pause'] as const;

/** Sentences that a lead can have announced. */
export const NOTICE_CLIPS = ['notice-closing-soon', 'notice-lost-item'] as const;

/** The question of a kiosk's first page. */
export const KIOSK_CLIP = 'kiosk-ask';

const WORD = { from: 200, to: 1_200 };
const PHRASE = { from: 600, to: 4_000 };
const SENTENCE = { from: 2_000, to: 12_000 };
const ASIDE = { from: 600, to: 12_000 };

type Texts = Readonly<Record<string, string>>;

const VIETNAMESE_LETTERS =
  'A a B bê C xê D đê E e F ép-phờ G gờ H hát I i J gi K ca L e-lờ M em-mờ N en-nờ O o P pê Q quy ' +
  'R e-rờ S ét-xì T tê U u V vê W vê-kép X ích-xì Y y-dài Z dét';
const VIETNAMESE_DIGITS = 'không một hai ba bốn năm sáu bảy tám chín';
const ENGLISH_DIGITS = 'zero one two three four five six seven eight nine';
const ENGLISH_NUMBERS =
  '10 ten 11 eleven 12 twelve 13 thirteen 14 fourteen 15 fifteen 16 sixteen 17 seventeen ' +
  '18 eighteen 19 nineteen 20 twenty 30 thirty 40 forty 50 fifty 60 sixty 70 seventy 80 eighty 90 ninety';
/** How letters are called in English, as words that cannot be taken for others. */
const ENGLISH_LETTERS =
  'A ay B bee C see D dee E ee F eff G jee H aitch I eye J jay K kay L ell M em N en O oh P pee Q cue ' +
  'R ar S ess T tee U you V vee W double-you X ex Y why Z zed';

const VIETNAMESE_PHRASES: Texts = {
  'call-citizen': 'Xin mời công dân có số thứ tự',
  'call-guest': 'Xin mời quý khách có số thứ tự',
  'call-number': 'Xin mời số thứ tự',
  again: 'Xin nhắc lại',
  last: 'Lần gọi cuối',
  'to-counter': 'đến quầy số',
  batch: 'Mời các số',
  collect: 'nhận kết quả',
  test: 'Đây là tiếng thử của màn hình',
};
const ENGLISH_PHRASES: Texts = {
  'call-number': 'Now calling number',
  again: 'Once again',
  last: 'Last call',
  'to-counter': 'please go to counter',
  batch: 'Now calling numbers',
  collect: 'to collect your papers',
  test: 'This is a test of the screen',
};
const VIETNAMESE_PLACES: Texts = { floor: 'tầng', area: 'khu', hall: 'sảnh' };
const ENGLISH_PLACES: Texts = { floor: 'on floor', area: 'in area', hall: 'in the hall' };
const VIETNAMESE_COUNTING: Texts = {
  ten: 'mười',
  tens: 'mươi',
  'one-after-tens': 'mốt',
  'four-after-tens': 'tư',
  'five-after-tens': 'lăm',
  'odd-le': 'lẻ',
  'odd-linh': 'linh',
  hundred: 'trăm',
  thousand: 'nghìn',
};
const ENGLISH_COUNTING: Texts = {
  ...paired(ENGLISH_NUMBERS, 'number'),
  hundred: 'hundred',
  thousand: 'thousand',
  and: 'and',
};
const VIETNAMESE_NOTICES: Texts = {
  'notice-closing-soon': 'Sắp hết giờ lấy số. Ông bà cần lấy số, xin đến bàn hướng dẫn.',
  'notice-lost-item': 'Có đồ để quên. Ông bà nào để quên đồ, xin đến bàn hướng dẫn.',
};
const ENGLISH_NOTICES: Texts = {
  'notice-closing-soon':
    'We stop giving numbers soon. If you need one, please come to the help desk.',
  'notice-lost-item': 'Something was left behind. If it is yours, please come to the help desk.',
};

const VIETNAMESE_KIOSK: Texts = {
  [KIOSK_CLIP]: 'Ông bà cần làm việc gì? Mời chạm vào việc cần làm.',
  'kiosk-number': 'Số của ông bà là',
};
const ENGLISH_KIOSK: Texts = {
  [KIOSK_CLIP]: 'What do you need to do? Please touch it on the screen.',
  'kiosk-number': 'Your number is',
};

/** `"A a B bê"` → `letter-A`: "a", … */
function paired(list: string, kind: string): Texts {
  const words = list.split(' ');
  const ids = words.filter((_, at) => at % 2 === 0);
  return Object.fromEntries(ids.map((id, at) => [`${kind}-${id}`, words[2 * at + 1] ?? '']));
}

function digits(list: string): Texts {
  return Object.fromEntries(list.split(' ').map((word, at) => [`digit-${at}`, word]));
}

function prompts(texts: Texts, ms: ClipPrompt['ms']): ClipPrompt[] {
  return Object.entries(texts).map(([id, text]) => ({ id, text, ms }));
}

const VIETNAMESE: readonly ClipPrompt[] = [
  ...prompts(VIETNAMESE_PHRASES, PHRASE),
  ...prompts(VIETNAMESE_PLACES, WORD),
  ...prompts(digits(VIETNAMESE_DIGITS), WORD),
  ...prompts(VIETNAMESE_COUNTING, WORD),
  ...prompts(paired(VIETNAMESE_LETTERS, 'letter'), WORD),
  ...prompts(VIETNAMESE_NOTICES, SENTENCE),
  ...prompts(VIETNAMESE_KIOSK, ASIDE),
];
const ENGLISH: readonly ClipPrompt[] = [
  ...prompts(ENGLISH_PHRASES, PHRASE),
  ...prompts(ENGLISH_PLACES, WORD),
  ...prompts(digits(ENGLISH_DIGITS), WORD),
  ...prompts(ENGLISH_COUNTING, WORD),
  ...prompts(paired(ENGLISH_LETTERS, 'letter'), WORD),
  ...prompts(ENGLISH_NOTICES, SENTENCE),
  ...prompts(ENGLISH_KIOSK, ASIDE),
];

/** Meanings in Vietnamese, and numbers to 30 whole: how each language counts is known to who reads them. */
const OTHER: readonly ClipPrompt[] = VIETNAMESE.flatMap((prompt) => {
  if (prompt.id in VIETNAMESE_COUNTING) return [];
  if (prompt.id === 'call-citizen' || prompt.id === 'call-guest') return [];
  return [prompt];
}).concat(
  Array.from({ length: MOST_WHOLE - 9 }, (_, at) => ({
    id: `number-${at + 10}`,
    text: `số ${at + 10}`,
    ms: { from: WORD.from, to: 2_000 },
  })),
);

/** What a pack of a language needs, in the order in which it is read. @param language BCP 47 tag */
export function clipList(language: string): readonly ClipPrompt[] {
  return language === 'vi' ? VIETNAMESE : language === 'en' ? ENGLISH : OTHER;
}
